"""Frames of transfer: which words give, get, need, make, control or carry which items."""
