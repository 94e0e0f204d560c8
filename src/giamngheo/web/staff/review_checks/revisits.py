"""Phúc tra mẫu: a sample is drawn, its second sheets given to others, the two visits are held together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from giamngheo.apps.reviews.actions import ReviewError, assign_revisits, draw
from giamngheo.apps.reviews.actions.revisiting import LONGEST_SEED, may_be_drawn
from giamngheo.apps.reviews.agreement import agreement_of
from giamngheo.apps.reviews.models import Entry, Revisit, Round, Sample
from giamngheo.apps.reviews.sampling import place_in_draw
from giamngheo.apps.surveys.models import SheetVersion
from giamngheo.apps.surveys.states import SheetState, VersionKind
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_in_each, roles_with
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import percent as percent_said
from giamngheo.law.library import LawError
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in, number_of
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.review_checks.reaching import Seen, seen_round, told
from giamngheo.web.staff.reviews.reaching import require, seen_by

ON_A_PAGE: Final = 50
DRAW, ASSIGN = "rut", "giao"
NOBODY: Final = "khong-ai"


@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show samples, second sheets and how far the visits agree; draw, or give sheets to somebody."""
    seen = seen_round(request, round_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        require(request, Permission.LEAD_REVIEWS, seen.round.area_id)
        deed = {DRAW: _draw, ASSIGN: _assign}.get(request.POST.get("viec", ""))
        if deed is None:
            wrong["viec"] = "Chưa chọn việc. Cách xử lý: bấm «Rút mẫu» hoặc «Giao phiếu»."
        elif deed(request, seen.round, wrong):
            return redirect("review-revisits", seen.round.pk)
    rows = _rows(request, seen)
    last = number_in(request.GET, "sau")
    found = list((rows.filter(pk__gt=last) if last is not None else rows)[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    try:
        agreement, refused = agreement_of(seen.round, seen.within), ""
    except LawError as error:
        agreement, refused = None, str(error)
    context = told(
        request,
        seen,
        samples=Sample.objects.filter(round=seen.round).order_by("pk"),
        waiting=may_be_drawn(seen.round).filter(area__in=seen.within).count(),
        rows=shown,
        first=first_reviewers(shown),
        total=rows.count(),
        next_page=shown[-1].pk if len(found) > ON_A_PAGE else None,
        is_first=last is None,
        reviewers=_reviewers(seen.round),
        agreement=agreement,
        refused=refused,
        differing=Entry.objects.filter(pk__in=agreement.differing if agreement else []).order_by(
            "sort_key", "pk"
        ),
        typed=request.POST,
        wrong=wrong,
        longest=LONGEST_SEED,
        nobody=NOBODY,
        query=urlencode({"thon": seen.asked}) if seen.asked else "",
    )
    return render(request, "staff/review_checks/revisits.html", context, status=422 if wrong else 200)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, round_id: int, ending: str) -> HttpResponseBase:
    """Give the drawn households with what they were ordered by, so that the draw can be repeated."""
    seen = seen_round(request, round_id)
    rows = _rows(request, seen)
    taken = Taken("reviews.export", rows.count(), seen.areas_told, details={"round": seen.round.pk})
    return give(request, DRAWN, rows, taken, ending)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def frames(request: HttpRequest, round_id: int, ending: str) -> HttpResponseBase:
    """Give the households from which each sample was drawn: what is needed to draw again elsewhere."""
    seen = seen_round(request, round_id)
    samples = list(Sample.objects.filter(round=seen.round).order_by("pk"))
    in_reach = Entry.objects.filter(seen_by(request), round=seen.round, area__in=seen.within)
    entries = in_reach.in_bulk({number for one in samples for number in one.frame})
    lines = [
        (place, one.seed, entries[number])
        for place, one in enumerate(samples, 1)
        for number in one.frame
        if number in entries
    ]
    lines.sort(key=lambda line: (line[0], line[2].area_id, place_in_draw(line[1], line[2].household_code)))
    taken = Taken("reviews.export", len(lines), seen.areas_told, details={"round": seen.round.pk})
    return give(request, FRAMES, lambda: iter(lines), taken, ending)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def agreed(request: HttpRequest, round_id: int, ending: str) -> HttpResponseBase:
    """Give the agreement by question."""
    seen = seen_round(request, round_id)
    try:
        rows: Sequence[Any] = agreement_of(seen.round, seen.within).questions
    except LawError:
        rows = ()
    taken = Taken("reviews.export", len(rows), seen.areas_told, details={"round": seen.round.pk})
    return give(request, AGREED, lambda: iter(rows), taken, ending)


def first_reviewers(rows: Sequence[Revisit]) -> dict[int, str]:
    """Who sealed the first sheets, by the number of the revisit. One question."""
    sheets = {one.first_version.sheet_id: one.pk for one in rows}
    sealed = SheetVersion.objects.filter(sheet__in=sheets, kind=VersionKind.SEALED)
    return {sheets[sheet]: name for sheet, name in sealed.values_list("sheet_id", "author_name")}


def _rows(request: HttpRequest, seen: Seen) -> QuerySet[Revisit]:
    rows = Revisit.objects.filter(seen_by(request), round=seen.round, area__in=seen.within)
    return rows.select_related("sample", "entry", "sheet", "first_version").order_by("pk")


def _draw(request: HttpRequest, one: Round, wrong: dict[str, str]) -> bool:
    typed = request.POST
    asked: dict[str, int | None] = {}
    for field, name in (("so-ho", "number"), ("ty-le", "percent")):
        said = typed.get(field, "").strip()
        asked[name] = number_in({field: said}, field)
        if said and asked[name] is None:
            wrong[field] = "Không phải số. Cách xử lý: ghi bằng chữ số, như 20."
    if wrong:
        return False
    try:
        draw(one, actor_of(request), seed=typed.get("so-gieo", ""), **asked)
    except ReviewError as error:
        wrong[error.about or "so-ho"] = str(error)
        return False
    return True


def _assign(request: HttpRequest, one: Round, wrong: dict[str, str]) -> bool:
    numbers = [one for one in map(number_of, request.POST.getlist("ho")) if one is not None]
    chosen = list(Revisit.objects.filter(seen_by(request), round=one, pk__in=numbers))
    who = request.POST.get("nguoi", "")
    reviewers = dict(_reviewers(one))
    if not chosen:
        wrong["ho"] = "Chưa chọn hộ nào. Cách xử lý: đánh dấu các hộ cần giao."
    if who != NOBODY and who not in reviewers:
        wrong["nguoi"] = "Chưa chọn người phúc tra. Cách xử lý: chọn trong danh sách."
    if wrong:
        return False
    reviewer = None if who == NOBODY else Actor(int(who), reviewers[who])
    if reviewer is not None and not _fills_in(reviewer, {revisit.area_id for revisit in chosen}):
        wrong["nguoi"] = (
            f"{reviewer.name} không có vai trò điền phiếu ở thôn của mọi hộ đã chọn. "
            "Cách xử lý: giao riêng từng thôn, hoặc chọn người khác."
        )
        return False
    try:
        assign_revisits(chosen, reviewer, actor_of(request))
    except ReviewError as error:
        wrong[error.about or "nguoi"] = str(error)
        return False
    return True


def _fills_in(reviewer: Actor, areas: set[int]) -> bool:
    held = permissions_in_each(reviewer.id, areas, today())
    return all(Permission.FILL_SHEETS in may for may in held.values())


def _reviewers(one: Round) -> list[tuple[str, str]]:
    """Who fills in sheets in the commune or in one of its villages today, by number as forms have it."""
    inside = Containment.objects.filter(ancestor=one.area_id, valid__contains=today()).values("area")
    held = Holding.objects.running_on(today()).filter(
        area__in=inside, role__in=roles_with(Permission.FILL_SHEETS)
    )
    people = User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("full_name", "pk")
    return [(str(number), name) for number, name in people.values_list("pk", "full_name")[:300]]


def _drawn_lines(chunk: Sequence[Revisit], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    first = first_reviewers(chunk)
    for one in chunk:
        yield (
            one.entry.head_name,
            one.entry.household_code,
            looking.name(one.area_id),
            one.sample.seed,
            place_in_draw(one.sample.seed, one.entry.household_code),
            first.get(one.pk),
            one.sheet.reviewer_name or None,
            "đã khoá" if one.sheet.state == SheetState.SEALED else "chưa khoá",
        )


def _frame_lines(chunk: Sequence[tuple[int, str, Entry]], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for _, _, one in chunk)
    for place, seed, one in chunk:
        code = one.household_code
        yield place, seed, looking.name(one.area_id), code, place_in_draw(seed, code)


def _agreed_lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
    for one in chunk:
        share = one.agreed.share
        yield (
            one.question.text,
            one.agreed.pairs,
            one.agreed.equal,
            percent_said(share * 100, 1) if share is not None else None,
            f"{one.agreed.kappa:.2f}".replace(".", ",") if one.agreed.kappa is not None else None,
            f"{one.difference:.1f}".replace(".", ",") if one.difference is not None else None,
        )


_DRAWN_HEADS: Final[Mapping[str, Any]] = {
    PLACE: COUNT,
    "Chủ hộ": TEXT,
    "Mã hộ": TEXT,
    "Thôn, tổ dân phố": TEXT,
    "Số gieo": TEXT,
    "SHA-256": TEXT,
    "Người khoá phiếu đầu": TEXT,
    "Người phúc tra": TEXT,
    "Phiếu phúc tra": TEXT,
}
DRAWN: Final = Exported(
    "Mẫu phúc tra", "Số hộ", _DRAWN_HEADS, (7, 28, 18, 24, 14, 66, 24, 24, 14), _drawn_lines
)
FRAMES: Final = Exported(
    "Danh sách để rút mẫu phúc tra",
    "Số dòng",
    {
        PLACE: COUNT,
        "Lần rút": COUNT,
        "Số gieo": TEXT,
        "Thôn, tổ dân phố": TEXT,
        "Mã hộ": TEXT,
        "SHA-256": TEXT,
    },
    (7, 10, 14, 24, 18, 66),
    _frame_lines,
)
AGREED: Final = Exported(
    "Mức độ thống nhất theo câu hỏi",
    "Số câu hỏi",
    {
        PLACE: COUNT,
        "Câu hỏi": TEXT,
        "Số cặp trả lời": COUNT,
        "Giống nhau": COUNT,
        "Tỷ lệ giống nhau": TEXT,
        "Hệ số kappa": TEXT,
        "Lệch trung bình": TEXT,
    },
    (7, 60, 14, 14, 16, 14, 16),
    _agreed_lines,
)
