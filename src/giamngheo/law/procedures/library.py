"""Finds the procedure in force on a day, with what a unit has set where the law lets it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from giamngheo.law.library import LAW, LawError, code_list, read_packs
from giamngheo.law.vocabulary.procedures import (
    NOBODY,
    Days,
    Point,
    PointValue,
    Precondition,
    Procedure,
    ProcedureKind,
    Setting,
    Step,
    StepKind,
    Value,
    fits,
)
from giamngheo.law.vocabulary.texts import Clause

NOBODY_IN_WORDS = "không xin ý kiến"


class NoProcedureError(LawError):
    """No procedure of the kind is in force on the day."""


class SettingRefusedError(LawError):
    """A unit set what it may not set; the message says what, why and what to do."""


@dataclass(frozen=True)
class PointOnDay:
    """A point as it stands on a day; `value` is None while it is open. `setting` where the unit set it."""

    point: Point
    value: Value | None
    law: PointValue | None
    setting: Setting | None

    @property
    def verified(self) -> bool:
        """Whether a source stated it; what a unit set by a paper counts as its own word, not as verified."""
        return self.setting is None and self.law is not None and self.law.verified

    @property
    def note(self) -> str:
        """What awaits the gazette, or by which paper the unit set it."""
        if self.setting is not None:
            return f"Đơn vị đặt từ {self.setting.since:%d/%m/%Y} theo {self.setting.source}."
        return self.law.note if self.law else ""

    @property
    def clause(self) -> Clause | None:
        """The place in the law, also of what the law leaves open or lets a unit change."""
        return self.law.clause if self.law else None


@dataclass(frozen=True)
class OpenPoint:
    """What was not found: the sentence with which a page asks, what it is needed for, whether work stops."""

    id: str
    sentence: str
    needed_for: str
    blocks: bool
    settable: bool


@dataclass(frozen=True)
class Rules:
    """A procedure as in force from `day` on, with the settings of a unit."""

    procedure: Procedure
    day: date
    settings: tuple[Setting, ...] = ()

    def point(self, name: str, day: date | None = None) -> PointOnDay | None:
        """A point on a day (else the day of the rules); None where the procedure has no such point."""
        point = self.procedure.point(name)
        if point is None:
            return None
        day = day or self.day
        law = point.on(day)
        setting = self._set(name, day) if law is None or law.value is None or law.changeable else None
        value = setting.value if setting else law.value if law else None
        return PointOnDay(point, value, law, setting)

    def value(self, name: str, day: date | None = None) -> Value | None:
        """The value of a point on a day; None while it is open, or where the procedure has no such point."""
        point = self.point(name, day)
        return point.value if point else None

    def days(self, name: str, day: date | None = None) -> Days | None:
        """A length of time; None while it is open."""
        value = self.value(name, day)
        return value if isinstance(value, Days) else None

    def share(self, name: str, day: date | None = None) -> tuple[int, int] | None:
        """A share as numerator and denominator; None while it is open."""
        value = self.value(name, day)
        return value if isinstance(value, tuple) else None

    def asks_opinion(self, day: date) -> bool | None:
        """Whether somebody must be asked before the decision of the day; None while that is open."""
        if self.procedure.step(StepKind.OPINION) is None:
            return False
        authority = self.value("opinion_authority", day)
        return None if authority is None else authority != NOBODY

    def clause_of(self, precondition: Precondition, step: Step) -> Clause:
        """The clause that asks for a precondition: its own, else that of its step."""
        return precondition.clause or step.clause

    def _set(self, name: str, day: date) -> Setting | None:
        held = [
            one
            for one in self.settings
            if one.point == name and one.since <= day and (one.until is None or day <= one.until)
        ]
        return max(held, key=lambda one: one.since) if held else None


def procedures_under(law: Path) -> dict[str, Procedure]:
    """Every procedure of one law folder, by id; raises BrokenPackError."""
    return read_packs(law, "procedures/*/procedure.yaml", Procedure, "quy trình")


@lru_cache
def procedures() -> Mapping[str, Procedure]:
    """Every procedure by id: the product's own, then those an operator keeps under `GIAMNGHEO_LAW`."""
    own = os.environ.get("GIAMNGHEO_LAW")
    return {**procedures_under(LAW), **(procedures_under(Path(own)) if own else {})}


def roles() -> frozenset[str]:
    """Every role that a procedure may name."""
    return frozenset(code_list("procedure_roles"))


def role_name(role: str) -> str:
    """A role as Vietnamese papers write it."""
    return NOBODY_IN_WORDS if role == NOBODY else code_list("procedure_roles")[role].name


def procedure_for(kind: ProcedureKind, day: date, settings: Sequence[Setting] = ()) -> Rules:
    """The procedure of a kind in force on `day`, with a unit's settings.

    Raises:
        NoProcedureError: where none covers the day.
        SettingRefusedError: where a setting is not for the unit to set.
    """
    of_kind = [one for one in procedures().values() if one.kind is kind]
    for procedure in of_kind:
        if any(period.holds(day) for period in procedure.periods):
            for setting in settings:
                if refused := setting_refused(procedure, setting):
                    raise SettingRefusedError(refused)
            return Rules(procedure, day, tuple(settings))
    times = "; ".join(
        f"{period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}"
        for procedure in of_kind
        for period in procedure.periods
    )
    raise NoProcedureError(
        f"{kind.label}: không có quy trình áp dụng vào ngày {day:%d/%m/%Y}. Các quy trình đã nạp áp dụng "
        f"{times or '(chưa có)'}. Chọn ngày khác, hoặc nạp quy trình của giai đoạn này."
    )


def setting_refused(procedure: Procedure, setting: Setting) -> str | None:
    """Why a unit may not set this, a Vietnamese sentence with the remedy; None where it may."""
    point = procedure.point(setting.point)
    if point is None:
        return f"«{procedure.short_name}» không có mục «{setting.point}». Chọn một mục có trong quy trình."
    law = point.on(setting.since)
    if law is not None and law.value is not None and not law.changeable:
        return (
            f"«{point.name}» do văn bản quy định từ {law.since:%d/%m/%Y}, đơn vị không đặt khác được. Bỏ mục "
            "này khỏi cài đặt; nếu luật đã đổi thì cập nhật gói luật."
        )
    if not fits(setting.point, setting.value, roles()):
        return f"«{point.name}»: giá trị không hợp lệ. Chọn hoặc gõ lại theo gợi ý của mục này."
    if not setting.source.strip():
        return f"«{point.name}»: chưa ghi căn cứ. Ghi số, ngày của văn bản cho phép đặt."
    if setting.until is not None and setting.until < setting.since:
        return f"«{point.name}»: ngày cuối trước ngày đầu. Xem lại hai ngày."
    return None


def settable(rules: Rules) -> tuple[PointOnDay, ...]:
    """The points that a unit may set on the day of the rules: open ones, and numbers awaiting the gazette."""
    return tuple(
        point
        for point in _points(rules)
        if point.law is None or point.law.value is None or point.law.changeable
    )


def open_points(rules: Rules) -> tuple[OpenPoint, ...]:
    """What the procedure leaves open on the day of the rules; those that stop work come first."""
    asked = [
        OpenPoint(one.point.id, one.point.ask, one.point.needed_for, one.point.blocks, settable=True)
        for one in _points(rules)
        if one.value is None
    ]
    asked += [
        OpenPoint(one.id, one.text, one.needed_for, blocks=False, settable=False)
        for one in rules.procedure.open
    ]
    return tuple(sorted(asked, key=lambda one: not one.blocks))


def to_compare(rules: Rules) -> tuple[PointOnDay, ...]:
    """The numbers in force on the day that still await the gazette, each with its note."""
    return tuple(
        one for one in _points(rules) if one.value is not None and one.setting is None and not one.verified
    )


def _points(rules: Rules) -> Iterator[PointOnDay]:
    for point in rules.procedure.points:
        found = rules.point(point.id)
        if found is not None:
            yield found
