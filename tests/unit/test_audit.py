"""Each promise of the audit: what breaks a rule is found with the right row ids, and only that."""

from __future__ import annotations

import datetime as dt
import json

import polars as pl
import pytest

from tests.release.conftest import NORTH, SOUTH, Text, corpus
from tradewire.audit import audit, audit_warehouse, build_data_docs, evaluate, second_opinion
from tradewire.audit.evaluate import rules_of
from tradewire.audit.rules import Expected
from tradewire.schema import TABLES
from tradewire.warehouse import Warehouse


@pytest.fixture(scope="module")
def sound():
    return corpus(north=NORTH, south=SOUTH)


def changed(tables, table, row=0, batch=None, **values):
    """The tables with some values of one row replaced, and the id of that row."""
    batch = batch or next(iter(tables[table]))
    frame = tables[table][batch]
    at = pl.int_range(pl.len()) == row
    new = frame.with_columns(
        pl.when(at).then(pl.lit(value, dtype=frame.schema[name])).otherwise(name).alias(name)
        for name, value in values.items()
    )
    row_id = ":".join(str(v) for v in new.select(TABLES[table].key).row(row))
    return tables | {table: tables[table] | {batch: new}}, row_id


def broken(tables, **options):
    """Rule to row ids of the rules that do not hold, Polars alone."""
    report = audit(tables, expectations=False, **options)
    assert not report.errors
    return {f"{o.table}.{o.expectation}": o.row_ids for o in report.failures}


def test_sound_tables_pass_every_rule(sound):
    report = audit(sound, expectations=False)
    assert report.passed and not report.skipped
    assert len(report.outcomes) > 300
    assert {o.table for o in report.outcomes} == set(TABLES)


@pytest.mark.parametrize(
    ("table", "values", "rule"),
    [
        ("quotes", {"text": "what nobody said"}, "evidence_text"),
        ("quotes", {"cue": "denied"}, "evidence_cue"),
        ("quotes", {"speaker_text": "Nobody"}, "evidence_speaker_text"),
        ("quotes", {"speaker_text": None}, "complete_speaker_text"),
        ("trade_items", {"supplier_text": "Atlantis"}, "evidence_supplier_text"),
        ("trade_items", {"transfer": "sold"}, "evidence_transfer"),
        ("entity_mentions", {"text": "x"}, "evidence_text"),
        ("sentences", {"text": None, "start": 5, "end": 5}, "span_text"),
        ("trade_items", {"item_class": "toys"}, "vocabulary_item_class"),
        ("trade_items", {"status": "maybe"}, "vocabulary_status"),
        ("trade_items", {"supplier_country": "gb"}, "pattern_supplier_country"),
        ("trade_items", {"supplier_country": "UK2"}, "pattern_supplier_country"),
        ("trade_items", {"hs6": ["880220", "88"]}, "pattern_hs6"),
        ("trade_items", {"amount": 5.0}, "amount_with_currency"),
        ("trade_items", {"currency": "USD"}, "currency_with_amount"),
        ("trade_items", {"amount": -5.0, "currency": "USD"}, "range_amount"),
        ("trade_items", {"amount": float("nan"), "currency": "USD"}, "range_amount"),
        ("trade_items", {"amount": 1e18, "currency": "USD"}, "range_amount"),
        ("trade_items", {"claimed_by_name": "  "}, "blank_claimed_by_name"),
        ("documents", {"title": ""}, "blank_title"),
        ("documents", {"published_on": dt.date(202, 5, 22)}, "range_published_on"),
        ("documents", {"characters": 3}, "length_of_text"),
        ("documents", {"text": None}, "text_present"),
        ("documents", {"rights": None}, "not_null_rights"),
        ("entities", {"mention_count": 0}, "ordered_document_count_mention_count"),
        ("entities", {"label": "ORG"}, "label_in_id"),
        ("transfers", {"documents": 7}, "documents_counted"),
    ],
)
def test_a_broken_row_is_named(sound, table, values, rule):
    tables, row_id = changed(sound, table, **values)
    found = broken(tables)
    assert found.get(f"{table}.{rule}") == (row_id,)


def test_an_ordering_the_wrong_way_round_is_named(sound):
    tables, row_id = changed(
        sound, "trade_items", quantity_min=20.0, quantity_max=5.0, quantity_text="survey"
    )
    found = broken(tables)
    assert found["trade_items.ordered_quantity_min_quantity_max"] == (row_id,)
    tables, _ = changed(sound, "trade_items", quantity_min=20.0, quantity_text=None)
    assert "trade_items.number_with_words" in broken(tables)
    tables, _ = changed(sound, "trade_items", quantity_min=20.0, quantity_text="two dozen")
    assert "trade_items.quantity_in_sentence" in broken(tables)


def test_a_text_that_is_not_its_hash_is_named(sound):
    tables, row_id = changed(sound, "documents", text="Another text altogether")
    found = broken(tables)
    assert found["documents.sha256_of_text"] == (row_id,)
    assert found["quotes.evidence_text"]


def test_offsets_are_code_points():
    astral = Text(
        "Ada Quill", "Norland", "Sudria", "drones", headline="\U0001f6a2\U0001f6a2 Über e\u0301 ferries"
    )
    assert broken(corpus(only=(astral,))) == {}


def test_offsets_outside_the_sentence_are_named(sound):
    frame = sound["entity_mentions"]["north"]
    tables, row_id = changed(sound, "entity_mentions", sentence_index=0)
    assert broken(tables) == {"entity_mentions.in_sentence_text": (row_id,)}
    document = frame["document_id"][0]
    length = sound["documents"]["north"].filter(document_id=document)["characters"][0]
    tables, row_id = changed(sound, "entity_mentions", start=length + 1, end=length + 5, text="gone")
    found = broken(tables)
    assert found["entity_mentions.in_document_text"] == (row_id,)
    assert found["entity_mentions.in_sentence_text"] == (row_id,)


def test_overlapping_rows_are_named(sound):
    first = sound["entity_mentions"]["north"].row(0, named=True)
    tables, row_id = changed(sound, "entity_mentions", row=1, start=first["start"] + 1)
    assert broken(tables)["entity_mentions.no_overlap"] == (row_id,)


@pytest.mark.parametrize(
    "table", sorted(TABLES.keys() - {"rejected_documents", "failed_extractions", "document_signatures"})
)
def test_a_repeated_key_is_named(sound, table):
    batch = next(iter(sound[table]))
    frame = sound[table][batch]
    tables = sound | {table: sound[table] | {batch: pl.concat([frame, frame.head(1)])}}
    row_id = ":".join(str(v) for v in frame.select(TABLES[table].key).row(0))
    assert broken(tables)[f"{table}.unique_key"] == (row_id,)


def test_the_same_document_in_two_batches_is_named(sound):
    documents = sound["documents"]
    both = {"north": documents["north"], "south": pl.concat([documents["south"], documents["north"].head(1)])}
    assert broken(sound | {"documents": both}) == {
        "documents.unique_key": (documents["north"]["document_id"][0],)
    }


@pytest.mark.parametrize(
    ("table", "values", "rule"),
    [
        ("trade_items", {"quote_id": "0:q:9"}, "resolves_quote_id"),
        ("trade_items", {"supplier_entity_id": "gpe:atlantis"}, "resolves_supplier_entity_id"),
        ("quotes", {"speaker_entity_id": "person:nobody"}, "resolves_speaker_entity_id"),
        ("quotes", {"sentence_index": 99}, "resolves_document_id_sentence_index"),
        ("documents", {"duplicate_of": "0" * 16}, "resolves_duplicate_of"),
        ("entities", {"canonical_id": "gpe:atlantis"}, "resolves_canonical_id"),
        ("transfers", {"trade_item_ids": ["0:i:9"]}, "resolves_trade_item_ids"),
        ("sentences", {"document_id": "0" * 16}, "resolves_document_id"),
    ],
)
def test_a_reference_to_nothing_is_named(sound, table, values, rule):
    tables, row_id = changed(sound, table, **values)
    assert broken(tables)[f"{table}.{rule}"] == (row_id,)


def test_a_wrong_type_or_column_fails_the_schema(sound):
    frame = sound["quotes"]["north"]
    tables = sound | {
        "quotes": sound["quotes"] | {"north": frame.with_columns(pl.col("start").cast(pl.Int64))}
    }
    report = audit(tables, expectations=False)
    (failure,) = [o for o in report.failures if o.expectation == "schema"]
    assert failure.row_ids == ("start: Int64, not Int32",)


def test_a_missing_column_is_an_error_and_no_failure_of_the_data(sound):
    tables = sound | {"quotes": {b: f.drop("stance") for b, f in sound["quotes"].items()}}
    report = audit(tables, expectations=False)
    assert not report.passed
    assert {o.expectation for o in report.errors} == {"not_null_stance", "vocabulary_stance", "blank_stance"}
    assert all("column stance is missing" in o.error for o in report.errors)
    assert [o.expectation for o in report.failures] == ["schema"]


def test_lost_rows_and_moved_nulls_against_the_last_release_are_named(sound):
    quotes = pl.concat([sound["quotes"]["north"]] * 500).with_columns(
        quote_id=pl.format("{}:{}", "quote_id", pl.int_range(pl.len()))
    )
    before = {"quotes": quotes}
    mute = quotes.with_columns(speaker_name=pl.lit(None, dtype=pl.String))
    drifted = broken({"quotes": mute}, previous=before)
    assert drifted["quotes.null_drift"] == ("speaker_name: 0.0% null before, 100.0% now",)
    assert broken({"quotes": quotes.head(499)}, previous=before)["quotes.row_loss"] == (
        "1000 rows before, 499 now",
    )
    profile = audit(before, expectations=False).profile
    assert "quotes.null_drift" in broken({"quotes": mute}, previous=profile)
    assert broken(before, previous=profile) == {}
    assert (
        broken({"quotes": pl.concat([quotes, mute.with_columns(pl.col("quote_id") + "x")])}, previous={})
        == {}
    )


def test_a_batch_alone_skips_the_rules_that_need_the_corpus(sound):
    tables = {name: {"north": parts["north"]} for name, parts in sound.items() if "north" in parts}
    report = audit(tables, expectations=False)
    assert report.passed
    assert "quotes.resolves_speaker_entity_id" in report.skipped


def test_slices_find_what_the_whole_finds(sound, monkeypatch):
    tables, row_id = changed(sound, "quotes", row=1, text="what nobody said")
    tables, other = changed(tables, "trade_items", batch="south", quote_id="0:q:9")
    whole = broken(tables)
    monkeypatch.setattr(evaluate, "AUDIT_SLICE_DOCUMENTS", 1)
    assert broken(tables) == whole
    assert whole["quotes.evidence_text"] == (row_id,) and whole["trade_items.resolves_quote_id"] == (other,)


def test_ids_are_the_first_in_order_of_key(sound):
    batches = {b: f.with_columns(stance=pl.lit("shout")) for b, f in sound["quotes"].items()}
    report = audit(sound | {"quotes": batches}, expectations=False)
    (failure,) = report.failures
    assert failure.failed == 4 and len(failure.row_ids) == 4
    assert list(failure.row_ids[:2]) == sorted(failure.row_ids[:2])


def test_every_rule_has_a_name_of_its_own():
    for table in TABLES.values():
        names = [rule.name for rule in rules_of(table)]
        assert len(set(names)) == len(names)


def test_the_report_is_deterministic_and_readable(sound):
    tables, row_id = changed(sound, "quotes", text="what nobody said")
    reports = [audit(tables, expectations=False) for _ in range(2)]
    assert reports[0].to_dict() == reports[1].to_dict()
    json.dumps(reports[0].to_dict())
    assert reports[0].summary().startswith("1 of ")
    assert row_id in reports[0].to_markdown() and row_id in reports[0].failures_markdown()
    page = reports[0].to_html()
    assert row_id in page and "http" not in page and "<script" not in page
    assert reports[0].of("quotes").failures and reports[0].of("documents").passed


def test_a_warehouse_is_judged_batch_by_batch(sound, tmp_path):
    house = Warehouse(tmp_path)
    for table, parts in sound.items():
        for batch, frame in parts.items():
            house.write(table, batch, frame.to_arrow())
    report = audit_warehouse(house)
    assert report.passed, report.failures_markdown()
    assert report.profile["quotes"]["rows"] == 4


class TestGreatExpectations:
    def test_a_warehouse_that_lacks_tables_is_judged(self, sound, tmp_path):
        house = Warehouse(tmp_path)
        for batch, frame in sound["documents"].items():
            house.write("documents", batch, frame.to_arrow())
        report = audit_warehouse(house)
        assert report.passed and report.profile["quotes"]["rows"] == 0

    def test_sound_tables_pass(self, sound):
        report = audit(sound)
        assert report.passed, report.failures_markdown()

    def test_failures_are_the_same_with_it(self, sound):
        tables, row_id = changed(sound, "quotes", text="what nobody said", stance="shout")
        with_it, without = audit(tables), audit(tables, expectations=False)
        assert with_it.to_dict() == without.to_dict()
        assert {o.expectation: o.row_ids for o in with_it.failures} == {
            "evidence_text": (row_id,),
            "vocabulary_stance": (row_id,),
        }

    def test_it_finds_what_a_wrong_rule_passes(self, sound, monkeypatch):
        from tradewire.audit import rules

        monkeypatch.setattr(pl.Expr, "is_in", lambda self, *_: self.is_null() | self.is_not_null())
        tables, _ = changed(sound, "quotes", stance="shout")
        report = audit({"quotes": tables["quotes"]})
        monkeypatch.undo()
        assert rules.declared_rules(TABLES["quotes"])
        (error,) = report.errors
        assert error.expectation == "vocabulary_stance"
        assert "finds 1 of 4 rows" in error.error and "shout" in error.error

    def test_an_expectation_that_raises_is_told_from_a_failure(self, sound, monkeypatch):
        wrong = Expected("ExpectColumnValuesToMatchRegex", {"column": "text", "regex": "("})
        original = evaluate.rules_of

        def rules_with_a_bug(table):
            for rule in original(table):
                if rule.name == "pattern_entity_id" and table.name == "entity_mentions":
                    object.__setattr__(rule, "expected", wrong)
                yield rule

        monkeypatch.setattr(evaluate, "rules_of", rules_with_a_bug)
        report = audit({"entity_mentions": sound["entity_mentions"]})
        assert not report.passed and not report.failures
        (error,) = report.errors
        assert error.expectation == "pattern_entity_id" and error.failed == 0
        assert error.error.startswith("the expectation raised")


def test_an_original_in_another_batch_is_found_there(sound):
    original = sound["documents"]["south"]["document_id"][0]
    copied, row_id = changed(sound, "documents", batch="north", duplicate_of=original)
    alone = {"documents": {"north": copied["documents"]["north"]}}
    assert broken(alone) == {"documents.resolves_duplicate_of": (row_id,)}
    others = {"documents": sound["documents"]["south"].lazy()}
    assert broken(alone, elsewhere=others) == {}


def test_data_docs_are_built_under_the_home(sound, tmp_path):
    page = build_data_docs({"quotes": sound["quotes"]}, tmp_path)
    assert page.is_file() and page.is_relative_to(tmp_path / "gx")
    results = list((tmp_path / "gx").rglob("data_docs/**/validations/**/*.html"))
    assert len(results) == 2  # outcomes and rows


def test_a_process_started_beforehand_says_the_same_and_may_be_killed(sound, monkeypatch):
    monkeypatch.setattr(second_opinion, "_started", [])
    here = audit({"quotes": sound["quotes"]})
    second_opinion.prepare()
    (pool,) = second_opinion._started
    assert audit({"quotes": sound["quotes"]}) == here
    for process in list(pool._processes.values()):
        process.kill()
    assert audit({"quotes": sound["quotes"]}) == here
    assert second_opinion._started == []


def test_a_batch_judged_before_is_not_judged_again_and_the_report_is_the_same(sound):
    whole = audit(sound, expectations=False)
    judged = {"north": whole.batches["north"]}
    assert audit(sound, judged=judged, expectations=False).to_dict() == whole.to_dict()
    unseen, _ = changed(sound, "quotes", batch="north", stance="shout")
    assert broken(unseen, judged=judged) == {}
    seen, row_id = changed(sound, "quotes", batch="south", stance="shout")
    assert broken(seen, judged=judged) == {"quotes.vocabulary_stance": (row_id,)}


def test_rules_over_the_corpus_look_at_batches_judged_before(sound):
    judged = {"north": audit(sound, expectations=False).batches["north"]}
    none = sound | {"entities": {"all": sound["entities"]["all"].clear()}}
    assert len(broken(none, judged=judged)["entity_mentions.resolves_entity_id"]) == 12


def test_a_broken_rule_names_its_batches(sound):
    tables, _ = changed(sound, "quotes", batch="south", stance="shout")
    (failure,) = audit(tables, expectations=False).failures
    assert failure.batches == ("south",)
