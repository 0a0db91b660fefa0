"""What a materialisation of a table shows in Dagster's pages."""

from typing import Any

import dagster as dg
from pyarrow import parquet

from tradewire.schema import TABLES, Table
from tradewire.warehouse import Warehouse


def column_schema(table: Table) -> dg.TableSchema:
    """The declared columns with their descriptions, vocabularies and units."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                field.name,
                field.type,
                description=field.description,
                constraints=dg.TableColumnConstraints(
                    nullable=field.nullable,
                    other=[f"one of {', '.join(field.vocabulary)}"] if field.vocabulary else None,
                ),
            )
            for field in table.fields
        ]
    )


def table_spec(name: str, **given: Any) -> dg.AssetSpec:
    """The asset of a declared table: its description and columns come from the declaration."""
    table = TABLES[name]
    return dg.AssetSpec(
        name,
        description=f"**{table.title}.** {table.description}",
        metadata={"dagster/column_schema": column_schema(table), "key": ", ".join(table.key)},
        kinds={"parquet"},
        **given,
    )


def written(
    warehouse: Warehouse, name: str, batch: str, version: str | None = None, **more: Any
) -> dg.MaterializeResult[Any]:
    """The result of having written one file of a table; `version` is the data version."""
    file = warehouse.path(name, batch)
    return dg.MaterializeResult(
        asset_key=name,
        metadata={
            "dagster/row_count": parquet.read_metadata(file).num_rows,
            "bytes": file.stat().st_size,
            "file": dg.MetadataValue.path(str(file)),
            **more,
        },
        data_version=dg.DataVersion(version) if version else None,
    )
