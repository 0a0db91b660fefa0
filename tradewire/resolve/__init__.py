"""What only the whole corpus shows: entities across documents, transfers across claims."""
