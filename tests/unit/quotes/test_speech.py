"""Every way of reporting speech, one made-up sentence each: what is found, its kind, cue and speaker."""

import pytest

from tradewire.extract import extract


def quotes(text):
    """Kind, words, cue and speaker of each quote."""
    return [
        (quote.kind, text[quote.start : quote.end], quote.cue, quote.speaker_name)
        for quote in extract(text).quotes
    ]


DIRECT = [
    ("“We will sail,” Martin Keller said.", "We will sail,", "said", "Martin Keller"),
    ("“We will sail,” said Martin Keller.", "We will sail,", "said", "Martin Keller"),
    ("Martin Keller said: “We will sail.”", "We will sail.", "said", "Martin Keller"),
    ("Martin Keller told reporters, “We will sail.”", "We will sail.", "told", "Martin Keller"),
    ("“We will sail,” Martin Keller, a doctor from Leeds, said.", "We will sail,", "said", "Martin Keller"),
    ("“We will sail,” Martin Keller, who owns the ship, said.", "We will sail,", "said", "Martin Keller"),
    ("“We will sail,” said the captain’s lawyer, Martin Keller.", "We will sail,", "said", None),
    ("“We will sail,” the harbour ministry said in a statement.", "We will sail,", "said", None),
    ("‘We will sail,’ Martin Keller said.", "We will sail,", "said", "Martin Keller"),
    ("''We will sail,'' Martin Keller said.", "We will sail,", "said", "Martin Keller"),
    ("The boats will stay. - Martin Keller said.", "The boats will stay.", "said", "Martin Keller"),
]


@pytest.mark.parametrize(("text", "words", "cue", "speaker"), DIRECT)
def test_direct(text, words, cue, speaker):
    kind, found, by, who = quotes(text)[0]
    assert (kind, found, by) == ("direct", words, cue)
    assert speaker in (None, who)


SPEAKERS = [
    ("“We will sail,” Under Secretary Ana Roe said in a letter.", ["Ana Roe"]),
    ("“We will sail,” one of the pilots, who gave no name, said.", ["one of the pilots"]),
    ("“No,” said a spokeswoman for the port when asked.", ["a spokeswoman for the port"]),
    ("Martin Keller visited Leeds. “We will sail,” he likes to say.", ["Martin Keller"]),
    ("As the poet Jan Korsak used to grumble, “a late ship is no ship”.", ["Korsak"]),
    ("Another said the ships would sail.", ["Another"]),
    ("Anna Bauer left. Martin Keller stayed. “We will sail,” he said, “and soon.”", ["Martin Keller"] * 2),
    ("“If we sail,” the captain told reporters, “we sail at night.”", ["the captain"] * 2),
    ("“We sail.” Martin Keller said: “I am old.”", [None, "Martin Keller"]),
]
"""Whose words they are, each way with its like that reads otherwise."""


@pytest.mark.parametrize(("text", "speakers"), SPEAKERS)
def test_speakers(text, speakers):
    assert [who for _, _, _, who in quotes(text)] == speakers


INDIRECT = [
    ("Martin Keller said the ships would sail.", "the ships would sail", "said"),
    ("Martin Keller said on Friday that the ships would sail.", "the ships would sail", "said"),
    ("Martin Keller told reporters on Friday that the ships would sail.", "the ships would sail", "told"),
    ("Martin Keller has repeatedly warned that the ships would sail.", "the ships would sail", "warned"),
    ("The ships would sail, Martin Keller said.", "The ships would sail", "said"),
    ("The ships would sail, said Martin Keller.", "The ships would sail", "said"),
    ("According to Martin Keller, the ships would sail.", "the ships would sail", "According to"),
    ("The ships would sail, according to Martin Keller.", "The ships would sail", "according to"),
    ("Martin Keller made clear that the ships would sail.", "the ships would sail", "made clear"),
    ("Martin Keller went on to say that the ships would sail.", "the ships would sail", "went on to say"),
    ("Martin Keller, a doctor from Leeds, said the ships would sail.", "the ships would sail", "said"),
    ("Martin Keller visited the port and said the ships would sail.", "the ships would sail", "said"),
    ("As Martin Keller said on Friday, the ships would sail.", "the ships would sail", "said"),
    ("The ships would sail, as Martin Keller said.", "The ships would sail", "said"),
    (
        "The old ships, Martin Keller said, would sail.",
        "The old ships, Martin Keller said, would sail",
        "said",
    ),
    ("Martin Keller’s claim that the ships would sail", "the ships would sail", "claim"),
    ("Martin Keller accused the firm of hiding ships.", "the firm of hiding ships", "accused"),
    ("Martin Keller denied that he had sold the ships.", "he had sold the ships", "denied"),
    ("Martin Keller called on the port to open its gates.", "the port to open its gates", "called on"),
    ("Martin Keller vowed to open the gates.", "to open the gates", "vowed"),
]


@pytest.mark.parametrize(("text", "words", "cue"), INDIRECT)
def test_indirect(text, words, cue):
    assert quotes(text) == [("indirect", words, cue, "Martin Keller")]


NO_REPORT = [
    ("The total estimated cost does not include paint.", "The firm estimated costs were high."),
    ("But promises are not paint.", "He promises the paint is new."),
    ("Stop pretending the ships are lost.", "He was pretending the ships were lost."),
    ("Norland has not vowed to paint the ships.", "Norland has vowed to paint the ships."),
    ("Norland has promised Sudland its old ships.", "Norland has promised Sudland its ships would sail."),
    ("Martin Keller does not deny it.", "Martin Keller does not deny it sailed."),
    (
        "The captain explained the loss of ships for which he paid.",
        "The captain explained which ships sailed.",
    ),
    (
        "The port asked its partners for paint and for help to scrape hulls.",
        "The port asked its partners whether the gates were open.",
    ),
]
"""Reporting words that report nothing, each with its like that does."""


@pytest.mark.parametrize(("text", "report"), NO_REPORT)
def test_no_report(text, report):
    assert quotes(text) == []
    assert [kind for kind, *_ in quotes(report)] == ["indirect"]


INTERPOSED = [
    ("Old ships must, Martin Keller says, carry paint.", "Old ships must, Martin Keller says, carry paint"),
    (
        "The old ships of the port sail in May, Martin Keller says, but none return.",
        "The old ships of the port sail in May",
    ),
    (
        "The captain tells it so: the ships came, he says, but were old.",
        "the ships came, he says, but were old",
    ),
    ("Martin Keller said talks were under way.", "talks were under way"),
    ("Martin Keller, quoted by the Daily Star, said talks were near.", "talks were near"),
    ("Nine ships sailed to the port in May, harbour data show.", "Nine ships sailed to the port in May"),
    (
        "The firm, which according to Leeds received nine ships, is closed.",
        "received nine ships",
    ),
]
"""Where what is reported starts and ends around its report."""


@pytest.mark.parametrize(("text", "words"), INTERPOSED)
def test_interposed(text, words):
    text += "\nThe port opened on Friday after a long winter, and the ice was gone.\n"
    found = [reported for kind, reported, _, _ in quotes(text) if kind == "indirect"]
    assert found == [words]


def test_words_in_marks_after_a_passive_have_no_speaker():
    text = "The captain was accused on Friday of “buying rust”."
    assert quotes(text) == [("partial", "buying rust", "accused", None)]


def test_a_report_ends_at_a_dash_and_a_new_subject():
    text = "Martin Keller said the ships were old – he counted nine."
    assert quotes(text) == [("indirect", "the ships were old", "said", "Martin Keller")]
    text = "Martin Keller said the ships – they were old – would sail."
    assert quotes(text)[0][1] == "the ships – they were old – would sail"


def test_two_reports_of_one_speaker():
    text = "Martin Keller said the ships would sail, adding that the port was full."
    assert quotes(text) == [
        ("indirect", "the ships would sail", "said", "Martin Keller"),
        ("indirect", "the port was full", "adding", "Martin Keller"),
    ]


def test_a_mixed_sentence_gives_the_clause_and_its_fragment():
    text = "Martin Keller said the ships were “old but sound” and would sail."
    assert quotes(text) == [
        ("indirect", "the ships were “old but sound” and would sail", "said", "Martin Keller"),
        ("partial", "old but sound", "said", "Martin Keller"),
    ]


def test_a_fragment_outside_a_clause_stands_alone():
    text = "Martin Keller described the voyage as “a long and costly mistake”."
    assert quotes(text) == [("partial", "a long and costly mistake", "described", "Martin Keller")]


def test_a_name_after_its_role_is_the_speaker():
    text = "The captain’s lawyer, Martin Keller, said the ships would sail."
    assert quotes(text) == [("indirect", "the ships would sail", "said", "Martin Keller")]


def test_a_colon_headline_lets_its_subject_speak():
    text = "Minister: ships will sail within the week\n\nThe port opened on Friday after a long winter.\n"
    assert [(kind, words) for kind, words, _, _ in quotes(text)] == [
        ("indirect", "ships will sail within the week")
    ]


def test_a_passive_report_has_no_speaker():
    text = "It was reported that the ships had sailed."
    assert quotes(text) == [("indirect", "the ships had sailed", "reported", None)]


def test_a_split_quote_is_two_rows_of_one_speaker():
    text = "“The ships are old,” Martin Keller said. “They will sail all the same.”"
    assert [(kind, who) for kind, _, _, who in quotes(text)] == [("direct", "Martin Keller")] * 2


def test_a_quote_of_several_paragraphs():
    text = "Martin Keller said: “The ships are old.\n\n“They will sail all the same.”"
    assert [who for _, _, _, who in quotes(text)] == ["Martin Keller"] * 2


def test_a_floating_quote_inherits_the_speaker():
    text = "Martin Keller said the ships would sail.\n\n“They are ready for a long voyage.”"
    assert quotes(text)[-1][3] == "Martin Keller"


def test_cues_inside_marks_report_nothing():
    text = "“My brother said that the ships were old,” Martin Keller said."
    assert [kind for kind, *_ in quotes(text)] == ["direct"]


def test_pronouns_mean_the_speaker_before():
    text = "Annalena Bauer visited the port. She said the ships would sail."
    assert quotes(text) == [("indirect", "the ships would sail", "said", "Annalena Bauer")]


def test_unnamed_speakers_are_the_words_as_written():
    text = "Two senior port officials said the ships would sail."
    assert quotes(text) == [("indirect", "the ships would sail", "said", "Two senior port officials")]


def test_titles_of_works_are_no_quotes():
    assert quotes("Martin Keller published the novel “The Long Voyage” in May.") == []


def test_scare_quotes_without_a_report_are_no_quotes():
    assert quotes("The firm sold “navy grade” paint for years.") == []


def test_a_transcript():
    text = "MR. KELLER: The ships will sail.\n\nMS. BAUER: They are old.\n\nMR. KELLER: So am I.\n"
    assert [words for _, words, _, _ in quotes(text)] == ["The ships will sail.", "They are old.", "So am I."]


def test_a_list_under_a_name():
    text = "The port opened.\nKeller’s main statements:\n— The ships will sail.\n— The gates stay open.\n"
    assert [(kind, words) for kind, words, _, _ in quotes(text)] == [
        ("indirect", "The ships will sail."),
        ("indirect", "The gates stay open."),
    ]


def test_offsets_and_cues_point_into_the_text():
    text = (
        "Last week Martin Keller, 45, told the court that the ship’s “old hull” was sound, his lawyer said."
    )
    for quote in extract(text).quotes:
        assert text[quote.cue_start : quote.cue_end] == quote.cue
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.speaker_start < quote.speaker_end
