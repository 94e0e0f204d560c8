"""Deeds on figures: counted anew in the register, or typed with a proof; the earlier one stays on record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.results.actions.writing import ResultsError
from giamngheo.apps.results.counting import NotCountedError, counts, never_decided
from giamngheo.apps.results.models import Actual, PlannedTarget
from giamngheo.apps.results.states import FigureSource
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor, Deed, record, record_all
from giamngheo.foundation.files import FileError, FileKind, Kept, forget, keep, open_kept
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.results.library import indicator_of
from giamngheo.law.results.words import between
from giamngheo.law.vocabulary.frameworks import Indicator

TAKEN: Final = (FileKind.PDF, FileKind.JPEG, FileKind.PNG, FileKind.WEBP)
_MOST: Final = 10**12
_Key = tuple[str, str, date | None, date]  # framework, indicator, since, as of


@dataclass(frozen=True)
class Figure:
    """A figure as it is typed: a value, or how many (of how many); with the proof in words."""

    as_of: date
    proof: str
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    reason: str = ""


@dataclass
class Computed:
    """What counting did: figures new or changed, those that are the same, and what was not counted."""

    written: int = 0
    same: int = 0
    left: list[str] = field(default_factory=list)


@transaction.atomic
def compute(rows: Sequence[PlannedTarget], day: date, actor: Actor) -> Computed:
    """Count the figures of these targets as of a day (or of their last), and as of the day before they begin.

    A figure that was typed for the same day is left as it is, and told. Questions for each indicator and
    day, not for each unit; one line of the trail for each unit.
    """
    done, asked = Computed(), _asked_for(rows, day)
    made: list[Actual] = []
    for (framework, name, since, as_of), (indicator, units) in asked.items():
        try:
            found = counts(indicator.computed or "", sorted(units), since or as_of, as_of, day)
        except NotCountedError as error:
            done.left.append(f"{indicator.name}, ngày {day_text(as_of)}: {error}")
            continue
        for unit, counted in found.items():
            if counted is None:
                done.left.append(f"{indicator.name}, ngày {day_text(as_of)}: {never_decided(as_of)}")
                continue
            made.append(
                Actual(
                    area_id=unit,
                    framework=framework,
                    indicator=name,
                    since=since,
                    as_of=as_of,
                    numerator=counted.numerator,
                    denominator=counted.denominator if indicator.is_percent else None,
                    unknown=counted.unknown,
                    source=FigureSource.COMPUTED,
                    made_by_id=actor.id,
                    made_by_name=actor.name,
                )
            )
    written = _changed(made, done)
    ended = [one.replaces_id for one in written if one.replaces_id is not None]
    Actual.objects.filter(pk__in=ended).update(superseded_at=timezone.now())
    # Who counts at the same moment finds the same: the second of two new figures is left out.
    Actual.objects.bulk_create(written, ignore_conflicts=True)
    done.written = len(written)
    _tell(written, day, actor)
    done.left = list(dict.fromkeys(done.left))
    return done


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


def _days(row: PlannedTarget, indicator: Indicator, day: date) -> list[tuple[date | None, date]]:
    """From when and until when to count for a target: now, and once where it began."""
    until = min(day, row.last)
    if indicator.over_period:
        return [(row.first, until)] if until >= row.first else []
    days: list[tuple[date | None, date]] = [(None, until)] if until >= row.first else []
    begun = row.target.baseline_day or row.first - timedelta(days=1)
    if row.target.baseline is None and begun <= day:
        days.append((None, begun))
    return days


def _asked_for(rows: Sequence[PlannedTarget], day: date) -> dict[_Key, tuple[Indicator, set[int]]]:
    """What is to be counted for these targets, and in which units."""
    asked: dict[_Key, tuple[Indicator, set[int]]] = {}
    for row in rows:
        indicator = indicator_of(row.framework, row.indicator)
        if indicator is None or indicator.computed is None:
            continue
        for since, as_of in _days(row, indicator, day):
            key = (row.framework, row.indicator, since, as_of)
            asked.setdefault(key, (indicator, set()))[1].add(row.area_id)
    return asked


def _changed(made: Sequence[Actual], done: Computed) -> list[Actual]:
    """Those figures that say something new, each with the one that it follows. One question."""
    rows = Actual.objects.select_for_update(of=["self"]).filter(
        area__in={one.area_id for one in made},
        indicator__in={one.indicator for one in made},
        as_of__in={one.as_of for one in made},
        superseded_at=None,
    )
    standing = {_key(one): one for one in rows.order_by("pk")}
    written = []
    for one in made:
        old = standing.get(_key(one))
        if old is not None and old.source == FigureSource.TYPED:
            indicator = indicator_of(one.framework, one.indicator)
            done.left.append(
                f"{indicator.name if indicator else one.indicator}, ngày {day_text(one.as_of)}: "
                "đã có số nhập kèm chứng minh nên không thay."
            )
        elif old is not None and _numbers(old) == _numbers(one):
            done.same += 1
        else:
            one.replaces = old
            written.append(one)
    return written


def _tell(written: Sequence[Actual], day: date, actor: Actor) -> None:
    """A line of the trail for each unit that has new figures."""
    lines: dict[int, list[str]] = {}
    for one in written:
        indicator = indicator_of(one.framework, one.indicator)
        said = _said(one, indicator) if indicator else ""
        lines.setdefault(one.area_id, []).append(f"{one.indicator} {one.as_of}: {said}")
    names = names_of(lines, day)
    record_all(
        actor,
        [
            Deed(
                "results.computed",
                f"Tính {whole(len(told))} số thực hiện từ sổ hộ: {names.get(area_id, 'địa bàn đã đổi')}, "
                f"ngày {day_text(day)}",
                area_id,
                ("areas.Area", area_id),
                {"figures": told},
            )
            for area_id, told in lines.items()
        ],
    )


def _key(one: Actual) -> tuple[object, ...]:
    return one.area_id, one.framework, one.indicator, one.since, one.as_of


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
            f"Ngày {day_text(one.as_of)} đã có số {_said(old, indicator)} "
            f"({FigureSource(old.source).label}). Cách xử lý: ghi lý do thay số ấy.",
            "ly-do",
        )
    _follow(one, old)
    changed = f" (trước là {_said(old, indicator)}; lý do: {one.reason})" if old else ""
    record(
        actor,
        "results.figure_typed",
        f"Nhập số thực hiện «{indicator.name}» ngày {day_text(one.as_of)}: "
        f"{_said(one, indicator)}{changed}. Chứng minh: {one.proof}",
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


def _numbers(one: Actual) -> tuple[object, ...]:
    return one.value, one.numerator, one.denominator, one.unknown


def _said(one: Actual, indicator: Indicator) -> str:
    known = one.measured.known
    told = "không có ai thuộc diện" if known is None else between(known, indicator.unit.label)
    return told if one.denominator is None else f"{told} ({one.numerator}/{one.denominator})"


def _folder() -> Path:
    return Path(settings.DATA) / "files"
