"""Deeds on figures: typed with a proof; the earlier one stays on record."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.results.actions.writing import ResultsError
from giamngheo.apps.results.models import Actual, PlannedTarget
from giamngheo.apps.results.states import FigureSource
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.files import FileError, FileKind, Kept, forget, keep, open_kept
from giamngheo.foundation.text import day as day_text
from giamngheo.law.results.library import indicator_of
from giamngheo.law.results.words import between
from giamngheo.law.vocabulary.frameworks import Indicator

TAKEN: Final = (FileKind.PDF, FileKind.JPEG, FileKind.PNG, FileKind.WEBP)
_MOST: Final = 10**12


@dataclass(frozen=True)
class Figure:
    """A figure as it is typed: a value, or how many (of how many); with the proof in words."""

    as_of: date
    proof: str
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    reason: str = ""


def type_figure(
    row: PlannedTarget, figure: Figure, file: IO[bytes] | None, today: date, actor: Actor
) -> Actual:
    """Keep a figure typed with its proof, in place of one of the same day; raises ResultsError."""
    indicator = indicator_of(row.framework, row.indicator)
    if indicator is None:
        raise ResultsError("Khung kết quả không còn chỉ số này. Cách xử lý: soạn chỉ tiêu khác.", "so")
    _look_at(row, figure, indicator, today)
    try:
        kept = keep(file, _folder(), TAKEN) if file is not None else None
    except FileError as error:
        raise ResultsError(str(error), "tep") from error
    try:
        return _type(row, figure, indicator, kept, actor)
    except BaseException:
        if kept is not None:
            forget(kept, _folder())
        raise


def read_proof(figure: Actual, actor: Actor) -> IO[bytes]:
    """Open the file of a proof for who may see its unit: the trail tells that they did.

    Raises FileNotFoundError where the file is not in the data folder.
    """
    opened = open_kept(figure.stored, _folder())
    record(
        actor,
        "results.read_proof",
        f"Mở tệp chứng minh của số thực hiện ngày {day_text(figure.as_of)}",
        area_id=figure.area_id,
        subject=("results.Actual", figure.pk),
    )
    return opened


@transaction.atomic
def _type(
    row: PlannedTarget, figure: Figure, indicator: Indicator, kept: Kept | None, actor: Actor
) -> Actual:
    one = Actual(
        area_id=row.area_id,
        framework=row.framework,
        indicator=row.indicator,
        since=row.first if indicator.over_period else None,
        as_of=figure.as_of,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        source=FigureSource.TYPED,
        proof=ResultsError.words(figure.proof, "văn bản chứng minh", about="chung-minh", longest=300),
        reason=ResultsError.words(figure.reason, "lý do", about="ly-do", longest=500, needed=False),
        stored=kept.stored if kept else "",
        file_kind=kept.kind if kept else "",
        size=kept.size if kept else 0,
        sha256=kept.sha256 if kept else "",
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    old = _standing(one)
    if old is not None and not one.reason:
        raise ResultsError(
            f"Ngày {day_text(one.as_of)} đã có số {said_of(old, indicator)} "
            f"({FigureSource(old.source).label}). Cách xử lý: ghi lý do thay số ấy.",
            "ly-do",
        )
    _follow(one, old)
    changed = f" (trước là {said_of(old, indicator)}; lý do: {one.reason})" if old else ""
    record(
        actor,
        "results.figure_typed",
        f"Nhập số thực hiện «{indicator.name}» ngày {day_text(one.as_of)}: "
        f"{said_of(one, indicator)}{changed}. Chứng minh: {one.proof}",
        area_id=one.area_id,
        subject=("results.Actual", one.pk),
        details={"replaces": old.pk if old else None, "file": one.sha256},
    )
    return one


def _look_at(row: PlannedTarget, figure: Figure, indicator: Indicator, today: date) -> None:
    """Refuse a figure that cannot be."""
    wrong = {}
    if figure.as_of > today:
        wrong["ngay"] = "Ngày này chưa tới: ghi ngày của số liệu."
    elif figure.as_of > row.last or (indicator.over_period and figure.as_of < row.first):
        wrong["ngay"] = "Ngày này ngoài kỳ của chỉ tiêu: ghi ngày trong kỳ."
    told = [one for one in (figure.value, figure.numerator, figure.denominator) if one is not None]
    if figure.value is None and figure.numerator is None:
        wrong["so"] = "Chưa ghi số: ghi số thực hiện như trong văn bản."
    elif any(one < 0 or one > _MOST for one in told):
        wrong["so"] = "Con số không hợp lý: xem lại."
    elif figure.value is not None and indicator.is_percent and figure.value > 100:
        wrong["so"] = "Tỷ lệ lớn hơn 100 %: xem lại."
    elif figure.denominator is not None and (figure.numerator or 0) > figure.denominator:
        wrong["mau-so"] = "Mẫu số nhỏ hơn tử số: xem lại hai số."
    elif indicator.is_percent and figure.numerator is not None and figure.denominator is None:
        wrong["mau-so"] = "Chưa ghi mẫu số: ghi tổng số để tính tỷ lệ."
    if wrong:
        raise ResultsError("Số thực hiện chưa hợp lệ.", wrong=wrong)


def _standing(figure: Actual) -> Actual | None:
    """The figure of the same day that stands, held until the deed is done."""
    rows = Actual.objects.select_for_update(of=["self"]).filter(
        area=figure.area_id,
        framework=figure.framework,
        indicator=figure.indicator,
        since=figure.since,
        as_of=figure.as_of,
        superseded_at=None,
    )
    return rows.first()


def _follow(figure: Actual, old: Actual | None) -> None:
    if old is not None:
        old.superseded_at = timezone.now()
        old.save(update_fields=["superseded_at"])
        figure.replaces = old
    try:
        with transaction.atomic():
            figure.save(force_insert=True)
    except IntegrityError as error:
        raise ResultsError(
            "Số của ngày này vừa được người khác ghi. Cách xử lý: tải lại trang để xem.", "ngay"
        ) from error


def said_of(one: Actual, indicator: Indicator) -> str:
    """A figure as the trail tells it: «1,2 % (12/1000)»."""
    known = one.measured.known
    told = "không có ai thuộc diện" if known is None else between(known, indicator.unit.label)
    return told if one.denominator is None else f"{told} ({one.numerator}/{one.denominator})"


def _folder() -> Path:
    return Path(settings.DATA) / "files"
