"""The lexicon as the items stage reads it: per form one ``Word`` with all its senses, and its letter for
``chunk``.

Letters, beside those of ``tradewire.extract.chunk``:

===== ===============================================================================================
``I`` an item             ``J`` an item that is also a verb or noun of transfer ("arms", "supplies")
``T`` a verb of transfer  ``D`` a noun of transfer     ``K`` both ("exports")    ``V`` a governing verb
``E`` an adverb or adjective of factuality             ``F`` a noun of factuality ("evidence")
``d`` determiner          ``s`` possessive pronoun     ``P`` pronoun     ``W`` relative    ``H`` "that"
``S`` subordinator        ``Q`` question word          ``&`` conjunction ``B`` "but"
``t`` to ``o`` of ``f`` from ``b`` by ``w`` with ``i`` for ``v`` through ``p`` other prepositions
``l`` including
``C`` a verb of speech    ``a`` be  ``h`` have  ``u`` do  ``m`` modal  ``n`` negation
===== ===============================================================================================
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tradewire.extract.lexicon import LEXICON
from tradewire.extract.trade_forms import Cue, Governor, ItemForm, Transfer, word_class

PREPOSITIONS = {
    "to": "t",
    "of": "o",
    "for": "i",
    "from": "f",
    "by": "b",
    "with": "w",
    "through": "v",
    "including": "l",
}
FUNCTION_LETTERS = {
    "det": "d",
    "poss": "s",
    "pron": "P",
    "rel": "W",
    "that": "H",
    "wh": "Q",
    "sub": "S",
    "conj": "&",
    "but": "B",
    "modal": "m",
    "neg": "n",
}
AUXILIARIES = {"be": "a", "have": "h", "do": "u"}


#: Risky words that carry a transfer by themselves: "arms for Kyiv", "equipment from Iran".
SELF_SPEAKING = word_class("self_speaking")
#: Words that transfer nothing themselves and may yet carry an item: "talks over frigates".
TALKS = word_class("talks")
COVERING = word_class("covering")


class Word(NamedTuple):
    """All that the items stage knows of one form; ``lemma`` is that of a closed-class word."""

    form: str
    letter: str
    lemma: str
    item: ItemForm | None
    verb: Transfer | None
    noun: Transfer | None
    governor: Governor | None
    cue: Cue | None


class Vocabulary(NamedTuple):
    """Per lexicon entry: its word, its letter, and its weight in deciding whether to read a sentence.

    A weight has bit 0 for an item, bit 1 for a transfer, bit 2 for an item that may do without one.
    """

    words: list[Word | None]
    letters: list[str]
    weights: list[int]
    by_form: dict[str, Word]


def _letter(kinds: dict[str, object], item: ItemForm | None) -> str:
    function = next(
        (k for k in ("modal", "neg", "aux", "have", "do", *FUNCTION_LETTERS, "prep") if k in kinds), ""
    )
    if function in FUNCTION_LETTERS:
        return FUNCTION_LETTERS[function]
    if function == "prep":
        return PREPOSITIONS.get(str(kinds["prep"]), "p")
    if function:
        return AUXILIARIES.get(str(kinds[function]), "a")
    verb, noun = "transfer_verb" in kinds, "transfer_noun" in kinds
    if item is not None and item.flag != "block":
        return "J" if verb or noun or "governor" in kinds else "I"
    if verb and noun:
        return "K"
    if noun:
        return "D"
    if verb:
        return "T"
    if "governor" in kinds:
        return "V"
    if kinds.keys() == {"speech"}:
        return "C"
    if "factuality" in kinds:
        cue = kinds["factuality"]
        assert isinstance(cue, Cue)
        if cue.word_class == "conjunction":
            return "S"
        return "F" if cue.word_class == "noun" else "E"
    return ""


@cache
def vocabulary() -> Vocabulary:
    """The lexicon's forms as words, made once per process."""
    words: list[Word | None] = []
    letters: list[str] = []
    for entry, senses in enumerate(LEXICON.senses):
        kinds: dict[str, object] = {}
        for kind, data in senses:
            kinds.setdefault(kind, data)
        item = kinds.get("item")
        system = next((d for k, d in senses if k == "item" and isinstance(d, ItemForm) and d.system), None)
        item = system or item
        letter = _letter(kinds, item if isinstance(item, ItemForm) else None)
        letters.append(letter)
        verb, noun = kinds.get("transfer_verb"), kinds.get("transfer_noun")
        governor, cue = kinds.get("governor"), kinds.get("factuality")
        words.append(
            Word(
                LEXICON.forms[entry],
                letter,
                str(
                    next(
                        (
                            kinds[k]
                            for k in kinds
                            if k in FUNCTION_LETTERS or k in ("prep", "aux", "have", "do")
                        ),
                        "",
                    )
                ),
                item if isinstance(item, ItemForm) and item.flag != "block" else None,
                verb if isinstance(verb, Transfer) else None,
                noun if isinstance(noun, Transfer) else None,
                governor if isinstance(governor, Governor) else None,
                cue if isinstance(cue, Cue) else None,
            )
            if letter
            else None
        )
    by_form = {word.form: word for word in words if word is not None}
    return Vocabulary(words, letters, [_weight(word) for word in words], by_form)


def _weight(word: Word | None) -> int:
    if word is None:
        return 0
    carries = word.verb is not None or word.noun is not None or word.form.lower() in TALKS | COVERING
    weight = 2 if carries else 0
    if word.item is not None:
        free = word.item.flag == "" or word.form.lower() in SELF_SPEAKING
        weight |= 5 if free else 1
    return weight
