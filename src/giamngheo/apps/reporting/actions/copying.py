"""Copies of what is sent, for further receivers: made when a report goes, acknowledged where it comes."""

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.reporting.models import Copy, Step
from giamngheo.apps.reporting.queries import Owed
from giamngheo.foundation.audit.actions import Actor, record


def send_copies(owed: Owed, step: Step, actor: Actor) -> int:
    """Give every further receiver that is kept here what is being sent; gives how many."""
    if step.edition_id is None:
        return 0
    to = [one for one in owed.also if one != owed.unit.area_id]
    made = [
        Copy(
            area_id=area_id,
            sender_id=owed.unit.area_id,
            edition_id=step.edition_id,
            duty=owed.duty.id,
            title=owed.name[:400],
            last=owed.period.last,
            texts=step.texts,
            note=step.note,
            sent_by_name=actor.name,
        )
        for area_id in to
    ]
    return len(Copy.objects.bulk_create(made))


@transaction.atomic
def acknowledge(copy: Copy, actor: Actor) -> Copy:
    """Say that a copy was received, once; the second to say so changes nothing."""
    found = Copy.objects.select_for_update(of=["self"]).get(pk=copy.pk)
    if found.acknowledged_at is not None:
        return found
    found.acknowledged_by_id, found.acknowledged_by_name = actor.id, actor.name
    found.acknowledged_at = timezone.now()
    found.save(update_fields=["acknowledged_by_id", "acknowledged_by_name", "acknowledged_at"])
    record(
        actor,
        "reporting.acknowledge",
        f"Xác nhận đã nhận báo cáo gửi thêm: {found.title}",
        area_id=found.area_id,
        subject=("reporting.Copy", found.pk),
        details={"edition": found.edition_id, "sender": found.sender_id},
    )
    return found
