"""What a comparison of submissions finds, kept as frames for the pages, counted, and marked."""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import polars as pl

from giamngheo.apps.exchange.register.faults import LEFT_OUT
from giamngheo.apps.exchange.submissions.comparing import Compared, Status
from giamngheo.apps.exchange.submissions.reading import FAULTS

_SUBMISSIONS: Final = {
    "row": pl.Int64,
    "status": pl.String,
    "code": pl.String,
    "sheet_id": pl.Int64,
    "area_id": pl.Int64,
    "fills": pl.Int64,
    "differs": pl.Int64,
    "sent": pl.String,
    "sender": pl.String,
    "rival": pl.Boolean,
    "why": pl.String,
    "remedy": pl.String,
}
_DIFFERENCES: Final = {
    "sheet_id": pl.Int64,
    "field": pl.String,
    "ordinal": pl.Int64,
    "before": pl.String,
    "after": pl.String,
}
"""Answers as JSON: they are put in words where they are shown."""


_NEWCOMERS: Final = {
    "page": pl.String,
    "row": pl.Int64,
    "code": pl.String,
    "sheet_id": pl.Int64,
    "area_id": pl.Int64,
    "name": pl.String,
    "relationship": pl.String,
    "born": pl.Date,
    "precision": pl.String,
    "sex": pl.String,
    "why": pl.String,
    "remedy": pl.String,
    "added": pl.Boolean,
}


@dataclass
class Told:
    """What a comparison finds, row by row; `page` is the one of the file that has its people."""

    faults: list[tuple[Any, ...]] = field(default_factory=list)
    submissions: list[tuple[Any, ...]] = field(default_factory=list)
    differences: list[tuple[Any, ...]] = field(default_factory=list)
    newcomers: list[tuple[Any, ...]] = field(default_factory=list)
    page: str = ""
    seen: Any = field(default_factory=hashlib.sha256)

    def add(self, one: Compared) -> None:
        """Note what would become of a submission."""
        sheet, last = one.sheet, one.last
        number = last.number if last is not None else 0
        added = [who.person.row for who in one.added]
        told = (
            one.submission.row,
            one.submission.digest,
            one.status,
            sheet.pk if sheet else 0,
            number,
            added,
        )
        self.seen.update(msgspec.json.encode(told))
        self.submissions.append(
            (
                one.submission.row,
                one.status.value,
                one.code or one.submission.code[:60],
                sheet.pk if sheet else None,
                sheet.area_id if sheet else None,
                one.filled,
                len(one.differs),
                one.submission.sent[:40],
                one.submission.sender[:100],
                one.rival,
                one.why,
                one.remedy,
            )
        )
        for who in one.newcomers:
            assert sheet is not None
            said = who.said.particulars
            refused = (who.refused.why, who.refused.remedy) if who.refused is not None else ("", "")
            born = (said.get("birth_date"), said.get("birth_precision", ""), said["sex"])
            whose = (one.code, sheet.pk, sheet.area_id, who.name[:200], who.said.relationship)
            self.newcomers.append((self.page, who.person.row, *whose, *born, *refused, who in one.added))
        if one.differs and sheet is not None and last is not None:
            keys = [member["key"] for member in last.answers["members"]]
            for (name, key), (before, after) in one.differs.items():
                ordinal = keys.index(key) + 1 if key in keys else None
                words = [msgspec.json.encode(answer).decode() for answer in (before, after)]
                self.differences.append((sheet.pk, name, ordinal, *words))

    def frames(self) -> dict[str, pl.DataFrame]:
        """What pages show, under the names of `import_folder.FRAMES`."""
        return {
            "lines": pl.DataFrame(self.submissions, _SUBMISSIONS, orient="row"),
            "changes": pl.DataFrame(self.differences, _DIFFERENCES, orient="row"),
            "newcomers": pl.DataFrame(self.newcomers, _NEWCOMERS, orient="row"),
            "faults": pl.DataFrame(self.faults, FAULTS, orient="row").sort(
                "sheet", "row", maintain_order=True
            ),
        }

    def counts(self) -> dict[str, Any]:
        """How many submissions there are of each kind, and how many rows are left out."""
        frames = self.frames()
        by_status = dict(frames["lines"].get_column("status").value_counts().iter_rows())
        left_out = frames["faults"].filter(effect=LEFT_OUT).select("sheet", "row").n_unique()
        return {one.value: by_status.get(one.value, 0) for one in Status} | {
            "rows": frames["lines"].height,
            "rivals": frames["lines"].filter("rival").get_column("code").n_unique(),
            "newcomers": frames["newcomers"].height,
            "faults": frames["faults"].height,
            "left_out": left_out,
        }
