"""Meetings in which people plan together, their proposals, and the list of what goes into plans."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.states import GIVEN_UP
from giamngheo.apps.budgets.dimensions import programmes_of
from giamngheo.apps.coordination.actions import (
    CoordinationError,
    Met,
    Wanted,
    carry_out,
    decide_proposal,
    hold_meeting,
    propose,
)
from giamngheo.apps.coordination.models import CommunityMeeting, CommunityProposal
from giamngheo.apps.coordination.states import CARRIED_OUT, PROPOSAL_MOVES, ProposalState
from giamngheo.apps.coordination.unit_queries import proposal_counts, proposals_of
from giamngheo.apps.papers.documents import Column, Document, Paragraph, Signature, Table
from giamngheo.apps.programmes.queries import in_scope_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, path_of
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_in, lines_in, number_in, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.unit_asked import areas_in, unit_asked
from giamngheo.web.staff.coordination.filed import FILE_FIELD, file_given, handed_out
from giamngheo.web.staff.coordination.printing import heading_for, printed
from giamngheo.web.staff.coordination.reaching import may_here, require, row_for, seen_by, year_in

A_PAGE: Final = 30
OFFERED: Final = 200
LABELS: Final = {
    "accept": "Chấp nhận",
    "decline": "Không chấp nhận",
    "take_into_plan": "Đã đưa vào kế hoạch",
}


@needs(Permission.SEE_RESULTS)
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Show the proposals of a unit and year with where they stand, and its meetings."""
    unit, others = unit_asked(request)
    year, state = year_in(request, today().year), request.GET.get("tinh-trang", "")
    here = _here(request, unit)
    counts = proposal_counts(here & Q(meeting__day__year=year))
    rows = Paginator(proposals_of(here, state, year), A_PAGE)
    # Counted by state above: not a second time for the pages.
    rows.count = counts.states[state] if state in ProposalState.values else counts.states.total()
    page = rows.get_page(number_in(request.GET, "trang") or 1)
    meetings = CommunityMeeting.objects.filter(_meetings(request, unit), day__year=year).order_by(
        "-day", "-pk"
    )
    shown = list(meetings[:A_PAGE])
    areas = {one.area_id for one in shown} | {one.meeting.area_id for one in page.object_list}
    told = {
        "unit": unit,
        "others": others,
        "year": year,
        "years": range(today().year, today().year - 6, -1),
        "page": page,
        "meetings": shown,
        "names": names_of(areas, today()),
        "counts": counts.states,
        "waiting": counts.waiting,
        "states": ProposalState.choices,
        "state": state,
        "query": urlencode({"don-vi": unit.area_id, "nam": year} | ({"tinh-trang": state} if state else {})),
        "may_note": Permission.TAKE_PART in may_here(request, unit.area_id),
    }
    return render(request, "staff/coordination/proposals.html", told)


@needs(Permission.SEE_RESULTS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the proposals that the page shows."""
    unit, _ = unit_asked(request)
    year = year_in(request, today().year)
    rows = proposals_of(_here(request, unit), request.GET.get("tinh-trang", ""), year)
    taken = Taken("coordination.export", rows.count(), [unit.area_id], [["Năm", year]], {"year": year})
    return give(request, PROPOSALS, rows, taken, ending)


@needs(Permission.SEE_RESULTS)
@require_GET
def paper(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give what was accepted in a year as the list of a community development plan."""
    unit, _ = unit_asked(request)
    year = year_in(request, today().year)
    rows = list(proposals_of(_here(request, unit) & Q(state__in=CARRIED_OUT), "", year))
    names = names_of({one.meeting.area_id for one in rows}, today())
    table = Table(
        (
            Column("TT", 0.4, "center"),
            Column("Nội dung", 3),
            Column("Thôn, tổ dân phố", 1.6),
            Column("Ngày họp", 1, "center"),
            Column("Số người đồng ý", 1, "right"),
            Column("Kế hoạch", 1.8),
        ),
        tuple(
            (
                str(place),
                one.title,
                capital(names.get(one.meeting.area_id, "")),
                day_text(one.meeting.day),
                f"{one.votes}/{one.meeting.attended}" if one.votes is not None else "",
                one.plan_words,
            )
            for place, one in enumerate(rows, 1)
        ),
    )
    document = Document(
        **heading_for(unit.area_id, year),
        kind="Danh mục",
        subject=f"Kế hoạch phát triển cộng đồng năm {year}",
        year=year,
        body=(Paragraph("Nội dung do người dân đề xuất ở các cuộc họp, đã được chấp nhận."), table),
        signatures=(
            Signature(("Người lập",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Thủ trưởng đơn vị",), note="(Ký, đóng dấu)"),
        ),
    )
    return printed(request, document, ending, unit.area_id, f"phat-trien-cong-dong-{year}")


@needs(Permission.TAKE_PART)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or write a meeting down and show it."""
    unit, others = unit_asked(request)
    require(request, Permission.TAKE_PART, unit.area_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = request.POST
        day, text, fault = day_in(typed, "ngay", today())
        (attended, women, poor), faults = _counts(typed, "so-nguoi", "so-nu", "so-ho-ngheo")
        met = Met(
            day if text and not fault else None,
            words_in(typed, "noi", 201),
            words_in(typed, "chu-tri", 201),
            attended,
            women,
            poor,
            lines_in(typed, "noi-dung", 2001),
        )
        try:
            if faults:
                raise CoordinationError("", wrong=faults)
            row = hold_meeting(
                Area(pk=unit.area_id), met, file_given(request), actor_of(request), today=today()
            )
            return redirect("community-meeting", row.pk)
        except CoordinationError as error:
            wrong = error.wrong | ({"ngay": fault} if fault else {})
    told = {"unit": unit, "others": others, "file": FILE_FIELD, "typed": request.POST, "wrong": wrong}
    return render(request, "staff/coordination/meeting_new.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_RESULTS)
@require_safe
def one(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show a meeting with what it proposed."""
    return _page(request, _meeting(request, meeting_id))


@needs(Permission.TAKE_PART)
@require_POST
def deed(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Write a proposal down; accept or decline one, or say into which plan it went."""
    row, typed, verb = _meeting(request, meeting_id), request.POST, request.POST.get("viec", "")
    decides = verb in PROPOSAL_MOVES
    if verb != "gan":
        require(request, Permission.COORDINATE if decides else Permission.TAKE_PART, row.area_id)
    try:
        if decides:
            proposal = row_for(row.proposals.all(), number_in(typed, "dong") or 0)
            words = words_in(typed, f"loi-{proposal.pk}", 301)
            decide_proposal(proposal, verb, words, actor_of(request))
        elif verb == "gan":
            proposal = row_for(row.proposals.all(), number_in(typed, "dong") or 0)
            activity = row_for(_offered(row), number_in(typed, f"hoat-dong-{proposal.pk}") or 0)
            require(request, Permission.KEEP_ACTIVITIES, activity.area_id)
            carry_out(proposal, activity, actor_of(request), today=today())
        elif verb == "de-xuat":
            (votes, priority), faults = _counts(typed, "phieu", "uu-tien")
            if faults:
                raise CoordinationError("", wrong=faults)
            details, project = lines_in(typed, "chi-tiet", 2001), words_in(typed, "du-an", 10)
            wanted = Wanted(words_in(typed, "ten", 201), details, project, votes, priority)
            propose(row, wanted, actor_of(request))
        else:
            raise CoordinationError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
    except CoordinationError as error:
        return _page(request, row, typed.dict(), error.wrong)
    return redirect("community-meeting", row.pk)


@needs(Permission.SEE_RESULTS)
@require_GET
def minutes(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Hand out the minutes."""
    row = _meeting(request, meeting_id)
    return handed_out(request, row, row.area_id, f"Biên bản họp {day_text(row.day)}")


def _counts(typed: Mapping[str, str], *names: str) -> tuple[list[int | None], dict[str, str]]:
    """Numbers of fields, None where nothing was typed; what is wrong with them."""
    found: list[int | None] = []
    wrong: dict[str, str] = {}
    for name in names:
        text = words_in(typed, name, 12).replace(".", "")
        is_number = text.isascii() and text.isdigit() and len(text) <= 6
        found.append(int(text) if is_number else None)
        if text and not is_number:
            wrong[name] = f"«{text}» không phải số đếm. Cách xử lý: ghi số, như 42."
    return found, wrong


def _meetings(request: HttpRequest, unit: Unit, before: str = "") -> Q:
    return among(areas_in(request, unit), f"{before}area_id")


def _here(request: HttpRequest, unit: Unit) -> Q:
    return _meetings(request, unit, "meeting__")


def _meeting(request: HttpRequest, meeting_id: int) -> CommunityMeeting:
    return row_for(CommunityMeeting.objects.filter(seen_by(request)), meeting_id)


def _page(
    request: HttpRequest,
    row: CommunityMeeting,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    here = may_here(request, row.area_id)
    decides = Permission.COORDINATE in here
    proposals = [
        (one, [(verb, LABELS[verb]) for verb in _verbs(one)] if decides else [])
        for one in proposals_of(Q(meeting=row))
    ]
    unit = _unit(row)
    may_carry_out = Permission.KEEP_ACTIVITIES in may_here(request, unit)
    told = {
        "row": row,
        "unit": unit,
        "activities": list(_offered(row)[:OFFERED]) if may_carry_out else [],
        "may_carry_out": may_carry_out,
        "waits": lambda one: (
            one.state in CARRIED_OUT and (one.activity is None or one.activity.state in GIVEN_UP)
        ),
        "place": names_of([row.area_id], today()).get(row.area_id, "–"),
        "proposals": proposals,
        "may_note": Permission.TAKE_PART in here,
        "projects": _projects(unit, row.day.year),
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/coordination/meeting.html", told, status=422 if wrong else 200)


def _unit(meeting: CommunityMeeting) -> int:
    """The unit that carries out what a meeting proposed: of a village its commune."""
    path = path_of(meeting.area_id, today())
    return next((one.area_id for one in reversed(path) if one.tier != Tier.VILLAGE), meeting.area_id)


def _projects(unit: int, year: int) -> dict[str, str]:
    """The projects of the programmes of a year by code, those out of scope marked."""
    in_scope = in_scope_of(unit, year, today())
    return {
        one.code: in_scope.told(one.code, one.name) for law in programmes_of(year) for one in law.projects
    }


def _offered(meeting: CommunityMeeting) -> QuerySet[Activity]:
    """The activities that may carry out what a meeting proposed, the last first."""
    rows = Activity.objects.filter(area=_unit(meeting), year__gte=meeting.day.year).exclude(
        state__in=GIVEN_UP
    )
    return rows.order_by("-year", "-first", "-pk")


def _verbs(one: CommunityProposal) -> list[str]:
    return [verb for verb, (before, _) in PROPOSAL_MOVES.items() if one.state in before]


def _lines(chunk: Sequence[CommunityProposal], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.meeting.area_id for one in chunk)
    for one in chunk:
        yield (
            one.title,
            one.words or None,
            looking.name(one.meeting.area_id),
            day_text(one.meeting.day),
            one.votes,
            one.meeting.attended,
            one.priority,
            one.get_state_display(),
            one.why or one.plan_words or None,
            f"{one.activity.title} ({one.activity.state_word.lower()})" if one.activity else None,
        )


PROPOSALS: Final = Exported(
    "Đề xuất của cộng đồng",
    "Số đề xuất",
    {
        PLACE: COUNT,
        "Đề xuất": TEXT,
        "Nội dung": TEXT,
        "Nơi họp": TEXT,
        "Ngày họp": TEXT,
        "Số người đồng ý": COUNT,
        "Số người dự": COUNT,
        "Ưu tiên": COUNT,
        "Tình trạng": TEXT,
        "Lý do, kế hoạch": TEXT,
        "Hoạt động": TEXT,
    },
    (7, 44, 60, 26, 12, 12, 12, 10, 22, 44, 44),
    _lines,
)
