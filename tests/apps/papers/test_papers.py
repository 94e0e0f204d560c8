"""Papers: drawn up under a code, issued once by a person, replaced or withdrawn, never rewritten."""

import io
import re
from datetime import date, timedelta

import docx
import msgspec
import pdfplumber
import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError
from django.utils import timezone
from tests.apps.papers.told import DECISION
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.papers.actions import (
    PaperError,
    ask_to_withdraw,
    confirm_withdrawal,
    draw_up,
    drop_withdrawal,
    issue,
    replace,
    withdraw,
)
from giamngheo.apps.papers.codes import code_in
from giamngheo.apps.papers.documents import Document, Paragraph
from giamngheo.apps.papers.making import ChangedContentError, pdf_of_paper, word_of_paper
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.published import paper_of_code
from giamngheo.apps.papers.states import MOVES, PaperState, may_move
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db

WHO = Actor(1, "Người ghi thử")
CLERK = Actor(2, "Người giữ sổ thử")
DAY = date(2026, 2, 5)
CONTENT = msgspec.structs.replace(DECISION, number="", day=None, check_code="", check_address="")
CHECK_PAGE = "https://giamngheo.example/kiem-tra/"


@pytest.fixture
def country() -> Country:
    return make_country()


def drawn(area: Area, document: Document = CONTENT) -> IssuedPaper:
    return draw_up(area.pk, "recognition_decision", document, WHO)


def issued(area: Area, number: str = "7", day: date = DAY, document: Document = CONTENT) -> IssuedPaper:
    return issue(drawn(area, document), number, day, CLERK)


def withdrawn(paper: IssuedPaper) -> IssuedPaper:
    return confirm_withdrawal(ask_to_withdraw(paper, "Ban hành nhầm", WHO), CLERK)


def lines() -> list[str]:
    found = AuditLine.objects.filter(verb__startswith="papers.").order_by("pk")
    return list(found.values_list("verb", flat=True))


def test_a_draft_has_a_code_and_neither_number_nor_day(country: Country) -> None:
    paper = drawn(country.east)
    assert (paper.state, paper.number, paper.day, paper.sign) == ("draft", "", None, "QĐ-UBND")
    assert code_in(paper.check_code) == paper.check_code
    assert (paper.title, paper.issuer, paper.layout) == ("Quyết định", CONTENT.issuer, "nd_30_2020")
    assert (paper.drawn_up_by_id, paper.drawn_up_by_name) == (1, WHO.name)
    assert lines() == ["papers.draw_up"]


@pytest.mark.parametrize("more", [{"number": "7"}, {"day": DAY}, {"check_code": "1"}, {"check_address": "x"}])
def test_number_day_and_code_are_never_of_the_content(country: Country, more: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="belong to the paper"):
        drawn(country.east, msgspec.structs.replace(CONTENT, **more))
    assert not IssuedPaper.objects.exists()


def test_a_paper_is_issued_once_with_the_number_and_day_that_a_person_gave(country: Country) -> None:
    paper = issued(country.east, " 07 ")
    assert (paper.state, paper.number, paper.day, paper.issued_by_id) == ("issued", "7", DAY, 2)
    with pytest.raises(PaperError, match=r"Không ban hành được Quyết định số 07/QĐ-UBND.* đang có giá trị"):
        issue(paper, "8", DAY, CLERK)
    assert lines() == ["papers.draw_up", "papers.issue"]


def test_who_drew_up_a_decision_does_not_issue_it_but_what_is_none_they_do(country: Country) -> None:
    paper = drawn(country.east)
    with pytest.raises(
        PaperError, match=r"Bạn là người lập Quyết định \(mã .* nhờ lãnh đạo hoặc người giữ sổ"
    ):
        issue(paper, "7", DAY, WHO)
    listed = draw_up(country.east.pk, "posted_list", msgspec.structs.replace(CONTENT, sign=""), WHO)
    assert issue(listed, "", DAY, WHO).state == "issued"
    assert issue(paper, "7", DAY, CLERK).state == "issued"


def test_a_number_is_given_once_by_a_unit_for_a_sign_in_a_year(country: Country) -> None:
    first, other = issued(country.east), msgspec.structs.replace(CONTENT, sign="TB-UBND")
    with pytest.raises(PaperError, match="Số 07/QĐ-UBND năm 2026 đã dùng") as told:
        issued(country.east, "007", DAY + timedelta(days=30))
    assert told.value.about == "number"
    issued(country.west)
    issued(country.east, document=other)
    issued(country.east, day=date(2025, 2, 5))
    withdrawn(first)
    with pytest.raises(PaperError, match="đã dùng"):
        issued(country.east)


@pytest.mark.parametrize("number", ["", "0", "7/QĐ-UBND", "bảy", "-1", "1234567", "7\0", "٧"])
def test_what_is_no_number_is_told(country: Country, number: str) -> None:
    paper = drawn(country.east)
    with pytest.raises(PaperError, match="phải là số văn thư đã cấp") as told:
        issue(paper, number, DAY, CLERK)
    assert told.value.about == "number"
    assert IssuedPaper.objects.get().state == "draft"


def test_a_paper_without_a_sign_may_have_no_number(country: Country) -> None:
    bare = msgspec.structs.replace(CONTENT, kind="Biên bản", sign="")
    assert issued(country.east, "", document=bare).number == ""
    assert issued(country.east, "", document=bare).state == "issued"


def test_a_day_that_has_not_come_is_refused(country: Country) -> None:
    with pytest.raises(PaperError, match="chưa tới") as told:
        issued(country.east, day=timezone.localdate() + timedelta(days=1))
    assert told.value.about == "day"


def test_a_paper_is_withdrawn_with_a_reason_and_for_ever(country: Country) -> None:
    paper = issue(draw_up(country.east.pk, "posted_list", CONTENT, WHO), "7", DAY, WHO)
    for reason in ("", "  ", "\0", "x" * 1001):
        with pytest.raises(PaperError, match="lý do") as told:
            withdraw(paper, reason, WHO)
        assert told.value.about == "reason"
    ended = withdraw(paper, "Ban hành nhầm danh sách", WHO)
    assert (ended.state, ended.reason, ended.ended_by_name) == (
        "withdrawn",
        "Ban hành nhầm danh sách",
        WHO.name,
    )
    with pytest.raises(PaperError, match="Không thu hồi được"):
        withdraw(paper, "Lần nữa", WHO)
    with pytest.raises(PaperError, match="Không đề nghị thu hồi được"):
        ask_to_withdraw(paper, "Lần nữa", WHO)


def test_an_issued_decision_is_withdrawn_by_two_people(country: Country) -> None:
    paper = issued(country.east)
    with pytest.raises(PaperError, match="việc này do hai người làm"):
        withdraw(paper, "Ban hành nhầm", WHO)
    with pytest.raises(PaperError, match="Chưa có ai đề nghị thu hồi"):
        confirm_withdrawal(paper, CLERK)
    with pytest.raises(PaperError, match="lý do để trống"):
        ask_to_withdraw(paper, " ", WHO)
    asked = ask_to_withdraw(paper, "Ban hành nhầm", WHO)
    told = paper_of_code(paper.check_code)
    assert asked.waits_to_be_withdrawn and told is not None and told.state == PaperState.ISSUED
    with pytest.raises(PaperError, match=f"{WHO.name} đã đề nghị thu hồi"):
        ask_to_withdraw(paper, "Lần nữa", CLERK)
    with pytest.raises(PaperError, match=r"Bạn là người đề nghị .* không tự xác nhận được"):
        confirm_withdrawal(paper, WHO)
    ended = confirm_withdrawal(paper, CLERK)
    assert (ended.state, ended.reason) == ("withdrawn", "Ban hành nhầm")
    assert (ended.withdrawal_asked_by_id, ended.ended_by_id) == (WHO.id, CLERK.id)
    assert lines()[-2:] == ["papers.ask_to_withdraw", "papers.withdraw"]


def test_a_decision_of_which_the_withdrawal_is_dropped_stands_as_before(country: Country) -> None:
    paper = issued(country.east)
    ask_to_withdraw(paper, "Ban hành nhầm", WHO)
    kept = drop_withdrawal(paper, WHO)
    assert (kept.state, kept.reason, kept.waits_to_be_withdrawn) == ("issued", "", False)
    with pytest.raises(PaperError, match="đề nghị đã bỏ"):
        confirm_withdrawal(paper, CLERK)
    with pytest.raises(PaperError, match="thu hồi, bỏ được ngay"):
        ask_to_withdraw(drawn(country.east), "Dự thảo", WHO)
    ask_to_withdraw(paper, "Lần hai", CLERK)
    assert confirm_withdrawal(paper, WHO).reason == "Lần hai"


def test_the_database_too_refuses_that_one_person_withdraws_what_they_asked_for(country: Country) -> None:
    asked = ask_to_withdraw(issued(country.east), "Ban hành nhầm", WHO)
    asked.state, asked.ended_by_id, asked.ended_at = PaperState.WITHDRAWN, WHO.id, timezone.now()
    with pytest.raises(IntegrityError, match="papers_withdrawn_by_another"), transaction.atomic():
        asked.save()


def test_a_paper_is_replaced_by_another_that_stands(country: Country) -> None:
    old, new = issued(country.east), issued(country.east, "9", DAY + timedelta(days=9))
    with pytest.raises(PaperError, match="do chính bạn ban hành"):
        replace(old, new, "Sửa danh sách", CLERK)
    ended = replace(old, new, "Sửa danh sách", WHO)
    assert (ended.state, ended.replaced_by_id, ended.reason) == ("replaced", new.pk, "Sửa danh sách")
    with pytest.raises(PaperError, match="phải là một văn bản khác"):
        replace(new, old, "Vòng lại", WHO)
    assert lines()[-1:] == ["papers.replace"]


def test_a_paper_of_a_former_unit_is_replaced_by_the_unit_that_came_after_it(country: Country) -> None:
    old, new = issued(country.former_east), issued(country.east)
    with acting(make_person(("officer", country.east)).pk, TODAY):
        assert replace(old, new, "Sửa sau khi nhập xã", WHO).replaced_by_id == new.pk
    with pytest.raises(PaperError, match="của cùng đơn vị"):
        replace(new, issued(country.former_east, "8"), "Ngược lại", WHO)


def test_what_cannot_take_the_place_of_a_paper_is_refused(country: Country) -> None:
    old = issued(country.east, day=DAY + timedelta(days=2))
    for other in (old, drawn(country.east), issued(country.west), issued(country.east, "6", DAY)):
        with pytest.raises(PaperError) as told:
            replace(old, other, "Thử", WHO)
        assert told.value.about == "by"
    assert IssuedPaper.objects.get(pk=old.pk).state == "issued"


def test_moves_are_those_of_the_table() -> None:
    allowed = {(start, end) for start, end, _, _ in MOVES}
    assert {(a, b) for a in PaperState for b in PaperState if may_move(a, b)} == allowed
    assert len(allowed) == 4


@pytest.mark.parametrize("state", ["draft", "issued", "withdrawn"])
@pytest.mark.parametrize(
    "change",
    [
        "content = '1'", "content_hash = 'x'", "layout = 'x'", "check_code = '1'", "kind = 'x'",
        "title = 'x'", "issuer = 'x'", "sign = 'x'", "drawn_up_by_name = 'x'",
        "number = '99'", "day = '2026-01-01'",
        "reason = 'x'", "state = 'draft'", "is_demonstration = true", "area_id = {west}",
    ],
)  # fmt: skip
def test_the_database_itself_refuses_any_rewriting(country: Country, state: str, change: str) -> None:
    paper = drawn(country.east)
    if state != "draft":
        issue(paper, "7", DAY, CLERK)
    if state == "withdrawn":
        withdrawn(paper)
    said = change.format(west=country.west.pk)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE papers_issuedpaper SET {said}")


def test_the_content_does_not_change_together_with_a_move(country: Country) -> None:
    drawn(country.east)
    moved = "UPDATE papers_issuedpaper SET state = 'issued', number = '1', day = '2026-01-01'"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{moved}, content = '{{}}'")


def test_no_paper_is_deleted_and_none_begins_as_issued(country: Country) -> None:
    paper = drawn(country.east)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM papers_issuedpaper")
    paper.pk, paper.check_code, paper.state, paper.day = None, "x", "issued", DAY
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.save()


def test_a_paper_comes_out_as_pdf_and_word_with_number_day_and_code(country: Country) -> None:
    paper = issued(country.east)
    with pdfplumber.open(io.BytesIO(pdf_of_paper(paper, CHECK_PAGE))) as pdf:
        set_ = pdf.pages[0].extract_text()
    file = docx.Document(io.BytesIO(word_of_paper(paper, CHECK_PAGE)))
    written = "\n".join(cell.text for table in file.tables for row in table.rows for cell in row.cells)
    for said in (set_, written):
        assert "Số: 07/QĐ-UBND" in said and "ngày 05 tháng 02 năm 2026" in said
        assert f"Mã kiểm tra: {paper.check_code}" in said
        assert f"{CHECK_PAGE}{paper.check_code}/" in said
    with pdfplumber.open(io.BytesIO(pdf_of_paper(drawn(country.east)))) as pdf:
        said = pdf.pages[0].extract_text()
    assert "Số: ...../QĐ-UBND" in said and f"ngày ..... tháng ..... năm {timezone.localdate().year}" in said


def test_a_content_that_was_changed_round_the_guard_is_not_printed(country: Country) -> None:
    paper = issued(country.east)
    paper.content["subject"] = "Khác"
    with pytest.raises(ChangedContentError, match="không còn như lúc lập"):
        pdf_of_paper(paper)


def test_signs_that_no_database_keeps_are_left_out(country: Country) -> None:
    hostile = msgspec.structs.replace(CONTENT, subject="A\0B\ud800", body=(Paragraph("x\0y"),))
    paper = IssuedPaper.objects.get(pk=drawn(country.east, hostile).pk)
    assert (paper.content["subject"], paper.content["body"][0]["text"]) == ("AB", "xy")
    assert pdf_of_paper(paper)


def seen(person: User | None) -> int:
    with acting(person.pk if person else None, TODAY):
        return IssuedPaper.objects.count()


def test_papers_are_seen_in_ones_areas_only(country: Country) -> None:
    drawn(country.east)
    drawn(country.far)
    people = {
        "east": 1, "west": 0, "province": 1, "nation": 2, "former_east": 0,
    }  # fmt: skip
    for place, count in people.items():
        assert seen(make_person(("officer", country.areas[place]))) == count
    assert seen(None) == seen(make_person()) == 0


def test_nobody_writes_papers_of_another_unit(country: Country) -> None:
    paper = drawn(country.east)
    with acting(make_person(("officer", country.west)).pk, TODAY):
        with pytest.raises(ProgrammingError), transaction.atomic():
            drawn(country.east)
        with pytest.raises(IssuedPaper.DoesNotExist):
            issue(paper, "7", DAY, CLERK)
    with acting(make_person(("officer", country.east)).pk, TODAY):
        assert issue(paper, "7", DAY, CLERK).state == "issued"


def test_everybody_learns_of_a_code_what_it_is_of_and_whether_it_holds(country: Country) -> None:
    old = issued(country.east)
    new = issued(country.east, "9", DAY + timedelta(days=9))
    replace(old, new, "Sửa danh sách của ông Mẫu", WHO)
    draft = drawn(country.east)
    with acting(None, TODAY), transaction.atomic():
        told = paper_of_code(old.check_code)
        assert told is not None and told.replaced_by is not None
        assert (told.paper.title, told.paper.numbered, told.paper.day) == ("Quyết định", "07/QĐ-UBND", DAY)
        assert (told.issuer, told.state) == (CONTENT.issuer, PaperState.REPLACED)
        assert (told.replaced_by[0].numbered, told.replaced_by[1]) == ("09/QĐ-UBND", new.check_code)
        of_draft = paper_of_code(draft.check_code)
        assert of_draft is not None and (of_draft.paper.numbered, of_draft.was_issued) == ("", False)
        assert paper_of_code("0000-0000-0000-0000") is None
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM papers_told(%s)", [old.check_code])
            said = str(cursor.fetchone())
    assert not re.search(r"Mẫu Văn Ký|Thử Thị|ông Mẫu|Người ghi", said)
