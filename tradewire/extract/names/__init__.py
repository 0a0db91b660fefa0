"""Names: find, type and link every named entity, and say whom other words mean.

``find_names(doc)`` fills ``doc.mentions`` and ``doc.entities``; ``resolve_reference(doc, start, end)``
gives the entity of a pronoun, a role, a body or a name.
"""

from __future__ import annotations

from tradewire.extract.names.find import find_names
from tradewire.extract.names.reference import person_before, resolve_reference

__all__ = ["find_names", "person_before", "resolve_reference"]
