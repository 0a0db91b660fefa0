"""Turns news text into an audited dataset of who says that whom supplies what to whom."""

__version__ = "0.1.0"
