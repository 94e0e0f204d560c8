"""Deeds after a decision: its lists shown on a public page, and the page taken back with a reason."""

import secrets
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.households.models import Recognition
from giamngheo.apps.reviews.actions.posting import shortened
from giamngheo.apps.reviews.actions.writing import ReviewError
from giamngheo.apps.reviews.models import Decision, Entry, Publication
from giamngheo.apps.reviews.published import List
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.vocabulary.standards import HouseholdClass

POOR, NEAR = HouseholdClass.POOR.value, HouseholdClass.NEAR_POOR.value


@transaction.atomic
def publish(decision: Decision, actor: Actor) -> Publication:
    """Open the public page of a decision; its code cannot be guessed, and the lists stay as they are today.

    A fixed number of questions of the database. Raises ReviewError where it is open already, or the decision
    is about nobody.
    """
    held = Decision.objects.select_for_update(of=["self"]).select_related("round").get(pk=decision.pk)
    if Publication.objects.filter(decision=held, taken_back_at=None).exists():
        raise ReviewError(
            f"Quyết định {held.number} đã có trang công bố. "
            "Cách xử lý: dùng trang đó, hoặc rút rồi công bố lại."
        )
    rows = list(_rows(held))
    if not rows:
        raise ReviewError(
            f"Quyết định {held.number} không có hộ nào để công bố. Cách xử lý: xem lại quyết định đã ghi."
        )
    one = held.round
    publication = Publication.objects.create(
        decision=held,
        code=secrets.token_hex(8),
        unit=names_of([held.area_id], one.opened_on).get(held.area_id, ""),
        title=one.name,
        rows=rows,
        published_by_id=actor.id,
        published_by_name=actor.name,
    )
    record(
        actor,
        "reviews.published",
        f"Công bố quyết định {held.number} ngày {day_text(held.day)}: {whole(len(rows))} dòng",
        area_id=held.area_id,
        subject=("reviews.Decision", held.pk),
        details={"round": one.pk, "publication": publication.pk},
    )
    return publication


@transaction.atomic
def take_down(publication: Publication, why: str, actor: Actor) -> Publication:
    """Take a public page back, with a reason that the page tells; it is not opened again. ReviewError."""
    said = ReviewError.words(why, "lý do rút trang công bố", about="ly-do", longest=500)
    held = (
        Publication.objects.select_for_update(of=["self"]).select_related("decision").get(pk=publication.pk)
    )
    if held.taken_back_at is not None:
        raise ReviewError("Trang công bố này đã rút. Cách xử lý: tải lại trang.")
    held.taken_back_at, held.taken_back_why, held.taken_back_by = timezone.now(), said, actor.name
    held.save(update_fields=["taken_back_at", "taken_back_why", "taken_back_by"])
    decision = held.decision
    record(
        actor,
        "reviews.taken_down",
        f"Rút trang công bố quyết định {decision.number} ngày {day_text(decision.day)}",
        area_id=decision.area_id,
        subject=("reviews.Decision", decision.pk),
        details={"publication": held.pk, "reason": said},
    )
    return held


def _rows(decision: Decision) -> Iterator[list[str | int]]:
    """The lists as the decision has them; who leaves the poor list for the near-poor one stands in both."""
    if decision.batch is None:
        return
    told = Recognition.objects.filter(recorded_by__batch=decision.batch)
    class_of = dict(told.values_list("household_id", "household_class"))
    entries = Entry.objects.filter(round=decision.round_id, household__in=list(class_of))
    named = entries.order_by("area_id", "sort_key", "pk").values_list(
        "household_id", "head_name", "household__members", "area_id", "class_before"
    )
    households = list(named)
    villages = names_of({area for _, _, _, area, _ in households}, decision.round.opened_on)
    for number, name, members, area, before in households:
        head, village = shortened(name) if name else "", villages.get(area, "")
        for listed in _lists(class_of[number], before):
            yield [listed.value, head, village, members]


def _lists(now: str, before: str) -> Iterator[List]:
    if now == POOR:
        yield List.POOR
    elif now == NEAR:
        yield List.NEAR_POOR
    if before == POOR and now != POOR:
        yield List.ESCAPED
    if before == NEAR and now not in (POOR, NEAR):
        yield List.ESCAPED_NEAR_POOR
