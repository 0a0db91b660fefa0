"""The dataset card: `README.md` with front matter by which a hub finds the tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradewire.release.catalog import readable_bytes
from tradewire.release.edition import Edition
from tradewire.schema import TABLES

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_MILLIONS = "1M<n<10M"


def card(edition: Edition) -> str:
    """The card as Markdown."""
    sections = [_front_matter(edition), _opening(edition), _tables(edition), _use(), _rights(edition)]
    if edition.held_back:
        sections.append(_held_back(edition.held_back))
    if edition.quality:
        sections.append(_quality(edition.quality))
    sections += [_validation(edition.validation), _checks()]
    return "\n".join(sections)


def citation(edition: Edition) -> str:
    """`CITATION.cff`: how to cite the release (https://citation-file-format.github.io/)."""
    return f"""cff-version: 1.2.0
message: If you use this dataset, please cite it as below.
type: dataset
title: "{edition.title}"
version: {edition.version}
date-released: {edition.published_at:%Y-%m-%d}
license: {edition.licence["name"]}
authors:
- name: tradewire
"""


def _front_matter(edition: Edition) -> str:
    rows = sum(figures["rows"] for figures in edition.figures.values())
    size = next((name for limit, name in _SIZES if rows < limit), _MILLIONS)
    configs = "\n".join(_config(name) for name in edition.figures)
    return f"""---
pretty_name: tradewire
language:
- en
license: cc-by-4.0
size_categories:
- {size}
task_categories:
- token-classification
tags:
- news
- information-extraction
- arms-transfers
- quotations
configs:
{configs}
---
"""


def _config(table: str) -> str:
    default = "  default: true\n" if table == "trade_items" else ""
    return f"- config_name: {table}\n{default}  data_files:\n  - split: train\n    path: {table}/*.parquet"


def _opening(edition: Edition) -> str:
    return f"""# {edition.title}

{edition.description}

Release `{edition.version}` of {edition.published_at:%-d %B %Y}, schema {edition.schema_version},
made by tradewire {edition.code_version}. Content digest `{edition.digest}`.
Open `index.html` to browse the tables and the evidence of each row.
"""


def _tables(edition: Edition) -> str:
    lines = [
        f"| `{name}` | {of['rows']:,} | {readable_bytes(of['bytes'])} | {TABLES[name].description} |"
        for name, of in edition.figures.items()
    ]
    return "\n".join(
        ["## Tables", "", "| table | rows | size | holds |", "| --- | ---: | ---: | --- |", *lines, ""]
    )


def _use() -> str:
    return """## Use

```python
import polars as pl
items = pl.read_parquet("trade_items/*.parquet")
items.filter(pl.col("recipient_country") == "RU").select("item_class", "supplier_country", "status", "text")
```

Every column is described in `datapackage.json` and in the footers of the Parquet files. Offsets count Unicode
code points into the document's text, end exclusive. Ids are stable: the same text gives the same ids.
"""


def _rights(edition: Edition) -> str:
    counts = ", ".join(f"{count:,} {name}" for name, count in edition.rights_summary().items()) or "none"
    limit = edition.policy.quotation_limit
    length = (
        "" if limit is None else f" A quoted span of such a document is at most {limit:,} characters long."
    )
    gone = f" {len(edition.left_out):,} documents were left out altogether." if edition.left_out else ""
    return f"""## Rights

The annotations are published under {edition.licence["title"]}. Documents by rights in their text: {counts}.
The full text of a document, and of its sentences, is here only where its rights are `open`; of every other
one there are the names, quotes and items that were found in it, for report and review, with the publisher
named.{length}{gone}
"""


def _held_back(held_back: Mapping[str, str]) -> str:
    listed = "\n".join(f"- `{batch}` {reason}" for batch, reason in held_back.items())
    return f"""## Held back

Not in this release, though they were there when it was made; the next release has them once they are mended:

{listed}
"""


def _quality(quality: Mapping[str, Any]) -> str:
    lines = [
        f"| {of['figure']} | {of['precision']:.2f} | {of['recall']:.2f} | {of['f1']:.2f} | {of['gold']:,} |"
        for of in quality["figures"]
    ]
    head = ["| what | precision | recall | F1 | gold |", "| --- | ---: | ---: | ---: | ---: |"]
    about = (
        f"Measured on {quality['documents']} texts annotated by hand, with the rules that made this release "
        f"(`{quality['rules']}`). The same figures are in `quality.json`."
    )
    return "\n".join(["## Quality", "", about, "", *head, *lines, ""])


def _validation(validation: Mapping[str, Any]) -> str:
    outcomes = validation.get("outcomes", [])
    return (
        f"## Validation\n\n{len(outcomes):,} expectations were checked on the tables of this release before "
        "it was published, and met. See `validation/`.\n"
    )


def _checks() -> str:
    return """## Check it yourself

`sha256sum --check SHA256SUMS` checks the files; `tradewire verify .` also checks sizes, schemas, keys,
references and, where the text is there, that every span is where it says.
"""
