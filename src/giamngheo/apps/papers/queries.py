"""Questions about papers: what a list tells of them, which may take the place of another."""

from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.states import PaperState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among, areas_reached
from giamngheo.foundation.areas.models import Succession
from giamngheo.law.papers.template_library import paper_kinds

_YEARS: Final = range(1900, 2201)
_OF_A_FUND: Final = "fund_"
"""How the kinds of papers of the fund begin: they name donors who may not wish to be known."""
_VOUCHERS: Final = frozenset({"fund_receipt", "fund_voucher", "fund_outlay"})


def may_read(person: int | None, day: date) -> Q:
    """The condition that a paper is read by who sees households there; of the fund, by its roles."""
    within = areas_reached(person, Permission.SEE_HOUSEHOLDS, day)
    fund = areas_reached(person, Permission.SEE_FUND, day)
    if fund == within:
        return among(within)
    return among(within) & (~Q(kind__startswith=_OF_A_FUND) | among(fund))


def is_a_voucher(paper: IssuedPaper) -> bool:
    """Whether it stands for an entry of the fund's book, so that it is cancelled there and not by itself."""
    return paper.kind in _VOUCHERS


def told_in_a_list(papers: QuerySet[IssuedPaper]) -> QuerySet[IssuedPaper]:
    """Papers without their content, with `subject` and `about` of it; the latest drawn up first."""
    return (
        papers.defer("content")
        .annotate(subject=KeyTextTransform("subject", "content"), about=KeyTextTransform("about", "content"))
        .order_by("-pk")
    )


def of_year(year: int) -> Q:
    """The condition that a paper is of a year: by its day, a draft by the day on which it was drawn up."""
    if year not in _YEARS:
        return Q(pk=None)
    return Q(day__year=year) | Q(day=None, drawn_up_at__year=year)


def may_replace(paper: IssuedPaper) -> QuerySet[IssuedPaper]:
    """Papers of its kind that stand and may take its place: of its unit or what came after it, no older."""
    after = Succession.objects.filter(predecessor_id=paper.area_id).values("successor_id")
    return IssuedPaper.objects.filter(
        Q(area_id=paper.area_id) | Q(area_id__in=after),
        kind=paper.kind,
        state=PaperState.ISSUED,
        day__gte=paper.day or date.min,
    ).exclude(pk=paper.pk)


def waiting_to_be_withdrawn() -> Q:
    """The condition that a paper stands until the withdrawal that was asked for is confirmed."""
    return Q(state=PaperState.ISSUED, withdrawal_asked_at__isnull=False)


def is_decision(paper: IssuedPaper) -> bool:
    """Whether it is of a kind that two people issue, and two people withdraw."""
    kind = paper_kinds().get(paper.kind)
    return kind is not None and kind.is_decision


def is_own_decision(paper: IssuedPaper, person_id: int | None) -> bool:
    """Whether it is a decision that this person drew up, so that another must issue it."""
    return person_id is not None and paper.drawn_up_by_id == person_id and is_decision(paper)
