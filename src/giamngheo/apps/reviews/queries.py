"""Questions about rounds: how far each village is, how many of each class, what happened."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from giamngheo.apps.reviews.folding import Standing, outcome_of, rules_of, standings_of
from giamngheo.apps.reviews.models import Attachment, Case, Entry, Happening, Round
from giamngheo.apps.reviews.states import TAKEN_BACK
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.progress import summed_of
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.prepared_queries import FEW, Asked, OneOfFew, PreparedQuery, PreparedValues
from giamngheo.law.procedures.deadlines import Running
from giamngheo.law.procedures.library import Rules
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

# As they are kept beside the entries (`Tally`).
_COUNTED: Final = """
SELECT case_id, class_before, proposed_class, sum(listed), sum(left_out) FROM reviews_tally
WHERE round_id = %(round)s AND (%(case)s::bigint IS NULL OR case_id = %(case)s)
GROUP BY case_id, class_before, proposed_class
"""
_LISTED_OF: Final = f"""
SELECT round_id, sum(listed) FROM reviews_tally
WHERE round_id {FEW.format("%(rounds)s")}
    AND (%(areas)s::bigint[] IS NULL OR area_id {FEW.format("%(areas)s")})
GROUP BY round_id HAVING sum(listed) <> 0
"""
# Area by area: asked of all rounds of the year, who may see each was asked first, with its households.
_ALIKE: Final = """
SELECT round.* FROM {}
WHERE kind = %(kind)s AND year = %(year)s AND month IS NOT DISTINCT FROM %(month)s AND form = %(form)s
    AND round.id <> %(round)s
    AND NOT EXISTS (SELECT FROM reviews_decision AS own WHERE own.round_id = round.id)
ORDER BY round.id
"""
_EVERYWHERE: Final = "reviews_round AS round"
_IN_AREAS: Final = f"unnest(%(areas)s::bigint[]) AS mine (area_id) JOIN {_EVERYWHERE} USING (area_id)"
_CASES: Final = PreparedQuery(lambda: Case.objects.filter(round=Asked("round")).order_by("area_id"))
_HAPPENED: Final = PreparedQuery(
    lambda: Happening.objects.filter(case=Asked("case")).select_related("objection").order_by("-id")
)
_ATTACHED: Final = PreparedQuery(
    lambda: Attachment.objects.filter(happening__case=Asked("case")).order_by("pk")
)
_SHEETS: Final = PreparedValues(
    lambda: FilledSheet.objects.filter(
        OneOfFew(F("household_id"), Asked("households")), occasion=Asked("occasion"), form=Asked("form")
    ).values_list("household_id", *SheetAt._fields)
)


class SheetAt(NamedTuple):
    """How far a sheet is, and who fills it in."""

    pk: int
    state: str
    version: int
    missing: int
    reviewer_name: str


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
    one: Round,
    areas: list[int] | None,
    day: date,
    rules: Rules | None = None,
    sealed: Mapping[int, int] | None = None,
) -> list[Village]:
    """As `places_of`, with how far their lists and sheets are. Six questions.

    The rules of the round and its sealed sheets in these areas, by area, where they are known already.
    """
    cases = _cases(one, areas)
    asked = {name: q for name, (_, q) in filters_of(one).items() if name != _UNSEALED}
    counted = _counted(one, asked)
    sealed = summed_of(one.occasion, areas).sealed if sealed is None else sealed
    left_out = {case: counts.pop("left_out") for case, counts in counted.items()}
    not_listed = _sealed_of_left_out(one, [case.pk for case in cases if left_out.get(case.pk)])
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
        for place in _places(one, cases, day, rules)
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


def listed_in(case: Case) -> tuple[int, int]:
    """How many households a list has, and how many were left out of it."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"round": case.round_id, "case": case.pk})
        rows = cursor.fetchall()
    return sum(row[3] for row in rows), sum(row[4] for row in rows)


def listed_by_round(rounds: Iterable[Round], areas: list[int] | None) -> dict[int, int]:
    """How many households in these areas (None: all) the lists of each of these rounds have that has any."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED_OF, {"rounds": [one.pk for one in rounds], "areas": areas})
        return dict(cursor.fetchall())


def counts_within(one: Round, within: Q) -> dict[str, int]:
    """How many of these households there are, with a sealed sheet, and of each filter of the round."""
    rows = entries_within(one, within).order_by()
    filters = {name: Count("pk", filter=q) for name, (_, q) in filters_of(one).items() if name != _UNSEALED}
    sealed = rows.filter(Exists(_sealed(one))).count()
    return rows.aggregate(listed=Count("pk"), **filters) | {"sealed": sealed}


def sheets_within(one: Round, households: Sequence[int]) -> dict[int, SheetAt]:
    """How far the sheet of each of these households is in a round, by the number of the household."""
    rows = _SHEETS.rows(occasion=one.occasion, form=one.form, households=households) if households else []
    return {household: SheetAt(*told) for household, *told in rows}


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
    if areas is not None and not {*areas} - {one.area_id}:
        return []
    values = {name: getattr(one, name) for name in ("kind", "year", "month", "form")}
    asked = _ALIKE.format(_EVERYWHERE if areas is None else _IN_AREAS)
    return list(Round.objects.raw(asked, {**values, "round": one.pk, "areas": areas}))


def _cases(one: Round, areas: Collection[int] | None) -> list[Case]:
    held = None if areas is None else frozenset(areas)
    return [case for case in _CASES.rows(round=one.pk) if held is None or case.area_id in held]


def _places(one: Round, cases: Sequence[Case], day: date, rules: Rules | None = None) -> list[Place]:
    for case in cases:
        case.round = one
    found = standings_of(cases, rules or rules_of(one))
    return [
        Place(case, found[case.pk], found[case.pk].next_step(day), found[case.pk].late(day)) for case in cases
    ]


def _counted(one: Round, asked: Mapping[str, Q]) -> dict[int, dict[str, int]]:
    """Of each list, how many are on it (`listed`), of each filter, and how many were left out.

    They are kept by class before and now, which are few; what each filter counts follows from these.
    """
    found: dict[int, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"round": one.pk, "case": None})
        rows = cursor.fetchall()
    names_by_kind: dict[tuple[str, str], list[str]] = {}
    for case, before, now, listed, left_out in rows:
        if (before, now) not in names_by_kind:
            told = {"class_before": before, "proposed_class": now}
            names_by_kind[before, now] = [name for name, q in asked.items() if _holds(q, told)]
        counts = found.setdefault(case, dict.fromkeys(("listed", "left_out", *asked), 0))
        counts["listed"] += listed
        counts["left_out"] += left_out
        for name in names_by_kind[before, now]:
            counts[name] += listed
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
    if not cases:
        return {}
    rows = Entry.objects.filter(Exists(_sealed(one)), case__in=cases).exclude(left_out_on=None)
    return dict(rows.values_list("case_id").annotate(Count("pk")))


def _sealed(one: Round) -> QuerySet[FilledSheet]:
    return FilledSheet.objects.filter(
        household=OuterRef("household"), occasion=one.occasion, form=one.form, state=SheetState.SEALED
    )
