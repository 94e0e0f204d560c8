"""The deed of step 3: what the people of a village said of each household."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from giamngheo.apps.reviews.actions.writing import (
    ReviewError,
    Told,
    fact_on,
    happen,
    locked,
    place_of,
    some,
)
from giamngheo.apps.reviews.folding import Standing, standing_of
from giamngheo.apps.reviews.models import Case, Entry, Happening
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import whole
from giamngheo.law.procedures.facts import Verb, Vote
from giamngheo.law.procedures.state import State


@dataclass(frozen=True)
class Minutes:
    """What the minutes tell beside the votes; who was there by number, who led it by name."""

    place: str
    chair: str
    secretary: str
    attending: int
    invited: int | None = None
    opinions: str = ""
    agenda: str = ""


@transaction.atomic
def record_meeting(
    case: Case, day: date, minutes: Minutes, votes: Mapping[int, int], actor: Actor
) -> Happening:
    """Write down a meeting: of those attending how many agreed, for every household that waits for it.

    Households that fewer than the share of the law agreed to go back to step 2. Raises ReviewError.
    """
    standing = standing_of(locked(case))
    said = {
        "place": ReviewError.words(minutes.place, "nơi họp", about="noi-hop", longest=200),
        "chair": ReviewError.words(minutes.chair, "người chủ trì", about="chu-tri", longest=200),
        "secretary": ReviewError.words(minutes.secretary, "thư ký", about="thu-ky", longest=200),
        "opinions": ReviewError.words(
            minutes.opinions, "ý kiến", about="y-kien", longest=4_000, needed=False
        ),
        "agenda": ReviewError.words(
            minutes.agenda, "nội dung họp", about="noi-dung", longest=1_000, needed=False
        ),
    }
    if minutes.attending < 1:
        raise ReviewError("Chưa ghi số người dự họp. Cách xử lý: ghi tổng số người dự.", "so-nguoi-du")
    if minutes.invited is not None and minutes.invited < 1:
        raise ReviewError("Số người được mời phải từ 1. Cách xử lý: ghi lại hoặc để trống.", "so-nguoi-moi")
    waiting = waiting_for_meeting(case, standing.state)
    _refuse_votes(case, waiting, votes, minutes.attending)
    fact = fact_on(
        Verb.MET,
        day,
        votes=tuple(
            Vote(
                votes_for=votes[entry.household_id], votes_of=minutes.attending, about=str(entry.household_id)
            )
            for entry in waiting
        )
        or (Vote(votes_for=minutes.attending, votes_of=minutes.attending),),
        attending=minutes.attending,
        invited=minutes.invited,
    )
    return happen(standing, fact, actor, Told(said))


def waiting_for_meeting(case: Case, state: State) -> list[Entry]:
    """Whom a meeting has to look at: all of the list the first time, later who was reviewed since."""
    entries = Entry.objects.filter(case=case, left_out_on=None).order_by("sort_key", "pk")
    if state.met and "" not in (state.to_review | state.to_meet):
        entries = entries.filter(household__in=[int(one) for one in state.to_meet | state.to_review])
    return list(entries)


def _refuse_votes(case: Case, waiting: Sequence[Entry], votes: Mapping[int, int], attending: int) -> None:
    missing = [one.household_code for one in waiting if one.household_id not in votes]
    if missing:
        raise ReviewError(
            f"{place_of(case)}: {whole(len(missing))} hộ chưa có kết quả biểu quyết: {some(missing)}. "
            "Cách xử lý: ghi số người thống nhất cho từng hộ.",
            "bieu-quyet",
        )
    wrong = [one.household_code for one in waiting if not 0 <= votes[one.household_id] <= attending]
    if wrong:
        raise ReviewError(
            f"Số người thống nhất nhiều hơn {whole(attending)} người dự họp ở hộ {some(wrong)}. "
            "Cách xử lý: xem lại biên bản.",
            "bieu-quyet",
        )


def not_agreed(standing: Standing) -> list[int]:
    """The households that the last meeting did not agree to and that were not reviewed again."""
    return sorted(int(one) for one in standing.state.to_review if one)
