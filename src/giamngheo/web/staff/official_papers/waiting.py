"""Which decisions wait that this person confirms their withdrawal."""

from datetime import date

from django.urls import reverse

from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.queries import waiting_to_be_withdrawn
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.official_papers.listing import WAITING


def withdrawals_waiting(person: int, day: date) -> list[tuple[str, str]]:
    """A sentence and the address of the list, where anything waits that somebody else asked for."""
    within = reached(person, Permission.DECIDE_REVIEWS, day)
    asked = IssuedPaper.objects.filter(within, waiting_to_be_withdrawn())
    count = asked.exclude(withdrawal_asked_by_id=person).count()
    if not count:
        return []
    sentence = f"{number(count)} văn bản có người đề nghị thu hồi, chờ bạn xác nhận hoặc bỏ đề nghị."
    return [(sentence, f"{reverse('papers')}?tinh-trang={WAITING}")]
