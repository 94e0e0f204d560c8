"""Every change of a paper: drawn up, issued, withdrawn, replaced.

Who may do so in which area is for the caller to ask; the database lets pass only what lies in areas where who
acts holds a role.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from giamngheo.apps.papers.codes import new_code
from giamngheo.apps.papers.documents import Document
from giamngheo.apps.papers.keeping import hash_of, kept_as
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.queries import is_decision, is_own_decision
from giamngheo.apps.papers.states import PaperState, may_move
from giamngheo.foundation.areas.models import Succession
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.foundation.text import day as day_text
from giamngheo.law.papers.library import layout_on

_NUMBER: Final = re.compile(r"0*([1-9]\d{0,5}[a-zđ]?)")
_LONGEST_REASON: Final = 1000
_AT_ONCE: Final = 500
_ISSUED: Final = """
UPDATE papers_issuedpaper AS paper SET state = 'issued', number = told.number, day = %s, issued_at = %s,
    issued_by_id = %s, issued_by_name = %s
FROM unnest(%s::bigint[], %s::text[]) AS told (id, number) WHERE paper.id = told.id
"""


class PaperError(Exception):
    """A paper cannot take this step; says in Vietnamese why and what to do, `about` names a field."""

    def __init__(self, message: str, about: str = "") -> None:
        super().__init__(message)
        self.about = about


@transaction.atomic
def draw_up(area_id: int, kind: str, document: Document, actor: Actor) -> IssuedPaper:
    """Keep a document as a draft of this unit, under a check code of its own.

    The content stays as it is from now on. ValueError where it has a number or a day already.
    """
    (paper,) = draw_up_all(area_id, kind, [document], actor)
    return paper


@transaction.atomic
def draw_up_all(area_id: int, kind: str, documents: Sequence[Document], actor: Actor) -> list[IssuedPaper]:
    """As `draw_up`, of many documents: each under a code and with a line of the trail of its own."""
    layout = layout_on(timezone.localdate()).id
    papers = []
    for document in documents:
        content = kept_as(document)
        papers.append(
            IssuedPaper(
                area_id=area_id,
                kind=kind,
                title=content["kind"],
                issuer=content["issuer"],
                check_code=new_code(),
                content=content,
                content_hash=hash_of(content),
                layout=layout,
                is_demonstration=document.is_demonstration,
                sign=content["sign"],
                drawn_up_by_id=actor.id,
                drawn_up_by_name=actor.name,
            )
        )
    IssuedPaper.objects.bulk_create(papers, _AT_ONCE)
    told = [_line(one, "draw_up", f"Lập dự thảo {_named(one)}", {"hash": one.content_hash}) for one in papers]
    record_all(actor, told)
    return papers


@transaction.atomic
def issue(paper: IssuedPaper, number: str, day: date, actor: Actor) -> IssuedPaper:
    """Note that a draft was issued under this number on this day, both given by a person.

    A paper without a sign may have no number. Raises PaperError, also where it is a decision that who acts
    drew up: maker and checker are two people.
    """
    kept = _take(paper, PaperState.ISSUED, "ban hành")
    if is_own_decision(kept, actor.id):
        raise PaperError(
            f"Bạn là người lập {_named(kept)} nên không tự ban hành được: việc này do hai người làm. "
            "Cách xử lý: nhờ lãnh đạo hoặc người giữ sổ văn bản đi ban hành."
        )
    kept.number, kept.day = _number(kept, number), _past(kept, day)
    kept.state = PaperState.ISSUED
    kept.issued_at, kept.issued_by_id, kept.issued_by_name = timezone.now(), actor.id, actor.name
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as error:
        if "papers_number_once_a_year" not in str(error):
            raise
        raise PaperError(
            f"Số {kept.number.zfill(2)}/{kept.sign} năm {day.year} đã dùng cho một văn bản khác của đơn vị. "
            "Cách xử lý: xem lại sổ văn bản đi và ghi số của chính văn bản này.",
            "number",
        ) from error
    details = {"number": kept.number, "day": day.isoformat()}
    _tell(kept, actor, "issue", f"Ban hành {_named(kept)} ngày {day_text(day)}", details)
    return kept


@transaction.atomic
def issue_all(papers: Sequence[IssuedPaper], first: str, day: date, actor: Actor) -> list[IssuedPaper]:
    """Note that drafts of one unit and sign were issued on a day under numbers that follow one another.

    `first` is the number of the first, in the order that is given; papers without a sign may have no number
    at all. All or none. Raises PaperError as `issue` does.
    """
    order = [one.pk for one in papers]
    held = {
        one.pk: one for one in IssuedPaper.objects.select_for_update().filter(pk__in=order).order_by("pk")
    }
    kept = [held[number] for number in order]
    if not kept:
        raise PaperError("Không có dự thảo nào để ban hành. Cách xử lý: lập giấy trước, rồi ban hành.")
    for one in kept:
        if not may_move(one.state, PaperState.ISSUED):
            raise PaperError(
                f"Không ban hành được {_named(one)}: văn bản này {PaperState(one.state).label}. "
                "Cách xử lý: tải lại trang để xem tình trạng mới nhất."
            )
        if is_own_decision(one, actor.id):
            raise PaperError(
                f"Bạn là người lập {_named(one)} nên không tự ban hành được: việc này do hai người làm. "
                "Cách xử lý: nhờ lãnh đạo hoặc người giữ sổ văn bản đi ban hành."
            )
    _past(kept[0], day)
    numbers = _following(kept, first)
    _refuse_taken(kept, numbers, day)
    now = timezone.now()
    for one, number in zip(kept, numbers, strict=True):
        one.number, one.day, one.state = number, day, PaperState.ISSUED
        one.issued_at, one.issued_by_id, one.issued_by_name = now, actor.id, actor.name
    with connection.cursor() as cursor:
        cursor.execute(_ISSUED, [day, now, actor.id, actor.name, order, numbers])
    told = [
        _line(
            one,
            "issue",
            f"Ban hành {_named(one)} ngày {day_text(day)}",
            {"number": one.number, "day": day.isoformat()},
        )
        for one in kept
    ]
    record_all(actor, told)
    return kept


@transaction.atomic
def withdraw(paper: IssuedPaper, reason: str, actor: Actor) -> IssuedPaper:
    """Let a paper be of no value any more, or put a draft aside; its number is not given again.

    Raises PaperError, also for an issued decision: two people withdraw it (`ask_to_withdraw`).
    """
    kept = _take(paper, PaperState.WITHDRAWN, "thu hồi")
    if kept.was_issued and is_decision(kept):
        raise PaperError(
            f"Một người không tự thu hồi được {_named(kept)}: việc này do hai người làm. "
            "Cách xử lý: ghi lý do để đề nghị thu hồi, rồi người khác có quyền quyết định xác nhận."
        )
    verb = "Thu hồi" if kept.was_issued else "Bỏ dự thảo"
    kept.reason = _reason(kept, reason)
    _end(kept, PaperState.WITHDRAWN, actor)
    _tell(kept, actor, "withdraw", f"{verb} {_named(kept)}", {"reason": kept.reason})
    return kept


@transaction.atomic
def ask_to_withdraw(paper: IssuedPaper, reason: str, actor: Actor) -> IssuedPaper:
    """Prepare that an issued decision is withdrawn: it stands until another person confirms. PaperError."""
    kept = _take(paper, PaperState.WITHDRAWN, "đề nghị thu hồi")
    if not kept.was_issued or not is_decision(kept):
        raise PaperError(
            f"{_named(kept)} thu hồi, bỏ được ngay, không cần đề nghị. Cách xử lý: tải lại trang rồi làm lại."
        )
    if kept.waits_to_be_withdrawn:
        raise PaperError(
            f"{kept.withdrawal_asked_by_name} đã đề nghị thu hồi {_named(kept)}. "
            "Cách xử lý: tải lại trang, xem lý do; người có quyền quyết định xác nhận hoặc bỏ đề nghị."
        )
    kept.reason = _reason(kept, reason)
    _note_asking(kept, timezone.now(), actor.id, actor.name)
    _tell(kept, actor, "ask_to_withdraw", f"Đề nghị thu hồi {_named(kept)}", {"reason": kept.reason})
    return kept


@transaction.atomic
def confirm_withdrawal(paper: IssuedPaper, actor: Actor) -> IssuedPaper:
    """Withdraw an issued decision for the reason for which somebody else asked for it. Raises PaperError."""
    kept = _waiting(paper)
    if actor.id is not None and kept.withdrawal_asked_by_id == actor.id:
        raise PaperError(
            f"Bạn là người đề nghị thu hồi {_named(kept)} nên không tự xác nhận được: việc này do hai người "
            "làm. Cách xử lý: nhờ người khác có quyền quyết định xác nhận, hoặc bỏ đề nghị."
        )
    _end(kept, PaperState.WITHDRAWN, actor)
    details = {"reason": kept.reason, "asked_by": kept.withdrawal_asked_by_id}
    _tell(kept, actor, "withdraw", f"Xác nhận thu hồi {_named(kept)}", details)
    return kept


@transaction.atomic
def drop_withdrawal(paper: IssuedPaper, actor: Actor) -> IssuedPaper:
    """Let a decision stand of which somebody, who acts or another, asked that it be withdrawn. PaperError."""
    kept = _waiting(paper)
    details = {"reason": kept.reason, "asked_by": kept.withdrawal_asked_by_id}
    kept.reason = ""
    _note_asking(kept, None, None, "")
    _tell(kept, actor, "drop_withdrawal", f"Bỏ đề nghị thu hồi {_named(kept)}", details)
    return kept


@transaction.atomic
def replace(paper: IssuedPaper, by: IssuedPaper, reason: str, actor: Actor) -> IssuedPaper:
    """Let another issued paper of the same unit, or of what came after it, take the place of this one.

    Who issued a decision does not put it in the place of another: two people end a decision.
    """
    both = IssuedPaper.objects.select_for_update().filter(pk__in=[paper.pk, by.pk]).order_by("pk")
    new = {one.pk: one for one in both}[by.pk]  # both locked, in one order
    kept = _take(paper, PaperState.REPLACED, "thay")
    if new.pk == kept.pk or new.state != PaperState.ISSUED or not _answers_for(new.area_id, kept.area_id):
        raise PaperError(
            f"{_named(kept)} chưa được thay: văn bản thay phải là một văn bản khác, của cùng đơn vị hoặc "
            "của đơn vị thay nó, đã ban hành và đang có giá trị. Cách xử lý: ban hành văn bản mới "
            "trước, rồi chọn văn bản đó.",
            "by",
        )
    if is_decision(kept) and actor.id is not None and new.issued_by_id == actor.id:
        raise PaperError(
            f"{_named(kept)} chưa được thay: {_named(new)} do chính bạn ban hành. "
            "Cách xử lý: nhờ người khác được ban hành văn bản ghi việc thay.",
            "by",
        )
    if kept.day is not None and new.day is not None and new.day < kept.day:
        raise PaperError(
            f"{_named(new)} ban hành ngày {day_text(new.day)}, trước ngày {day_text(kept.day)} của văn bản "
            "được thay. Cách xử lý: chọn văn bản ban hành sau.",
            "by",
        )
    kept.replaced_by = new
    kept.reason = _reason(kept, reason)
    _end(kept, PaperState.REPLACED, actor)
    details = {"reason": kept.reason, "replaced_by": new.pk}
    _tell(kept, actor, "replace", f"Thay {_named(kept)} bằng {_named(new)}", details)
    return kept


@transaction.atomic
def note_handing_out_all(papers: Sequence[IssuedPaper], ending: str, actor: Actor) -> None:
    """As `note_handing_out`, of papers that were taken away together."""
    record_all(
        actor,
        [
            _line(one, "hand_out", f"Tải {_named(one)}, chung một tệp .{ending}", {"format": ending})
            for one in papers
        ],
    )


@transaction.atomic
def note_handing_out(paper: IssuedPaper, ending: str, actor: Actor) -> None:
    """Tell the trail that somebody took a paper away as a file: people stand in it."""
    _tell(paper, actor, "hand_out", f"Tải {_named(paper)}, tệp .{ending}", {"format": ending})


def _take(paper: IssuedPaper, target: PaperState, verb: str) -> IssuedPaper:
    """The paper as it is kept now, locked, if it may go there."""
    kept = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
    if not may_move(kept.state, target):
        raise PaperError(
            f"Không {verb} được {_named(kept)}: văn bản này {PaperState(kept.state).label}. "
            "Cách xử lý: tải lại trang để xem tình trạng mới nhất."
        )
    return kept


def _waiting(paper: IssuedPaper) -> IssuedPaper:
    """The paper, locked, if somebody asked that it be withdrawn."""
    kept = _take(paper, PaperState.WITHDRAWN, "thu hồi")
    if not kept.waits_to_be_withdrawn:
        raise PaperError(
            f"Chưa có ai đề nghị thu hồi {_named(kept)}, hoặc đề nghị đã bỏ. "
            "Cách xử lý: tải lại trang để xem tình trạng mới nhất."
        )
    return kept


def _note_asking(kept: IssuedPaper, moment: datetime | None, person: int | None, name: str) -> None:
    kept.withdrawal_asked_at, kept.withdrawal_asked_by_id = moment, person
    kept.withdrawal_asked_by_name = name
    kept.save()


def _reason(kept: IssuedPaper, typed: str) -> str:
    reason = " ".join(typed.replace("\0", "").split())
    if not reason or len(reason) > _LONGEST_REASON:
        raise PaperError(
            f"Chưa ghi được việc này với {_named(kept)} vì lý do để trống hoặc dài hơn {_LONGEST_REASON} ký "
            "tự. Cách xử lý: ghi lý do ngắn gọn, ví dụ «ban hành nhầm danh sách».",
            "reason",
        )
    return reason


def _end(kept: IssuedPaper, state: PaperState, actor: Actor) -> None:
    kept.state = state
    kept.ended_at, kept.ended_by_id, kept.ended_by_name = timezone.now(), actor.id, actor.name
    kept.save()


def _answers_for(unit: int, former: int) -> bool:
    """Whether a unit mends the papers of the other: it is the same, or came after it."""
    return unit == former or Succession.objects.filter(predecessor_id=former, successor_id=unit).exists()


def _number(paper: IssuedPaper, typed: str) -> str:
    """The number without zeros in front, so that «7» and «07» are one."""
    found = _NUMBER.fullmatch(typed.strip().lower())
    if found is not None:
        return found[1]
    if not typed.strip() and not paper.sign:
        return ""
    raise PaperError(
        f"Số của {_named(paper)} phải là số văn thư đã cấp, ví dụ «7» hay «7a», không kèm ký hiệu. "
        "Cách xử lý: ghi đúng số trong sổ văn bản đi.",
        "number",
    )


def _following(papers: Sequence[IssuedPaper], first: str) -> list[str]:
    """The numbers of these papers, one after the other."""
    start = _number(papers[0], first)
    if not start:
        return [""] * len(papers)
    if not start.isdigit():
        raise PaperError(
            f"Số «{start}» không đánh tiếp được. Cách xử lý: gõ số đầu chỉ gồm chữ số, ví dụ 15.", "number"
        )
    return [str(int(start) + place) for place in range(len(papers))]


def _refuse_taken(papers: Sequence[IssuedPaper], numbers: Sequence[str], day: date) -> None:
    """Refuse numbers that other papers of the unit have in that year."""
    one = papers[0]
    others = IssuedPaper.objects.filter(area_id=one.area_id, sign=one.sign, day__year=day.year)
    taken = sorted(
        others.filter(number__in=[number for number in numbers if number]).values_list("number", flat=True),
        key=int,
    )
    if taken:
        raise PaperError(
            f"Trong các số {numbers[0]} đến {numbers[-1]} năm {day.year} có số đã dùng cho văn bản khác: "
            f"{', '.join(taken[:10])}. Cách xử lý: xem lại sổ văn bản đi và gõ số đầu khác.",
            "number",
        )


def _past(paper: IssuedPaper, day: date) -> date:
    if day > timezone.localdate():
        raise PaperError(
            f"Ngày {day_text(day)} chưa tới nên chưa ghi được là đã ban hành {_named(paper)}. "
            "Cách xử lý: ghi ngày ký trên văn bản.",
            "day",
        )
    return day


def _named(paper: IssuedPaper) -> str:
    """«Quyết định số 07/QĐ-UBND (mã 1234-…)»."""
    signed = f"/{paper.sign}" if paper.sign else ""
    numbered = f" số {paper.number.zfill(2)}{signed}" if paper.number else ""
    return f"{paper.title}{numbered} (mã {paper.check_code})"


def _tell(paper: IssuedPaper, actor: Actor, verb: str, sentence: str, details: Mapping[str, object]) -> None:
    record_all(actor, [_line(paper, verb, sentence, details)])


def _line(paper: IssuedPaper, verb: str, sentence: str, details: Mapping[str, object]) -> Deed:
    return Deed(f"papers.{verb}", sentence, paper.area_id, ("papers.IssuedPaper", paper.pk), details)
