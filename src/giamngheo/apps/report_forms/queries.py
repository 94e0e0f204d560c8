"""Questions to forms: which a unit uses, what stands in a filled one, which below are finished."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from giamngheo.apps.report_forms.designs import Typed
from giamngheo.apps.report_forms.drawing import Drawn, drawn_of, units_below
from giamngheo.apps.report_forms.models import FilledForm, FormVersion, ReportForm, TypedCell
from giamngheo.apps.report_forms.reckoning import Fault, Value, faults_of, figures_of, read
from giamngheo.apps.report_forms.states import FilledState, VersionState
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.held import areas_around
from giamngheo.foundation.areas.queries import Unit, children_of


@dataclass(frozen=True)
class Sight:
    """What stands in a filled form: figures by cell, what was typed, what was drawn, what does not agree."""

    filled: FilledForm
    figures: Mapping[str, Value]
    typed: Mapping[str, TypedCell]
    drawn: Mapping[str, Drawn]
    units: Sequence[Unit]

    @cached_property
    def faults(self) -> list[Fault]:
        """What does not agree or is not known."""
        idle = self.idle_rows
        found = faults_of(self.filled.version.planned, self.figures)
        found = [one for one in found if one.hinders or _row(one.cell) not in idle]
        rows = self.filled.version.planned.design.unit_rows
        if rows is not None and len(self.units) > rows.last - rows.first + 1:
            over = len(self.units) - (rows.last - rows.first + 1)
            found.append(
                Fault(
                    f"{rows.column}{rows.last}",
                    f"Mẫu thiếu {over} dòng cho đơn vị trực thuộc. Cách xử lý: nạp mẫu có thêm dòng, "
                    "lập phiên bản mới.",
                )
            )
        return found

    @property
    def idle_rows(self) -> frozenset[int]:
        """Rows of units that no unit fills."""
        rows = self.filled.version.planned.design.unit_rows
        if rows is None:
            return frozenset()
        return frozenset(range(rows.first + len(self.units), rows.last + 1))

    @property
    def names(self) -> dict[str, str]:
        """The names of units by the cell in which they stand."""
        rows = self.filled.version.planned.design.unit_rows
        if rows is None:
            return {}
        places = range(rows.first, rows.last + 1)
        return {f"{rows.column}{row}": one.full_name for row, one in zip(places, self.units, strict=False)}


@dataclass(frozen=True)
class Below:
    """A unit directly below, and its filled form of the same version and period."""

    unit: Unit
    filled: FilledForm | None

    @property
    def is_finished(self) -> bool:
        """Whether its figures can be summed up."""
        return self.filled is not None and self.filled.state == FilledState.FINISHED


def sight_of(filled: FilledForm) -> Sight:
    """A filled form with its figures: a finished one as it was then, a draft as of now."""
    typed = {one.cell: one for one in TypedCell.objects.filter(filled=filled)}
    drawn = drawn_of(filled)
    if filled.figures is not None:
        figures: dict[str, Value] = {name: read(kept) for name, kept in filled.figures.items()}
    else:
        given: dict[str, Value] = {name: one.value for name, one in drawn.items()}
        sources = filled.version.planned.sources
        given |= {
            name: read(one.value) for name, one in typed.items() if isinstance(sources.get(name), Typed)
        }
        figures = figures_of(filled.version.planned, given)
    return Sight(filled, figures, typed, drawn, units_below(filled))


def _row(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def forms_for(area_id: int, day: date) -> QuerySet[ReportForm]:
    """The forms that a unit can use: its own and those of the units in which it lies."""
    around = areas_around([area_id], day)[area_id]
    return ReportForm.objects.filter(area__in=around).order_by("slot", "title", "pk")


def newest_versions(forms: Sequence[ReportForm]) -> dict[int, FormVersion]:
    """Of each form the version in use, else the newest. One question."""
    rows = FormVersion.objects.filter(form__in=forms).order_by("number")
    found: dict[int, FormVersion] = {}
    for one in rows:
        if one.form_id not in found or found[one.form_id].state != VersionState.IN_USE:
            found[one.form_id] = one
    return found


def below(filled: FilledForm) -> list[Below]:
    """The units directly below with their filled forms of the same version and period. Two questions."""
    units = children_of(filled.area_id, filled.last)
    rows = FilledForm.objects.filter(
        version=filled.version_id,
        area__in=[one.area_id for one in units],
        first=filled.first,
        last=filled.last,
    )
    by_area = {one.area_id: one for one in rows}
    return [Below(one, by_area.get(one.area_id)) for one in units]


def finished_in(area_id: int, first: date, last: date) -> QuerySet[FilledForm]:
    """The finished forms of a unit for periods within a time, by the day they end on."""
    rows = FilledForm.objects.filter(
        area=area_id, state=FilledState.FINISHED, first__gte=first, last__lte=last
    )
    return rows.select_related("version__form").order_by("last", "version__form__title", "pk")


def snapshots_for(filled: FilledForm, within: Q) -> list[Snapshot]:
    """The frozen figures that a filled form can draw from: of its unit or of one around it."""
    around = areas_around([filled.area_id], filled.last)[filled.area_id]
    rows = Snapshot.objects.filter(within, area__in=around, replaced_by=None)
    return list(rows.select_related("area").order_by("-closing", "-pk")[:50])


def sums_up(version: FormVersion) -> list[str]:
    """The cells whose typed numbers can be summed from the units below."""
    sources = version.planned.sources
    return [name for name, one in sources.items() if isinstance(one, Typed) and one.kind == "number"]
