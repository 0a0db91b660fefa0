"""Who supplies what to whom, by status: the transfers of a release.

marimo edit notebooks/who_supplies_what.py        (the latest release under ./data)
marimo edit notebooks/who_supplies_what.py -- --release URL-or-folder
"""

import marimo

app = marimo.App(width="medium", app_title="Who supplies what to whom")


@app.cell
def _():
    import altair as alt
    import duckdb
    import marimo as mo
    import polars as pl

    from tradewire.release import open_release

    return alt, duckdb, mo, open_release, pl


@app.cell
def _(mo, open_release):
    release = open_release(mo.cli_args().get("release") or "data/releases")
    mo.md(f"# Who supplies what to whom\n\nRelease `{release.version}`. A row is a claim: read its status.")
    return (release,)


@app.cell
def _(mo, pl, release):
    transfers = release.table("transfers")
    claims = (
        transfers.drop("documents")
        .explode("statuses")
        .unnest("statuses")
        .with_columns(
            flow=pl.col("supplier_country").fill_null("?")
            + " → "
            + pl.col("recipient_country").fill_null("?")
        )
    )
    mo.md(
        f"{transfers.height} transfers from {int(claims['claims'].sum())} claims; "
        f"{int(transfers['contested'].sum())} contested: both reported or alleged, and denied."
    )
    return claims, transfers


@app.cell
def _(alt, claims):
    order = ["reported", "alleged", "possible", "planned", "requested", "denied", "blocked"]
    chart = (
        alt.Chart(claims)
        .mark_bar()
        .encode(
            x=alt.X("sum(claims)", title="claims"),
            y=alt.Y("flow", sort="-x", title=None),
            color=alt.Color("status", sort=order, scale=alt.Scale(scheme="tableau10")),
            row=alt.Row("item_class", title=None, header=alt.Header(labelAngle=0, labelAlign="left")),
            tooltip=["flow", "item_class", "item_type", "status", "claims", "documents"],
        )
        .resolve_scale(y="independent")
    )
    chart
    return (chart,)


@app.cell
def _(duckdb, mo, release):
    claims_files = release.files("trade_items")
    evidence = duckdb.sql(f"""
        select supplier_country as supplier, recipient_country as recipient, text as item, transfer, status,
               claimed_by_name as claimed_by, quantity_text as quantity, trade_item_id
        from read_parquet({claims_files})
        where supplier_country is not null and recipient_country is not null
        order by supplier, recipient, item, trade_item_id
    """).pl()
    mo.vstack([mo.md("## The claims, each with the row that holds its evidence"), evidence])
    return (evidence,)


if __name__ == "__main__":
    app.run()
