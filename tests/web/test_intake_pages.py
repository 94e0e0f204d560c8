"""«Đưa phiếu thu bằng ODK, Kobo vào» in the browser: looked at first, chosen, written, taken back."""

import csv
import html
import io
import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pyxform.xls2xform import convert
from tests.apps.exchange.submissions.made import file_of, submission
from tests.apps.surveys.made import FORM, OCCASION, OTHER, family, now, opened, version
from tests.factories.exports import Sent
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange import intakes
from giamngheo.apps.exchange.intake_tasks import do_in_background
from giamngheo.apps.exchange.models import Intake
from giamngheo.apps.exchange.states import IntakeState
from giamngheo.apps.surveys.actions import save_draft
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.web.staff.intakes import listing, shown

pytestmark = pytest.mark.django_db
WORD = f"{FORM}:{OCCASION}"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def sheets(country: Country) -> list[FilledSheet]:
    return [opened(family(country.east_1, name)) for name in ("Mẫu", "Thử")]


@pytest.fixture
def officer(country: Country, client: Client) -> Client:
    client.force_login(make_person(("officer", country.east)))
    return client


def send(client: Client, country: Country, *files: Any, **more: Any) -> Any:
    told = {"don-vi": country.east.pk, "dot": WORD} | {
        name.replace("_", "-"): one for name, one in more.items()
    }
    return client.post("/phieu/nhan/", told | {"tep": list(files)})


def sent(client: Client, country: Country, submissions: list[Sent], name: str = "phieu.zip") -> str:
    """The address of the intake of these submissions."""
    answer = send(client, country, file_of(submissions, name))
    assert answer.status_code == 302, html.unescape(answer.content.decode())
    return str(answer.headers["Location"])


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return html.unescape(answer.content.decode())


def test_a_file_is_looked_at_then_written_then_taken_back(
    officer: Client, country: Country, sheets: list[FilledSheet]
) -> None:
    save_draft(sheets[1], {("toilet", None): "pour_flush"}, 1, OTHER)
    address = sent(officer, country, [submission(sheet) for sheet in sheets])
    shown_there = page(officer, address)
    assert "Chưa ghi gì." in shown_there
    assert "Khác phiếu đang điền <strong>1</strong>" in shown_there
    assert "«Loại nhà tiêu»: Thấm dội nước → <strong>Tự hoại, bán tự hoại</strong>" in shown_there
    assert [version(sheet) for sheet in sheets] == [1, 2]
    chosen = officer.post(f"{address}lua-chon/", {f"chon-{sheets[1].pk}": "tep", "tu": "0"})
    assert chosen.status_code == 302
    assert "Đã giữ lựa chọn." in page(officer, chosen.headers["Location"])
    assert officer.post(f"{address}ghi/").status_code == 302
    assert now(sheets[1]).household["toilet"] == "septic"
    assert "Đã ghi vào 2 phiếu" in page(officer, address)
    assert "Câu của tệp" in page(officer, f"{address}?phan=khac")
    refused = officer.post(f"{address}hoan-tac/", {"ly-do": " "})
    assert refused.status_code == 422
    assert "Chưa ghi lý do" in html.unescape(refused.content.decode())
    assert officer.post(f"{address}hoan-tac/", {"ly-do": "nhầm tệp"}).status_code == 302
    assert now(sheets[1]).household["toilet"] == "pour_flush"
    assert "2 phiếu đã trở lại như trước" in page(officer, address)
    verbs = AuditLine.objects.filter(verb__startswith="exchange.intake").values_list("verb", flat=True)
    assert [verb.rpartition("_")[2] for verb in verbs.order_by("pk")] == [
        "received",
        "chosen",
        "written",
        "undone",
    ]


def test_all_are_chosen_at_once(officer: Client, country: Country, sheets: list[FilledSheet]) -> None:
    for sheet in sheets:
        save_draft(sheet, {("toilet", None): "pour_flush"}, 1, OTHER)
    address = sent(officer, country, [submission(sheet) for sheet in sheets])
    assert officer.post(f"{address}lua-chon/", {"moi-phieu": "tep"}).status_code == 302
    assert len(re.findall(r'value="tep" checked', page(officer, address))) == 2
    officer.post(f"{address}lua-chon/", {f"chon-{sheets[0].pk}": "giu", "chon-x": "tep", "chon-9": "la"})
    assert len(re.findall(r'value="tep" checked', page(officer, address))) == 1


def test_of_two_submissions_of_a_household_one_is_picked(
    officer: Client, country: Country, sheets: list[FilledSheet]
) -> None:
    sheet = sheets[0]
    other = submission(sheet, {("toilet", None): "pour_flush"}, "other")
    address = sent(officer, country, [submission(sheet), other])
    told = page(officer, f"{address}?phan=nhieu-ban")
    assert "Nhiều bản nộp của một hộ <strong>1</strong>" in told
    assert "Dòng 3: gửi lúc 10:04 ngày 05/10/2026, người gửi Thử Văn Gửi" in told
    picked = {"phan": "nhieu-ban", f"ban-{sheet.household_code}": "3", "ban-x": "9"}
    answer = officer.post(f"{address}lua-chon/", picked)
    told = page(officer, answer.headers["Location"])
    assert "Đã giữ lựa chọn." in told and 'value="3" checked' in told and "Ghi vào 1 phiếu" in told
    assert officer.post(f"{address}ghi/").status_code == 302
    assert now(sheet).household["toilet"] == "pour_flush"
    assert "Dòng 3: gửi lúc" in page(officer, f"{address}?phan=nhieu-ban")


def test_somebody_on_no_sheet_is_added_where_the_officer_ticks_them(
    officer: Client, country: Country, sheets: list[FilledSheet]
) -> None:
    one = submission(sheets[0])
    more = {"new": {"member_name": "Mẫu Thị Bà", "relationship": "parent", "birth_year": 1950}}
    told = replace(one, sheet=replace(one.sheet, members={**one.sheet.members, **more}))
    address = sent(officer, country, [told])
    shown_there = page(officer, f"{address}?phan=nguoi-moi")
    assert "Người chưa có trên phiếu <strong>1</strong>" in shown_there
    assert "Mẫu Thị Bà" in shown_there and "sinh 1950" in shown_there
    (row,) = re.findall(r'name="them" value="(\d+)"', shown_there)
    for ticked in ({"hien": row, "them": row}, {"hien": row}, {"moi-nguoi": "them", "hien": ["x", "9" * 30]}):
        answer = officer.post(f"{address}lua-chon/", {"phan": "nguoi-moi", **ticked})
        is_added = f'value="{row}" checked' in page(officer, answer.headers["Location"])
        assert is_added is (ticked != {"hien": row})
    assert "Mẫu Thị Bà" in b"".join(officer.get(f"{address}danh-sach.csv?phan=nguoi-moi")).decode()  # type: ignore[arg-type]
    officer.post(f"{address}ghi/")
    assert len(now(sheets[0]).members) == 3
    assert "Đã thêm" in page(officer, f"{address}?phan=nguoi-moi")
    officer.post(f"{address}hoan-tac/", {"ly-do": "nhầm tệp"})
    assert len(now(sheets[0]).members) == 2


def test_what_cannot_be_taken_is_said_by_field_and_what_was_chosen_stays(
    officer: Client, country: Country, sheets: list[FilledSheet]
) -> None:
    answer = send(officer, country, dot="sai", don_vi="9" * 30)
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    for words in ("Chưa chọn đợt", "Chưa chọn đơn vị", "Chưa có tệp"):
        assert words in text
    strange = SimpleUploadedFile("a.csv", b"ten,tuoi\nThu,3\n")
    answer = send(officer, country, strange)
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Tệp «a.csv» không có cột «Mã hộ» (household)" in text
    assert f'value="{WORD}" selected' in text
    assert Intake.objects.get().state == IntakeState.DROPPED


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a\0b.csv", b"household\0,toilet\0\n1\0,2\0\n"),
        ("a.zip", b"PK\x05\x06" + b"\0" * 18),
        ("x" * 300 + ".csv", b"household\n" + b"9" * 100_000),
        ("a.csv", ("household,member_count\n" + '"' * 7).encode()),
    ],
)
def test_no_file_breaks_the_page(
    officer: Client, country: Country, sheets: list[FilledSheet], name: str, content: bytes
) -> None:
    answer = send(officer, country, SimpleUploadedFile(name, content))
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        page(officer, answer.headers["Location"])


def test_a_personal_number_is_masked_wherever_an_intake_shows_one(officer: Client, country: Country) -> None:
    sheet = opened(family(country.east_1, "Mẫu", personal_number="999080012345"))
    father = next(iter(now(sheet).members))
    told = submission(sheet, {("personal_number", father): "999080054321"})
    wrong = submission(sheet, {("personal_number", father): "99908005432"})
    for one in (told, wrong):
        address = sent(officer, country, [one])
        for part in shown.PARTS:
            text = page(officer, f"{address}?phan={part}")
            assert "99908005432" not in text
            assert "999080012345" not in text
            file = officer.get(f"{address}danh-sach.csv?phan={part}").getvalue().decode()
            assert "99908005432" not in file
    assert "•••432" in page(officer, f"{address}?phan=nhan-xet")


def test_parts_go_by_pages_and_are_taken_away_whole(
    officer: Client, country: Country, sheets: list[FilledSheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown, "ON_A_PAGE", 1)
    address = sent(officer, country, [submission(sheet) for sheet in sheets])
    first = page(officer, address)
    assert "2 dòng, trang này từ 1 đến 1" in first
    assert "?phan=chua-dien&tu=1" in first
    assert "Trang đầu" in page(officer, f"{address}?phan=chua-dien&tu=1")
    page(officer, f"{address}?phan=chua-dien&tu=999999999999999999")
    page(officer, f"{address}?phan=%00&tu=x")
    rows = list(
        csv.reader(io.StringIO(officer.get(f"{address}danh-sach.csv").getvalue().decode("utf-8-sig")))
    )
    assert sum(row[1:2] == [sheet.household_code] for row in rows for sheet in sheets) == 2
    book = openpyxl.load_workbook(io.BytesIO(officer.get(f"{address}danh-sach.xlsx").getvalue()))
    assert any("PHIẾU THU" in str(cell.value) for cell in book.active["A"])  # type: ignore[index]


def test_the_list_goes_by_pages_and_is_taken_away(
    officer: Client, country: Country, sheets: list[FilledSheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "ON_A_PAGE", 1)
    first, second = (sent(officer, country, [submission(sheet)]) for sheet in sheets)
    text = page(officer, "/phieu/nhan/")
    assert (second in text, first in text) == (True, False)
    (after,) = re.findall(r'href="\?sau=([^"]+)"', text)
    assert first in page(officer, f"/phieu/nhan/?sau={after}")
    page(officer, "/phieu/nhan/?sau=khong-phai")
    assert "phieu.zip" in officer.get("/phieu/nhan/danh-sach.csv").getvalue().decode()


def test_the_file_comes_back_with_comments(
    officer: Client, country: Country, sheets: list[FilledSheet]
) -> None:
    address = sent(officer, country, [submission(sheets[0], {("toilet", None): "lạ"})], "phieu.xlsx")
    answer = officer.get(f"{address}tep/")
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    assert any(cell.comment for page_of in book for row in page_of for cell in row)


def test_an_intake_that_was_dropped_is_told_so_and_cannot_be_written(
    officer: Client, country: Country, sheets: list[FilledSheet]
) -> None:
    address = sent(officer, country, [submission(sheets[0])])
    assert officer.post(f"{address}bo/").status_code == 302
    assert "đã bỏ" in page(officer, address)
    assert officer.post(f"{address}ghi/").status_code == 422
    assert officer.post(f"{address}lua-chon/", {"moi-phieu": "tep"}).status_code == 422
    assert officer.get(f"{address}danh-sach.csv").status_code == 404
    assert officer.get(f"{address}tep/").status_code == 404
    assert version(sheets[0]) == 1


def test_a_reviewer_sees_their_own_intakes_and_who_leads_sees_all(
    officer: Client, country: Country, sheets: list[FilledSheet]
) -> None:
    of_officer = sent(officer, country, [submission(sheets[0])])
    reviewer = Client()
    reviewer.force_login(make_person(("reviewer", country.east)))
    assert reviewer.get(of_officer).status_code == 404
    assert reviewer.post(f"{of_officer}ghi/").status_code == 404
    mine = sent(reviewer, country, [submission(sheets[1])])
    assert mine in page(officer, "/phieu/nhan/")
    assert of_officer not in page(reviewer, "/phieu/nhan/")
    health = Client()
    health.force_login(make_person(("health", country.east)))
    assert health.get("/phieu/nhan/").status_code == 403
    assert "/phieu/nhan/" not in page(health, "/phieu/")
    assert "/phieu/nhan/" in page(officer, "/phieu/")
    assert officer.get(f"/phieu/nhan/{uuid.uuid4()}/").status_code == 404


def test_a_large_file_is_compared_and_written_in_the_background(
    officer: Client,
    country: Country,
    sheets: list[FilledSheet],
    monkeypatch: pytest.MonkeyPatch,
    work_off: Callable[[], None],
) -> None:
    monkeypatch.setattr(intakes, "_AT_ONCE_BYTES", 0)
    monkeypatch.setattr(intakes, "_AT_ONCE_SHEETS", 0)
    address = sent(officer, country, [submission(sheet) for sheet in sheets])
    assert "Đang so với phiếu" in page(officer, address)
    assert f'href="{address}">So phiếu thu bằng ODK, Kobo với phiếu' in page(officer, "/viec-dang-chay/")
    assert "So với phiếu" in html.unescape(
        officer.get(address, headers={"HX-Request": "true"}).content.decode()
    )
    work_off()
    assert officer.get(address, headers={"HX-Request": "true"}).headers["HX-Redirect"] == address
    assert "Ghi vào 2 phiếu" in page(officer, address)
    officer.post(f"{address}ghi/")
    assert "Đang ghi vào phiếu" in page(officer, address)
    work_off()
    assert [version(sheet) for sheet in sheets] == [2, 2]
    officer.get(f"{address}tep/")
    work_off()
    assert officer.get(f"{address}tep/").getvalue()[:2] == b"PK"
    officer.post(f"{address}hoan-tac/", {"ly-do": "thử"})
    assert "Đang hoàn tác" in page(officer, address)
    work_off()
    assert [version(sheet) for sheet in sheets] == [3, 3]
    assert Intake.objects.get().state == IntakeState.UNDONE


def test_work_in_the_background_can_be_stopped_and_nothing_is_written(
    officer: Client,
    country: Country,
    sheets: list[FilledSheet],
    monkeypatch: pytest.MonkeyPatch,
    work_off: Callable[[], None],
) -> None:
    address = sent(officer, country, [submission(sheets[0])])
    monkeypatch.setattr(intakes, "_AT_ONCE_BYTES", 0)
    officer.post(f"{address}ghi/")
    assert officer.post(f"{address}dung/").status_code == 302
    work_off()
    assert version(sheets[0]) == 1
    assert "Chưa ghi gì." in page(officer, address)


def test_work_that_is_stopped_while_it_runs_writes_nothing(
    officer: Client,
    country: Country,
    sheets: list[FilledSheet],
    monkeypatch: pytest.MonkeyPatch,
    transactional_db: None,
) -> None:
    address = sent(officer, country, [submission(sheet) for sheet in sheets])
    monkeypatch.setattr(intakes, "_AT_ONCE_BYTES", 0)
    officer.post(f"{address}ghi/")
    waiting = intakes.task_of(Intake.objects.get())
    assert waiting is not None
    running = tasks.begin(waiting.id)
    assert running is not None
    officer.post(f"{address}dung/")
    with pytest.raises(tasks.CancelledError):
        do_in_background(running)
    assert [version(sheet) for sheet in sheets] == [1, 1]
    assert Intake.objects.get().state == IntakeState.COMPARED


def test_how_far_the_writing_is_is_told_to_its_end(
    officer: Client,
    country: Country,
    sheets: list[FilledSheet],
    monkeypatch: pytest.MonkeyPatch,
    transactional_db: None,
) -> None:
    address = sent(officer, country, [submission(sheet) for sheet in sheets])
    monkeypatch.setattr(intakes, "_AT_ONCE_BYTES", 0)
    monkeypatch.setattr(tasks, "_SECONDS_BETWEEN_REPORTS", 0)
    officer.post(f"{address}ghi/")
    waiting = intakes.task_of(Intake.objects.get())
    assert waiting is not None
    running = tasks.begin(waiting.id)
    assert running is not None
    do_in_background(running)
    assert (running.step, running.done, running.total) == (1, 2, 2)
    told = type(running).objects.get(pk=running.pk)
    assert (told.step, told.done, told.total) == (1, 2, 2)
    assert [version(sheet) for sheet in sheets] == [2, 2]


def test_the_form_for_odk_and_kobo_is_given_with_what_the_occasion_asks(
    officer: Client, sheets: list[FilledSheet], tmp_path: Any
) -> None:
    answer = officer.get("/phieu/nhan/xlsform/", {"dot": WORD})
    place = tmp_path / "form.xlsx"
    place.write_bytes(answer.content)
    assert convert(place, validate=False).warnings == []
    assert officer.get("/phieu/nhan/xlsform/", {"dot": "\0"}).status_code == 302
