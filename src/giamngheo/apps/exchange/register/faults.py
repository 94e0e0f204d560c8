"""What of a file could not be taken, row by row: where it stands, why, what to do, and what became of it."""

from typing import Final

import polars as pl

from giamngheo.apps.exchange.register.row_words import IS_SPOUSE

LEFT_OUT, CELL, NOTED = "không nhận dòng", "bỏ trống ô", "đã nhận, cần xem"
_OF_SPOUSE: Final = {"person": "spouse", "birth_date": "spouse_birth", "personal_number": "spouse_number"}
SCHEMA: Final = {
    "sheet": pl.String,
    "row": pl.Int64,
    "field": pl.String,
    "value": pl.String,
    "reason": pl.String,
    "remedy": pl.String,
    "effect": pl.String,
}


class Faults:
    """The faults told so far."""

    def __init__(self) -> None:
        """Begin with none."""
        self._told: list[pl.DataFrame] = []

    @property
    def frame(self) -> pl.DataFrame:
        """All of them in the order of the file."""
        empty = pl.DataFrame(schema=SCHEMA)
        return pl.concat([empty, *self._told]).sort("sheet", "row", maintain_order=True)

    def tell(
        self, rows: pl.DataFrame, field: str, reason: str | pl.Expr, remedy: str | pl.Expr, effect: str
    ) -> None:
        """Tell a fault of these rows, each with the text that stands in the field of the person's file."""
        if rows.is_empty():
            return
        # An empty chunk before others makes polars panic when it puts texts together.
        rows = rows.rechunk()
        stands = next((name for name in (f"{field}_told", field) if name in rows.columns), None)
        told = pl.lit(field)
        if IS_SPOUSE in rows.columns and field in _OF_SPOUSE:
            told = pl.when(IS_SPOUSE).then(pl.lit(_OF_SPOUSE[field])).otherwise(told)
        value = pl.col(stands).cast(pl.String) if stands is not None else pl.lit(None, pl.String)
        self._told.append(
            rows.select(
                sheet="sheet",
                row="row",
                field=told,
                value=value,
                reason=pl.lit(reason) if isinstance(reason, str) else reason,
                remedy=pl.lit(remedy) if isinstance(remedy, str) else remedy,
                effect=pl.lit(effect),
            )
        )

    def tell_sheet(self, sheet: str, reason: str, remedy: str) -> None:
        """Tell that a whole sheet is not read."""
        row = (sheet, None, "", None, reason, remedy, LEFT_OUT)
        self._told.append(pl.DataFrame([row], schema=SCHEMA, orient="row"))
