"""Sheets of a review in the browser: found, filled in, taken over, explained, sealed, corrected, printed."""

import csv
import html
import io
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.apps.households.made import about, said
from tests.apps.surveys.made import (
    BEFORE,
    DAY,
    FORM,
    LAST_DAY,
    OCCASION,
    OTHER,
    family,
    filled,
    full_answers,
    keys,
    opened,
    sealed,
    version,
)
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import record_birth
from giamngheo.apps.households.models import Household
from giamngheo.apps.surveys.actions import assign_reviewer, open_sheets, save_draft
from giamngheo.apps.surveys.content import Box
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.queries import version_of
from giamngheo.apps.surveys.states import SheetState, VersionKind
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.staff.sheets import listing
from giamngheo.web.staff.sheets.typed import name_of_box

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def home(country: Country) -> Household:
    return family(country.east_1)


@pytest.fixture
def sheet(home: Household) -> FilledSheet:
    return opened(home)


@pytest.fixture
def reviewer(country: Country) -> User:
    return make_person(("reviewer", country.east))


@pytest.fixture
def at_work(client: Client, reviewer: User) -> Client:
    client.force_login(reviewer)
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return html.unescape(answer.content.decode())


def send(client: Client, sheet: FilledSheet, deed: str = "ghi", **more: Any) -> tuple[int, str]:
    """Send the form of a sheet with these fields; «__» in a name stands for «-»."""
    seen = more.pop("ban", version(sheet))
    typed = {name.replace("__", "-"): one for name, one in more.items()}
    answer = client.post(f"/phieu/{sheet.pk}/", {"lam": deed, "ban": seen, **typed})
    return answer.status_code, html.unescape(answer.content.decode())


def ask(client: Client, sheet: FilledSheet, deed: str = "ghi", **typed: Any) -> tuple[int, dict[str, Any]]:
    """As the page's script asks."""
    seen = typed.pop("ban", version(sheet))
    sent = {"lam": deed, "ban": seen, **{name.replace("__", "-"): one for name, one in typed.items()}}
    answer = client.post(f"/phieu/{sheet.pk}/", sent, headers={"Accept": "application/json"})
    return answer.status_code, answer.json()


def kept(sheet: FilledSheet, box: Box) -> Any:
    content = version_of(FilledSheet.objects.get(pk=sheet.pk)).answers
    if box[1] is None:
        return content["household"].get(box[0])
    return next(one["answers"] for one in content["members"] if one["key"] == box[1]).get(box[0])


def state(sheet: FilledSheet) -> str:
    return FilledSheet.objects.get(pk=sheet.pk).state


def fields_of(answers: dict[Box, Any]) -> dict[str, Any]:
    def typed(answer: Any) -> Any:
        if isinstance(answer, bool):
            return "co" if answer else "khong"
        if isinstance(answer, tuple):
            return list(answer)
        return str(answer).replace(".", ",") if isinstance(answer, float) else str(answer)

    return {name_of_box(box): typed(answer) for box, answer in answers.items()}


def test_the_form_stands_as_on_paper_with_members_and_what_the_register_knows(
    at_work: Client, sheet: FilledSheet
) -> None:
    said_there = page(at_work, f"/phieu/{sheet.pk}/")
    assert "Phiếu B: hộ Mẫu Văn Cha" in said_there
    titles = re.findall(r'<h2 class="h3" id="muc-\w+">(.+?)</h2>', said_there)
    assert titles[:2] == ["1. Thông tin chung về hộ", "2. Thành viên của hộ"]
    assert 'value="Mẫu Thị Con"' in said_there
    assert "chỉ hỏi khi tuổi từ 3" in said_there
    assert re.search(r"Còn \d\d việc trước khi khoá phiếu", said_there)
    assert 'href="#o-water_source"' in said_there


def test_what_is_typed_is_kept_right_or_wrong_and_told(at_work: Client, sheet: FilledSheet) -> None:
    status, _ = send(
        at_work, sheet, o__housing_area="1.045,5", o__water_source="piped", o__review_date="011026"
    )
    assert status == 302
    assert kept(sheet, ("housing_area", None)) == 1045.5
    assert kept(sheet, ("water_source", None)) == "piped"
    assert kept(sheet, ("review_date", None)) == "2026-10-01"
    for odd in ("một trăm", "1e9", "٣", "x" * 3000, "9" * 50, "--", "1.00.0"):
        assert send(at_work, sheet, o__housing_area=odd)[0] == 302
        assert kept(sheet, ("housing_area", None)) == odd
        assert "câu trả lời không đúng kiểu" in page(at_work, f"/phieu/{sheet.pk}/")
    assert send(at_work, sheet, o__housing_area="")[0] == 302
    assert kept(sheet, ("housing_area", None)) is None


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("1.500", 1500),
        ("1 500", 1500),
        ("45,5", 45.5),
        ("45.5", 45.5),
        ("0.500", 0.5),
        ("-3", -3),
        ("012", 12),
    ],
)
def test_numbers_are_typed_as_offices_write_them(
    at_work: Client, sheet: FilledSheet, typed: str, held: float
) -> None:
    send(at_work, sheet, o__housing_area=typed)
    assert kept(sheet, ("housing_area", None)) == held


def test_several_codes_are_ticked_and_unticked(at_work: Client, sheet: FilledSheet) -> None:
    send(at_work, sheet, o__needs=["", "credit", "job"])
    first = kept(sheet, ("needs", None))
    assert first == ["credit", "job"]
    send(at_work, sheet, o__needs=[""])
    assert kept(sheet, ("needs", None)) is None


def test_without_a_change_no_version_is_written(at_work: Client, sheet: FilledSheet) -> None:
    text = page(at_work, f"/phieu/{sheet.pk}/")
    inputs = dict(
        re.findall(r'<input class="form-control[^"]*" id="(o-[^"]+)" name="[^"]+" value="([^"]*)"', text)
    )
    assert inputs["o-birth_year-" + keys(sheet)[0]] == "1980"
    assert send(at_work, sheet, **{name.replace("-", "__"): one for name, one in inputs.items()})[0] == 302
    assert version(sheet) == 1


def test_a_masked_number_stays_what_it_is(at_work: Client, country: Country) -> None:
    number = "999080012345"
    home = family(country.east_1, "Thử", personal_number=number)
    sheet = opened(home)
    text = page(at_work, f"/phieu/{sheet.pk}/")
    assert number not in text
    (shown,) = re.findall(r'value="(999•+345)"', text)
    head = keys(sheet)[0]
    send(at_work, sheet, **{f"o__personal_number__{head}": shown, "o__toilet": "septic"})
    assert kept(sheet, ("personal_number", head)) == number
    assert number not in str(ask(at_work, sheet, "xem"))
    assert number not in page(at_work, f"/phieu/{sheet.pk}/in/")
    send(at_work, sheet, **{f"o__personal_number__{head}": "999080054321"})
    assert kept(sheet, ("personal_number", head)) == "999080054321"
    assert "999080054321" not in page(at_work, f"/phieu/{sheet.pk}/lich-su/?den={version(sheet)}")


def test_skips_are_judged_by_the_server_before_anything_is_written(
    at_work: Client, sheet: FilledSheet
) -> None:
    head = keys(sheet)[0]
    status, told = ask(at_work, sheet, "xem", **{f"o__work_status__{head}": "studying"})
    assert status == 200
    assert told["boxes"][f"o-contract-{head}"][0] == "skipped"
    assert "không hỏi" in told["boxes"][f"o-contract-{head}"][2]
    assert version(sheet) == 1
    status, told = ask(at_work, sheet, **{f"o__work_status__{head}": "working"})
    assert told["boxes"][f"o-contract-{head}"][:2] == ["asked", True]
    assert told["version"] == version(sheet) == 2


def test_last_years_answers_stand_beside_empty_boxes_and_are_taken_one_by_one(
    at_work: Client, home: Household
) -> None:
    sealed(home, BEFORE, LAST_DAY)
    sheet = opened(home)
    text = page(at_work, f"/phieu/{sheet.pk}/")
    assert "phiếu ngày 01/10/2025" in text
    assert 'name="lay" value="o-water_source" tabindex="-1" data-take="piped"' in text
    status, _ = send(at_work, sheet, lay="o-water_source", o__toilet="septic")
    assert status == 302
    assert kept(sheet, ("water_source", None)) == "piped"
    assert kept(sheet, ("toilet", None)) == "septic"
    status, told = ask(at_work, sheet, lay="o-housing_area")
    assert told["values"]["o-housing_area"] == "60"
    assert kept(sheet, ("housing_area", None)) == 60
    assert ask(at_work, sheet, lay="o-nothing-at-all")[0] == 200


def test_a_jump_asks_for_a_reason_where_it_stands(at_work: Client, home: Household) -> None:
    sealed(home, BEFORE, LAST_DAY)
    sheet = opened(home)
    _, told = ask(at_work, sheet, o__housing_area="400")
    notes = told["boxes"]["o-housing_area"][2]
    key = "jump:housing_area:within|housing_area|"
    assert f'name="ly-do:{key}"' in html.unescape(notes)
    assert "gấp hơn hai lần" in notes.lower()
    status, told = ask(at_work, sheet, **{f"ly-do:{key}": "  Mới xây   thêm "})
    assert status == 200
    assert "is-said" in told["boxes"]["o-housing_area"][2]
    assert version_of(FilledSheet.objects.get(pk=sheet.pk)).reasons[key]["reason"] == "Mới xây thêm"
    status, told = ask(at_work, sheet, **{f"ly-do:{key}": "x" * 600})
    assert status == 422
    assert "dài hơn 500 chữ" in told["error"]


def test_two_people_at_one_box_see_both_answers_and_nothing_is_overwritten(
    at_work: Client, sheet: FilledSheet
) -> None:
    save_draft(sheet, {("water_source", None): "rain", ("toilet", None): "other"}, 1, OTHER)
    status, said_there = send(at_work, sheet, ban=1, o__water_source="piped", o__housing_area="50")
    assert status == 409
    assert "Thử Thị Khác ghi lúc" in said_there
    assert "<strong>Nước mưa</strong>. Bạn gõ: <strong>Nước máy</strong>" in said_there
    assert 'value="50"' in said_there  # what was typed elsewhere is still there
    assert 'name="ban" value="2"' in said_there
    assert kept(sheet, ("water_source", None)) == "rain"
    status, told = ask(at_work, sheet, ban=1, o__water_source="piped")
    assert (status, told["clashes"], told["version"]) == (409, {"o-water_source": "rain"}, 2)
    assert told["values"] == {"o-toilet": "other"}
    assert send(at_work, sheet, ban=2, o__water_source="piped")[0] == 302
    assert kept(sheet, ("water_source", None)) == "piped"


def test_the_answer_that_is_kept_is_taken_instead_of_ones_own(at_work: Client, sheet: FilledSheet) -> None:
    save_draft(sheet, {("water_source", None): "rain"}, 1, OTHER)
    status, _ = send(at_work, sheet, ban=2, o__water_source="piped", bo="o-water_source", o__toilet="septic")
    assert status == 302
    assert kept(sheet, ("water_source", None)) == "rain"
    assert kept(sheet, ("toilet", None)) == "septic"


def test_people_who_came_are_told_and_taken_by_a_button(
    at_work: Client, home: Household, sheet: FilledSheet
) -> None:
    record_birth(home, said("child", "Mẫu Văn Em"), about(date(2026, 9, 1)), OTHER)
    assert "Sổ có thêm: Mẫu Văn Em" in page(at_work, f"/phieu/{sheet.pk}/")
    assert send(at_work, sheet, "khoa")[0] == 422
    assert send(at_work, sheet, "nguoi", o__toilet="septic")[0] == 302
    assert len(keys(sheet)) == 3
    assert kept(sheet, ("toilet", None)) == "septic"
    assert "Sổ có thêm" not in page(at_work, f"/phieu/{sheet.pk}/")


def test_a_sheet_that_is_whole_is_sealed_and_the_next_of_mine_is_one_step_away(
    at_work: Client, reviewer: User, country: Country, sheet: FilledSheet
) -> None:
    second = opened(family(country.east_1, "Ví"))
    assign_reviewer([sheet, second], Actor(reviewer.pk, reviewer.full_name), OTHER)
    status, said_there = send(at_work, sheet, "khoa", o__toilet="septic")
    assert status == 422
    assert '<a href="#o-water_source">«Nguồn nước sinh hoạt chính»: chưa trả lời' in said_there
    assert kept(sheet, ("toilet", None)) == "septic"  # a refusal to seal loses nothing
    answers = {name.replace("-", "__"): one for name, one in fields_of(full_answers(sheet)).items()}
    assert send(at_work, sheet, "khoa", **answers)[0] == 302
    assert state(sheet) == SheetState.SEALED
    text = page(at_work, f"/phieu/{sheet.pk}/?xong=khoa")
    assert "Đã khoá phiếu" in text
    assert f'href="/phieu/{second.pk}/">Phiếu kế tiếp' in text
    assert 'name="lam" value="ghi"' not in text
    assert AuditLine.objects.filter(verb="surveys.sealed", actor_id=reviewer.pk).count() == 1
    status, told = ask(at_work, sheet, ban=version(sheet), o__toilet="none")
    assert (status, told["reload"]) == (422, True)
    assert kept(sheet, ("toilet", None)) == "septic"


def test_who_seals_must_have_seen_what_others_wrote_meanwhile(at_work: Client, sheet: FilledSheet) -> None:
    filled(sheet)
    before = version(sheet)
    save_draft(sheet, {("toilet", None): "none"}, before, OTHER)
    status, said_there = send(at_work, sheet, "khoa", ban=before)
    assert status == 409
    assert "Thử Thị Khác đã ghi bản" in said_there
    assert state(sheet) == SheetState.DRAFT
    # What the page's own script saved meanwhile is no stranger's.
    status, told = ask(at_work, sheet, o__has_radio="khong")
    assert send(at_work, sheet, "khoa", ban=told["version"] - 1)[0] == 302


def test_a_sealed_sheet_is_corrected_with_a_reason_and_both_versions_are_read(
    at_work: Client, home: Household
) -> None:
    sheet = sealed(home)
    assert "Đính chính" in page(at_work, f"/phieu/{sheet.pk}/")
    form = page(at_work, f"/phieu/{sheet.pk}/?dinh-chinh=1")
    assert 'id="vi-sao"' in form
    status, said_there = send(at_work, sheet, "dinh-chinh", o__toilet="none")
    assert status == 422
    assert "chưa ghi lý do" in said_there
    assert '<option value="none"' in said_there or 'value="none" data-digits="6" checked' in said_there
    before = version(sheet)
    typed = {"o__toilet": "none", "vi__sao": "Hộ báo lại"}
    assert send(at_work, sheet, "dinh-chinh", **typed)[0] == 302
    assert version_of(FilledSheet.objects.get(pk=sheet.pk)).kind == VersionKind.CORRECTED
    told = page(at_work, f"/phieu/{sheet.pk}/lich-su/?den={before + 1}")
    assert "Hộ báo lại" in told
    assert "«Loại nhà tiêu»" in told
    assert "Không có nhà tiêu" in told


@pytest.mark.parametrize(
    "asked", ["?den=99", "?den=2&tu=99", "?den=99999999999999999999", "?sau=0", "?tu=%00"]
)
def test_versions_that_are_none_are_no_error(at_work: Client, sheet: FilledSheet, asked: str) -> None:
    assert at_work.get(f"/phieu/{sheet.pk}/lich-su/{asked}").status_code in {200, 404}


def test_who_may_fill_in_a_sheet(country: Country, client: Client, sheet: FilledSheet) -> None:
    other = make_person(("reviewer", country.east))
    assign_reviewer([sheet], Actor(other.pk, other.full_name), OTHER)
    expected = {
        ("reviewer", country.east): (200, 403),  # given to somebody else
        ("health", country.east): (200, 403),
        ("leader", country.east): (200, 403),
        ("officer", country.east): (200, 302),  # leads the reviews
        ("officer", country.west): (404, 404),
        ("radio", country.east): (403, 403),
    }
    for held, (seen, written) in expected.items():
        client.force_login(make_person(held))
        assert client.get(f"/phieu/{sheet.pk}/").status_code == seen, held
        assert client.post(f"/phieu/{sheet.pk}/", {"lam": "ghi", "ban": 1}).status_code == written, held
    client.force_login(make_person(("health", country.east)))
    assert 'name="lam"' not in page(client, f"/phieu/{sheet.pk}/")
    client.force_login(other)
    assert send(client, sheet, o__toilet="septic")[0] == 302


@pytest.mark.parametrize(
    "typed",
    [
        {"ban": "x"},
        {"ban": "99999999999999999999"},
        {"ban": 77},
        {"o__nothing": "1"},
        {"o__toilet": "\0"},
        {"o__toilet__1": "septic"},
        {"o__sex__999999": "male"},
        {"o__work_status__": "working"},
        {"o__": "1"},
        {"o__reviewer": "x" * 30_000},
        {"o__needs": ["x" * 30_000, "credit"]},
        {"ly-do:x|y|z": "vì"},
        {"lay": "\0"},
        {"lay": "o-\0-1"},
        {"bo": "o-toilet-9"},
        {"o__toilet": "no_such"},
        {"lam": "xyz"},
    ],
)
def test_odd_forms_are_told_in_words_and_lose_nothing(
    at_work: Client, sheet: FilledSheet, typed: dict[str, Any]
) -> None:
    sent = {"o__roof_durable": "co", **typed}
    deed = sent.pop("lam", "ghi")
    for way in (send, ask):
        status, told = way(at_work, sheet, deed, **dict(sent))
        assert status in {200, 302, 422}
        if status == 422:
            words = told["error"] if isinstance(told, dict) else told
            assert "Cách xử lý" in words
    if status == 422:
        text = send(at_work, sheet, deed, **dict(sent))[1]
        assert re.search(r'name="o-roof_durable" value="co" data-digits="1" checked', text)
    page(at_work, f"/phieu/{sheet.pk}/")


def test_a_text_that_is_too_long_stays_on_the_page(at_work: Client, sheet: FilledSheet) -> None:
    status, text = send(at_work, sheet, o__reviewer="Mẫu " * 9_000)
    assert status == 422
    assert "Mẫu Mẫu Mẫu" in text
    assert "dài hơn 20.000 ký tự" in text


@pytest.mark.parametrize(
    "address", ["/phieu/99999999999999999999/", "/phieu/0/", "/phieu/99999999/in/", "/phieu/mau/x/"]
)
def test_an_unknown_sheet_or_form_is_not_found(at_work: Client, address: str) -> None:
    assert at_work.get(address).status_code == 404


def rows_of(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><a class="link-target" href="/phieu/\d+/">([^<]+)</a>', text)


def test_the_list_shows_what_is_mine_first_and_its_counts_agree_with_its_rows(
    at_work: Client, reviewer: User, country: Country
) -> None:
    homes = [family(country.east_1, name) for name in ("Mẫu", "Thử", "Trình", "Diễn")]
    mine = open_sheets(homes[:3], FORM, OCCASION, DAY, OTHER, reviewer=Actor(reviewer.pk, reviewer.full_name))
    open_sheets(homes[3:], FORM, OCCASION, DAY, OTHER)
    opened(family(country.west_1, "Ví"))
    save_draft(mine[0], {("toilet", None): "septic"}, 1, OTHER)
    text = page(at_work, "/phieu/")
    assert rows_of(text) == ["Mẫu Văn Cha", "Thử Văn Cha", "Trình Văn Cha"]
    assert f'href="/phieu/{mine[0].pk}/">Điền phiếu đầu tiên của tôi' in text
    for word, count in (("Tất cả", 3), ("Chưa điền", 2), ("Đang điền, còn thiếu", 1), ("Đã khoá", 0)):
        assert f"{word} ({count})" in text
    assert rows_of(page(at_work, "/phieu/?trang-thai=con-thieu")) == ["Mẫu Văn Cha"]
    assert rows_of(page(at_work, "/phieu/?nguoi=chua-giao")) == ["Diễn Văn Cha"]
    assert len(rows_of(page(at_work, "/phieu/?nguoi=tat-ca"))) == 4
    assert rows_of(page(at_work, f"/phieu/?nguoi=tat-ca&dia-ban={country.east_2.pk}")) == []
    assert "Ví" not in page(at_work, f"/phieu/?nguoi=tat-ca&dia-ban={country.west.pk}")
    assert rows_of(page(at_work, "/phieu/?dot=khac&nguoi=tat-ca")) == []


@pytest.mark.parametrize(
    "asked",
    ["dot=%00", "dot=" + "x" * 5000, "nguoi=%00", "nguoi=99999999999999999999", "nguoi=999999999999999999",
     "dia-ban=x", "sau=99999999999999999999", "sau=999999999999999999", "trang-thai=x"],
)  # fmt: skip
def test_odd_filters_are_no_error(at_work: Client, sheet: FilledSheet, asked: str) -> None:
    page(at_work, f"/phieu/?{asked}")
    assert at_work.get(f"/phieu/danh-sach.csv?{asked}").status_code == 200


def test_the_list_goes_on_after_a_page_and_is_taken_away_whole(
    at_work: Client, country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "ON_A_PAGE", 2)
    names = ("Mẫu", "Thử", "Trình", "Diễn", "Ví")
    open_sheets([family(country.east_1, name) for name in names], FORM, OCCASION, DAY, OTHER)
    found, address = [], "/phieu/"
    while address:
        text = page(at_work, address)
        found += rows_of(text)
        onward = re.search(r'rel="next" href="\?([^"]+)"', text)
        address = f"/phieu/?{onward[1]}" if onward else ""
    assert found == [f"{name} Văn Cha" for name in names]
    answer = at_work.get("/phieu/danh-sach.csv")
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [line[1] for line in lines if line and line[0].isdigit()] == found
    line = AuditLine.objects.get(verb="surveys.export")
    assert "5 dòng" in line.sentence


def test_the_printed_form_has_the_order_and_the_words_of_the_screen(
    at_work: Client, sheet: FilledSheet
) -> None:
    screen, paper = page(at_work, f"/phieu/{sheet.pk}/"), page(at_work, f"/phieu/{sheet.pk}/in/")
    asked = r'<p class="fill-text" aria-hidden="true"><span class="quiet">(\d+)\.</span> ([^<]+)'
    on_screen = [(number, words.strip()) for number, words in re.findall(asked, screen)]
    printed = re.findall(
        r'<div class="paper-line[^"]*"><p>(\d+)\. ([^<]+?) ?(?:\([^)]*\))?(?:</p>| ?<span)', paper
    )
    assert len(on_screen) == len(printed) > 20
    assert [number for number, _ in on_screen] == [number for number, _ in printed]
    for (_, words), (_, on_paper) in zip(on_screen, printed, strict=True):
        assert words.startswith(on_paper.split(" (")[0])
    heads = r"<thead><tr>(.+?)</tr></thead>"
    columns = [re.sub(r"<[^>]+>", " ", one).split() for one in re.findall(heads, screen)]
    assert columns == [re.sub(r"<[^>]+>", " ", one).split() for one in re.findall(heads, paper)]
    assert "Mẫu Thị Con" in paper
    assert "(ký, ghi rõ họ tên)" in paper


def test_an_empty_form_is_printed_for_everybody(client: Client) -> None:
    text = page(client, f"/phieu/mau/{FORM}/")
    assert '<span class="paper-tick">☐</span> 1. Nước máy' in text
    assert "☒" not in text
    assert client.get("/phieu/mau/form_a_2022_2026/").status_code == 404


def test_the_trail_is_filtered_by_sheets(country: Country, client: Client, sheet: FilledSheet) -> None:
    client.force_login(make_person(("leader", country.east)))
    assert "Mở phiếu của hộ" in page(client, "/nhat-ky/?viec=phieu")
    assert "Mở phiếu của hộ" not in page(client, "/nhat-ky/?viec=so-ho")


def test_the_first_page_says_how_many_sheets_wait_for_me(
    at_work: Client, reviewer: User, country: Country, sheet: FilledSheet
) -> None:
    assert "phiếu rà soát giao cho bạn" not in page(at_work, "/")
    assign_reviewer([sheet], Actor(reviewer.pk, reviewer.full_name), OTHER)
    assert "1 phiếu rà soát giao cho bạn chưa khoá" in page(at_work, "/")
    assert rows_of(page(at_work, "/phieu/?nguoi=toi&dot=tat-ca")) == ["Mẫu Văn Cha"]


def test_who_leads_reviews_gives_ticked_sheets_to_who_fills_them_in_there(
    client: Client, country: Country, reviewer: User, sheet: FilledSheet
) -> None:
    elsewhere = opened(family(country.west_1, "Ví"))
    client.force_login(make_person(("officer", country.east)))
    assert f'value="{reviewer.pk}">{reviewer.full_name}' in page(client, "/phieu/")

    def give(cho: object, *numbers: object) -> tuple[int, str]:
        answer = client.post("/phieu/giao/?dot=tat-ca&nguoi=tat-ca", {"cho": cho, "phieu": numbers})
        return answer.status_code, html.unescape(answer.content.decode())

    assert give(reviewer.pk, sheet.pk, elsewhere.pk)[0] == 302
    assert [FilledSheet.objects.get(pk=one.pk).reviewer_id for one in (sheet, elsewhere)] == [
        reviewer.pk,
        None,
    ]
    head = make_person(("village_head", country.east_2))
    for cho, numbers in (
        (head.pk, [sheet.pk]),
        ("", [sheet.pk]),
        (10**30, [sheet.pk]),
        (reviewer.pk, ["x", 10**30]),
    ):
        status, text = give(cho, *numbers)
        assert status == 422
        assert "Chưa giao được" in text or "Chưa đánh dấu phiếu nào" in text
    assert give("khong-ai", sheet.pk)[0] == 302
    assert FilledSheet.objects.get(pk=sheet.pk).reviewer_id is None
    client.force_login(reviewer)
    assert give(reviewer.pk, sheet.pk)[0] == 403
    assert 'id="giao"' not in page(client, "/phieu/")


def test_the_sheet_of_a_very_large_household_is_sent_whole(at_work: Client, sheet: FilledSheet) -> None:
    many = {f"ly-do:x|y|{n}": "" for n in range(2_500)}
    assert send(at_work, sheet, o__toilet="septic", **many)[0] == 302
    assert kept(sheet, ("toilet", None)) == "septic"
