"""The words that report speech, from ``report_verbs.csv``: lemma, stance, complements, inflected forms."""

from __future__ import annotations

from dataclasses import dataclass

from tradewire.reference_data import rows


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word or phrase; ``complements`` are the ways its content follows it."""

    lemma: str
    kind: str
    family: str
    stance: str
    complements: frozenset[str]
    prepositions: frozenset[str]


NOUN_FORMS = {row["word"]: row["pos"] for row in rows("english_words") if row["word"].endswith("s")}
"""Ordinary words in -s with what they may be: "claims" and "reports" are nouns too."""


def _read() -> tuple[
    dict[str, Cue], dict[str, str], dict[str, list[tuple[tuple[str, ...], Cue]]], dict[str, Cue]
]:
    words: dict[str, Cue] = {}
    letters: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    nouns: dict[str, Cue] = {}
    for row in rows("report_verbs"):
        complements = frozenset(row["complements"].split("|"))
        prepositions = frozenset(row["prepositions"].split("|")) - {""}
        cue = Cue(row["lemma"], row["kind"], row["family"], row["stance"], complements, prepositions)
        forms = row["forms"].split("|")
        if row["kind"] == "verb":
            for form in forms:
                words.setdefault(form, cue)
                letters.setdefault(form, _verb_letter(row["lemma"], form))
        elif row["kind"] == "noun":
            for form in forms:
                nouns.setdefault(form, cue)
        elif row["lemma"].startswith("be "):  # "is *adamant* that": told by the word behind the auxiliary
            predicate = row["lemma"][3:]
            words.setdefault(predicate, cue)
            letters.setdefault(predicate, "E")
        else:
            for form in forms:
                head, *rest = form.split()
                phrases.setdefault(head, []).append((tuple(rest), cue))
    for form in nouns:
        letters.setdefault(form, "C")
    letters["according"] = letters["per"] = "a"
    for head, rest_cues in phrases.items():
        rest_cues.sort(key=lambda pair: -len(pair[0]))
        letters.setdefault(head, "f")
    return words, letters, phrases, nouns


def _verb_letter(lemma: str, form: str) -> str:
    if form == lemma or form in ("emphasize", "favor"):
        return "L"
    if form.endswith("ing"):
        return "G"
    if form.endswith("s") and "noun" in NOUN_FORMS.get(form, ""):
        return "S"
    if form.endswith(("en", "wn")) or form in ("sung", "sworn", "begun"):
        return "E"
    return "V"


WORDS, CUE_LETTERS, PHRASES, NOUNS = _read()
ACCORDING = next(cue for cues in PHRASES.values() for _, cue in cues if cue.lemma == "according to")
