"""«Ghi hộ mới»: a household as it stands on paper, its head and its members, into the register."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.households.actions import About, MemberSaid, RegisterError, record_household
from giamngheo.apps.households.particulars import choices_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_in, day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.registry.done import tell_done
from giamngheo.web.staff.registry.form import LONGEST, relations
from giamngheo.web.staff.registry.likeness import Likeness, decide
from giamngheo.web.staff.registry.places import commune_words, place_typed, places_of
from giamngheo.web.staff.registry.typed import HEAD, IDS, read_member

MOST_ROWS: Final = 30
SCHEME: Final = "danh sách của xã"
_FIRST_ROWS: Final = 3
_LONGEST_ADDRESS: Final = 300
_LONGEST_NUMBER: Final = 60
_NO_DAY: Final = "Chưa có ngày ghi sổ: gõ như 1/9/2026 hoặc 010926."


@needs(Permission.KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, add a row to it, or write the household down and show it."""
    wrong: dict[str, str] = {}
    if request.method != "POST":
        typed = QueryDict(mutable=True)
        typed.update({"ngay": day_text(today()), "so-theo": SCHEME, "thon": request.GET.get("dia-ban", "")})
        return _form(request, typed, _FIRST_ROWS, wrong)
    typed = request.POST
    rows = min(max(number_in(typed, "so-nguoi") or _FIRST_ROWS, 1), MOST_ROWS)
    asked = words_in(typed, "lam", 20) or "ghi"
    if asked == "them":
        return _form(request, typed, min(rows + 1, MOST_ROWS), wrong, is_longer=True)
    if asked != "ghi":
        return _form(request, typed, rows, wrong)
    return _write(request, rows, wrong)


def _write(request: HttpRequest, rows: int, wrong: dict[str, str]) -> HttpResponse:
    typed = request.POST
    area_id = place_typed(typed, person_of(request), today(), wrong)
    day = day_needed(typed, "ngay", _NO_DAY, wrong)
    since, _, wrong_since = day_in(typed, "tu-ngay", day or today())
    if wrong_since:
        wrong["tu-ngay"] = wrong_since
    elif day is not None and since > day:
        wrong["tu-ngay"] = f"Ở đây từ ngày {day_text(since)}, sau ngày ghi sổ: xem lại hai ngày này."
    numbers = _numbers(typed, wrong)
    members = _members(typed, rows, day or today(), wrong)
    heads = [said for said in members.values() if said.relationship == HEAD]
    head_name = str(heads[0].particulars.get("full_name", "")) if heads else ""
    decided, likes = decide(request, members, wrong, area_id, head_name)
    if wrong or area_id is None or day is None:
        return _form(request, typed, rows, wrong, likes=likes)
    about = About(day, words_in(typed, "ly-do", LONGEST), words_in(typed, "giay-to", LONGEST))
    address = words_in(typed, "dia-chi", _LONGEST_ADDRESS)
    try:
        home = record_household(
            area_id,
            list(decided.values()),
            about,
            actor_of(request),
            address=address,
            since=since,
            numbers=numbers,
        )
    except RegisterError as error:
        wrong[""] = str(error)
        return _form(request, typed, rows, wrong, likes=likes)
    tell_done(request, f"Đã ghi hộ {home.head_name} vào sổ, mã hộ {home.code}.")
    return redirect("household", home.code)


def _numbers(typed: Mapping[str, str], wrong: dict[str, str]) -> dict[str, str]:
    number = words_in(typed, "so-cua-xa", _LONGEST_NUMBER)
    scheme = words_in(typed, "so-theo", _LONGEST_NUMBER)
    if number and not scheme:
        wrong["so-theo"] = "Chưa ghi số này theo danh sách nào: gõ tên danh sách, như «danh sách của xã»."
    return {scheme: number} if number and scheme else {}


def _members(typed: Mapping[str, str], rows: int, day: date, wrong: dict[str, str]) -> dict[str, MemberSaid]:
    """The people of the rows that are not left empty, by the end of their fields' names."""
    members: dict[str, MemberSaid] = {}
    for place in range(1, rows + 1):
        suffix = f"-{place}"
        if _is_empty(typed, suffix):
            continue
        members[suffix] = read_member(typed, day, wrong, suffix=suffix, who=f"Người {place} – ")
    if not members:
        wrong["ten-1"] = "Hộ chưa có người nào: ghi ít nhất chủ hộ."
        return members
    heads = [suffix for suffix, said in members.items() if said.relationship == HEAD]
    if len(heads) != 1:
        told = "chưa có chủ hộ" if not heads else f"có {len(heads)} chủ hộ"
        at = heads[1] if heads else next(iter(members))
        wrong[f"quan-he{at}"] = f"Hộ {told}: chọn đúng một người là «Chủ hộ», người khác ghi quan hệ."
    _refuse_twice(members, wrong)
    return members


def _is_empty(typed: Mapping[str, str], suffix: str) -> bool:
    """Whether nothing is told of a person; a relationship alone tells of nobody."""
    fields = [name for field, name in IDS.items() if field != "relationship"]
    return not any(words_in(typed, name + suffix) for name in fields)


def _refuse_twice(members: Mapping[str, MemberSaid], wrong: dict[str, str]) -> None:
    """One number is nobody's twice on the same paper."""
    seen: dict[str, str] = {}
    for suffix, said in members.items():
        number = str(said.particulars.get("personal_number", ""))
        if number and number in seen:
            wrong.setdefault(
                f"so-dinh-danh{suffix}",
                f"Người {suffix[1:]} – Số định danh cá nhân: trùng với số của người {seen[number][1:]}. "
                "Đối chiếu với thẻ căn cước của từng người.",
            )
        seen.setdefault(number, suffix)


def _form(
    request: HttpRequest,
    typed: Mapping[str, str],
    rows: int,
    wrong: dict[str, str],
    *,
    likes: list[Likeness] | None = None,
    is_longer: bool = False,
) -> HttpResponse:
    return render(
        request,
        "staff/registry/new_household.html",
        {
            "form": {"typed": typed, "wrong": wrong},
            "rows": rows,
            "most_rows": MOST_ROWS,
            "is_longer": is_longer,
            "likes": likes or [],
            "places": places_of(person_of(request), today(), commune_words(typed), number_in(typed, "thon")),
            "relations": relations(head=True),
            "sexes": choices_of("sex"),
            "ethnic_groups": choices_of("ethnicity"),
        },
        status=422 if wrong else 200,
    )
