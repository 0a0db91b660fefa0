"""Who supplies and who receives an item: from its frame, from the words around it, from the document."""
