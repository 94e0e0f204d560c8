"""Certificates of households that a decision recognised: drawn up together, none twice, issued in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from giamngheo.apps.households.models import Household, Recognition
from giamngheo.apps.households.particulars import choices_of
from giamngheo.apps.papers.actions import PaperError, draw_up_all, issue_all
from giamngheo.apps.papers.composing import Row, Value, composed
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.states import PaperState
from giamngheo.apps.reviews.actions import ReviewError
from giamngheo.apps.reviews.models import Certificate, Decision, Entry
from giamngheo.apps.reviews.papers.rows import LISTED, Rows, class_word, heading_of, members_of
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import LawError

KIND: Final = "certificate"
DRAW: Final = "reviews.draw_certificates"
PRINT: Final = "reviews.print_certificates"
DRAW_STEPS: Final = ("Lập giấy chứng nhận",)
PRINT_STEPS: Final = ("Dựng tệp in",)
STANDING: Final = (PaperState.DRAFT, PaperState.ISSUED, PaperState.REPLACED)
"""A household with such a paper has its certificate: what was withdrawn is drawn up again."""


@dataclass(frozen=True)
class Chosen:
    """Of which households of a decision: of a village or of all, of one class or of both."""

    decision: Decision
    area_id: int | None = None
    household_class: str = ""

    @property
    def entries(self) -> QuerySet[Entry]:
        """The households that the decision recognised, and no later one of the round, village by village."""
        rows = recognised_by(self.decision)
        if self.area_id is not None:
            rows = rows.filter(area_id=self.area_id)
        if self.household_class:
            rows = rows.filter(decided_class=self.household_class)
        return rows.order_by("area_id", "sort_key", "pk")

    @property
    def without(self) -> QuerySet[Entry]:
        """Those of them who have no certificate yet."""
        return self.entries.exclude(Exists(_standing().filter(entry=OuterRef("pk"), decision=self.decision)))

    @property
    def papers(self) -> QuerySet[IssuedPaper]:
        """Their certificates that can be printed, in the order of the households."""
        certificates = Certificate.objects.filter(decision=self.decision, entry__in=self.entries)
        rows = IssuedPaper.objects.filter(
            pk__in=certificates.values("paper"), state__in=[PaperState.DRAFT, PaperState.ISSUED]
        )
        place = Certificate.objects.filter(paper=OuterRef("pk"))
        return rows.annotate(
            village=Subquery(place.values("entry__area_id")[:1]),
            name_key=Subquery(place.values("entry__sort_key")[:1]),
        ).order_by("village", "name_key", "pk")

    @property
    def drafts(self) -> QuerySet[IssuedPaper]:
        """Those that wait for a number and a day."""
        return self.papers.filter(state=PaperState.DRAFT)


def recognised_by(decision: Decision) -> QuerySet[Entry]:
    """The households that are poor or near-poor by this decision, and not by one that mended it since."""
    later = Decision.objects.filter(round=decision.round_id, pk__gt=decision.pk).exclude(batch=None)
    return (
        Entry.objects.filter(round=decision.round_id, decided_class__in=LISTED)
        .filter(household__in=_told_by(Decision.objects.filter(pk=decision.pk)))
        .exclude(household__in=_told_by(later))
    )


def decision_of(entry: Entry) -> Decision | None:
    """The decision of the round that said last what a household is; None where none did."""
    last = (
        Recognition.objects.filter(
            household=entry.household_id,
            recorded_by__batch__in=Decision.objects.filter(round=entry.round_id).values("batch"),
        )
        .order_by("-pk")
        .values_list("recorded_by__batch", flat=True)
        .first()
    )
    return Decision.objects.filter(round=entry.round_id, batch=last).first() if last else None


def draw_one(entry: Entry, actor: Actor) -> IssuedPaper | None:
    """The certificate of one household: the one that stands, else a new draft; None where it gets none."""
    decision = decision_of(entry)
    if decision is None or entry.decided_class not in LISTED:
        return None
    drawn = draw(decision, [entry], actor)
    return drawn[0] if drawn else _standing().filter(entry=entry, decision=decision).latest("pk").paper


@transaction.atomic
def draw(decision: Decision, entries: Sequence[Entry], actor: Actor) -> list[IssuedPaper]:
    """Draw up the certificates of these households; who has one is passed over, also of two at once.

    A fixed number of questions of the database. Raises ReviewError where no wording holds on the day.
    """
    held = Decision.objects.select_for_update(of=["self"]).select_related("round").get(pk=decision.pk)
    numbers = [entry.pk for entry in entries]
    drawn = Certificate.objects.filter(among(numbers, "entry_id"), decision=held)
    with_one = set(drawn.filter(paper__state__in=STANDING).values_list("entry_id", flat=True))
    times: dict[int, int] = {}
    for number in drawn.values_list("entry_id", flat=True):
        times[number] = times.get(number, 0) + 1
    wanted = [entry for entry in entries if entry.pk not in with_one]
    if not wanted:
        return []
    day = held.round.opened_on
    heading = heading_of(held.area_id, day, timezone.localdate().year)
    try:
        documents = [
            composed(KIND, day, heading, values, {"members": members})
            for values, members in _contents(held, wanted, day)
        ]
    except LawError as error:
        raise ReviewError(str(error)) from error
    papers = draw_up_all(held.area_id, KIND, documents, actor)
    Certificate.objects.bulk_create(
        [
            Certificate(decision=held, entry=entry, ordinal=times.get(entry.pk, 0) + 1, paper=paper)
            for entry, paper in zip(wanted, papers, strict=True)
        ]
    )
    return papers


@transaction.atomic
def start_drawing(chosen: Chosen, actor: Actor, owner: str) -> Task:
    """Begin to draw up in the background; where that is under way already, it is given back."""
    waiting = Task.objects.of_owner(owner).not_over().filter(kind=DRAW, payload__decision=chosen.decision.pk)
    return waiting.first() or tasks.start(DRAW, owner, DRAW_STEPS, _payload(chosen, actor))


@transaction.atomic
def start_printing(chosen: Chosen, ending: str, check_page: str, actor: Actor, owner: str) -> Task:
    """Begin to make a file of the certificates in the background; `owner` may fetch it."""
    payload = _payload(chosen, actor) | {"ending": ending, "check_page": check_page}
    return tasks.start(PRINT, owner, PRINT_STEPS, payload)


def issue_chosen(chosen: Chosen, first: str, day: date, actor: Actor) -> list[IssuedPaper]:
    """Issue the drafts of these households under numbers that follow one another; raises ReviewError."""
    try:
        return issue_all(list(chosen.drafts.defer("content")), first, day, actor)
    except PaperError as error:
        raise ReviewError(str(error), {"number": "so-dau", "day": "ngay"}.get(error.about, "")) from error


def _payload(chosen: Chosen, actor: Actor) -> dict[str, object]:
    return {
        "round": chosen.decision.round_id,
        "decision": chosen.decision.pk,
        "area": chosen.area_id,
        "class": chosen.household_class,
        "user": actor.id,
        "name": actor.name,
        "address": actor.address,
    }


def _standing() -> QuerySet[Certificate]:
    return Certificate.objects.filter(paper__state__in=STANDING)


def _told_by(decisions: QuerySet[Decision]) -> QuerySet[Household]:
    batches = decisions.exclude(batch=None).values("batch")
    told = Recognition.objects.filter(recorded_by__batch__in=batches)
    return Household.objects.filter(pk__in=told.values("household"))


def _contents(
    decision: Decision, entries: Sequence[Entry], day: date
) -> list[tuple[dict[str, Value], list[Row]]]:
    rows = Rows(entries, day)
    members = members_of([entry.household_id for entry in entries], day)
    return [(_values(decision, entry, rows), members.get(entry.household_id, [])) for entry in entries]


def _values(decision: Decision, entry: Entry, rows: Rows) -> dict[str, Value]:
    head = rows.heads.get(entry.household_id)
    return {
        "year": decision.day.year,
        "certified_class": (class_word(entry.decided_class) or "").lower(),
        "head": entry.head_name,
        "household_code": entry.household_code,
        "birth_year": head.birth_date.year if head and head.birth_date else None,
        "sex": choices_of("sex").get(head.sex) if head else None,
        "village": rows.villages.get(entry.area_id),
        "address": rows.addresses.get(entry.household_id),
        "decision": f"Quyết định số {decision.number} ngày {day_text(decision.day)}",
        "valid_from": decision.day,
    }
