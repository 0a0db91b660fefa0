"""Under which mood a transfer stands: said, denied, planned, asked for, stopped; and who acts in it."""
