"""The grammar of reports: patterns over word letters, each with a text it matches and one it must not.

The letters are those of ``tradewire.extract.quotes.words``.  A pattern of the left side runs over the
mirrored letters from a cue leftwards, so its parts stand in reverse order; its examples are written as they
are read.  ``PATTERNS`` is the table; one test runs every pattern on both of its examples.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Side = Literal["right", "left", "inside"]


class Pattern(NamedTuple):
    """A pattern: matched right of a word, left of a word, or searched ``inside`` a clause."""

    name: str
    side: Side
    compiled: re.Pattern[str]
    example: str
    counter: str


PATTERNS: list[Pattern] = []


def _pattern(name: str, side: Side, expression: str, example: str, counter: str) -> re.Pattern[str]:
    compiled = re.compile(expression)
    PATTERNS.append(Pattern(name, side, compiled, example, counter))
    return compiled


# --- phrases ---
ADVERBIAL = r"(?:[rd]|[pj]DD(?=[T,])|[pbjot][DlHKy]{0,2}[NxCKyegd#LSG]{1,5}|D?d|#)"
"""An adverb, a day, or a prepositional phrase, as they stand between a cue and its content."""

NP_LEFT_CORE = "[NxCOLS#eg][NxCKyeg#HLdES]{0,9}[Dl]{0,2}"
"""A noun phrase read from its head leftwards to its determiner."""

NP_LEFT = f"{NP_LEFT_CORE}(?:[objtp](?:&(?=[^|]{{1,5}}[objtp]))?{NP_LEFT_CORE}){{0,3}}(?:oD(?![opjb]))?"
"""... with the prepositional phrases that follow its head."""

NP_PLAIN_LEFT = "[NxC#][NxCKy#HE]{0,7}[Dl]{0,2}"
"""One that holds nothing that may be a verb: safe to join with "and"."""

NP_RIGHT = (
    "(?:D(?=[|,.;])|D[xNKe]{0,3}G(?=[|,.;])|(?:[DlH]{0,3}|Dr)[NKxyCeEgLS#]{0,8}[NxCOS#L]|[Dl](?=o))"
    "(?:(?:[ojb]|&(?=[Nxg]))[DlH]{0,2}[NKxyCeEL#]{0,6}[NxC#]){0,3}"
)
"""A noun phrase read rightwards, with "of", "for", "from" phrases; others may belong to the cue."""

# --- what follows a cue ---
THAT = _pattern(
    "that-clause",
    "right",
    rf"(?:,?{ADVERBIAL}{{0,5}},?|{ADVERBIAL}{{0,5}}(?:p[gG]|,[gGe])[^|;QTVS]{{1,30}},)T(?![|,;])",
    "on Friday that the ships sailed",
    "the ships that sailed",
)
PERSON_THAT = _pattern(
    "person and that-clause",
    "right",
    r"[OHDlKyNxCegL#opjbtdr&,]{1,16}?T(?![|,;])",
    "reporters on Friday that the ships sailed",
    "reporters: the ships that sailed",
)
PERSON_CLAUSE = _pattern(
    "person and clause",
    "right",
    r"(?:[OH]|[DlKy]?[xyKeg#N]{0,3}[NxCg]{1,5})(?:[rd]|[pj]d|p[NxD]{1,3}(?=P)){0,2}(?=[PDlhw])",
    "reporters the ships sailed",
    "reporters of ships",
)
PERSON_ONLY = _pattern(
    "person and no clause",
    "right",
    rf"(?:[OH]|(?:Do)?[DlKy]{{0,2}}[xyKegC#LN]{{1,6}}){ADVERBIAL}{{0,5}}(?=[|,;.)\-])",
    "reporters in Berlin on Friday.",
    "reporters the ships had sailed.",
)
AGENT = _pattern(
    "words in marks and their speaker after a passive",
    "right",
    rf"(?:p?Qb(?={NP_RIGHT})|b(?={NP_RIGHT}p?Q))(?P<np>{NP_RIGHT})",
    "by the captain as “old”",
    "by the captain",
)
NOTHING = _pattern(
    "nothing but adverbials",
    "right",
    rf",?{ADVERBIAL}{{0,5}}(?=[|,;.)\-])",
    "on Friday in Berlin.",
    "on Friday the ships sailed.",
)
QUOTE = _pattern(
    "quotation",
    "right",
    rf"(?:(?:{ADVERBIAL}{{0,4}}|(?:[OHDlKyNxCegL#opjtd]|(?<=[Dlxe])G|(?<=[Dl])S){{1,14}}?)(?:[,:\-]{{1,2}}|T)|,[^|;:QaGVSP,]{{1,10}},)?T?Q",
    "reporters on Friday: “The ships sailed.”",
    "the ships were “old”",
)
CLAUSE = _pattern(
    "bare clause",
    "right",
    rf"(?:{ADVERBIAL}{{1,3}}(?=[PDlhTQK]))?(?=[DlHNPxKyhO#TQCegELZAwkpbnr&VW]|S[ZAv])",
    "on Friday the ships sailed",
    ", the ships sailed",
)
QUESTION = _pattern(
    "indirect question",
    "right",
    r"(?:[OHDlKyNxCegL#opjbtdr]{0,8}?)(?=w|(?<![pjxNCy])W)",
    "the minister whether the ships sailed",
    "the minister, whether or not",
)
PASSIVE = _pattern(
    "clause after a passive",
    "right",
    r"(?:r|p?d|(?:b[DlHKy]{0,2}|[pj](?=[DN])D?)[NxKC]{1,4}){0,2}(?:T|(?=w))(?![VSL|,])",
    "on Friday that the ships sailed",
    "the ships that sailed",
)
PASSIVE_QUOTE = _pattern(
    "quotation after a passive of accusing",
    "right",
    r"(?:r|p?d){0,2}oQ",
    "yesterday of “old ways”",
    "of the “old ways”",
)
OBJECT_TO_VERB = _pattern(
    "somebody and an infinitive",
    "right",
    r"[DlHKyNxOeg#CSop&]{1,14}?(?:t[xLvfrnZAQ]|Q)",
    "the port to open its gates",
    "the port, to open its gates",
)
INFINITIVE = _pattern(
    "infinitive",
    "right",
    r"(?:r|p?D?d){0,2}t(?=[xLvfrnZAQ])",
    "on Sunday to send ships",
    "to the ships",
)
COLON = _pattern(
    "clause after a colon",
    "right",
    r"[OHDlKyNxCegL#opjtdr]{0,10}?:(?=[DlHNPxKyhC#&ur][^|]{2})",
    "state television: the ships will sail",
    "state television: “We will sail.”",
)
DEED = _pattern(
    "object that tells a deed",
    "right",
    r"[^|,;WAZvV]{1,30}?(?:[oj]r?[gG]|t[vLxAZ]|T)",
    "the port for opening its gates",
    "the port",
)
NAMING = _pattern(
    "somebody called something",
    "right",
    r"[OP]|[^|;,]{0,60}?[xNCS](?:Q|[Dl](?!d))|[^|;WAZvV]{0,20}?(?:[xNC]e|N[xr])(?=[|,.;&u])",
    "the port a mess",
    "a strike at the port",
)
MAIN_VERB = _pattern(
    "verb of the main clause after a relative",
    "inside",
    r",(?=[&u]|[rn]{0,2}[AZVvSe])",
    "was old, sank in the port",
    "was old, the captain said",
)
JOINED_SUBJECT = _pattern(
    "second noun phrase of a subject and its verb",
    "right",
    r"&[DlHKy]{0,2}[NxKye]{1,4}(?:o[DlHKy]{0,2}[NxKye]{1,4})?[AZ]",
    "and the collection of old ships would help",
    "and left the ships",
)
APPOSED_SUBJECT = _pattern(
    "subject with an apposition and its verb",
    "right",
    r"[DlHKyNxCeg#ojp]{1,12},[^,|;Q]{1,30},[rn]?[AZV]",
    "the ships, made in Norland, could sail",
    "the ships, made in Norland, for the port",
)
SERIES = _pattern(
    "next of several that-clauses",
    "right",
    r";&?T",
    "; and that the ships were old",
    "; the ships were old",
)
COMMA = _pattern(
    "comma after a report set into its content",
    "right",
    rf"(?:O|[DlKy]{{0,2}}[xN]{{1,4}})?{ADVERBIAL}{{0,4}},(?=[^|GQ][^|G])",
    "on Friday, were too old",
    "on Friday the ships, old as they were",
)
JOINED_REPORT = _pattern(
    "clause with a report of its own, after a conjunction",
    "right",
    r"[u&][DlHNKxyP#]{1,5}Z?r?V",
    "but Norland denied that",
    "but Norland sent ships",
)
SPEAKER_ENDS = _pattern(
    "end of an inverted speaker",
    "right",
    r"[|,;.(W)\-]|w[VeE]|[pjgGtk](?:D[VE]|[^|,;TAZVSQ]){0,30}[|,;.]",
    "in a letter on Friday.",
    "in Berlin was wrong.",
)

APPOSITION = _pattern(
    "apposition after a name",
    "right",
    r"[DlHKyNxCegL#opjbt&]{1,18},(?=[^|]{3})",
    "a doctor from Leeds, the ships sailed",
    "the ships were old, and",
)

# --- the content ---
STOP = _pattern(
    "end of a content",
    "inside",
    r"(?P<end>[|;.]|-P(?=[^|\-]*\|)|,D?d{1,2}p)|(?P<participle>,[rn]?G)|(?P<according>[,-]?at)|(?P<verb>,?(?<![An])[&u][rnA]{0,3}[VS])"
    r"|(?P<plural>,[DlH]?[NxKyC]{0,4}[xN]L(?=[TPDN]))"
    r"|(?P<closing>,[DlH]?[NxKyCe#V]{1,4}(?:[ojpt][DlH]?[NxKC]{1,4}){0,3}[VL](?=[|.][|]?))"
    r"|(?P<clause>(?:,[&uk]?|(?<=Q)[&u])(?:P|[DlH]?[NxKyC]{1,6}(?:[ojp][DlH]?[NxKC]{1,4}){0,3}(?:,N{1,4},)?)[AZrn]{0,3}[VS])"
    r"|(?P<relative>,p?W(?:[DlH]?[NxKC]{1,5}|P)[Arn]{0,3}[VS])",
    "the ships were old, adding that they leaked",
    "the ships, old and leaking, would stay in the port",
)
FINITE_VERB = (
    r"(?:(?<!t)(?<!t[rn])[AZvVL](?<![DlHKyo#-][VLZv])|[SPhf](?<![DlHKyo#]S)|[NxC]e(?=[DlHNPxKpt#Q]))"
)
"""A finite verb, or a pronoun that must have one: no infinitive, no noun after its determiner."""

FINITE = _pattern(
    "finite verb of a clause",
    "right",
    rf"[^WTk,|]*?{FINITE_VERB}",
    "the ships were old",
    "the old ships of the line",
)
STANDS = _pattern(
    "finite verb, commas passed over",
    "right",
    rf"[^W|]*?{FINITE_VERB}",
    "the ships, old and grey, were small",
    "the ships, old and grey",
)
DATELINE = _pattern(
    "dateline",
    "right",
    r"[|.]*N{1,4}(?:,[Nod#]{1,6}){0,2}(?:\([^|)]{1,12}\))?-{1,2}",
    "BERLIN, March 4 (Wire) - The ships sailed.",
    "The ships sailed - all of them.",
)
SUBJECT_QUOTED = _pattern(
    "quoted predicate after its subject",
    "right",
    r"^[^,]*[NxC#O]Q",
    "the ships “will sail soon”",
    "a “long and cold” voyage",
)

# --- the speaker ---
NOUN_PHRASE = _pattern(
    "noun phrase before a cue",
    "left",
    f"(?P<np>{NP_LEFT})",
    "A spokesman for the embassy",
    "The ships sailed and",
)
HABIT = _pattern(
    "noun phrase before a habit",
    "left",
    f"[xveVL](?P<np>P|{NP_LEFT})(?=[|,p]|Q)",
    "“We sail,” the minister likes",
    "The minister and",
)
SOME = _pattern(
    "determiner that stands for a person",
    "left",
    r"(?P<np>D(?:[Dl#]|pD)?)(?=[|,&u]|Q)",
    "“We sail,” another",
    "The captain of another",
)
JOINED = _pattern(
    "joined noun phrases before a cue",
    "left",
    f"{NP_PLAIN_LEFT},?&(?P<np>{NP_PLAIN_LEFT}(?:,{NP_PLAIN_LEFT}){{0,4}})(?=[|,;:TukwQ-])",
    "The minister and the general",
    "The minister of the navy",
)
ANTECEDENT = _pattern(
    "antecedent of a relative pronoun",
    "left",
    rf",?(?P<np>{NP_LEFT})",
    "The old minister,",
    "The ships sailed and",
)
OBJECT_IN_RELATIVE = _pattern(
    "who is told of before the object of a relative clause",
    "left",
    rf"[pj]?(?P<verb>[VvSeLE])[AZrn]{{0,3}}W(?P<np>{NP_LEFT})",
    "A clerk who met",
    "A clerk met",
)
PARTICIPLE_ASIDE = _pattern(
    "participle between commas",
    "left",
    r",[^,|;:Q]{1,16}[eEVg](?=,)",
    "a note, published by Hill,",
    "a note, Hill,",
)
SEGMENT = _pattern(
    "phrase after a comma", "left", r"[^,|;:Q]{1,40}(?=,)", "Hill, a doctor from Leeds", "A doctor"
)
NAME = _pattern(
    "name after a comma", "left", r"N{1,5}P?(?=,)", "the lawyer, Anna Keller", "Keller, the lawyer"
)
PARENTHESIS = _pattern(
    "parenthesis", "left", r"\)[^()|]{1,25}\(", "Keller (the lawyer)", "Keller, the lawyer"
)
SUBJECT_OF_CLAUSE = _pattern(
    "subject of the last verb",
    "left",
    rf"[AZVvLSef][AZrn]{{0,3}}(?P<np>P|{NP_LEFT})(?=[|,;:TukwQ&-])",
    "The minister has also visited",
    "The minister of the navy",
)
SPEAKER_AFTER = _pattern(
    "noun phrase after a cue",
    "right",
    rf"(?P<np>[PO]|H(?=[,|.;])|{NP_RIGHT}(?:\([^|()]\)N{{1,4}})?)",
    "the minister from Leeds",
    ", the minister",
)
IN_THE_WORDS_OF = _pattern(
    "words in marks of somebody named before",
    "right",
    rf"pDxo(?P<np>{NP_RIGHT}),?[^|,;Q]{{0,8}}Q",
    "in the words of the captain, “old”",
    "in the words of the captain, old",
)
CHANNEL = _pattern(
    "where it is said",
    "right",
    rf"[pj](?P<np>{NP_RIGHT})Q?,?(?=PZ)",
    "In the bulletin it is claimed",
    "In the bulletin ships are",
)
SPEAKER_IN_RELATIVE = _pattern(
    "speaker between a relative pronoun and its verb",
    "right",
    "(?P<np>[DlH]{0,2}[Kyx]{0,3}[Nx]{1,4})(?=[eVvAZ])",
    "the ministry received ships",
    ", received ships",
)
QUOTED_AS = _pattern(
    "whom somebody is quoted as saying",
    "left",
    f"p(?P<np>{NP_LEFT})[VLGS]",
    "The agency quoted the minister as",
    "The minister, as",
)
FIRST_SUBJECT = _pattern(
    "first noun phrase of a sentence",
    "right",
    r"[|Qru&.\-]*(?:[kpjw][^,|Q;]{1,60},|[rdgG][^,|Q;]{0,40},)?[ru]*"
    r"(?P<np>P|[DlH]{0,3}(?:[xKyC#E]{0,4}N{1,8}|[xKyC#Ee]{0,5}[xC])(?:[oj][DlH]?[xKyC#N]{0,4}[NxC]|tD?N{1,3})?)",
    "In the spring, the minister visited",
    ", visited",
)
