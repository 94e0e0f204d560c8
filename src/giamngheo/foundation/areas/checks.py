"""What is wrong with a batch, found over all its lines at once before anybody may propose it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import TextChoices

from giamngheo.foundation.areas.check_queries import QUERIES
from giamngheo.foundation.areas.check_sentences import SENTENCES
from giamngheo.foundation.areas.lines import looked_up
from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.text import day as day_text


class Gravity(TextChoices):
    """Whether a finding keeps the batch from taking effect."""

    ERROR = "error", "Phải sửa"
    WARNING = "warning", "Cần xem"


@dataclass(frozen=True)
class Finding:
    """One thing wrong: in which line, of which unit, what and why, and what to do."""

    place: int | None
    code: str
    check: str
    gravity: Gravity
    sentence: str
    remedy: str

    def __str__(self) -> str:
        where = "" if self.place is None else f"Dòng {self.place}, mã {self.code}: "
        return f"{where}{self.sentence} Cách xử lý: {self.remedy}"


# Each gives rows (place, code, another code or name, a number).
_ALL: Final = " UNION ALL ".join(
    f"SELECT '{check}' AS found, q.* FROM ({query}) AS q (place, code, other, number)"
    for check, query in QUERIES.items()
)
_EMPTY: Final = Finding(
    None,
    "",
    "empty",
    Gravity.ERROR,
    "Đợt sắp xếp chưa có dòng nào nên không có gì để làm.",
    "Thêm các dòng thay đổi rồi đề nghị lại.",
)


def findings_of(batch: Batch) -> list[Finding]:
    """Everything wrong with a batch as it stands, by line; errors and warnings."""
    with looked_up(batch) as values:
        return look(batch, values)


def look(batch: Batch, values: dict[str, Any]) -> list[Finding]:
    """The findings where the lines are already looked up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM areas_line")
        if not cursor.fetchone()[0]:
            return [_EMPTY]
        cursor.execute(f"SELECT * FROM ({_ALL}) AS a ORDER BY place, found", values)
        return [_told(batch, row) for row in cursor.fetchall()]


def errors_in(findings: Sequence[Finding]) -> list[Finding]:
    """Those that keep the batch from taking effect."""
    return [finding for finding in findings if finding.gravity is Gravity.ERROR]


def _told(batch: Batch, row: tuple[Any, ...]) -> Finding:
    check, place, code, other, number = row
    gravity, sentence, remedy = SENTENCES[check]
    if other in Verb.values:
        other = Verb(other).label
    words = {"code": code, "other": other, "number": number, "day": day_text(batch.day)}
    return Finding(place, code, check, Gravity(gravity), sentence.format(**words), remedy.format(**words))
