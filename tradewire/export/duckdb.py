"""A DuckDB file of a release: the tables, with their descriptions as comments, and views that join them."""

from __future__ import annotations

from pathlib import Path

from tradewire.release.reader import open_release

VIEWS = {
    "claims": """
        select i.trade_item_id, d.published_on, d.publisher, d.title, i.text as item, i.item_class,
               i.item_type, i.supplier_country, i.recipient_country, i.quantity_min, i.quantity_max,
               i.quantity_unit, i.amount, i.currency, i.status, i.claimed_by_name, q.text as said
        from trade_items i join documents d using (document_id)
        left join quotes q on q.quote_id = i.quote_id""",
    "said": """
        select q.quote_id, d.published_on, d.publisher, coalesce(e.name, q.speaker_name) as speaker,
               q.speaker_role, q.stance, q.kind, q.text
        from quotes q join documents d using (document_id)
        left join entities e on e.entity_id = q.speaker_entity_id""",
    "flows": """
        select supplier_country, recipient_country, item_class, status, count(*) as claims,
               count(distinct document_id) as documents
        from trade_items where supplier_country is not null and recipient_country is not null
        group by all order by claims desc, supplier_country, recipient_country, item_class, status""",
    "denials": """
        select t.* from transfers t
        where contested or len(list_filter(statuses, lambda s: s.status = 'denied')) > 0""",
}


def export_duckdb(release: str | Path, path: Path) -> Path:
    """Writes a release (folder or address) as a DuckDB file and returns it; an older file is replaced.

    Raises ImportError without the extra `notebooks`, which brings DuckDB.
    """
    import duckdb

    opened = open_release(release)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.writing")
    temporary.unlink(missing_ok=True)
    with duckdb.connect(str(temporary)) as database:
        for resource in opened.descriptor["resources"]:
            name = resource["name"]
            rows = opened.table(name).to_arrow()
            database.register("arriving", rows)
            database.execute(f'create table "{name}" as select * from arriving')
            database.unregister("arriving")
            _comment(database, f'table "{name}"', resource["description"])
            for field in resource["schema"]["fields"]:
                _comment(database, f'column "{name}"."{field["name"]}"', field["description"])
        for view, query in VIEWS.items():
            database.execute(f"create view {view} as {query}")
    temporary.replace(path)
    return path


def _comment(database: object, of: str, text: str) -> None:
    quoted = text.replace("'", "''")
    database.execute(f"comment on {of} is '{quoted}'")  # type: ignore[attr-defined]
