"""What a decision on a review writes into the register, by whom the procedure recognises."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import polars as pl
from django.db.models import QuerySet

from giamngheo.apps.households.actions import About, recognise_workers
from giamngheo.apps.households.actions import Decision as Paper
from giamngheo.apps.households.bulk.batch import Batch
from giamngheo.apps.households.bulk.copying import asked
from giamngheo.apps.households.states import EventKind
from giamngheo.apps.households.statuses import statuses_of
from giamngheo.apps.reviews.actions.listing import ON_THE_LISTS
from giamngheo.apps.reviews.actions.writing import ReviewError, some
from giamngheo.apps.reviews.folding import outcome_of
from giamngheo.apps.reviews.models import Application, Decision, Entry, Round
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.library import cited
from giamngheo.law.vocabulary.procedures import Subject

_DECIDED: Final = """
SELECT entry.household_id, entry.area_id, proposal.household_class, proposal.income_points,
    proposal.points_at_least, proposal.deprivations
FROM reviews_entry AS entry
JOIN reviews_proposal AS proposal ON proposal.entry_id = entry.id AND proposal.number = entry.proposal
WHERE entry.id = ANY(%(entries)s)
"""
Written = tuple[int, UUID | None]
"""How many were recognised, and the batch of the register in which that stands."""


def recognised_in_register(decision: Decision, entries: Sequence[int], actor: Actor) -> Written:
    """Write what a decision says of these entries into the register from its day on.

    Raises:
        RegisterError: where the register cannot take it.
    """
    outcome = outcome_of(decision.round)
    if not outcome.decides_the_lists:  # who meets the condition, and of whom that is not said already
        met = Entry.objects.filter(pk__in=list(entries), proposed_class__in=outcome.recognised)
        entries = list(met.exclude(decided_class__in=outcome.recognised).values_list("pk", flat=True))
    return _WRITING[outcome.subject](decision, entries, actor)


def refuse_listed(one: Round, entries: QuerySet[Entry], day: date) -> None:
    """Whom the law keeps out came onto a list since they asked; raises ReviewError."""
    barrier = outcome_of(one).of_the_lists
    if barrier is None:
        return
    codes = dict(entries.values_list("household_id", "household_code"))
    held = statuses_of(codes, day)
    listed = [codes[number] for number, one in held.items() if one.household_class in ON_THE_LISTS]
    if listed:
        raise ReviewError(
            f"Ngày {day_text(day)} {whole(len(listed))} hộ đang trong danh sách hộ nghèo, hộ cận nghèo: "
            f"{some(sorted(listed))}. {barrier.text} Cách xử lý: đính chính phiếu, chấm lại, thông báo bằng "
            f"văn bản. (Căn cứ: {cited(barrier.clause)}.)"
        )


def refuse_no_longer(one: Round, entries: QuerySet[Entry]) -> None:
    """That somebody does not meet the condition after all is for the register to say; raises ReviewError.

    Where the lists are decided, a class says all; what becomes of another recognition no text tells.
    """
    outcome = outcome_of(one)
    if outcome.decides_the_lists:
        return
    lost = entries.filter(decided_class__in=outcome.recognised).exclude(proposed_class__in=outcome.recognised)
    if codes := list(lost.order_by("sort_key", "pk").values_list("household_code", flat=True)):
        raise ReviewError(
            f"Hộ {some(codes)} đã được xác định mà nay không đủ điều kiện; chưa tìm thấy văn bản nói kết quả "
            "đã xác định chấm dứt thế nào. Cách xử lý: ghi theo văn bản của đơn vị ở «Sổ hộ», trên trang của "
            "hộ hoặc của người đó.",
            "ho",
        )


def _households(decision: Decision, entries: Sequence[int], actor: Actor) -> Written:
    one = decision.round
    told = asked(
        _DECIDED,
        {"entries": list(entries)},
        {
            "household_id": pl.Int64,
            "area_id": pl.Int64,
            "household_class": pl.String,
            "income_points": pl.Int64,
            "deprivation_points": pl.Int64,
            "deprivations": pl.List(pl.String),
        },
    ).with_columns(
        since=pl.lit(decision.day, pl.Date),
        decision_number=pl.lit(decision.number),
        decision_date=pl.lit(decision.day, pl.Date),
        decided_by=pl.lit(decision.decided_by),
        list_year=pl.lit(_list_year(one), pl.Int64),
    )
    if not outcome_of(one).decides_the_lists:  # nobody looked at deprivations, and no list is of a year
        told = told.with_columns(
            deprivation_points=pl.lit(None, pl.Int64),
            deprivations=pl.lit(None, pl.List(pl.String)),
            list_year=pl.lit(None, pl.Int64),
        )
    batch = Batch(_about(decision), actor, kind=EventKind.LIST_RECOGNITION)
    batch.recognise(told)
    batch.close()
    return told.height, batch.key if told.height else None


def _workers(decision: Decision, entries: Sequence[int], actor: Actor) -> Written:
    asking = Application.objects.standing().filter(entry__in=list(entries), person__isnull=False)
    people = sorted(set(asking.values_list("person_id", flat=True)))
    if not people:
        return 0, None
    paper = Paper(decision.number, decision.day, decision.decided_by)
    return len(people), recognise_workers(people, paper, _about(decision), actor)


def _about(decision: Decision) -> About:
    return About(decision.day, decision.reason, decision.number, f"đợt {decision.round.name}"[:200])


def _list_year(one: Round) -> int:
    """The year whose list the decision makes: of a review of the whole year the next, else the same."""
    return one.year + 1 if one.month is None else one.year


_WRITING: Final[Mapping[Subject, Callable[[Decision, Sequence[int], Actor], Written]]] = {
    Subject.HOUSEHOLD: _households,
    Subject.WORKER: _workers,
}
