"""Who said what: quotes, their speakers and their stance, over time.

marimo edit notebooks/who_said_what.py        (the latest release under ./data)
marimo edit notebooks/who_said_what.py -- --release URL-or-folder
"""

import marimo

app = marimo.App(width="medium", app_title="Who said what")


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
    mo.md(f"# Who said what\n\nRelease `{release.version}`.")
    return (release,)


@app.cell
def _(mo, pl, release):
    quotes = release.table("quotes").join(
        release.table("documents").select("document_id", "publisher", "published_on"), on="document_id"
    )
    speakers = (
        quotes.group_by("speaker_name", "kind")
        .len("quotes")
        .sort("quotes", "speaker_name", descending=[True, False])
    )
    unnamed = quotes.filter(pl.col("speaker_name").is_null()).height
    mo.md(f"{quotes.height} quotes, {unnamed} of them without a speaker in the text.")
    return quotes, speakers


@app.cell
def _(alt, speakers):
    who = (
        alt.Chart(speakers.drop_nulls("speaker_name"))
        .mark_bar()
        .encode(
            x=alt.X("sum(quotes)", title="quotes"),
            y=alt.Y("speaker_name", sort="-x", title=None),
            color=alt.Color("kind", sort=["direct", "partial", "indirect"]),
            tooltip=["speaker_name", "kind", "quotes"],
        )
    )
    who
    return (who,)


@app.cell
def _(alt, pl, quotes):
    stances = quotes.group_by(
        pl.col("published_on").cast(pl.String).fill_null("undated").alias("day"), "stance"
    ).len("quotes")
    over_time = (
        alt.Chart(stances)
        .mark_bar()
        .encode(
            x=alt.X("day", title="day of publication"),
            y="sum(quotes)",
            color="stance",
            tooltip=["day", "stance", "quotes"],
        )
    )
    over_time
    return (over_time,)


@app.cell
def _(mo, pl, quotes, release):
    denied = (
        release.table("trade_items")
        .filter(pl.col("status") == "denied")
        .select(
            "claimed_by_name", "text", "supplier_country", "recipient_country", "transfer", "trade_item_id"
        )
        .sort("trade_item_id")
    )
    denials = (
        quotes.filter(pl.col("stance") == "deny")
        .select("speaker_name", "cue", "text", "quote_id")
        .sort("quote_id")
    )
    mo.vstack([mo.md("## Denials in speech"), denials, mo.md("## Transfers denied"), denied])
    return denials, denied


if __name__ == "__main__":
    app.run()
