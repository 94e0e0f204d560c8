"""«Văn bản»: found, read, taken away, issued by another than its drafter, withdrawn, replaced."""

import io
import re
from datetime import timedelta

import msgspec
import pdfplumber
import polars as pl
import pytest
from django.test import Client
from django.utils import timezone
from tests.apps.papers.filled import FILLED, HEADS, filled
from tests.apps.papers.told import DAY
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.papers.actions import draw_up, issue, withdraw
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.staff.official_papers.listing import ON_A_PAGE

pytestmark = pytest.mark.django_db

WHO, CLERK = Actor(None, "Người lập thử"), Actor(None, "Người giữ sổ thử")
TODAY = f"{timezone.localdate():%d/%m/%Y}"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def officer(country: Country) -> User:
    return make_person(("officer", country.east))


@pytest.fixture
def signed(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def drawn(area: Area, kind: str = "recognition_decision", who: Actor = WHO) -> IssuedPaper:
    return draw_up(area.pk, kind, filled(kind), who)


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sent(client: Client, paper: IssuedPaper, deed: str, status: int = 302, **typed: object) -> str:
    answer = client.post(f"/van-ban/{paper.pk}/{deed}/", typed)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def rows_of(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a class="link-target" href="/van-ban/(\d+)/"', page)


def test_the_list_shows_papers_in_reach_the_latest_first_and_counts_them(
    country: Country, signed: Client
) -> None:
    old, new = drawn(country.east, "posted_list"), drawn(country.east_1, "meeting_minutes")
    drawn(country.west)
    page = said(signed, "/van-ban/")
    assert rows_of(page) == [str(new.pk), str(old.pk)] and "2 văn bản" in page
    assert "Kết quả rà soát hộ nghèo, hộ cận nghèo năm 2026" in page and "Dự thảo" in page


def test_a_unit_without_papers_says_where_they_come_from(signed: Client) -> None:
    assert "Chưa có văn bản nào. Văn bản được lập từ các bước của đợt rà soát." in said(signed, "/van-ban/")


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ("loai=certificate", ["certificate"]),
        ("tinh-trang=co-gia-tri", ["refusal"]),
        ("tinh-trang=da-thu-hoi", ["posted_list"]),
        ("nam=2026&loai=refusal", ["refusal"]),
        ("nam=1999", []),
        ("nam=999999", []),
        ("tim=07", ["refusal"]),
        ("tim=7/TB-UBND", ["refusal"]),
        ("tim=8", []),
        ("dia-ban=99999999", []),
        (
            "loai=rumour&tinh-trang=x&nam=-1&dia-ban=x&sau=x&tim=%00",
            ["refusal", "posted_list", "certificate"],
        ),
    ],
)
def test_filters_live_in_the_address(country: Country, signed: Client, asked: str, kinds: list[str]) -> None:
    drawn(country.east, "certificate")
    withdraw(drawn(country.east, "posted_list"), "Thử", WHO)
    issue(drawn(country.east, "refusal"), "7", DAY, CLERK)
    found = [IssuedPaper.objects.get(pk=one).kind for one in rows_of(said(signed, f"/van-ban/?{asked}"))]
    assert found == kinds


def test_a_paper_is_found_by_its_code_and_by_its_unit(country: Country, signed: Client) -> None:
    one, _ = drawn(country.east_1, "certificate"), drawn(country.east_2, "certificate")
    assert rows_of(said(signed, f"/van-ban/?tim={one.check_code.replace('-', '')}")) == [str(one.pk)]
    assert rows_of(said(signed, f"/van-ban/?dia-ban={country.east_1.pk}")) == [str(one.pk)]
    assert rows_of(said(signed, f"/van-ban/?dia-ban={country.west.pk}")) == []


def test_long_lists_go_on_page_by_page_without_a_gap(country: Country, signed: Client) -> None:
    for _ in range(ON_A_PAGE + 1):
        drawn(country.east, "refusal")
    first = said(signed, "/van-ban/?loai=refusal")
    assert len(rows_of(first)) == ON_A_PAGE and f"{ON_A_PAGE + 1} văn bản" in first
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward is not None and "loai=refusal" in onward[1]
    second = said(signed, f"/van-ban/{onward[1].replace('&amp;', '&')}")
    assert len(rows_of(second)) == 1 and rows_of(second)[0] not in rows_of(first)


def test_the_list_is_asked_in_a_few_questions_however_long(
    country: Country, signed: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(30):
        drawn(country.east, "refusal")
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        said(signed, "/van-ban/")


def test_the_list_is_taken_away_as_it_is_seen_and_told_in_the_trail(country: Country, signed: Client) -> None:
    issue(drawn(country.east, "refusal"), "7", DAY, CLERK)
    drawn(country.west, "refusal")
    answer = signed.get("/van-ban/danh-sach.csv?loai=refusal")
    text = b"".join(answer).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "07/TB-UBND" in text and text.count("Thông báo,") + text.count("Thông báo;") == 1
    xlsx = signed.get("/van-ban/danh-sach.xlsx")
    assert pl.read_excel(io.BytesIO(b"".join(xlsx)), has_header=False).height > 5  # type: ignore[arg-type]
    assert (
        list(AuditLine.objects.filter(verb="papers.export").values_list("area_id", flat=True))
        == [country.east.pk] * 2
    )


@pytest.mark.parametrize("kind", sorted(FILLED))
def test_a_paper_tells_what_it_says_and_where_it_stands(country: Country, signed: Client, kind: str) -> None:
    paper = drawn(country.east, kind)
    page = said(signed, f"/van-ban/{paper.pk}/")
    assert paper.check_code in page and "<svg" in page and f"/kiem-tra/{paper.check_code}/" in page
    assert "Dự thảo" in page and "chưa ban hành" in page and "Cần đối chiếu:" in page
    document = filled(kind)
    assert document.subject in page and document.issuer in page
    for annex in document.annexes:
        assert annex.title in page


def test_long_lists_are_cut_on_the_screen_and_whole_in_the_file(country: Country, signed: Client) -> None:
    paper = drawn(country.east)
    assert "Còn 61 dòng nữa trong tệp PDF, Word." in said(signed, f"/van-ban/{paper.pk}/")


def test_a_paper_is_taken_away_as_pdf_and_word_and_the_trail_tells_it(
    country: Country, signed: Client
) -> None:
    paper = drawn(country.east, "certificate")
    answer = signed.get(f"/van-ban/{paper.pk}/van-ban.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer["X-Content-Type-Options"] == "nosniff"
    name = f"du-thao-giay-chung-nhan-{paper.check_code}.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    with pdfplumber.open(io.BytesIO(answer.content)) as pages:
        text = pages.pages[0].extract_text()
    assert HEADS[2] in text and f"http://testserver/kiem-tra/{paper.check_code}/" in text
    issued = issue(paper, "", DAY, CLERK)
    word = signed.get(f"/van-ban/{issued.pk}/van-ban.docx")
    assert (
        word.content.startswith(b"PK")
        and 'filename="giay-chung-nhan-2026.docx"' in word["Content-Disposition"]
    )
    assert AuditLine.objects.filter(verb="papers.hand_out", area_id=country.east.pk).count() == 2


def test_a_draft_is_issued_under_the_number_and_day_that_were_typed(
    country: Country, signed: Client, officer: User
) -> None:
    paper = drawn(country.east)
    page = said(signed, f"/van-ban/{paper.pk}/")
    assert f'value="{TODAY}"' in page and "Bỏ dự thảo" in page and "Thay bằng văn bản khác" not in page
    sent(signed, paper, "ban-hanh", so="07", ngay="5/2/2026")
    paper.refresh_from_db()
    assert (paper.state, paper.number, paper.day, paper.issued_by_id) == ("issued", "7", DAY, officer.pk)
    page = said(signed, f"/van-ban/{paper.pk}/")
    assert "Đã ghi: văn bản đang có giá trị." in page and "Quyết định 07/QĐ-UBND ngày 05/02/2026" in page
    assert ">Ban hành</h2>" not in page and "Thu hồi" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"so": "7/QĐ-UBND", "ngay": "5/2/2026"}, "phải là số văn thư đã cấp"),
        ({"so": "7", "ngay": ""}, "Chưa có ngày ký"),
        ({"so": "7", "ngay": "31/2/2026"}, "31/2/2026"),
        ({"so": "7", "ngay": "1/1/2100"}, "chưa tới"),
        ({"so": "\0" * 500, "ngay": "\0"}, "lỗi"),
        ({}, "Chưa có ngày ký"),
    ],
)
def test_what_cannot_be_issued_is_told_and_what_was_typed_is_kept(
    country: Country, signed: Client, typed: dict[str, str], words: str
) -> None:
    paper = drawn(country.east)
    page = sent(signed, paper, "ban-hanh", 422, **typed)
    assert words.lower() in page.lower() and "Lỗi: " in page
    if typed.get("so") == "7":
        assert 'name="so" value="7"' in page
    paper.refresh_from_db()
    assert paper.state == "draft"


def test_who_drew_up_a_decision_does_not_issue_it(country: Country, signed: Client, officer: User) -> None:
    mine = Actor(officer.pk, officer.full_name)
    paper, listed = drawn(country.east, who=mine), drawn(country.east, "posted_list", mine)
    page = said(signed, f"/van-ban/{paper.pk}/")
    assert "người khác ban hành" in page and ">Ban hành</h2>" not in page
    assert "việc này do hai người làm" in sent(signed, paper, "ban-hanh", 422, so="7", ngay="5/2/2026")
    sent(signed, listed, "ban-hanh", so="", ngay="5/2/2026")
    signed.force_login(make_person(("leader", country.east)))
    sent(signed, paper, "ban-hanh", so="7", ngay="5/2/2026")


def test_a_draft_is_put_aside_by_who_drew_it_up_or_who_issues(country: Country, client: Client) -> None:
    health = make_person(("health", country.east))
    paper = drawn(country.east, who=Actor(health.pk, health.full_name))
    client.force_login(make_person(("health", country.east)))
    assert "Bỏ dự thảo" not in said(client, f"/van-ban/{paper.pk}/")
    sent(client, paper, "thu-hoi", 404, **{"ly-do": "Thử"})
    client.force_login(health)
    sent(client, paper, "thu-hoi", **{"ly-do": "Lập nhầm"})
    page = said(client, f"/van-ban/{paper.pk}/")
    assert "Dự thảo đã bỏ" in page and "Lập nhầm" in page


def test_an_issued_paper_is_withdrawn_with_a_reason(country: Country, signed: Client) -> None:
    paper = issue(drawn(country.east, "posted_list"), "7", DAY, CLERK)
    assert "lý do để trống" in sent(signed, paper, "thu-hoi", 422, **{"ly-do": " "})
    long = sent(signed, paper, "thu-hoi", 422, **{"ly-do": "x" * 1500})
    assert "dài hơn 1000" in long and "x" * 1500 in long
    sent(signed, paper, "thu-hoi", **{"ly-do": "Ban hành nhầm"})
    assert "Đã thu hồi" in said(signed, f"/van-ban/{paper.pk}/")


def test_an_issued_decision_is_withdrawn_by_another_who_decides(country: Country, signed: Client) -> None:
    paper = issue(drawn(country.east), "7", DAY, CLERK)
    assert "do hai người làm" in said(signed, f"/van-ban/{paper.pk}/")
    sent(signed, paper, "thu-hoi", **{"ly-do": "Ban hành nhầm"})
    page = said(signed, f"/van-ban/{paper.pk}/")
    assert "chờ người khác xác nhận thu hồi" in page and "Bạn là người đề nghị" in page
    assert "Xác nhận thu hồi" not in page and ">Đề nghị thu hồi</h2>" not in page
    assert signed.post(f"/van-ban/{paper.pk}/thu-hoi/xac-nhan/").status_code == 403  # no officer decides
    leader = Client()
    leader.force_login(make_person(("leader", country.east)))
    assert "1 văn bản có người đề nghị thu hồi" in said(leader, "/")
    assert rows_of(said(leader, "/van-ban/?tinh-trang=cho-thu-hoi")) == [str(paper.pk)]
    assert "Xác nhận thu hồi" in said(leader, f"/van-ban/{paper.pk}/")
    sent(leader, paper, "thu-hoi/xac-nhan")
    page = said(leader, f"/van-ban/{paper.pk}/")
    assert "Đã thu hồi" in page and "Người đề nghị thu hồi" in page and "Ban hành nhầm" in page
    assert "đề nghị thu hồi, chờ bạn" not in said(leader, "/")


def test_who_asked_for_a_withdrawal_does_not_confirm_it_but_may_drop_it(country: Country) -> None:
    paper = issue(drawn(country.east), "7", DAY, CLERK)
    leader, other = Client(), Client()
    leader.force_login(make_person(("leader", country.east)))
    other.force_login(make_person(("leader", country.west)))
    sent(leader, paper, "thu-hoi", **{"ly-do": "Nhầm"})
    assert "đề nghị thu hồi, chờ bạn" not in said(leader, "/") + said(other, "/")
    assert "không tự xác nhận được" in sent(leader, paper, "thu-hoi/xac-nhan", 422)
    for deed in ("xac-nhan", "bo"):
        sent(other, paper, f"thu-hoi/{deed}", 404)
    sent(leader, paper, "thu-hoi/bo")
    assert ">Đề nghị thu hồi</h2>" in said(leader, f"/van-ban/{paper.pk}/")
    assert "đề nghị đã bỏ" in sent(leader, paper, "thu-hoi/xac-nhan", 422)


def test_a_paper_is_replaced_by_one_of_its_kind_chosen_or_typed(country: Country, signed: Client) -> None:
    old = issue(drawn(country.east), "7", DAY, CLERK)
    assert "Chưa có văn bản nào để thay" in said(signed, f"/van-ban/{old.pk}/")
    new = issue(drawn(country.east), "9", DAY + timedelta(days=2), CLERK)
    other = issue(drawn(country.east, "refusal"), "3", DAY + timedelta(days=2), CLERK)
    page = said(signed, f"/van-ban/{old.pk}/")
    assert f'<option value="{new.pk}">' in page and f'<option value="{other.pk}">' not in page
    for choice in ({}, {"thay-bang": other.pk}, {"ma-thay": other.check_code}, {"thay-bang": "9" * 30}):
        told = sent(signed, old, "thay", 422, **{"ly-do-thay": "Sửa danh sách", **choice})
        assert "Chưa chọn văn bản thay" in told and 'value="Sửa danh sách"' in told
    assert "lý do để trống" in sent(signed, old, "thay", 422, **{"thay-bang": new.pk})
    sent(signed, old, "thay", **{"ma-thay": new.check_code, "ly-do-thay": "Sửa danh sách"})
    assert f'href="/van-ban/{new.pk}/">Quyết định 09/QĐ-UBND' in said(signed, f"/van-ban/{old.pk}/")
    assert f'Thay cho <a class="link-target" href="/van-ban/{old.pk}/">' in said(
        signed, f"/van-ban/{new.pk}/"
    )


def test_nobody_outside_finds_a_paper(country: Country, client: Client) -> None:
    paper = drawn(country.east)
    for role, area in (("officer", country.west), ("village_head", country.east_1)):
        client.force_login(make_person((role, area)))
        for part in ("", "van-ban.pdf", "van-ban.docx"):
            assert client.get(f"/van-ban/{paper.pk}/{part}").status_code == 404
    for number in (0, 10**17, 10**30):
        assert client.get(f"/van-ban/{number}/").status_code == 404
    client.force_login(make_person(("radio", country.east)))
    assert client.get("/van-ban/").status_code == 403
    client.force_login(make_person(("health", country.east)))
    sent(client, paper, "thu-hoi", 404, **{"ly-do": "Thử"})
    assert client.post(f"/van-ban/{paper.pk}/ban-hanh/", {"so": "7"}).status_code == 403
    assert IssuedPaper.objects.get().state == "draft"


def test_hostile_words_stay_words(country: Country, signed: Client) -> None:
    evil = '"><script>alert(1)</script>{{ 7*7 }}'
    document = msgspec.structs.replace(filled("refusal"), subject=evil, about=evil, to=(evil,))
    paper = draw_up(country.east.pk, "refusal", document, WHO)
    for address in ("/van-ban/", f"/van-ban/{paper.pk}/"):
        page = said(signed, address)
        assert "<script>alert" not in page and "&lt;script&gt;" in page and "{{ 7*7 }}" in page
