"""What the word lists say of a capitalised word or phrase.

The codes, one letter for each class of word, are the alphabet of the patterns in ``pieces.py``:

    n nationality, people, party   c country           g other place      v place that is also a person's name
    o organisation, news medium    p product           P well-known person in full
    f given name                   h given name that is also an English word
    l surname                      y surname that is also an English word
    u unknown word                 e English word      a acronym          i initial
    t title (Mr, Sir)              r office or rank    q name particle    D direction (North, Eastern)
    H head of an organisation's name (Ministry, Committee); W one that is often something else (House, Times)
    S company suffix (Inc, Ltd); Z one that is often something else (Power, Data)
    M head that comes first (Bank, JSC)   N what comes before a ship's name (MV, HMS)
                O "of", "for"      T "the"       & ampersand
    K head of a place's name (Sea, Province)           k head that only comes before (Mount)
    B last word of what is named but no entity here (War, Act, Award), b first word of it (Operation)
    x function word, day, month, language: never part of a name
"""

from __future__ import annotations

from typing import NamedTuple


class Known(NamedTuple):
    """An entry of the gazetteer: what a form names.

    ``label`` is the label of a mention, ``entity_label`` that of the entity where the two differ:
    "Chinese" is NORP and names China.
    """

    label: str
    entity_id: str
    name: str
    country: str | None = None
    wikidata_id: str | None = None
    kind: str = ""
    entity_label: str = ""


class Words:
    """The lists, as dictionaries.

    ``codes``: form to code; ``known``: form to gazetteer entry; ``longest``: first word to the words of the
    longest listed phrase it starts; ``loose``: entries of forms that are something else too and count only
    where the document's evidence agrees; ``governments``: country code to country; ``genders``: title or
    given name to m or f; ``standalone``: heads that name a body alone ("the Army"); ``roles`` and
    ``english``: words in lower case.
    """

    __slots__ = (
        "codes",
        "english",
        "genders",
        "governments",
        "known",
        "longest",
        "loose",
        "roles",
        "standalone",
    )

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.known: dict[str, Known] = {}
        self.loose: dict[str, Known] = {}
        self.longest: dict[str, int] = {}
        self.governments: dict[str, Known] = {}
        self.genders: dict[str, str] = {}
        self.roles: set[str] = set()
        self.english: set[str] = set()
        self.standalone: set[str] = set()

    def add(self, form: str, code: str, known: Known | None = None) -> None:
        """Enter a form; its first entry stays."""
        if not form or form in self.codes:
            return
        self.codes[form] = code
        if known is not None:
            self.known[form] = known
        words = form.count(" ") + 1
        if words > 1:
            first = form[: form.index(" ")]
            if words > self.longest.get(first, 1):
                self.longest[first] = words
