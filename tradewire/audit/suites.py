"""Great Expectations suites, rendered from the declarations and the rules.

The only module that imports great_expectations and pandas, and only when a suite runs: importing them
takes 4–8 s and 260 MB, and each expectation some 30 ms on however few rows.  Each table has two suites.
`outcome` judges what the Polars rules found over *every* row: a frame of one line per rule and batch.
`rows` states declared rules once more as Great Expectations' own expectations and runs them on a frame of
bounded size (the whole table where it is small): a second opinion by other code.  So the cost is per
table, not per row and hardly per batch.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from tradewire.audit.evaluate import Finding
from tradewire.audit.second_opinion import Verdicts, rows_frames

if TYPE_CHECKING:
    import pandas as pd


def wake() -> None:
    """Import what takes long."""
    import great_expectations.expectations  # noqa: F401


def verdicts(findings: Sequence[Finding], frames: Mapping[str, pl.DataFrame]) -> Verdicts:
    """Run every suite; returns a word on each rule that Great Expectations sees otherwise or cannot judge.

    `frames` holds the rows of each table that it is to see.
    """
    return _judge(_context(None), findings, frames)[0]


def build_data_docs(
    findings: Sequence[Finding], tables: Mapping[str, Mapping[str, pl.LazyFrame]], folder: Path
) -> Path:
    """Run every suite in a project of Great Expectations under `folder`; returns its Data Docs' first page.

    The pages name times and load files from other hosts, so they stay on this machine: the release has
    its own report.
    """
    folder.mkdir(parents=True, exist_ok=True)
    context = _context(folder)
    for suite, result in _judge(context, findings, rows_frames(findings, tables))[1]:
        context.suites.add_or_update(suite)
        _keep(context, suite, result)
    context.build_data_docs()
    return folder / "gx" / "uncommitted" / "data_docs" / "local_site" / "index.html"


def _context(folder: Path | None) -> Any:
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context: Any
    if folder is None:
        context = gx.get_context(mode="ephemeral")
    else:
        context = gx.get_context(mode="file", project_root_dir=str(folder))
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _judge(
    context: Any, findings: Sequence[Finding], frames: Mapping[str, pl.DataFrame]
) -> tuple[Verdicts, list[tuple[Any, Any]]]:
    said: Verdicts = {}
    ran = []
    for name in dict.fromkeys(f.table for f in findings):
        about = {f.name: f for f in findings if f.table == name and f.error is None}
        if not about:
            continue
        suite, result = _run(context, f"{name}.outcome", _outcome_suite(about), _outcome_frame(about))
        ran.append((suite, result))
        said |= {(name, rule): word for rule, word in _outcome_verdicts(about, result).items()}
        frame = frames[name].to_pandas()
        stated = [f for f in about.values() if f.expected and set(f.columns) <= set(frame.columns)]
        if stated and len(frame):
            suite, result = _run(context, f"{name}.rows", _rows_suite(stated), frame)
            ran.append((suite, result))
            for one in result.results:
                rule = one.expectation_config.meta["rule"]
                said[name, rule] = said.get((name, rule)) or _verdict(about[rule], one, len(frame))
    return said, ran


def _outcome_verdicts(about: Mapping[str, Finding], result: Any) -> dict[str, str]:
    """Where the suite over outcomes and the counts disagree, or the suite itself raised."""
    said: dict[str, str] = {}
    judged_bad: set[str] = set()
    for one in result.results:
        raised = _exception(one.exception_info)
        if raised:
            return dict.fromkeys(about, f"the expectation raised: {raised}")
        judged_bad |= {line["rule"] for line in one.result.get("unexpected_index_list") or []}
    for rule, finding in about.items():
        if (rule in judged_bad) != (finding.failed > 0):
            said[rule] = f"{finding.failed} rows fail, which Great Expectations judges otherwise"
    return said


def _verdict(finding: Finding, result: Any, rows: int) -> str | None:
    """What an expectation's result says that the rule does not: an error in it, or a disagreement."""
    raised = _exception(result.exception_info)
    if raised:
        return f"the expectation raised: {raised}"
    if result.success or finding.failed:
        return None
    count = result.result.get("unexpected_count")
    values = result.result.get("partial_unexpected_list", [])[:3]
    return f"Great Expectations finds {count} of {rows} rows that the rule passes, as {values}"


def _exception(info: Any) -> str | None:
    """The message of an exception, which is nested by metric where a metric raised it."""
    if not isinstance(info, Mapping):
        return None
    if "raised_exception" in info:
        return str(info.get("exception_message")) if info["raised_exception"] else None
    for nested in info.values():
        message = _exception(nested)
        if message:
            return message
    return None


def _run(context: Any, name: str, expectations: list[Any], frame: pd.DataFrame) -> tuple[Any, Any]:
    import great_expectations as gx

    suite = gx.ExpectationSuite(name=name, expectations=expectations)
    source = context.data_sources.add_or_update_pandas(name)
    asset = source.add_dataframe_asset(name="rows")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    wanted: dict[str, Any] = {"result_format": "SUMMARY"}
    if "rule" in frame.columns and "failed" in frame.columns:  # short: one line per rule and batch
        wanted = {"result_format": "COMPLETE", "unexpected_index_column_names": ["rule", "batch"]}
    return suite, batch.validate(suite, result_format=wanted)


def _outcome_suite(about: Mapping[str, Finding]) -> list[Any]:
    """Every rule was judged, and no row fails any."""
    import great_expectations.expectations as gxe

    return [
        gxe.ExpectColumnDistinctValuesToEqualSet(  # type: ignore[attr-defined]  # not in its __all__
            column="rule", value_set=sorted(about), meta={"rule": "*"}
        ),
        gxe.ExpectColumnValuesToBeBetween(  # type: ignore[attr-defined]
            column="failed", min_value=0, max_value=0, meta={"rule": "*"}
        ),
    ]


def _outcome_frame(about: Mapping[str, Finding]) -> pd.DataFrame:
    """One line per rule and batch: the rows judged in all, and those of the batch that fail."""
    import pandas as pd

    lines = [
        {"rule": name, "batch": batch, "failed": failed, "what": finding.description}
        for name, finding in about.items()
        for batch, failed in (finding.by_batch or {"all": 0}).items()
    ]
    return pd.DataFrame(lines)


def _rows_suite(findings: Sequence[Finding]) -> list[Any]:
    import great_expectations.expectations as gxe

    return [
        getattr(gxe, finding.expected.type)(
            **finding.expected.arguments, description=finding.description, meta={"rule": finding.name}
        )
        for finding in findings
        if finding.expected is not None
    ]


def _keep(context: Any, suite: Any, result: Any) -> None:
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    identifier = ValidationResultIdentifier(
        expectation_suite_identifier=ExpectationSuiteIdentifier(suite.name),
        run_id="audit",
        batch_identifier=suite.name,
    )
    context.validation_results_store.set(identifier, result)
