"""How a sentence is read: words to letters, ambiguous words settled, noun phrases, verb groups."""
