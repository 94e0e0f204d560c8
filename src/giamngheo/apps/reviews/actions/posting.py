"""Deeds of step 4: the list posted, what people objected to, what was found on looking again."""

import secrets
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.actions.writing import ReviewError, Told, fact_on, happen, locked
from giamngheo.apps.reviews.folding import Standing, standing_of
from giamngheo.apps.reviews.models import Case, Entry, Happening, Objection, PublicPosting, PublicWord
from giamngheo.apps.reviews.states import ObjectionWay
from giamngheo.apps.reviews.subjects import rows_to_post
from giamngheo.apps.reviews.within import lies_within
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.calendar import calendar
from giamngheo.law.procedures.deadlines import last_day
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.vocabulary.results import result_label

_LONGEST_WORDS = 4_000


@transaction.atomic
def post(case: Case, day: date, places: Sequence[str], by_whom: str, actor: Actor) -> Happening:
    """Tell that the list was posted: where and who did it; again after a recheck. Raises ReviewError."""
    standing = standing_of(locked(case))
    named = [
        ReviewError.words(one, "nơi niêm yết", about="noi-niem-yet", longest=200)
        for one in places
        if one.strip()
    ]
    if not named:
        raise ReviewError(
            "Chưa ghi nơi niêm yết. Cách xử lý: ghi ít nhất một nơi, mỗi nơi một dòng.", "noi-niem-yet"
        )
    said = {
        "places": named,
        "by": ReviewError.words(by_whom, "người niêm yết", about="nguoi-niem-yet", longest=200),
    }
    again = standing.state.posted is not None and standing.state.rechecked
    verb = Verb.POSTED_AGAIN if again else Verb.POSTED
    row = happen(standing, fact_on(verb, day), actor, Told(said))
    _publish(standing, row)
    return row


def shortened(name: str) -> str:
    """A name as it stands on a public page: «Mẫu V. Cha»."""
    first, *middle = name.split()
    if not middle:
        return first
    *between, last = middle
    return " ".join([first, *(f"{word[0]}." for word in between), last])


def _publish(standing: Standing, row: Happening) -> None:
    """Open the page of a posting; its code cannot be guessed."""
    case, one = standing.case, standing.case.round
    point = "reposting_days" if row.verb == Verb.POSTED_AGAIN else "posting_days"
    names = names_of([case.area_id, one.area_id], one.opened_on)
    entries = Entry.objects.filter(case=case, left_out_on=None).order_by("sort_key", "pk")
    told = rows_to_post(one, list(entries.select_related("household")))
    PublicPosting.objects.create(
        happening=row,
        code=secrets.token_hex(8),
        unit=names.get(one.area_id, ""),
        village=names.get(case.area_id, ""),
        title=one.name,
        first=row.day,
        until=last_day(standing.rules, point, row.day, calendar()),
        rows=[
            [shortened(name) if name else "", members, result_label(result)]
            for name, members, result in told
            if result
        ],
    )


@transaction.atomic
def open_objection(
    case: Case,
    day: date,
    way: ObjectionWay,
    words: str,
    actor: Actor,
    *,
    household: Household | None = None,
    told_by: str = "",
    word: PublicWord | None = None,
) -> Objection:
    """Take an objection against a posted list, also what was written on its page; raises ReviewError."""
    standing = standing_of(locked(case))
    # Whom the list leaves out may object too: then the household is of the village.
    if household is not None and not (
        Household.objects.filter(lies_within(standing.case), pk=household.pk).exists()
        or Entry.objects.filter(case=case, household=household).exists()
    ):
        raise ReviewError(f"Hộ {household.code} không ở địa bàn này. Cách xử lý: chọn hộ khác.", "ho")
    said = ReviewError.words(words, "nội dung khiếu nại", about="noi-dung", longest=_LONGEST_WORDS)
    objection = Objection(
        case=case,
        code=f"KN{Objection.objects.filter(case=case).count() + 1}",
        household=household,
        way=way.value,
        told_by=ReviewError.words(told_by, "người khiếu nại", about="nguoi-noi", longest=200, needed=False),
        words=said,
    )
    objection.save()
    happen(
        standing,
        fact_on(Verb.OBJECTION_OPENED, day, objection=objection.code),
        actor,
        Told({"code": objection.code, "way": way.value}, objection=objection),
    )
    if word is not None:
        word.objection = objection
        word.save(update_fields=["objection"])
    return objection


@transaction.atomic
def close_objection(objection: Objection, day: date, answer: str, is_right: bool, actor: Actor) -> Happening:
    """Tell what looking again found, and the answer that was given; raises ReviewError."""
    case = locked(objection.case)
    said = ReviewError.words(answer, "kết quả phúc tra và trả lời", about="tra-loi", longest=_LONGEST_WORDS)
    return happen(
        standing_of(case),
        fact_on(Verb.OBJECTION_CLOSED, day, objection=objection.code),
        actor,
        Told({"code": objection.code, "answer": said, "is_right": is_right}, objection=objection),
    )
