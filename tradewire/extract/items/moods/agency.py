"""Who acts in a transfer and under which mood: verb groups, control, raising, complement clauses.

``agent`` walks from a verb to the left, over the verbs and nouns that govern it ("accused China of
preparing to supply"), and gathers what each does to the claim.
"""

from __future__ import annotations

from tradewire.extract.items.grammar.clause import Clause
from tradewire.extract.items.grammar.phrases import Region, by_whom, phrase_before, phrase_start, with_subject
from tradewire.extract.items.grammar.sentence import (
    before_report,
    clause_subject,
    is_untrue,
    possessing_subject,
    verb_precedes,
)
from tradewire.extract.items.grammar.verb_groups import verb_group, without_modal
from tradewire.extract.items.moods.far_nouns import concluded, extraposed_from, report_on
from tradewire.extract.items.moods.governors import (
    HYPOTHETICAL,
    LICENSING,
    NEGATIVE_DETERMINERS,
    NOBODY,
    QUESTIONS,
    RAISING,
    TURNED_ON_OBJECT,
    WANTING,
    Agency,
    conjunction_effects,
    effects_of_word,
    ends_control,
    governing_noun,
    is_adverb,
    reconcile,
)
from tradewire.extract.trade_forms import word_class

MAX_DEPTH = 5
ATTEMPTS = word_class("attempts")


def agent(clause: Clause, k: int, depth: int = 0) -> Agency:
    """Who does what the verb at ``k`` says, with the effects of its group and of all that governs it."""
    group = verb_group(clause, k)
    if depth > MAX_DEPTH:
        return Agency(None, group.effects, None)
    if group.infinitive:
        upper = _governed(clause, group.first - 1, depth)
    elif group.gerund:
        upper = _gerund(clause, group.first - 1, depth)
    else:
        base = clause.has_form(k, "base") or (group.first == k and clause.has_form(k, "participle"))
        finite = group.first < k or not base or clause.has_form(k, "third")
        upper = _finite(clause, group.first - 1, depth, finite)
    return Agency(upper.region, group.effects + upper.effects, upper.source)


def under(clause: Clause, g: int, depth: int, party: Region | None = None, direct: bool = False) -> Agency:
    """The agency under the governing word at ``g``; ``party`` stands between: "accused *China* of …"."""
    word = clause.words[g]
    effects, control = effects_of_word(clause, g)
    if clause.codes[g] in "DF":
        return _under_noun(clause, g, effects, depth, party)
    if clause.codes[g] == "E":
        return _under_predicate(clause, g, effects, depth)
    upper = agent(clause, g, depth + 1)
    own = verb_group(clause, g)
    effects, upper = reconcile(clause, g, effects, own.effects, upper)
    if own.passive:
        return Agency(party or upper.region, effects + upper.effects, by_whom(clause, g))
    governor = word.governor if word is not None else None
    if party is not None and (control == "object" or governor is None):
        return Agency(party, effects + upper.effects, upper.region)
    if party is not None and governor is not None and governor.lemma in WANTING:  # "wants *Berlin* to send"
        return Agency(party, ("requested", *upper.effects), upper.region)
    if control == "object" and party is None and not direct and effects[:1] in TURNED_ON_OBJECT:
        if upper.region is not None and upper.region[0] > 1 and clause.codes[upper.region[0] - 1] in "WH":
            accused = phrase_before(clause, upper.region[0] - 1)  # "China, which Washington accuses of"
            return Agency(accused, effects + upper.effects, upper.region)
        return Agency(None, effects + upper.effects, upper.region)
    source = upper.region if effects and effects[0] in ("denied", "accused", "alleged") else upper.source
    return Agency(upper.region, effects + upper.effects, source)


def _under_noun(clause: Clause, g: int, effects: tuple[str, ...], depth: int, party: Region | None) -> Agency:
    """Under a noun: "no evidence that", "rejected accusations of", "plans to", with its possessor as the
    one who acts.
    """
    first = phrase_start(clause, g)
    while first and clause.codes[first - 1] == "D":  # "the export licence"
        first = phrase_start(clause, first - 1)
    negative = any(
        clause.token(i) in NEGATIVE_DETERMINERS or clause.codes[i] == "n" for i in range(max(0, first - 1), g)
    )
    if negative:
        effects = ("denied", *effects)
    owner = (first, g) if any(c in "NAsG" for c in clause.codes[first:g]) else None
    before = clause.codes[first - 1] if first else ""
    if owner is None and before and before in "h," and clause.codes[first] == "e":
        owner = phrase_before(
            clause, first - 1 if before == "h" else first
        )  # "Saab, a firm, signed a deal to"
    if before in "TV" and before:
        upper = under(clause, first - 1, depth + 1)
        return _noun_of_verb(clause, g, first - 1, effects, upper, party, owner)
    reported = report_on(clause, first - 1) if before == "p" else -1
    if reported >= 0:
        upper = under(clause, reported, depth + 1)  # "a report by Oslo on efforts to"
        return Agency(party or owner, effects + upper.effects, upper.source)
    if before in "oiptw" and before and first > 1 and clause.codes[first - 2] in "FV":
        upper = under(clause, first - 2, depth + 1)  # "no truth in the claim that"
        return Agency(party or owner, effects + upper.effects, upper.source)
    if before == "a" or before == "h":
        subject = phrase_before(clause, first - 1)
        if first > 1 and clause.codes[first - 2] == "&":  # "will lease four *and is* in talks to buy"
            subject = _coordinated(clause, first - 2, depth, finite=True).region
        if "denied" in verb_group(clause, first).effects:
            effects = ("denied", *effects)
        return Agency(party or owner or subject, effects, None)
    if owner is None and before == "p" and first > 1 and clause.codes[first - 2] in "ah":
        owner = with_subject(clause, phrase_before(clause, first - 2))  # "is under pressure to"
    if owner is None and before in "ex" and before:  # "slapped *an embargo* on", "won *a contract* to"
        owner = with_subject(clause, phrase_before(clause, first))
    return Agency(party or owner, effects, by_whom(clause, g))


def _noun_of_verb(
    clause: Clause,
    g: int,
    verb: int,
    effects: tuple[str, ...],
    upper: Agency,
    party: Region | None,
    owner: Region | None,
) -> Agency:
    """Under the noun at ``g`` that the verb at ``verb`` takes: "rejected *accusations* of"."""
    if clause.token(g) in LICENSING and "requested" in upper.effects:
        upper = upper._replace(effects=("blocked",))  # "requires a licence to ship"
    if effects[:1] == ("blocked",) and ends_control(clause, verb):
        effects = ("lifted", *effects)  # "dropped its opposition to"
    source = upper.region if "denied" in upper.effects else upper.source
    if effects and effects[0] == "alleged":
        return Agency(
            party or (upper.region if "denied" in upper.effects else None),
            effects + upper.effects,
            source,
        )
    stopped = "blocked" in upper.effects and clause.token(g) in ATTEMPTS
    actor = None if stopped else upper.region  # "customs suppressed an *attempt* to export"
    return Agency(party or owner or actor, effects + upper.effects, source)


def _under_predicate(clause: Clause, g: int, effects: tuple[str, ...], depth: int) -> Agency:
    """Under an adjective or participle after "be": "is ready to", "was believed to have", "is unwilling
    to".
    """
    group = verb_group(clause, g)
    if group.effects:
        effects = effects + group.effects
    if group.first and clause.codes[group.first - 1] == "V":  # "*appears* set to"
        upper = under(clause, group.first - 1, depth + 1, direct=True)
        return upper._replace(effects=effects + upper.effects)
    upper = _finite(clause, group.first - 1, depth + 1)
    return Agency(upper.region, effects + upper.effects, upper.source)


def _governed(clause: Clause, j: int, depth: int) -> Agency:
    """The agency of an infinitive; ``j`` is the letter before its "to"."""
    codes = clause.codes
    if j > 0 and codes[j] == "E" and codes[j - 1] in "VT" and is_adverb(clause, j):
        j -= 1  # "agreed *in principle* to"
    if j >= 0 and codes[j] in "VTEFD":
        return under(clause, j, depth, direct=True)
    if j > 0 and codes[j] == "Q" and codes[j - 1] in "VT":  # "is weighing whether to send"
        upper = under(clause, j - 1, depth, direct=True)
        open_ = tuple(effect for effect in upper.effects if effect != "denied")
        return upper._replace(effects=("possible", *open_))  # "has not decided whether to send"
    if j > 0 and codes[j - 1] == "a" and clause.token(j) in ("about", "due", "set", "ready"):
        upper = _finite(clause, verb_group(clause, j - 1).first - 1, depth + 1)
        return upper._replace(effects=("planned", *upper.effects))
    if j >= 0 and codes[j] in "&,":
        return _coordinated(clause, j, depth)
    if j > 0 and clause.token(j) == "yet" and codes[j - 1] in "ah":  # "has yet to deliver"
        j -= 1
    if j >= 0 and codes[j] in "ah":  # "were to cut off", "has to send", "an answer would be to lease"
        upper = _finite(clause, verb_group(clause, j).first - 1, depth + 1)
        mood = "possible" if j and codes[j - 1] == "m" and clause.token(j - 1) != "will" else "planned"
        return upper._replace(effects=(mood, *upper.effects))
    region = with_subject(clause, phrase_before(clause, j + 1))
    if region is None:
        return Agency(None, (), None)
    before = codes[region[0] - 1] if region[0] else ""
    if before in "VT" and before:
        last = clause.words[region[1] - 1]
        thing = codes[region[1] - 1] == "I" and last is not None and last.item is not None
        if thing and last is not None and last.item is not None and last.item.item_type != "personnel":
            return under(clause, region[0] - 1, depth)  # "use frozen assets to buy weapons"
        return under(clause, region[0] - 1, depth, region)
    if before == "b" and region[0] > 1 and codes[region[0] - 2] in "VT":  # "was urged by Madrid to"
        return under(clause, region[0] - 2, depth, direct=True)
    if before == "w" and region[0] > 1 and codes[region[0] - 2] in "FDV":  # "in talks with Italy to buy"
        return under(clause, region[0] - 2, depth, direct=True)
    inside = governing_noun(clause, region)
    if inside >= 0:
        owner = None
        if inside + 1 < region[1] and codes[inside + 1] in "ob":  # "the duty of Iran to supply"
            owner = (inside + 2, region[1])
        return under(clause, inside, depth, owner)
    noun = concluded(clause, region[0])
    if noun >= 0:
        return under(clause, noun, depth)
    if region[0] == 0 and clause.sentence.kind == "headline":
        return Agency(region, ("planned",), None)  # "Lithuania to hand Ukraine rifles"
    return Agency(region, (), None)


def _gerund(clause: Clause, j: int, depth: int) -> Agency:
    """The agency of a gerund; ``j`` is the letter before it."""
    codes = clause.codes
    if j < 0:
        return Agency(None, (), None)
    code = codes[j]
    if code in "VTE":
        return under(clause, j, depth)
    if code == "b":  # "by providing": the main clause's subject does it
        main = _main_clause(clause, j, depth)
        if main.region is not None:
            return main
    if code in "oifbpwvt":
        return _behind_preposition(clause, j, depth)
    aside = code == "," and clause.token(j + 1) == "having"
    if code in "&," and not aside:
        return _coordinated(clause, j, depth)
    if code == "S" or aside:  # "after delivering", ", having sent": the main clause's subject did it
        return Agency(_main_clause(clause, j, depth).region, (), None)
    region = phrase_before(clause, j + 1)
    if region is not None:
        for i in range(region[1] - 1, region[0], -1):
            if (
                codes[i - 1] in "pio" and clause.token(i - 1) in HYPOTHETICAL
            ):  # "a red line on China supplying"
                noun = governing_noun(clause, (region[0], i - 1))
                if noun >= 0:
                    return under(clause, noun, depth, (i, region[1]))
                if codes[i - 1] != "o":
                    return Agency((i, region[1]), ("possible",), None)
                break
        if region[0] and codes[region[0] - 1] in "VT":  # "see China sharing"
            return under(clause, region[0] - 1, depth, region)
    return _finite(clause, j, depth)


def _behind_preposition(clause: Clause, j: int, depth: int) -> Agency:
    """The agency of a gerund behind the preposition at ``j``: "accused of *selling*"."""
    codes = clause.codes
    word = clause.words[j]
    effects = ("denied",) if word is not None and word.form == "without" else ()
    if j > 1 and codes[j - 1] == "P" and codes[j - 2] in "VT":  # "committed itself to sending"
        return under(clause, j - 2, depth)
    if j and codes[j - 1] in "VTFE":
        upper = under(clause, j - 1, depth)
        return upper._replace(effects=effects + upper.effects)
    region = with_subject(clause, phrase_before(clause, j))
    if region is not None and codes[region[0]] in "9$" and codes[region[0] - 1] in "VT" and region[0]:
        upper = under(clause, region[0] - 1, depth)  # "was fined *$3m* for exporting"
        return upper._replace(effects=effects + upper.effects)
    if region is None:
        main = _main_clause(clause, j, depth)
        return main._replace(effects=effects + main.effects)
    before = codes[region[0] - 1] if region[0] else ""
    while before in "tw" and before and region[0] > 1:  # "added firms *to the list* for supplying"
        further = phrase_before(clause, region[0] - 1)
        if further is None:
            break
        region, before = further, codes[further[0] - 1] if further[0] else ""
    if before in "VT" and before:
        upper = under(clause, region[0] - 1, depth, region)
        return upper._replace(effects=effects + upper.effects)
    if before == "b" and region[0] > 1 and codes[region[0] - 2] in "VT":  # "sanctioned by X for selling"
        return under(clause, region[0] - 2, depth)
    noun = governing_noun(clause, region)
    if noun >= 0:
        return under(clause, noun, depth)
    return Agency(region, effects, None)


def _main_clause(clause: Clause, j: int, depth: int) -> Agency:
    for i in range(j - 1, -1, -1):
        if clause.codes[i] in "TV":
            return agent(clause, i, depth + 1)
        if clause.codes[i] in ";:":
            break
    return Agency(clause_subject(clause, j), (), None)


def _coordinated(clause: Clause, j: int, depth: int, finite: bool = False) -> Agency:
    """ "banned or restricted", "importing X and selling Y", ", supplying X": the verb before shares its
    agent.
    """
    region = phrase_before(clause, j) if clause.codes[j] == "," else None
    j = before_report(clause, j)
    for i in range(j - 1, max(-1, j - 60), -1):
        if clause.codes[i] in "TV":
            if finite:
                group = verb_group(clause, i)
                if group.gerund or group.infinitive:
                    continue
            upper = agent(clause, i, depth + 1)
            if finite:  # a finite verb has a negation and a modal of its own
                own = verb_group(clause, i).effects
                rest = list(upper.effects)
                for effect in own:
                    if effect in rest:
                        rest.remove(effect)
                return upper._replace(effects=tuple(rest))
            return upper
        if clause.codes[i] in ";:":
            break
        owner = possessing_subject(clause, i) if finite else None
        if owner is not None:
            return Agency(owner, *clause_mood(clause, owner[0], depth))
    return Agency(region or clause_subject(clause, j), (), None)


def _finite(clause: Clause, j: int, depth: int, finite: bool = False) -> Agency:
    """The agency of a finite verb; ``j`` is the letter before its group."""
    codes = clause.codes
    while j >= 0 and codes[j] in '"!':
        j -= 1
    if j < 0:
        return Agency(None, (), None)
    code = codes[j]
    raising = clause.words[j] if code == "V" else None
    if (
        raising is not None and raising.governor is not None and raising.governor.lemma in RAISING
    ):  # "*appears* set to"
        return under(clause, j, depth, direct=True)
    if code in "WH":
        region = phrase_before(clause, j)
        if region is None:
            return Agency(None, (), None)
        if code == "W" and j and codes[j - 1] == ",":
            return Agency(region, ("aside",), None)  # "Russia, *which* has bought drones"
        return Agency(region, clause_mood(clause, region[0], depth)[0], None)
    if code in "&B" or (code == "," and verb_precedes(clause, j)):
        shared = _coordinated(clause, j, depth, finite)
        if clause.token(j) == "nor":
            return shared._replace(effects=("denied", *shared.effects))
        return shared
    if code in "_-:" and j > 1:  # "2. Some Firm Ltd (Sharjah, United Arab Emirates) - forwarded …"
        return Agency((0, j), (), None)
    region = with_subject(clause, phrase_before(clause, j + 1))
    if region is None:
        return Agency(None, (), None)
    if region[0] > 2 and codes[region[0] - 1] in "ipw" and codes[region[0] - 2] == "W":
        antecedent = phrase_before(clause, region[0] - 2)  # "Japan, which *for decades* sold none"
        if antecedent is not None:
            return Agency(antecedent, (), None)
    if region[0] > 1 and codes[region[0] - 1] == "W":
        inside = codes[region[0] : region[1]]
        end = region[0] - 1
        if clause.token(end - 1) == "under":  # "discussed a deal under which X would send"
            deal = phrase_before(clause, end - 1)
            if deal is not None and deal[0] and codes[deal[0] - 1] in "TV":
                return Agency(region, under(clause, deal[0] - 1, depth + 1).effects, None)
        if codes[end - 1] == "o" and not any(c in "NAI" for c in inside):  # ", of which 20 were sent"
            antecedent = phrase_before(clause, end - 2 if codes[end - 2] == "," else end - 1)
            return Agency(antecedent or region, (), None)
        return Agency(region, (), None)
    effects, source = clause_mood(clause, region[0], depth)
    if clause.token(region[0]) in NOBODY or (region[0] and clause.token(region[0] - 1) == "neither"):
        effects = ("denied", *effects)
    return Agency(region, effects, source)


def clause_mood(clause: Clause, first: int, depth: int) -> tuple[tuple[str, ...], Region | None]:
    """What stands before a clause that begins at ``first``, with who says it: "whether", "denied that"."""
    codes = clause.codes
    j = first - 1
    while j >= 0 and codes[j] in ',"!x' and j > first - 4:
        if codes[j] == "x" and not clause.token(j).endswith("ly"):
            break
        j -= 1
    if j < 0:
        return (), None
    if j == 0 and codes[j] == "m":  # "Should Iran deliver …, the EU will respond"
        return ("possible",), None
    if codes[j] == "S":
        return conjunction_effects(clause, j), None
    if codes[j] == "Q":
        return (QUESTIONS.get(clause.token(j), ()), None)
    if codes[j] == "H" and is_untrue(clause, j):
        return ("denied",), None
    if codes[j] == "H" and j and codes[j - 1] in "VTFE":
        upper = under(clause, j - 1, depth + 1)
        return without_modal(clause, j - 1, upper.effects), upper.region or upper.source
    governing = extraposed_from(clause, j) if codes[j] == "H" else j if codes[j] in "VF" else -1
    if governing < 0:
        return (), None
    upper = under(clause, governing, depth + 1)
    return upper.effects, upper.region or upper.source
