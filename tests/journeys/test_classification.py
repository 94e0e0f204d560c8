"""«Phân loại danh sách» walked in a real browser, from the file to the sheet of paper and the download."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from tests.journeys.messy_lists import SHEET, messy_workbook, village_workbook

from giamngheo.foundation.sheets import open_workbook, read_table

pytestmark = pytest.mark.browser
on_a_laptop = pytest.mark.parametrize("screen", ["laptop"], indirect=True)


def upload(page: Page, path: Path) -> None:
    page.goto("/phan-loai/")
    page.get_by_label("Tệp danh sách hộ").set_input_files(path)
    page.get_by_role("button", name="Đọc danh sách").click()


def classify(page: Page) -> None:
    page.get_by_role("button", name="Phân loại", exact=True).first.click()
    page.wait_for_url("**/ket-qua/")


def pages_on_paper(page: Page) -> int:
    page.emulate_media(media="print")
    paper = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="screen")
    return len(re.findall(rb"/Type\s*/Page\b", paper))


def test_a_messy_list_becomes_a_result_a_sheet_of_paper_and_a_file(
    page: Page, background_worker: None, accessible: Callable[[Page], None], tmp_path: Path
) -> None:
    upload(page, messy_workbook(tmp_path / "Danh sách xã Mẫu.xlsx"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Các cột nhận được")
    accessible(page)
    income = page.get_by_label("Nội dung của cột E Tiền")
    expect(income).to_have_value("")
    expect(page.get_by_label("Nội dung của cột I")).to_have_value("deprived_health_insurance")

    # A slip first: two columns of one meaning.
    income.select_option(label="Họ tên chủ hộ")
    page.get_by_role("button", name="Phân loại", exact=True).first.click()
    summary = page.get_by_role("alert").first
    expect(summary).to_be_focused()
    accessible(page)
    summary.get_by_role("link", name=re.compile("Cột C và cột E")).click()
    expect(income).to_be_focused()
    income.select_option(label="Thu nhập bình quân đầu người/tháng")
    classify(page)

    expect(page.get_by_role("heading", name="4 trong 12 hộ thuộc diện hộ nghèo")).to_be_visible()
    expect(page.locator("[data-canvas] svg")).to_be_visible()
    accessible(page)
    page.get_by_role("list", name="Số hộ theo kết quả").get_by_role("link", name="Hộ nghèo").click()
    expect(page.get_by_role("status")).to_contain_text("4 hộ nghèo (trong 12 hộ)")
    expect(page.locator("table.households tbody tr")).to_have_count(4)
    page.get_by_label("Thôn, tổ dân phố").select_option("Thôn Tây")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_role("status")).to_contain_text("2 hộ nghèo ở Thôn Tây")
    expect(page.locator("table.households tbody tr")).to_have_count(2)
    accessible(page)

    page.get_by_role("link", name="Bỏ lọc").click()
    page.locator("table.households tbody a").first.click()
    expect(page.get_by_text("Thiếu hụt 12 chỉ số")).to_be_visible()
    expect(page.locator(".state-lacking")).to_have_count(12)
    accessible(page)
    assert pages_on_paper(page) == 1
    page.get_by_role("link", name="Hộ sau").click()
    expect(page.get_by_text("Thêm 1 chỉ số thiếu hụt thì")).to_be_visible()

    page.get_by_role("link", name="Danh sách", exact=True).click()
    page.get_by_role("link", name="Tổng hợp và tải về").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Excel (.xlsx)").click()
    assert started.value.suggested_filename == "ket-qua-danh-sach-xa-mau.xlsx"
    saved = tmp_path / "saved.xlsx"
    started.value.save_as(saved)
    table = read_table(open_workbook(saved), SHEET)
    place = next(heading.index for heading in table.headings if heading.text == "Kết quả")
    assert table.body[f"c{place}"].to_list() == ["Hộ nghèo", "Hộ cận nghèo", "Hộ không nghèo"] * 4

    page.get_by_role("button", name="Xoá danh sách này").click()
    expect(page).to_have_url(re.compile("/phan-loai/$"))
    expect(page.get_by_text("Danh sách đang giữ")).to_be_hidden()


def test_a_workbook_with_a_sheet_per_village_is_one_list(
    page: Page, background_worker: None, accessible: Callable[[Page], None], tmp_path: Path
) -> None:
    upload(page, village_workbook(tmp_path / "Các thôn xã Mẫu.xlsx"))
    expect(page.get_by_text("trang «Thôn Đông», «Thôn Tây» (cùng cột), 4 dòng")).to_be_visible()
    expect(page.get_by_label("Nội dung của cột D Thu nhập bình quân")).to_have_value("income_per_head")
    accessible(page)
    # Nothing tells the income of the last sheet: its columns are open to be looked at.
    page.get_by_label("Nội dung của cột D Tiền").select_option("income_per_head")
    classify(page)

    # The unit of the last sheet was not said: its incomes are told, and corrected on its own columns.
    expect(page.get_by_role("heading", name="2 trong 7 hộ thuộc diện hộ nghèo")).to_be_visible()
    page.get_by_role("link", name="Sửa cột").click()
    page.get_by_text("trang «Thôn Nam», 3 dòng").click()
    page.get_by_label("Cột thu nhập tính bằng (trang «Thôn Nam»)").select_option("nghìn đồng")
    classify(page)
    expect(page.get_by_role("heading", name="3 trong 7 hộ thuộc diện hộ nghèo, 1 hộ chưa")).to_be_visible()
    expect(page.get_by_role("heading", name="1 ô phải sửa")).to_be_visible()
    expect(page.get_by_text("trang «Thôn Tây»").first).to_be_visible()
    accessible(page)

    page.get_by_role("link", name="Xem danh sách 7 hộ").click()
    page.get_by_label("Trang", exact=True).select_option("Thôn Nam")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_role("status")).to_contain_text("3 hộ thuộc trang «Thôn Nam»")
    expect(page.locator("table.households tbody tr")).to_have_count(3)
    accessible(page)
    page.get_by_role("link", name="Hoàng Văn Mẫu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoàng Văn Mẫu")
    expect(page.get_by_text("trang «Thôn Nam», dòng 3 của tệp")).to_be_visible()
    expect(page.get_by_text("hộ thứ 1 trong 3 hộ đã lọc")).to_be_visible()
    accessible(page)
    assert pages_on_paper(page) == 1
    page.get_by_role("link", name="Hộ sau").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vũ Thị Thử")

    page.get_by_role("link", name="Danh sách", exact=True).click()
    page.get_by_role("link", name="Tổng hợp và tải về").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Excel (.xlsx)").click()
    saved = tmp_path / "saved.xlsx"
    started.value.save_as(saved)
    book = open_workbook(saved)
    assert [sheet.name for sheet in book.sheets] == [
        "Thôn Đông",
        "Thôn Tây",
        "Thôn Nam",
        "Tổng hợp",
        "Cần sửa",
    ]
    for name, count in (("Thôn Đông", 2), ("Thôn Tây", 2), ("Thôn Nam", 3)):
        table = read_table(book, name)
        place = next(heading.index for heading in table.headings if heading.text == "Kết quả")
        assert table.body[f"c{place}"].drop_nulls().len() == count


@on_a_laptop
def test_a_sample_list_takes_two_clicks(page: Page, background_worker: None) -> None:
    page.goto("/phan-loai/")
    page.get_by_role("button", name="Điểm B1, B2").click()
    classify(page)
    expect(page.get_by_role("heading", name=re.compile("trong 240 hộ thuộc diện hộ nghèo"))).to_be_visible()
    expect(page.get_by_role("heading", name="2 ô phải sửa")).to_be_visible()
    page.get_by_role("link", name="Các hộ có ô phải sửa").click()
    expect(page.locator("table.households tbody tr")).to_have_count(2)
    page.locator("table.households tbody a").first.click()
    expect(page.get_by_role("heading", name="Ô phải sửa ở dòng này")).to_be_visible()
    assert pages_on_paper(page) == 1


@on_a_laptop
def test_the_keyboard_alone_suffices(page: Page, background_worker: None, tmp_path: Path) -> None:
    upload(page, messy_workbook(tmp_path / "Bàn phím.xlsx", 3))
    expect(page.get_by_role("heading", level=1)).to_have_text("Các cột nhận được")
    page.get_by_label("Nội dung của cột E Tiền").focus()
    page.keyboard.type("Thu nhập bình quân")
    expect(page.get_by_label("Nội dung của cột E Tiền")).to_have_value("income_per_head")
    page.get_by_role("button", name="Phân loại", exact=True).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ket-qua/")
    page.get_by_role("link", name="Xem danh sách 3 hộ").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/danh-sach/")
    page.get_by_label("Tên chủ hộ hoặc mã hộ").fill("m02")
    page.keyboard.press("Enter")
    expect(page.locator("table.households tbody tr")).to_have_count(1)
    page.keyboard.press("Tab")
    page.locator("table.households tbody a").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đặng Văn Thử 2")


@on_a_laptop
def test_waiting_work_is_left_found_again_and_stopped(
    page: Page, accessible: Callable[[Page], None], tmp_path: Path
) -> None:
    upload(page, messy_workbook(tmp_path / "Chờ.xlsx", 3))
    page.get_by_label("Nội dung của cột E Tiền").select_option("income_per_head")
    page.get_by_role("button", name="Phân loại", exact=True).first.click()
    expect(page.get_by_label("Tiến độ")).to_contain_text("Đang chờ")
    accessible(page)
    page.goto("/")
    page.get_by_role("link", name="Việc đang chạy (1)").click()
    accessible(page)
    page.get_by_role("link", name="Phân loại «Chờ.xlsx»").click()
    page.get_by_role("button", name="Dừng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Các cột nhận được")
    expect(page.get_by_label("Nội dung của cột E Tiền")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Việc đang chạy"))).to_be_hidden()


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (60 * 1024 * 1024))
    return path


def password(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    return path


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def picture(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    return path


@on_a_laptop
@pytest.mark.parametrize(
    ("made", "words"),
    [(bomb, "Tệp «Xấu.xlsx»"), (password, "mật khẩu"), (empty, "trống"), (picture, "ảnh PNG")],
)
def test_a_file_that_cannot_be_used_is_told_and_the_page_stays(
    page: Page, tmp_path: Path, made: Callable[[Path], Path], words: str
) -> None:
    upload(page, made(tmp_path / "Xấu.xlsx"))
    summary = page.get_by_role("alert").first
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(words)
    expect(page.get_by_text("Tệp vừa gửi: Xấu.xlsx")).to_be_visible()
    summary.get_by_role("link").click()
    expect(page.get_by_label("Tệp danh sách hộ")).to_be_focused()


@on_a_laptop
def test_a_file_that_is_too_large_is_told_before_it_travels(
    page: Page, settings: Settings, tmp_path: Path
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    large = tmp_path / "Lớn.csv"
    large.write_bytes(b"x" * (1024 * 1024 + 1))
    upload(page, large)
    expect(page.get_by_text("Tệp lớn hơn 1,0 MB")).to_be_visible()
    expect(page).to_have_url(re.compile("/phan-loai/$"))
    expect(page.get_by_label("Tệp danh sách hộ")).to_be_focused()


@on_a_laptop
def test_a_stranger_with_the_address_finds_nothing(page: Page, context: BrowserContext) -> None:
    page.goto("/phan-loai/")
    page.get_by_role("button", name="Thu nhập và chỉ số").click()
    page.wait_for_url("**/cot/")
    browser = context.browser
    assert browser is not None
    stranger = browser.new_context(base_url=page.url).new_page()
    answer = stranger.goto(page.url)
    assert answer is not None
    assert answer.status == 404
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang")
    stranger.context.close()


@on_a_laptop
def test_a_file_is_dropped_on_the_framed_place(page: Page) -> None:
    page.goto("/phan-loai/")
    carried = page.evaluate_handle(
        """() => {
            const carried = new DataTransfer();
            carried.items.add(new File(["Mã hộ,Điểm B1,Điểm B2\\nM1,100,40\\n"], "Thả vào.csv"));
            return carried;
        }"""
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": carried})
    expect(page.get_by_text("Thả vào.csv")).to_be_visible()
    page.get_by_role("button", name="Đọc danh sách").click()
    expect(page.get_by_label("Nội dung của cột B Điểm B1")).to_have_value("income_points")


@on_a_laptop
def test_the_walk_works_without_scripts(context: BrowserContext, background_worker: None) -> None:
    browser = context.browser
    assert browser is not None
    base = context.new_page()
    base.goto("/")
    plain = browser.new_context(base_url=base.url, java_script_enabled=False).new_page()
    plain.goto("/phan-loai/")
    plain.get_by_role("button", name="Điểm B1, B2").click()
    plain.get_by_role("button", name="Phân loại", exact=True).first.click()
    # The page of progress asks again by itself until the result stands.
    plain.wait_for_url("**/ket-qua/")
    plain.get_by_role("link", name="Xem danh sách 240 hộ").click()
    expect(plain.locator("table.households tbody tr")).to_have_count(50)
    plain.context.close()
