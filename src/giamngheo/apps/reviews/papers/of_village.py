"""Papers of a village: the list to be reviewed, minutes of a meeting, what is posted and its minutes."""

from dataclasses import dataclass
from datetime import date

from giamngheo.apps.papers.composing import Row, Value
from giamngheo.apps.reviews.folding import rules_of
from giamngheo.apps.reviews.models import Case, Entry, Happening, HouseholdVote, Objection
from giamngheo.apps.reviews.papers.rows import Rows, class_word
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.calendar import calendar
from giamngheo.law.procedures.deadlines import last_day
from giamngheo.law.procedures.facts import Verb, Vote
from giamngheo.law.procedures.state import is_agreed


@dataclass(frozen=True)
class Content:
    """What is filled into a paper: its places and its tables."""

    values: dict[str, Value]
    tables: dict[str, list[Row]]


def review_list(case: Case) -> Content:
    """Danh sách hộ gia đình cần rà soát."""
    entries = _entries(case)
    values: dict[str, Value] = {
        "year": case.round.year,
        "village": _village(case),
        "count": len(entries),
    }
    return Content(values, {"households": Rows(entries, case.round.opened_on).to_review()})


def meeting_minutes(case: Case) -> Content | None:
    """Biên bản họp dân, of the last meeting; None where there was none."""
    meetings = _happened(case, Verb.MET)
    if not meetings:
        return None
    last, rules = meetings[-1], rules_of(case.round)
    votes = list(HouseholdVote.objects.filter(happening=last, household__isnull=False))
    entries = {entry.household_id: entry for entry in _entries(case)}
    share = rules.share("agreement_share", last.day)
    copies = rules.value("minutes_copies", last.day)
    rows: list[Row] = []
    agreed = 0
    for vote in sorted(votes, key=lambda one: _place(entries.get(one.household_id or 0))):
        entry = entries.get(vote.household_id or 0)
        is_in = is_agreed(rules, Vote(votes_for=vote.votes_for, votes_of=vote.votes_of), last.day)
        agreed += is_in
        rows.append(
            {
                "head": entry.head_name if entry else None,
                "proposed_class": class_word(entry.proposed_class) if entry else None,
                "agree": vote.votes_for,
                "disagree": vote.votes_of - vote.votes_for,
                "result": "thống nhất" if is_in else "rà soát lại",
            }
        )
    opinions: list[Row] = []
    if last.said.get("opinions"):
        opinions.append({"who": None, "opinion": last.said["opinions"], "answer": None})
    values: dict[str, Value] = {
        "year": case.round.year,
        "village": _village(case),
        "meeting": str(len(meetings)),
        "day": last.day,
        "location": last.said.get("place"),
        "chair": last.said.get("chair"),
        "secretary": last.said.get("secretary"),
        "invited": last.invited,
        "attending": last.attending,
        "needed_share": f"{share[0] * 100 // share[1]} %" if share else None,
        "households": len(rows),
        "agreed": agreed,
        "not_agreed": len(rows) - agreed,
        "copies": copies if isinstance(copies, int) else None,
    }
    return Content(values, {"votes": rows, "opinions": opinions})


def posted_list(case: Case) -> Content:
    """Danh sách niêm yết công khai: of the posting that was written, else to be hung out now."""
    posting = last_posting(case)
    first, last = posted_days(case, posting)
    values: dict[str, Value] = {
        "year": case.round.year,
        "village": _village(case),
        "again": "kết quả phúc tra" if posting and posting.verb == Verb.POSTED_AGAIN else None,
        "posting_place": "; ".join(posting.said.get("places", [])) if posting else None,
        "first_day": first,
        "last_day": last,
    }
    return Content(values, {"households": Rows(_entries(case), case.round.opened_on).to_post()})


def posting_minutes(case: Case) -> Content | None:
    """Biên bản niêm yết; None where nothing was posted."""
    posting = last_posting(case)
    if posting is None:
        return None
    first, last = posted_days(case, posting)
    objections = objections_of(case)
    values: dict[str, Value] = {
        "year": case.round.year,
        "village": _village(case),
        "day": posting.day,
        "posting_place": "; ".join(posting.said.get("places", [])),
        "posted_by": posting.said.get("by"),
        "households": len(_entries(case)),
        "first_day": first,
        "last_day": last,
        "objections_count": len(objections),
    }
    return Content(values, {"objections": objections})


def objections_of(case: Case) -> list[Row]:
    """What was said against the posted lists of a case, with what came of it."""
    found: list[Row] = []
    for one in Objection.objects.filter(case=case).order_by("pk"):
        happened = list(one.happenings.filter(taken_back_by=None).order_by("pk"))
        closed = next((row for row in happened if row.verb == Verb.OBJECTION_CLOSED), None)
        outcome = closed.said.get("answer") if closed else "đang phúc tra"
        found.append({"day": happened[0].day if happened else None, "matter": one.words, "outcome": outcome})
    return found


def _entries(case: Case) -> list[Entry]:
    return list(Entry.objects.filter(case=case, left_out_on=None).order_by("sort_key", "pk"))


def _village(case: Case) -> str | None:
    return names_of([case.area_id], case.round.opened_on).get(case.area_id)


def _happened(case: Case, *verbs: Verb) -> list[Happening]:
    rows = Happening.objects.filter(case=case, verb__in=[verb.value for verb in verbs], taken_back_by=None)
    return list(rows.order_by("pk"))


def last_posting(case: Case) -> Happening | None:
    """How the list was posted last; None where it was not."""
    return next(reversed(_happened(case, Verb.POSTED, Verb.POSTED_AGAIN)), None)


def posted_days(case: Case, posting: Happening | None) -> tuple[date | None, date | None]:
    """From which day until the end of which the list hangs."""
    if posting is None:
        return None, None
    point = "reposting_days" if posting.verb == Verb.POSTED_AGAIN else "posting_days"
    return posting.day, last_day(rules_of(case.round), point, posting.day, calendar())


def _place(entry: Entry | None) -> tuple[str, int]:
    return (entry.sort_key, entry.pk) if entry else ("", 0)
