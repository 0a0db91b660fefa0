"""A sentence as the items stage reads it: one letter per word, ambiguous words settled, noun phrases found.

"Exports" is a noun after "its" and a verb after "China"; "arms" likewise.  The letters are those of
``tradewire.extract.items.grammar.words``; after ``settle`` no ``K`` and no ``J`` is left.
"""

from __future__ import annotations

from bisect import bisect_left

from tradewire.extract.chunk import chunk
from tradewire.extract.doc import Doc, Mention, Sentence
from tradewire.extract.items.grammar.words import Word, vocabulary
from tradewire.extract.trade_forms import parts_of_speech, word_class

#: What a noun phrase may hold, read from its end to its start and from its start to its end.
PHRASE = frozenset("NAxXeg9'-dsGI$P/DE%F(")
PHRASE_AHEAD = frozenset("NAxXeg9'-dsI$P/%E")
BEFORE_NOUN = frozenset("dsA'9oifbwpvlE$%")
BEFORE_VERB = frozenset("NPmtnWuh!)")


class Clause:
    """One sentence (or a stretch of a very long one) in letters; ``words[i]`` and ``names[i]`` say what
    stands behind letter ``i``.
    """

    __slots__ = ("codes", "doc", "end", "ends", "names", "sentence", "start", "starts", "text", "words")

    def __init__(self, doc: Doc, sentence: Sentence, start: int, end: int) -> None:
        vocab = vocabulary()
        chunks = chunk(doc, start, end, vocab.letters)
        self.doc = doc
        self.sentence = sentence
        self.start, self.end = start, end
        self.text = doc.text
        self.starts = chunks.starts
        self.ends = chunks.ends
        codes = list(chunks.codes)
        self.words: list[Word | None] = [None] * len(codes)
        self.names: list[Mention | None] = [None] * len(codes)
        for i, payload in enumerate(chunks.payloads):
            if payload is None:
                continue
            if isinstance(payload, Mention):
                word = _item_under(doc, payload)
                if word is None:
                    self.names[i] = payload
                else:
                    self.words[i] = word
                    codes[i] = "I"
            else:
                self.words[i] = vocab.words[payload]
        self.codes = codes
        settle(self)

    def token(self, i: int) -> str:
        """The words of letter ``i``, lower-cased."""
        return self.text[self.starts[i] : self.ends[i]].lower()

    def has_form(self, i: int, tag: str) -> bool:
        """True where the verb at ``i`` can be the form ``tag`` (base, third, past, participle, gerund)."""
        word = self.words[i]
        if word is None:
            return False
        return (word.verb is not None and tag in word.verb.forms) or (
            word.governor is not None and tag in word.governor.forms
        )


def _item_under(doc: Doc, name: Mention) -> Word | None:
    """The item that a product's name is: "ATACMS" is a mention and an item."""
    if name.label in ("GPE", "NORP", "LOC"):
        return None
    vocab = vocabulary()
    i = bisect_left(doc.hits, (name.start,))
    found: Word | None = None
    while i < len(doc.hits) and doc.hits[i][0] < name.end:
        start, end, entry = doc.hits[i]
        word = vocab.words[entry]
        if word is not None and word.item is not None and end <= name.end:
            whole = start == name.start and end == name.end
            found = word if name.label == "PRODUCT" or (word.item.system and whole) else found
        i += 1
    if found is not None and name.label != "PRODUCT" and found.item is not None and found.item.flag:
        return None
    return found


ADJECTIVES = word_class("adjectives")
ADVERBS = word_class("adverbs")
#: Quantifiers that may stand behind their noun's auxiliary: "have *all* bought".
FLOATING = frozenset(["all", "both", "each"])
SCALES = word_class("scales")
NUMERALS = word_class("numerals")
NUMBER_WORDS = word_class("number_words") | {"third", "quarter", "half", "fifth", "year", "month", "week"}
PRONOMINAL = word_class("pronominal")
BOUNDS = word_class("bounds")
#: Governing verbs that are nouns behind a noun: "air *force*", "trade *plan*".
COMPOUND_HEADS = word_class("compound_heads")
FIRMS = word_class("firms")


def settle(clause: Clause) -> None:
    """Decide for each ambiguous word whether it is verb, noun or item here."""
    codes = clause.codes
    _settle_small_words(clause)
    for i, code in enumerate(codes):
        if code == "T" and i and codes[i - 1] in "ds'A" and clause.token(i).endswith(" for"):
            _split(clause, i, "D")  # "a contract for", "its call for"
            continue
        if code == "T" and codes[i + 1 : i + 2] and codes[i + 1] in "TVK" and clause.token(i).endswith(" to"):
            _split(clause, i, "V")  # "is looking to acquire"
            continue
        if code in "TKV" and i and codes[i - 1] in "-_" and clause.ends[i - 1] == clause.starts[i]:
            codes[i] = "e"  # "US-supplied"
        elif code == "T" and clause.token(i) == "going" and codes[i + 1 : i + 2] == ["t"]:
            codes[i] = "E"  # "is going to produce"
        elif code == "K":
            codes[i] = "D" if _is_noun(clause, i) else "T"
        elif code == "J":
            codes[i] = _item_or_transfer(clause, i)
        elif code == "T" or code == "V":
            word = clause.words[i]
            cue = word.cue if word is not None else None
            if cue is not None and cue.word_class == "noun" and _is_noun(clause, i):
                codes[i] = "F"  # "rejected claims that"
                continue
            between = code == "V" and i and codes[i - 1] == "T" and codes[i + 1 : i + 2] == ["I"]
            if between and "adj" in parts_of_speech().get(clause.token(i), ()):
                codes[i] = "x"  # "has acquired *complete* systems"
                continue
            if code == "T" and i and _behind_be(clause, i - 1) and clause.token(i) in ADJECTIVES:
                codes[i] = "x"
                continue
            _participle(clause, i)
        elif code == "E" and _speaks(clause, i):
            codes[i] = "C"


def _settle_small_words(clause: Clause) -> None:
    """Take small words that belong to a number or a compound out of the grammar: "*up to* 200"."""
    codes = clause.codes
    for i, code in enumerate(codes):
        if code in "tofipwdS&b" and _is_hyphened(clause, i):
            codes[i] = "x"  # "surface-to-surface", "off-the-shelf"
            continue
        if code == "d" and i and codes[i - 1] in "ahmW" and clause.token(i) in FLOATING:
            codes[i] = "x"  # "have *all* bought"
            continue
        if code == "S" and i and codes[i - 1] == "h" and clause.token(i) == "since":
            codes[i] = "x"  # "have *since* been supplied"
            continue
        counting = code == "t" and i and codes[i - 1] == "T" and codes[i + 1 : i + 2] == ["9"]
        if counting and clause.token(i - 1).endswith(" up"):
            codes[i] = "x"  # "buying *up to* 24"
            continue
        if code in "pS" and i + 2 < len(codes) and clause.token(i) in ("at", "as"):
            following = clause.token(i + 1)
            if following in ("least", "most"):
                codes[i] = codes[i + 1] = "x"
            elif following in ("many", "much", "few") and clause.token(i + 2) == "as":
                codes[i] = codes[i + 1] = codes[i + 2] = "x"
            continue
        between = code == "t" and 0 < i < len(codes) - 1 and codes[i + 1] == "9"
        if between and (codes[i - 1] == "9" or clause.token(i - 1) in SCALES):
            codes[i] = "x"  # "300,000 to 350,000 tonnes"
        if code == "p" and clause.token(i) in BOUNDS and i + 1 < len(codes):
            if codes[i + 1] in "9$" or _is_number(clause, i + 1):
                codes[i] = "x"  # "over 200", "more than $5m", "between six and eleven"
                if clause.token(i) == "between" and i + 2 < len(codes) and codes[i + 2] == "&":
                    codes[i + 2] = "x"
            elif codes[i + 1] == "t" and i + 2 < len(codes) and codes[i + 2] in "9$":
                codes[i] = codes[i + 1] = "x"  # "up to 200"


def _behind_be(clause: Clause, i: int) -> bool:
    """True where letter ``i`` is a form of "be", negated or not: "is *not* clear", not "*won't* clear"."""
    if clause.codes[i] == "n":
        return clause.token(i)[:2] in ("is", "ar", "wa", "we") or (i > 0 and clause.codes[i - 1] == "a")
    return clause.codes[i] == "a"


def _is_number(clause: Clause, i: int) -> bool:
    """True for a number in words; "a" only before one ("about *a* dozen", not "about a shipment")."""
    token = clause.token(i)
    if token == "a":
        return i + 1 < len(clause.codes) and clause.token(i + 1) in NUMBER_WORDS
    return token in NUMERALS


def _split(clause: Clause, i: int, letter: str) -> None:
    """Make two letters of the verb with its preposition at ``i``: a noun (``D``) or verb (``V``), and "for"
    or "to".
    """
    head, preposition = clause.token(i).rsplit(" ", 1)
    word, by_form = vocabulary().by_form.get(head), vocabulary().by_form
    if word is None or (word.noun if letter == "D" else word.governor) is None:
        if letter == "D":
            clause.codes[i] = "x"
        return
    cut = clause.ends[i] - len(preposition)
    clause.codes[i : i + 1] = [letter, by_form[preposition].letter]
    clause.words[i : i + 1] = [word, by_form[preposition]]
    clause.names[i : i + 1] = [None, None]
    clause.starts[i : i + 1] = [clause.starts[i], cut]
    clause.ends[i : i + 1] = [cut - 1, clause.ends[i]]


def _is_hyphened(clause: Clause, i: int) -> bool:
    before = i > 1 and clause.codes[i - 1] == "-" and clause.ends[i - 1] == clause.starts[i]
    after = (
        i + 1 < len(clause.codes) and clause.codes[i + 1] == "-" and clause.ends[i] == clause.starts[i + 1]
    )
    return before or after


def _speaks(clause: Clause, i: int) -> bool:
    """ "Said", "reported" without "be" are verbs of speech, no predicates of a raised subject."""
    word = clause.words[i]
    if word is None or word.cue is None or word.cue.word_class != "predicate":
        return False
    if word.cue.effect not in ("alleged", "reported"):
        return False  # "jets due to arrive"
    j = i - 1
    while j >= 0 and (clause.codes[j] in "nE" or clause.token(j).endswith("ly")):
        j -= 1
    return not (j >= 0 and clause.codes[j] in "a'")


AMOUNTS = frozenset(
    ["around", "about", "some", "more", "nearly", "almost", "roughly", "fewer", "at", "no", "not"]
)


def _is_noun(clause: Clause, i: int) -> bool:
    codes = clause.codes
    j = i - 1
    while j > 0 and codes[j] == "x" and clause.token(j) in ADVERBS:
        j -= 1  # "will *also* supply"
    before = codes[j] if j >= 0 else ""
    after = codes[i + 1] if i + 1 < len(codes) else ""
    if clause.has_form(i, "past") and not clause.has_form(i, "base"):
        return False
    if clause.has_form(i, "third") and after in "ahmCV" and after:
        return True  # "sanctions were"
    if clause.has_form(i, "gerund") and after in "INAds9$" and after:
        return False
    if before == "d" and clause.token(i - 1) in PRONOMINAL and after not in "otf,.":
        return False  # "both supply arms"
    if before in BEFORE_NOUN or before == "I":
        return True
    if before in BEFORE_VERB:
        if before == "t" and i > 1 and codes[i - 2] in "dsA":  # "to exports" after a noun keeps its noun
            return clause.has_form(i, "third")
        if before == "N" and after in "of":
            return after == "o" or not clause.has_form(i, "third")
        return False
    if before in ("x", "X", "e", "F"):
        if after in "otfi&,.":
            return True
        if clause.has_form(i, "third"):
            return False
        plural = before == "x" and j == i - 1 and clause.token(j).endswith("s")
        if plural and clause.has_form(i, "base") and clause.token(i + 1) in AMOUNTS:
            return False  # "the ground forces *need* around 3,000 bombs"
        return after not in "dsNAI" or (before == "x" and not clause.token(i - 1).endswith("s"))
    if before == "D" or before == "g":
        return True
    if before in ("T", "V"):
        return True
    if before in ("", '"', "&", ",", ":", "_", "H", "S"):
        return after in "otfib&,." or after == ""
    return after in "otf"


def _item_or_transfer(clause: Clause, i: int) -> str:
    word = clause.words[i]
    assert word is not None
    codes = clause.codes
    j = i - 1
    while (
        j >= 0
        and codes[j] == "x"
        and (clause.token(j) in ("also", "now", "still") or clause.token(j).endswith("ly"))
    ):
        j -= 1
    before = codes[j] if j >= 0 else ""
    after = codes[i + 1] if i + 1 < len(codes) else ""
    if word.form == "supplies" and before in "d&," and before:
        return "I"
    if (
        word.noun is not None
        and after in "otf"
        and after
        and before in ("I", "A", "'", "d", "s", "x", "g", "T", "V", "")
    ):
        if word.form in ("aid", "funding", "training"):
            return "I"
        if word.form == "supplies" and before == "x":
            return "I"
        return "D"
    if word.verb is not None or word.governor is not None:
        if before in ("m", "P", "W") or (before == "t" and clause.has_form(i, "base") and after in "NAdsIP"):
            return "T" if word.verb is not None else "V"
        if before == "N" and clause.has_form(i, "third") and after in "NAdsIx9P":
            return "T" if word.verb is not None else "V"
        stands_alone = before == "x" and j > 0 and codes[j - 1] == "d" and after in "IdsNA9$" and after
        if stands_alone and clause.has_form(i, "third"):
            return "T" if word.verb is not None else "V"  # "the plant *supplies* gunpowder"
        if before == "&" and after == "d" and clause.has_form(i, "third"):
            return "T" if word.verb is not None else "V"  # "imports oil and *ships* a load of"
        if before == "n" or (before == "E" and after in "NAds"):
            return "T" if word.verb is not None else "V"
    return "I"


def _participle(clause: Clause, i: int) -> None:
    """ "The supplied drones", "buys banned chemicals", "a proposed sale": adjectives, no verbs."""
    codes = clause.codes
    if not i or i + 1 >= len(codes):
        return
    before, after = codes[i - 1], codes[i + 1]
    if (
        before == "I"
        and after in ",;.&o)if"
        and clause.has_form(i, "third")
        and not clause.has_form(i, "base")
    ):
        codes[i] = "x"  # "radar sets;"
        return
    participle = not clause.has_form(i, "base") and clause.has_form(i, "participle") and after in "IDxXA"
    counted = before in "TVoifbwp9" or (before == "x" and clause.token(i - 1) in NUMERALS)
    exact = before == "9" or (before == "x" and counted)
    named = after == "N" and exact and not clause.has_form(i, "base")  # "two *used* C-130s"
    if named or (participle and (before in "ds'" or (counted and after in "ID"))):
        codes[i] = "e"
        return
    if before == "d" and clause.token(i - 1) in PRONOMINAL:
        return  # "both deny"
    if clause.has_form(i, "gerund") and clause.token(i + 1) in FIRMS and before in "ds'xeAI":
        codes[i] = "x"  # "an electronics *trading* house"
        return
    if before == "x" and clause.token(i) in COMPOUND_HEADS and after not in "dNs":
        codes[i] = "x"  # "the Polish air force"
        return
    idiom = before == "p" and clause.token(i - 1) == "in" and clause.has_form(i, "base")  # "in exchange"
    if (before in "ds'9" or idiom) and not clause.has_form(i, "gerund") and not clause.has_form(i, "past"):
        codes[i] = "x"  # "the need", "a move"
