"""«Văn bản»: the papers in reach, the latest first, with filters that live in the address."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.papers.codes import code_in
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.queries import may_read, of_year, told_in_a_list, waiting_to_be_withdrawn
from giamngheo.apps.papers.states import PaperState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.papers.template_library import paper_kinds
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.shown import PAPER_STATES, Shown
from giamngheo.web.staff.activities.drawn_up import KINDS
from giamngheo.web.staff.registry.listing import areas_of

ON_A_PAGE: Final = 50
NEVER_KEPT: Final = frozenset({"money_decision", "money_request", "money_year_report"})
"""Kinds that are printed from what they tell of, under its own number, and not kept as papers."""
WAITING: Final = "cho-thu-hoi"
# In the address: Vietnamese words for states, in the order of a paper's life.
STATES: Final = {
    "du-thao": (Q(state=PaperState.DRAFT), "Dự thảo"),
    "co-gia-tri": (Q(state=PaperState.ISSUED), "Đang có giá trị"),
    WAITING: (waiting_to_be_withdrawn(), "Chờ xác nhận thu hồi"),
    "da-thay": (Q(state=PaperState.REPLACED), "Đã được thay"),
    "da-thu-hoi": (Q(state=PaperState.WITHDRAWN), "Đã thu hồi, đã bỏ"),
}


@dataclass(frozen=True)
class Asked:
    """The filters as they live in the address."""

    area_id: int | None = None
    kind: str = ""
    state: str = ""
    year: int | None = None
    words: str = ""

    @property
    def query(self) -> str:
        """The address behind «?»."""
        said = {
            "dia-ban": str(self.area_id or ""),
            "loai": self.kind,
            "tinh-trang": self.state,
            "nam": str(self.year or ""),
            "tim": self.words,
        }
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def rows(self) -> list[list[str]]:
        """The filters as lines above a list that is taken away."""
        said = {
            "Loại": kinds().get(self.kind, ""),
            "Tình trạng": STATES[self.state][1] if self.state else "",
            "Năm": str(self.year or ""),
            "Tìm": self.words,
        }
        return [[name, value] for name, value in said.items() if value]

    def condition(self) -> Q:
        """The condition on papers."""
        found = Q()
        if self.kind:
            found &= Q(kind=self.kind)
        if self.state:
            found &= STATES[self.state][0]
        if self.year is not None:
            found &= of_year(self.year)
        if self.words:
            code = code_in(self.words)
            number = self.words.split("/", 1)[0].strip().lower().lstrip("0")
            found &= Q(check_code=code) if code else Q(number=number or None)
        return found


def kinds() -> dict[str, str]:
    """Every kind of paper that may be listed, by what it is called."""
    return {kind.id: kind.name for kind in paper_kinds().values() if kind.id not in NEVER_KEPT} | dict(KINDS)


def chosen(request: HttpRequest) -> tuple[Asked, QuerySet[IssuedPaper]]:
    """What the address asks for, and the papers in reach that it gives; unknown words ask for nothing."""
    address, day = request.GET, today()
    kind, state = address.get("loai", ""), address.get("tinh-trang", "")
    asked = Asked(
        number_in(address, "dia-ban"),
        kind if kind in kinds() else "",
        state if state in STATES else "",
        number_in(address, "nam"),
        words_in(address, "tim"),
    )
    within = may_read(person_of(request), day)
    if asked.area_id is not None:
        inside = Containment.objects.filter(ancestor_id=asked.area_id, valid__contains=day)
        within &= Q(area_id__in=list(inside.values_list("area_id", flat=True)))
    return asked, IssuedPaper.objects.filter(within, asked.condition())


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Show the papers in reach that pass the filters."""
    asked, rows = chosen(request)
    after = number_in(request.GET, "sau")
    shown = told_in_a_list(rows if after is None else rows.filter(pk__lt=after))
    found = list(shown[: ON_A_PAGE + 1])
    page = found[:ON_A_PAGE]
    return render(
        request,
        "staff/official_papers/papers.html",
        {
            "asked": asked,
            "rows": page,
            "total": rows.count(),
            "next": page[-1].pk if len(found) > ON_A_PAGE else None,
            "is_first": after is None,
            "kinds": kinds(),
            "states": {word: label for word, (_, label) in STATES.items()},
            "state_of": state_of,
            "numbered": numbered,
            "names": names_of([one.area_id for one in page], today()),
            "areas": areas_of(person_of(request), asked.area_id),
        },
    )


def state_of(paper: IssuedPaper) -> Shown:
    """How the state of a paper is shown; a draft that was put aside was never of value."""
    is_dropped = paper.state == PaperState.WITHDRAWN and not paper.was_issued
    return PAPER_STATES["dropped" if is_dropped else paper.state]


def numbered(paper: IssuedPaper) -> str:
    """«07/QĐ-UBND»; empty while it has no number."""
    number = paper.number.zfill(2) if paper.number.isdigit() else paper.number
    return f"{number}/{paper.sign}" if number and paper.sign else number
