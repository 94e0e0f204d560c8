"""Deeds of step 4: the list posted, what people objected to, what was found on looking again."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.actions.writing import ReviewError, Told, fact_on, happen, locked, plain_words
from giamngheo.apps.reviews.folding import standing_of
from giamngheo.apps.reviews.models import Case, Entry, Happening, Objection
from giamngheo.apps.reviews.states import ObjectionWay
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.procedures.facts import Verb

_LONGEST_WORDS = 4_000


@transaction.atomic
def post(
    case: Case, day: date, places: Sequence[str], by_whom: str, actor: Actor, *, until: str = ""
) -> Happening:
    """Tell that the list was posted: where and who did it; again after a recheck. Raises ReviewError."""
    standing = standing_of(locked(case))
    named = [
        plain_words(one, "nơi niêm yết", about="noi-niem-yet", longest=200) for one in places if one.strip()
    ]
    if not named:
        raise ReviewError(
            "Chưa ghi nơi niêm yết. Cách xử lý: ghi ít nhất một nơi, mỗi nơi một dòng.", "noi-niem-yet"
        )
    said = {
        "places": named,
        "by": plain_words(by_whom, "người niêm yết", about="nguoi-niem-yet", longest=200),
    }
    again = standing.state.posted is not None and standing.state.rechecked
    verb = Verb.POSTED_AGAIN if again else Verb.POSTED
    return happen(standing, fact_on(verb, day), actor, Told({**said, "until": until} if until else said))


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
) -> Objection:
    """Take an objection against a posted list; raises ReviewError."""
    standing = standing_of(locked(case))
    # Whom the list leaves out may object too: then the household is of the village.
    if household is not None and not (
        household.area_id == case.area_id or Entry.objects.filter(case=case, household=household).exists()
    ):
        raise ReviewError(f"Hộ {household.code} không ở thôn này. Cách xử lý: chọn hộ khác.", "ho")
    said = plain_words(words, "nội dung khiếu nại", about="noi-dung", longest=_LONGEST_WORDS)
    objection = Objection(
        case=case,
        code=f"KN{Objection.objects.filter(case=case).count() + 1}",
        household=household,
        way=way.value,
        told_by=plain_words(told_by, "người khiếu nại", about="nguoi-noi", longest=200, needed=False),
        words=said,
    )
    objection.save()
    happen(
        standing,
        fact_on(Verb.OBJECTION_OPENED, day, objection=objection.code),
        actor,
        Told({"code": objection.code, "way": way.value}, objection=objection),
    )
    return objection


@transaction.atomic
def close_objection(objection: Objection, day: date, answer: str, is_right: bool, actor: Actor) -> Happening:
    """Tell what looking again found, and the answer that was given; raises ReviewError."""
    case = locked(objection.case)
    said = plain_words(answer, "kết quả phúc tra và trả lời", about="tra-loi", longest=_LONGEST_WORDS)
    return happen(
        standing_of(case),
        fact_on(Verb.OBJECTION_CLOSED, day, objection=objection.code),
        actor,
        Told({"code": objection.code, "answer": said, "is_right": is_right}, objection=objection),
    )
