"""Questions about reports: what a unit owes, by when, where it stands, and what those below owe."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import msgspec
from django.db import connection
from django.db.models import DateField, F, Q

from giamngheo.apps.reporting.figures import Kept, value_in
from giamngheo.apps.reporting.models import (
    Arrangement,
    Copy,
    Edition,
    Report,
    Request,
    ReturnedCell,
    Step,
    Wording,
)
from giamngheo.apps.reporting.states import SENT, ReportState, Verb
from giamngheo.apps.reports.reckoning import Cell
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import Unit, children_of, path_of
from giamngheo.foundation.prepared_queries import Asked, OneOfFew, Overlaps, PreparedQuery
from giamngheo.law.reporting.library import report_duties
from giamngheo.law.reporting.periods import Period, due_of, last_day, period_named, periods_of
from giamngheo.law.vocabulary.reporting import Due, Frequency, ReportDuty, SendingTier

SENDERS: Final[Mapping[int, SendingTier]] = {
    Tier.VILLAGE: SendingTier.VILLAGE,
    Tier.COMMUNE: SendingTier.COMMUNE,
    Tier.DISTRICT: SendingTier.DISTRICT,
    Tier.PROVINCE: SendingTier.PROVINCE,
}
_ASKED: Final = "yc-"
_ARRANGED: Final = PreparedQuery(
    lambda: Arrangement.objects.filter(OneOfFew(F("area_id"), Asked("areas"))).order_by("-pk")
)
_REQUESTS: Final = PreparedQuery(
    lambda: Request.objects.filter(
        Overlaps(F("units"), Asked("units")),
        last__gte=Asked("first", DateField()),
        last__lte=Asked("last", DateField()),
    ).order_by("due", "pk")
)
_REPORTS: Final = PreparedQuery(
    lambda: Report.objects.filter(
        Q(
            OneOfFew(F("area_id"), Asked("areas")),
            last__gte=Asked("first", DateField()),
            last__lte=Asked("last", DateField()),
        )
        | Q(receiver=Asked("unit"), state=ReportState.SUBMITTED)
        | Q(area=Asked("unit"), state=ReportState.RETURNED)
    )
)


@dataclass(frozen=True)
class Owed:
    """A report that a unit owes for a period: until when, by what, to whom else; the report once begun.

    `due` is None where neither the law nor a unit above set a day; `by` says what set it; `also` are the
    units kept here that get a copy.
    """

    unit: Unit
    duty: ReportDuty
    period: Period
    due: date | None
    by: str
    recipients: str
    request: Request | None
    report: Report | None
    also: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """How the report is called."""
        return self.request.title if self.request else f"{self.duty.name}, {self.period.name}"

    @property
    def state(self) -> ReportState | None:
        """Where it stands; None where nobody began."""
        return ReportState(self.report.state) if self.report else None

    @property
    def is_sent(self) -> bool:
        """Whether nothing is owed any more; what is adjusted was sent."""
        return self.state in SENT or (self.report is not None and self.report.standing_id is not None)

    def is_late(self, day: date) -> bool:
        """Whether it was due before `day` and is not sent."""
        return self.due is not None and self.due < day and not self.is_sent

    @property
    def was_late(self) -> bool:
        """Whether it was sent after its last day."""
        sent = self.report.sent_at if self.report else None
        return bool(self.due and sent and sent.date() > self.due)


@dataclass(frozen=True)
class _Asking:
    """What is known of the units of one tier under the same units above."""

    tier: SendingTier | None
    arranged: Mapping[str, Sequence[Arrangement]]


@dataclass(frozen=True)
class Around:
    """What a unit owes, what is due first first and what has no day last; what those directly below owe.

    `standing` are reports of whatever year that wait to be accepted here or were returned.
    """

    own: tuple[Owed, ...]
    below: tuple[Owed, ...]
    standing: tuple[Report, ...]


def owed_around(
    unit: Unit, years: Sequence[int], day: date, children: Sequence[Unit] | None = None
) -> Around:
    """What a unit and those directly below owe in these years, of which none is left out between them.

    Five questions however many units they are, four where the `children` are known.
    """
    path = [one.area_id for one in path_of(unit.area_id, day)]
    below = children_of(unit.area_id, day) if children is None else children
    numbers = [unit.area_id, *(one.area_id for one in below)]
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    arranged = arrangements_of(path)
    found = _REPORTS.rows(areas=numbers, first=first, last=last, unit=unit.area_id)
    reports = {(one.area_id, one.duty, one.period): one for one in found}
    own = list(_owed_by_all([unit], years, path[:-1], arranged))
    others = list(_owed_by_all(below, years, path, arranged))
    asked = _REQUESTS.rows(units=numbers, first=first, last=last)
    own += [_asked(unit, one, None) for one in asked if unit.area_id in one.units]
    others += [_asked(child, one, None) for child in below for one in asked if child.area_id in one.units]
    own, others = (
        [replace(one, report=reports.get((one.unit.area_id, one.duty.id, one.period.code))) for one in owed]
        for owed in (own, others)
    )
    in_order = sorted(own, key=lambda one: (one.due or date.max, one.period.last))
    return Around(tuple(in_order), tuple(others), tuple(_standing(unit.area_id, found)))


def _standing(unit: int, reports: Iterable[Report]) -> Iterator[Report]:
    for one in reports:
        waits = one.state == ReportState.SUBMITTED and one.receiver_id == unit
        if waits or (one.state == ReportState.RETURNED and one.area_id == unit):
            yield one


def _owed_by_all(
    units: Sequence[Unit], years: Sequence[int], above: Sequence[int], arranged: Sequence[Arrangement]
) -> Iterator[Owed]:
    """What units under the same ones owe by the calendar, without their reports: reckoned once a tier."""
    told: dict[int, list[Owed]] = {}
    for unit in units:
        if unit.tier not in told:
            asking = _asking(unit.tier, above, arranged)
            told[unit.tier] = [
                _owed(unit, duty, period, asking, None)
                for duty in report_duties().values()
                if asking.tier in duty.senders
                for year in years
                for period in periods_of(duty, year)
            ]
        yield from (replace(one, unit=unit) for one in told[unit.tier])


def owed_by(unit: Unit, year: int, day: date) -> tuple[Owed, ...]:
    """What a unit owes in a year."""
    return owed_around(unit, [year], day).own


def owed_one(unit: Unit, duty_id: str, code: str, day: date) -> Owed | None:
    """What a unit owes for one period of one duty; None where it owes no such report."""
    duty = report_duties().get(duty_id)
    tier = SENDERS.get(unit.tier)
    if duty is None or tier not in duty.senders:
        return None
    report = (
        Report.objects.filter(area=unit.area_id, duty=duty_id, period=code)
        .select_related("edition__snapshot", "standing")
        .first()
    )
    if duty.every is Frequency.AS_ASKED:
        number = code.removeprefix(_ASKED)
        if not code.startswith(_ASKED) or not number.isdigit() or len(number) > 18:
            return None
        request = Request.objects.filter(pk=int(number), duty=duty_id, units__contains=[unit.area_id]).first()
        return _asked(unit, request, report) if request else None
    period = period_named(duty, code)
    if period is None:
        return None
    above = [one.area_id for one in path_of(unit.area_id, day) if one.area_id != unit.area_id]
    return _owed(unit, duty, period, _asking(unit.tier, above, arrangements_of(above)), report)


def owed_below(area_id: int, duty: ReportDuty, code: str, day: date) -> list[Owed]:
    """What the units directly below owe for a period, in the order of the alphabet. Five questions."""
    units = children_of(area_id, day)
    if not units:
        return []
    numbers = [one.area_id for one in units]
    reports = {
        one.area_id: one
        for one in Report.objects.filter(area__in=numbers, duty=duty.id, period=code).select_related(
            "edition", "standing"
        )
    }
    if duty.every is Frequency.AS_ASKED:
        request = Request.objects.filter(pk=int(code.removeprefix(_ASKED)), duty=duty.id).first()
        asked = [one for one in units if request and one.area_id in request.units]
        return [_asked(one, request, reports.get(one.area_id)) for one in asked if request]
    period = period_named(duty, code)
    if period is None:
        return []
    above = [one.area_id for one in path_of(area_id, day)]
    arranged = arrangements_of(above)
    asking = {tier: _asking(tier, above, arranged) for tier in {one.tier for one in units}}
    return [
        _owed(one, duty, period, asking[one.tier], reports.get(one.area_id))
        for one in units
        if asking[one.tier].tier in duty.senders
    ]


def code_of(request: Request) -> str:
    """How the period of a request is called in addresses."""
    return f"{_ASKED}{request.pk}"


def receiver_of(unit: Unit, day: date) -> Unit | None:
    """The unit to which one reports; None where none stands above it."""
    path = path_of(unit.area_id, day)
    return path[-2] if len(path) > 1 else None


def standing_parts(owed: Iterable[Owed]) -> dict[int, Report]:
    """The reports below that were accepted, by unit."""
    return {
        one.unit.area_id: one.report
        for one in owed
        if one.report is not None and one.report.standing is not None
    }


def kept_of(reports: Mapping[int, Report]) -> dict[int, Kept]:
    """The figures of accepted reports by unit."""
    return {unit: one.standing.figures for unit, one in reports.items() if one.standing is not None}


def texts_of(report: Report | None) -> dict[str, str]:
    """What is written under each section now."""
    if report is None:
        return {}
    rows = Wording.objects.filter(report=report).order_by("section", "-pk").distinct("section")
    return {one.section: one.text for one in rows}


def texts_before(owed: Owed) -> tuple[str, dict[str, str]]:
    """What the unit sent last time under the same sections, and for which period; empty if it never did."""
    earlier = Report.objects.filter(
        area=owed.unit.area_id, duty=owed.duty.id, last__lt=owed.period.last, sent_at__isnull=False
    )
    last = earlier.order_by("-last", "-pk").first()
    if last is None:
        return "", {}
    sent = Step.objects.filter(report=last, verb=Verb.SUBMIT).order_by("-pk").first()
    period = period_named(owed.duty, last.period)
    return (period.name if period else f"đến ngày {last.last:%d/%m/%Y}"), (dict(sent.texts) if sent else {})


def returned_cells(report: Report) -> list[ReturnedCell]:
    """The cells with which a report was returned last, in the order of their marking."""
    last = Step.objects.filter(report=report, verb=Verb.RETURN).order_by("-pk").first()
    return list(ReturnedCell.objects.filter(step=last).order_by("pk")) if last else []


def open_cells(report: Report) -> list[ReturnedCell]:
    """Those of the cells returned last that are as they were and have no answer."""
    return [one for one in returned_cells(report) if not one.answer and is_as_it_was(one, report.edition)]


def is_as_it_was(cell: ReturnedCell, edition: Edition | None) -> bool:
    """Whether an edition tells the figure that was returned."""
    if edition is None:
        return False
    try:
        told = value_in(edition.figures, cell.table, Cell(cell.column, cell.unit, cell.part))
    except KeyError:
        return False
    return cell.value == str(told)


def arrangements_of(above: Sequence[int]) -> list[Arrangement]:
    """What these units set that still holds: the latest of each unit, duty and tier."""
    found: dict[tuple[int, str, int], Arrangement] = {}
    for one in _ARRANGED.rows(areas=list(above)):
        found.setdefault((one.area_id, one.duty, one.tier), one)
    return list(found.values())


def _asking(tier: int, above: Sequence[int], known: Sequence[Arrangement]) -> _Asking:
    """`above` runs from the top down; what the nearest unit set comes first."""
    place = {area_id: number for number, area_id in enumerate(above)}
    arranged: dict[str, list[Arrangement]] = {}
    for one in sorted((one for one in known if one.area_id in place), key=lambda one: -place[one.area_id]):
        if one.tier == tier:
            arranged.setdefault(one.duty, []).append(one)
    return _Asking(SENDERS.get(tier), arranged)


def _owed(unit: Unit, duty: ReportDuty, period: Period, asking: _Asking, report: Report | None) -> Owed:
    arranged = asking.arranged.get(duty.id, [])
    dated = next((one for one in arranged if one.day is not None), None)
    told = next((one for one in arranged if one.recipients or one.also), None)
    due, by = None, ""
    if dated is not None and asking.tier is not None:
        own = Due(
            tier=asking.tier,
            day=dated.day or 1,
            clause=duty.clause,
            month=dated.month or 0,
            months_after=0 if dated.month else 1,
        )
        due, by = last_day(own, period), dated.instrument
    elif asking.tier is not None and (law := due_of(duty, asking.tier)) is not None:
        due = last_day(law, period)
    further, also = (told.recipients, tuple(told.also)) if told else ("", ())
    return Owed(unit, duty, period, due, by, further, None, report, also)


def _asked(unit: Unit, request: Request, report: Report | None) -> Owed:
    duty = report_duties()[request.duty]
    name = f"từ {request.first:%d/%m/%Y} đến {request.last:%d/%m/%Y}"
    period = Period(code_of(request), name, request.first, request.last)
    return Owed(unit, duty, period, request.due, request.instrument, "", request, report)


def accepted_above(area_id: int, year: int) -> dict[int, Mapping[str, str]]:
    """What the last accepted reports of the units above said of their targets, by target: `actual`, `as_of`.

    Asked by whoever sees this unit; the database gives it past its guard, and of no other unit.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT targets::text FROM reporting_targets_accepted(%s, %s, %s)",
            [area_id, date(year, 1, 1), date(year, 12, 31)],
        )
        rows = [msgspec.json.decode(targets) for (targets,) in cursor]
    return {one["target"]: one for row in rows for one in row if one.get("target") and one["actual"]}


def copies_waiting(area_id: int) -> int:
    """How many reports that were sent to a unit as a further receiver it did not acknowledge."""
    return Copy.objects.filter(area=area_id, acknowledged_at=None).count()
