"""Questions about rounds: how far each village is, how many of each class, what happened."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from giamngheo.apps.reviews.folding import Standing, outcome_of, rules_of, standings_of
from giamngheo.apps.reviews.models import Attachment, Case, Entry, Happening, Round
from giamngheo.apps.reviews.states import TAKEN_BACK
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.progress import Progress, progress_of
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.prepared_queries import FEW, Asked, OneOfFew, PreparedQuery
from giamngheo.law.procedures.deadlines import Running
from giamngheo.law.procedures.moves import NextStep
from giamngheo.law.vocabulary.results import NOT_MET, UNKNOWN
from giamngheo.law.vocabulary.standards import HouseholdClass

_POOR, _NEAR = HouseholdClass.POOR.value, HouseholdClass.NEAR_POOR.value
_LISTED = (_POOR, _NEAR)
_UNKNOWN = ("", UNKNOWN)

Filters = Mapping[str, tuple[str, Q]]
_UNSEALED = "chua-khoa"
_OF_CLASSES: Final[Filters] = {
    _UNSEALED: ("chưa khoá phiếu", Q()),  # needs the sheets: `entries_of`
    "chua-ro": ("chưa xác định được diện", Q(proposed_class__in=_UNKNOWN)),
    "ngheo": ("đề xuất hộ nghèo", Q(proposed_class=_POOR)),
    "can-ngheo": ("đề xuất hộ cận nghèo", Q(proposed_class=_NEAR)),
    "thoat": (
        "thoát nghèo, thoát cận nghèo",
        Q(class_before__in=_LISTED) & ~Q(proposed_class__in=(*_UNKNOWN, *_LISTED)),
    ),
    "moi": ("vào danh sách mới", Q(proposed_class__in=_LISTED) & ~Q(class_before__in=_LISTED)),
    "khong": (
        "đề nghị mà không được đề xuất",
        ~Q(class_before__in=_LISTED) & ~Q(proposed_class__in=(*_UNKNOWN, *_LISTED)),
    ),
}
_OF_A_CONDITION: Final[Filters] = {
    _UNSEALED: ("chưa khoá phiếu", Q()),
    "chua-ro": ("chưa xác định được", Q(proposed_class__in=_UNKNOWN)),
    "du": ("đủ điều kiện", ~Q(proposed_class__in=(*_UNKNOWN, NOT_MET))),
    "khong-du": ("không đủ điều kiện", Q(proposed_class=NOT_MET)),
}

_COUNTED: Final = f"""
SELECT case_id, class_before, proposed_class, count(*) FILTER (WHERE left_out_on IS NULL), count(left_out_on)
FROM reviews_entry WHERE case_id {FEW.format("%(cases)s")} GROUP BY case_id, class_before, proposed_class
"""
_ALIKE: Final = """
SELECT * FROM reviews_round AS round
WHERE kind = %(kind)s AND year = %(year)s AND month IS NOT DISTINCT FROM %(month)s AND form = %(form)s
    AND id <> %(round)s AND (%(areas)s::bigint[] IS NULL OR area_id = ANY(%(areas)s::bigint[]))
    AND NOT EXISTS (SELECT FROM reviews_decision AS own WHERE own.round_id = round.id)
ORDER BY id
"""
_CASES: Final = PreparedQuery(lambda: Case.objects.filter(round=Asked("round")).order_by("area_id"))
_HAPPENED: Final = PreparedQuery(
    lambda: Happening.objects.filter(case=Asked("case")).select_related("objection").order_by("-id")
)
_ATTACHED: Final = PreparedQuery(
    lambda: Attachment.objects.filter(happening__case=Asked("case")).order_by("pk")
)
_SHEETS: Final = PreparedQuery(
    lambda: FilledSheet.objects.filter(
        OneOfFew(F("household_id"), Asked("households")), occasion=Asked("occasion"), form=Asked("form")
    )
)


def filters_of(one: Round) -> Filters:
    """Which households of a list of a round may be asked for, and how the page says it."""
    return _OF_CLASSES if outcome_of(one).decides_the_lists else _OF_A_CONDITION


@dataclass(frozen=True)
class Place:
    """Where a village stands: the step that is next and what is late."""

    case: Case
    standing: Standing
    next: NextStep | None
    late: tuple[Running, ...]


@dataclass(frozen=True)
class Village(Place):
    """How far a village is: its list, sheets and proposals beside where it stands."""

    counts: dict[str, int]
    sealed: int

    @property
    def listed(self) -> int:
        """Households on the list."""
        return self.counts["listed"]


def places_of(one: Round, areas: Collection[int] | None, day: date) -> list[Place]:
    """The villages of a round in these areas (None: all), in the order of their numbers. Four questions."""
    return _places(one, _cases(one, areas), day)


def villages_of(
    one: Round, areas: list[int] | None, day: date, progress: Sequence[Progress] | None = None
) -> list[Village]:
    """As `places_of`, with how far their lists and sheets are. Six questions.

    `progress` is how far its sheets are in these areas, where that is known already.
    """
    cases = _cases(one, areas)
    asked = {name: q for name, (_, q) in filters_of(one).items() if name != _UNSEALED}
    counted = _counted(cases, asked)
    sealed = sealed_by_area_of(progress_of(one.occasion, areas) if progress is None else progress)
    left_out = {case: counts.pop("left_out") for case, counts in counted.items()}
    not_listed = _sealed_of_left_out(one, [case for case, count in left_out.items() if count])
    nothing = dict.fromkeys(("listed", *asked), 0)
    return [
        Village(
            place.case,
            place.standing,
            place.next,
            place.late,
            counted.get(place.case.pk, nothing),
            _in_area(sealed, place.case.area_id, one) - not_listed.get(place.case.pk, 0),
        )
        for place in _places(one, cases, day)
    ]


def entries_of(case: Case, asked: str = "") -> QuerySet[Entry]:
    """The households of a list in the order of names; of one filter of its round, else all of it."""
    rows = Entry.objects.filter(case=case, left_out_on=None).order_by("sort_key", "pk")
    if asked == _UNSEALED:
        return rows.exclude(Exists(_sealed(case.round)))
    filters = filters_of(case.round)
    return rows.filter(filters[asked][1]) if asked in filters else rows


def entries_within(one: Round, within: Q) -> QuerySet[Entry]:
    """The households on the lists of a round within the condition, in the order of names."""
    return Entry.objects.filter(within, round=one, left_out_on=None).order_by("sort_key", "pk")


def counts_within(one: Round, within: Q) -> dict[str, int]:
    """How many of these households there are, with a sealed sheet, and of each filter of the round."""
    rows = entries_within(one, within).order_by()
    filters = {name: Count("pk", filter=q) for name, (_, q) in filters_of(one).items() if name != _UNSEALED}
    sealed = rows.filter(Exists(_sealed(one))).count()
    return rows.aggregate(listed=Count("pk"), **filters) | {"sealed": sealed}


def sheets_of(case: Case, entries: Sequence[Entry]) -> dict[int, FilledSheet]:
    """The sheet of each of these households in the round, by the number of the household."""
    return sheets_within(case.round, entries)


def sheets_within(one: Round, entries: Sequence[Entry]) -> dict[int, FilledSheet]:
    """As `sheets_of`, of a round."""
    households = [entry.household_id for entry in entries]
    rows = _SHEETS.rows(occasion=one.occasion, form=one.form, households=households) if households else []
    return {sheet.household_id: sheet for sheet in rows}


def happened_in(case: Case) -> list[Happening]:
    """All that was written of a case, newest first, also what was taken back."""
    return _HAPPENED.rows(case=case.pk)


def attachments_of(case: Case) -> dict[int, list[Attachment]]:
    """Photos and papers of what happened in a case, also those put aside, by the number of the happening."""
    found: dict[int, list[Attachment]] = {}
    for one in _ATTACHED.rows(case=case.pk):
        found.setdefault(one.happening_id, []).append(one)
    return found


def last_of(happened: Sequence[Happening]) -> Happening | None:
    """Of all that was written of a case, newest first (`happened_in`), the last that stands."""
    put_aside = {one.takes_back_id for one in happened}
    return next((one for one in happened if one.verb != TAKEN_BACK and one.pk not in put_aside), None)


def sealed_by_area_of(progress: Iterable[Progress]) -> dict[int, int]:
    """How many sealed sheets each area has."""
    found: dict[int, int] = {}
    for one in progress:
        found[one.area_id] = found.get(one.area_id, 0) + one.sealed
    return found


def sealed_by_area(one: Round) -> dict[int, int]:
    """How many sealed sheets each village of a round has, as far as who asks may see them."""
    rows = FilledSheet.objects.filter(occasion=one.occasion, form=one.form, state=SheetState.SEALED)
    return dict(rows.order_by("area_id").values_list("area_id").annotate(Count("pk")))


def sealed_by_round(rounds: Iterable[Round]) -> dict[int, int]:
    """How many sealed sheets each of these rounds has that has any, in the order of their numbers."""
    number_of = {(one.occasion, one.form): one.pk for one in rounds}
    rows = FilledSheet.objects.filter(
        occasion__in={occasion for occasion, _ in number_of}, state=SheetState.SEALED
    )
    counted = {
        number_of[occasion, form]: count
        for occasion, form, count in rows.values_list("occasion", "form").annotate(Count("pk"))
        if (occasion, form) in number_of
    }
    return dict(sorted(counted.items()))


def entries_by_round(rounds: Iterable[Round]) -> dict[int, int]:
    """How many households the lists of each of these rounds have that has any, in the order of numbers."""
    rows = Entry.objects.filter(round__in=rounds).order_by("round_id")
    return dict(rows.values_list("round_id").annotate(Count("pk")))


def open_alike(one: Round, areas: list[int] | None) -> list[Round]:
    """The other undecided rounds of the same kind and time in these areas (None: all)."""
    values = {name: getattr(one, name) for name in ("kind", "year", "month", "form")}
    return list(Round.objects.raw(_ALIKE, {**values, "round": one.pk, "areas": areas}))


def _cases(one: Round, areas: Collection[int] | None) -> list[Case]:
    held = None if areas is None else frozenset(areas)
    return [case for case in _CASES.rows(round=one.pk) if held is None or case.area_id in held]


def _places(one: Round, cases: Sequence[Case], day: date) -> list[Place]:
    for case in cases:
        case.round = one
    found = standings_of(cases, rules_of(one))
    return [
        Place(case, found[case.pk], found[case.pk].next_step(day), found[case.pk].late(day)) for case in cases
    ]


def _counted(cases: Sequence[Case], asked: Mapping[str, Q]) -> dict[int, dict[str, int]]:
    """Of each list, how many are on it (`listed`), of each filter, and how many were left out.

    Counted by class before and now, which are few; what each filter counts follows from these.
    """
    found: dict[int, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"cases": [case.pk for case in cases]})
        for case, before, now, listed, left_out in cursor.fetchall():
            counts = found.setdefault(case, dict.fromkeys(("listed", "left_out", *asked), 0))
            counts["listed"] += listed
            counts["left_out"] += left_out
            for name, q in asked.items():
                counts[name] += listed if _holds(q, {"class_before": before, "proposed_class": now}) else 0
    return found


def _holds(q: Q, told: Mapping[str, str]) -> bool:
    """What the condition of a filter says of these values: all of its parts hold, or not all if negated."""
    parts: Iterable[Any] = q.children
    said = (_holds(one, told) if isinstance(one, Q) else _is(one[0], one[1], told) for one in parts)
    return all(said) != q.negated


def _is(name: str, value: Any, told: Mapping[str, str]) -> bool:
    field, _, lookup = name.partition("__")
    return told[field] in value if lookup == "in" else told[field] == value


def _in_area(sealed: Mapping[int, int], area_id: int, one: Round) -> int:
    """Sealed sheets of a list; that of the commune has those of all villages."""
    return sum(sealed.values()) if area_id == one.area_id else sealed.get(area_id, 0)


def _sealed_of_left_out(one: Round, cases: Sequence[int]) -> dict[int, int]:
    """How many households were left out of these lists though their sheet is sealed."""
    rows = Entry.objects.filter(Exists(_sealed(one)), case__in=cases).exclude(left_out_on=None)
    return dict(rows.values_list("case_id").annotate(Count("pk")))


def _sealed(one: Round) -> QuerySet[FilledSheet]:
    return FilledSheet.objects.filter(
        household=OuterRef("household"), occasion=one.occasion, form=one.form, state=SheetState.SEALED
    )
