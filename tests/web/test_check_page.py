"""«Kiểm tra văn bản»: everybody learns whether a paper holds, and nothing of anybody."""

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from django.core.cache import cache
from django.test import Client
from tests.apps.papers.told import DAY, DECISION
from tests.factories.places import Country, make_country

from giamngheo.apps.papers.actions import (
    ask_to_withdraw,
    confirm_withdrawal,
    draw_up,
    issue,
    replace,
    withdraw,
)
from giamngheo.apps.papers.codes import code_in
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.foundation.audit.actions import Actor
from giamngheo.web.portal.limit import A_MINUTE

pytestmark = pytest.mark.django_db

WHO = Actor(1, "Mẫu Thị Ghi")
CLERK = Actor(2, "Người giữ sổ thử")
CONTENT = msgspec.structs.replace(DECISION, number="", day=None, check_code="", check_address="")
NOBODYS = "1234-5678-9012-3452"
HIDDEN = ("Mẫu Văn Ký", "Mẫu Thị Ghi", "Thử Thị Mẫu", "Công nhận các hộ", "ông Mẫu", "hộ cận nghèo")


@pytest.fixture(autouse=True)
def _counted_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def country() -> Country:
    return make_country()


def draft(country: Country) -> IssuedPaper:
    return draw_up(country.east.pk, "recognition_decision", CONTENT, WHO)


def issued(country: Country, number: str = "7") -> IssuedPaper:
    return issue(draft(country), number, DAY, CLERK)


def asked(client: Client, code: str, status: int = 200) -> str:
    answer = client.get(f"/kiem-tra/{code}/")
    assert answer.status_code == status
    said = answer.content.decode()
    assert [word for word in HIDDEN if word in said] == []
    return said


def test_a_paper_that_holds_is_told_with_number_day_unit_and_when_it_was_checked(
    country: Country, client: Client
) -> None:
    said = asked(client, issued(country).check_code)
    for words in (
        "Đang có giá trị",
        "07/QĐ-UBND",
        "05/02/2026",
        CONTENT.issuer,
        "Quyết định",
        "Kiểm tra lúc",
    ):
        assert words in said
    assert "trình diễn" not in said


def test_a_draft_has_no_value_yet(country: Country, client: Client) -> None:
    said = asked(client, draft(country).check_code)
    assert "Dự thảo, chưa ban hành" in said and "Đang có giá trị" not in said


def test_a_draft_that_was_put_aside_was_never_issued(country: Country, client: Client) -> None:
    paper = draft(country)
    withdraw(paper, "Lập sai của ông Mẫu", WHO)
    assert "Dự thảo đã bỏ, không ban hành" in asked(client, paper.check_code)


def test_a_withdrawn_paper_has_no_value_and_its_reason_is_not_told(country: Country, client: Client) -> None:
    paper = issued(country)
    confirm_withdrawal(ask_to_withdraw(paper, "Sai tên ông Mẫu", WHO), CLERK)
    said = asked(client, paper.check_code)
    assert "Đã thu hồi" in said and "Sai tên" not in said


def test_a_replaced_paper_leads_to_the_one_that_took_its_place(country: Country, client: Client) -> None:
    old, new = issued(country), issue(draft(country), "9", DAY + timedelta(days=9), CLERK)
    replace(old, new, "Sửa tên ông Mẫu", WHO)
    said = asked(client, old.check_code)
    assert "Đã được thay" in said and "Quyết định số 09/QĐ-UBND ngày 14/02/2026" in said
    assert f'href="/kiem-tra/{new.check_code}/"' in said
    assert "Đang có giá trị" in asked(client, new.check_code)


def test_a_demonstration_says_so(country: Country, client: Client) -> None:
    shown = msgspec.structs.replace(CONTENT, is_demonstration=True)
    paper = draw_up(country.east.pk, "recognition_decision", shown, WHO)
    assert "Văn bản trình diễn, không phải văn bản thật" in asked(client, paper.check_code)


def test_a_code_of_no_paper_is_told_as_such(client: Client) -> None:
    assert code_in(NOBODYS) == NOBODYS
    said = asked(client, NOBODYS, 404)
    assert "Không có văn bản nào mang mã này" in said and NOBODYS in said


@pytest.mark.parametrize(
    "typed", ["123", "chào", "1234-5678-9012-3453", "9" * 3000, "%00", "٠" * 16, "<b>x</b>"]
)
def test_what_is_no_code_is_told_and_stays_typed(client: Client, typed: str) -> None:
    for answer in (client.get("/kiem-tra/", {"ma": typed}), client.get("/kiem-tra/", {"ma": f"\0{typed}"})):
        said = answer.content.decode()
        assert answer.status_code == 422
        assert "16 chữ số" in said and 'href="#ma"' in said and "<b>x" not in said
        assert "\0" not in said
    assert client.get(f"/kiem-tra/{typed.replace('/', '')}/").status_code == 422


def test_a_code_typed_in_any_way_leads_to_one_address(country: Country, client: Client) -> None:
    code = issued(country).check_code
    for typed in (code, code.replace("-", ""), f" {code.replace('-', ' ')} "):
        answer = client.get("/kiem-tra/", {"ma": typed})
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/kiem-tra/{code}/")
    assert client.get(f"/kiem-tra/{code.replace('-', '')}/").headers["Location"] == f"/kiem-tra/{code}/"


def test_no_machine_keeps_the_page_and_none_finds_it(country: Country, client: Client) -> None:
    headers = client.get(f"/kiem-tra/{issued(country).check_code}/").headers
    assert headers["X-Robots-Tag"] == "noindex" and "no-store" in headers["Cache-Control"]


def test_who_asks_too_often_waits_and_others_do_not(client: Client) -> None:
    for _ in range(A_MINUTE):
        assert client.get(f"/kiem-tra/{NOBODYS}/").status_code == 404
    refused = client.get(f"/kiem-tra/{NOBODYS}/")
    assert refused.status_code == 429 and "Làm quá nhanh" in refused.content.decode()
    assert client.get(f"/kiem-tra/{NOBODYS}/", REMOTE_ADDR="2001:db8::1").status_code == 404
    assert client.get("/kiem-tra/").status_code == 200


def test_the_addresses_of_one_line_are_counted_as_one(client: Client) -> None:
    for number in range(A_MINUTE):
        client.get(f"/kiem-tra/{NOBODYS}/", REMOTE_ADDR=f"2001:db8::{number:x}")
    assert client.get(f"/kiem-tra/{NOBODYS}/", REMOTE_ADDR="2001:db8::ffff").status_code == 429
    assert client.get(f"/kiem-tra/{NOBODYS}/", REMOTE_ADDR="2001:db9::1").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_sent_to_the_page(client: Client, method: str) -> None:
    for address in ("/kiem-tra/", f"/kiem-tra/{NOBODYS}/"):
        assert getattr(client, method)(address).status_code == 405
