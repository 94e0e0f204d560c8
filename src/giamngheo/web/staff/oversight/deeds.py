"""What the forms of an inspection do: who may, what is read from the form, where the page goes on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, QueryDict

from giamngheo.apps.oversight.actions import (
    Advised,
    Concluded,
    Found,
    Minutes,
    OversightError,
    add_finding,
    add_item,
    answer_items,
    attach,
    cancel,
    close,
    close_minutes,
    conclude,
    decide,
    give_opinion,
    move_days,
    name_member,
    put_aside,
    put_finding_aside,
    recommend,
    remove_item,
    remove_member,
    return_report,
    write_report,
)
from giamngheo.apps.oversight.models import Attached, CheckItem, Finding, Inspection, TeamMember
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.text import parse_money
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import lines_in, number_in, words_in
from giamngheo.web.staff.coordination.reaching import row_for
from giamngheo.web.staff.oversight.reaching import chosen_unit, day_or_none, parsed

Wrong = dict[str, str]
Act = Callable[[HttpRequest, Inspection, Wrong], None]


@dataclass(frozen=True)
class Deed:
    """Who may do it where the inspecting unit is (who answers: where the inspected one is), and the deed."""

    permission: Permission
    act: Act
    place: str


def _member(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    said = request.POST
    name, post = words_in(said, "ho-ten", 201), words_in(said, "chuc-vu", 201)
    name_member(row, name, post, said.get("vai-tro", ""), actor_of(request))


def _remove_member(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    rows = TeamMember.objects.filter(inspection=row).select_related("inspection")
    remove_member(row_for(rows, chosen_unit(request.POST, "nguoi")), actor_of(request))


def _item(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    add_item(row, words_in(request.POST, "muc-moi", 501), actor_of(request))


def _remove_item(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    rows = CheckItem.objects.filter(inspection=row).select_related("inspection")
    remove_item(row_for(rows, chosen_unit(request.POST, "muc")), actor_of(request))


def _answers(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    said = request.POST
    answers = {
        item: (said.get(f"m{item}", ""), words_in(said, f"m{item}-loi", 1001))
        for item in row.checkitems.values_list("pk", flat=True)
        if f"m{item}" in said
    }
    answer_items(row, answers, actor_of(request))


def _finding(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    said = request.POST
    number = number_in(said, "muc")
    item = CheckItem.objects.filter(inspection=row, pk=number).first() if number is not None else None
    found = Found(
        said.get("muc-do", ""),
        lines_in(said, "phat-hien", 2001),
        words_in(said, "dieu-khoan", 301),
        item,
    )
    add_finding(row, found, actor_of(request), request.FILES.getlist("tep"))


def _finding_of(row: Inspection, said: QueryDict) -> Finding:
    rows = Finding.objects.filter(inspection=row).select_related("inspection")
    return row_for(rows, chosen_unit(said, "phat-hien-so"))


def _finding_aside(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    why = words_in(request.POST, "ly-do", 501)
    put_finding_aside(_finding_of(row, request.POST), why, actor_of(request))


def _decide(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    day = day_or_none(request.POST, "ngay", wrong)
    _settle(wrong)
    decide(row, words_in(request.POST, "so", 61), day, actor_of(request), today())


def _move_days(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    first, last = (day_or_none(request.POST, name, wrong) for name in ("tu-ngay", "den-ngay"))
    _settle(wrong)
    move_days(row, first, last, words_in(request.POST, "ly-do", 501), actor_of(request))


def _cancel(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    cancel(row, words_in(request.POST, "ly-do", 501), actor_of(request))


def _minutes(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    day = day_or_none(request.POST, "ngay", wrong)
    _settle(wrong)
    minutes = Minutes(day, lines_in(request.POST, "du", 2001), lines_in(request.POST, "noi-dung", 5001))
    close_minutes(row, minutes, actor_of(request), today())


def _opinion(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    give_opinion(row, lines_in(request.POST, "y-kien", 2001), actor_of(request))


def _report(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    write_report(row, lines_in(request.POST, "bao-cao", 10_001), actor_of(request))


def _return(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    return_report(row, words_in(request.POST, "ly-do", 501), actor_of(request))


def _conclude(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    day = day_or_none(request.POST, "ngay", wrong)
    _settle(wrong)
    said = Concluded(words_in(request.POST, "so", 61), day, lines_in(request.POST, "ket-luan", 5001))
    conclude(row, said, actor_of(request), today())


def _recommend(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    said = request.POST
    finding = _finding_of(row, said)
    advised = Advised(
        chosen_unit(said, "don-vi-nhan"),
        words_in(said, "kien-nghi-ai", 201),
        lines_in(said, "kien-nghi", 2001),
        day_or_none(said, "han", wrong),
        parsed(said, "thu-hoi", parse_money, wrong),
        words_in(said, "hien-vat", 301),
    )
    _settle(wrong)
    recommend(finding, advised, actor_of(request), today())


def _attach(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    attach(row, request.FILES.getlist("tep"), words_in(request.POST, "tep-ten", 191), actor_of(request))


def _put_aside(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    rows = Attached.objects.filter(inspection=row).select_related("inspection")
    file = row_for(rows, chosen_unit(request.POST, "tep-so"))
    put_aside(file, words_in(request.POST, "ly-do", 501), actor_of(request))


def _close(request: HttpRequest, row: Inspection, wrong: Wrong) -> None:
    close(row, actor_of(request))


def _settle(wrong: Wrong) -> None:
    """Refuse what could not be read."""
    if wrong:
        raise OversightError("Có ô ghi sai.", wrong=dict(wrong))


_KEEP, _DECIDE, _ANSWER = (
    Permission.INSPECT,
    Permission.DECIDE_INSPECTIONS,
    Permission.ANSWER_INSPECTIONS,
)
DEEDS: Final[Mapping[str, Deed]] = {
    "thanh-vien": Deed(_KEEP, _member, "doan"),
    "bo-thanh-vien": Deed(_KEEP, _remove_member, "doan"),
    "muc": Deed(_KEEP, _item, "de-cuong"),
    "bo-muc": Deed(_KEEP, _remove_item, "de-cuong"),
    "de-cuong": Deed(_KEEP, _answers, "de-cuong"),
    "phat-hien": Deed(_KEEP, _finding, "phat-hien-muc"),
    "bo-phat-hien": Deed(_KEEP, _finding_aside, "phat-hien-muc"),
    "quyet-dinh": Deed(_DECIDE, _decide, "page"),
    "doi-ngay": Deed(_KEEP, _move_days, "page"),
    "huy": Deed(_DECIDE, _cancel, "page"),
    "bien-ban": Deed(_KEEP, _minutes, "bien-ban"),
    "y-kien": Deed(_ANSWER, _opinion, "bien-ban"),
    "bao-cao": Deed(_KEEP, _report, "bao-cao-muc"),
    "tra-lai": Deed(_DECIDE, _return, "bao-cao-muc"),
    "ket-luan": Deed(_DECIDE, _conclude, "bao-cao-muc"),
    "kien-nghi": Deed(_KEEP, _recommend, "kien-nghi-muc"),
    "tep": Deed(_KEEP, _attach, "tep-muc"),
    "bo-tep": Deed(_KEEP, _put_aside, "tep-muc"),
    "ket-thuc": Deed(_KEEP, _close, "page"),
}
"""By the word of a form."""
