"""Items and transfers: what is supplied, by whom, to whom, how much of it, and how sure that is."""

from tradewire.extract.items.stage import find_items

__all__ = ["find_items"]
