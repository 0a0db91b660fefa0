"""What exists: Dagster assets and their checks.  Bodies call the library; text processing stays there."""
