"""How far to trust it: the evidence behind each row, the measured quality, what validation found.

marimo edit notebooks/how_far_to_trust_it.py        (the latest release under ./data)
marimo edit notebooks/how_far_to_trust_it.py -- --release URL-or-folder
"""

import marimo

app = marimo.App(width="medium", app_title="How far to trust it")


@app.cell
def _():
    import altair as alt
    import marimo as mo
    import polars as pl

    from tradewire.release import open_release

    return alt, mo, open_release, pl


@app.cell
def _(mo, open_release):
    release = open_release(mo.cli_args().get("release") or "data/releases")
    digest = release.descriptor["content_digest"][:16]
    mo.md(f"# How far to trust it\n\nRelease `{release.version}`, content digest `{digest}`.")
    return (release,)


@app.cell
def _(mo, pl, release):
    rules = pl.concat(
        release.table(table).group_by("rule").len("rows").with_columns(table=pl.lit(table))
        for table in ("entity_mentions", "quotes", "trade_items")
    ).sort("table", "rows", "rule", descending=[False, True, False])
    mo.vstack([mo.md("## Every row names the rule that made it"), rules])
    return (rules,)


@app.cell
def _(alt, rules):
    by_rule = (
        alt.Chart(rules)
        .mark_bar()
        .encode(
            x="rows", y=alt.Y("rule", sort="-x", title=None), color="table", tooltip=["table", "rule", "rows"]
        )
    )
    by_rule
    return (by_rule,)


@app.cell
def _(mo, pl, release):
    items = release.table("trade_items")
    completeness = pl.DataFrame(
        {
            "column": [
                "supplier_country",
                "recipient_country",
                "claimed_by_name",
                "quantity_min",
                "amount",
                "quote_id",
            ],
        }
    ).with_columns(
        share=pl.col("column").map_elements(
            lambda name: items[name].is_not_null().mean() if items.height else None, return_dtype=pl.Float64
        )
    )
    mo.vstack([mo.md("## How often the text gives each fact"), completeness])
    return (completeness,)


@app.cell
def _(mo, pl, release):
    transfers = release.table("transfers")
    corroboration = (
        transfers.group_by("documents", "contested").len("transfers").sort("documents", "contested")
    )
    mo.vstack([mo.md("## How many documents stand behind a transfer"), corroboration])
    return (corroboration,)


@app.cell
def _(mo, release):
    rejected = release.table("rejected_documents").group_by("reason").len("documents").sort("reason")
    mo.vstack([mo.md("## What could not be read, and why"), rejected])
    return (rejected,)


if __name__ == "__main__":
    app.run()
