"""Questions about rounds: how far each village is, how many of each class, what happened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from giamngheo.apps.reviews.folding import Standing, outcome_of, rules_of, standings_of
from giamngheo.apps.reviews.models import Attachment, Case, Decision, Entry, Happening, Round
from giamngheo.apps.reviews.states import TAKEN_BACK
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.states import SheetState
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


def filters_of(one: Round) -> Filters:
    """Which households of a list of a round may be asked for, and how the page says it."""
    return _OF_CLASSES if outcome_of(one).decides_the_lists else _OF_A_CONDITION


@dataclass(frozen=True)
class Village:
    """How far a village is: its list, sheets and proposals, the step that is next and what is late."""

    case: Case
    standing: Standing
    counts: dict[str, int]
    sealed: int
    next: NextStep | None
    late: tuple[Running, ...]

    @property
    def listed(self) -> int:
        """Households on the list."""
        return self.counts["listed"]


def villages_of(one: Round, within: Q, day: date) -> list[Village]:
    """The villages of a round within the condition, in the order of their numbers. Five questions."""
    cases = list(Case.objects.filter(within, round=one).select_related("round").order_by("area_id"))
    standings = standings_of(cases, rules_of(one))
    asked = {name: q for name, (_, q) in filters_of(one).items() if name != _UNSEALED}
    listed = Entry.objects.filter(case__in=cases)
    counted = {row.pop("case_id"): row for row in _counted(listed, asked)}
    with_sheet = listed.filter(Exists(_sealed(one)), left_out_on=None)
    sealed = dict(with_sheet.values_list("case_id").annotate(Count("pk")))
    nothing = dict.fromkeys(("listed", *asked), 0)
    return [
        Village(
            case,
            standings[case.pk],
            counted.get(case.pk, nothing),
            sealed.get(case.pk, 0),
            standings[case.pk].next_step(day),
            standings[case.pk].late(day),
        )
        for case in cases
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
    rows = FilledSheet.objects.filter(
        occasion=one.occasion, form=one.form, household__in=[entry.household_id for entry in entries]
    )
    return {sheet.household_id: sheet for sheet in rows}


def happened_in(case: Case) -> list[Happening]:
    """All that was written of a case, newest first, also what was taken back."""
    return list(Happening.objects.filter(case=case).select_related("objection").order_by("-id"))


def attachments_of(case: Case) -> dict[int, list[Attachment]]:
    """Photos and papers of what happened in a case, also those put aside, by the number of the happening."""
    found: dict[int, list[Attachment]] = {}
    for one in Attachment.objects.filter(happening__case=case).order_by("pk"):
        found.setdefault(one.happening_id, []).append(one)
    return found


def last_of(case: Case) -> Happening | None:
    """What was written last and stands."""
    rows = Happening.objects.filter(case=case, taken_back_by=None).exclude(verb=TAKEN_BACK)
    return rows.order_by("-id").first()


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


def open_alike(one: Round, within: Q) -> list[Round]:
    """The other rounds of the same kind and time within the condition of which nothing was decided yet."""
    alike = Round.objects.filter(within, kind=one.kind, year=one.year, month=one.month, form=one.form)
    undecided = ~Exists(Decision.objects.filter(round=OuterRef("pk")))
    return list(alike.filter(undecided).exclude(pk=one.pk).order_by("pk"))


def _counted(rows: QuerySet[Entry], asked: Mapping[str, Q]) -> QuerySet[Entry, dict[str, int]]:
    filters = {name: Count("pk", filter=q) for name, q in asked.items()}
    return rows.filter(left_out_on=None).values("case_id").annotate(listed=Count("pk"), **filters)


def _sealed(one: Round) -> QuerySet[FilledSheet]:
    return FilledSheet.objects.filter(
        household=OuterRef("household"), occasion=one.occasion, form=one.form, state=SheetState.SEALED
    )
