"""A model in a real browser, at both widths: from its proposal until it is repeated, its money settled."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.activities.made import poor_home
from tests.apps.budgets.made import LEADER, given
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import make_country
from tests.journeys.test_review_year import be

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.budgets.actions import Paper, put_in_force
from giamngheo.apps.budgets.models import Decision, Line
from giamngheo.apps.support.models import Support

pytestmark = pytest.mark.browser


def fill(page: Page, **fields: str) -> None:
    for name, said in fields.items():
        page.locator(f"#{name}").fill(said)


def test_a_model_from_proposal_to_replication_with_its_money_settled(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    poor_home(country.east_1, "Mẫu Văn Nghèo")
    home(country.east_1, "Mẫu Văn Khá")
    officer, leader = make_person(("officer", country.east)), make_person(("leader", country.east))
    finance = make_person(("finance", country.east))
    given(country.east, 100_000_000, "2", year=2026)

    # The officer proposes: the form asks for what the kind has, and keeps what was typed.
    be(context, server, officer)
    page.goto("/hoat-dong/")
    page.get_by_role("link", name="Thêm hoạt động").click()
    page.get_by_role("link", name="Mô hình, dự án giảm nghèo").click()
    fill(page, **{"ten": "Nuôi bò thử", "tu-ngay": "1/3/2026", "den-ngay": "31/12/2026"})
    page.locator("#chu-tri").select_option("group")
    fill(page, **{"ten-chu-tri": "Tổ hợp tác thử"})
    page.locator("#o-line").select_option("livestock")
    page.get_by_role("button", name="Lưu đề xuất").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi mục tiêu")
    accessible(page)
    page.locator("#o-objective").fill("Có thu nhập ổn định")
    page.get_by_role("button", name="Lưu đề xuất").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nuôi bò thử")
    page.get_by_role("button", name="Trình phê duyệt").click()
    expect(page.get_by_text("Chờ phê duyệt").first).to_be_visible()

    # The chairman approves.
    be(context, server, leader)
    page.goto("/")
    page.get_by_role("link", name="1 hoạt động chờ phê duyệt").click()
    page.get_by_role("link", name="Nuôi bò thử").click()
    accessible(page)
    page.locator("#quyet-dinh").fill("QĐ 1/QĐ-UBND (thử)")
    page.get_by_role("button", name="Phê duyệt").click()
    expect(page.get_by_text("Đã phê duyệt").first).to_be_visible()

    # The accountant allocates to it from its own page; before the chairman decides nothing is there to pay.
    row = Activity.objects.get()
    be(context, server, finance)
    page.goto(f"/hoat-dong/{row.pk}/")
    expect(page.get_by_text("Chưa có kinh phí nào phân bổ cho hoạt động này")).to_be_visible()
    page.get_by_role("link", name="Phân bổ cho hoạt động này").click()
    page.locator("#tu-dong").select_option(index=1)
    page.get_by_role("button", name="Chọn").click()
    page.locator("#trich-yeu").fill("Phân bổ cho mô hình")
    expect(page.get_by_label("Hoạt động, khoản 1")).to_have_value(str(row.pk))
    page.get_by_label("Số tiền, khoản 1").fill("40.000.000")
    accessible(page)
    page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.get_by_text("lãnh đạo cho hiệu lực")).to_be_visible()
    put_in_force(Decision.objects.latest("pk"), Paper("", "2/QĐ-UBND", row.first, "UBND xã"), LEADER)
    page.goto(f"/hoat-dong/{row.pk}/")
    page.get_by_role("link", name="Ghi chứng từ chi").click()
    page.locator("#loai").select_option("advance")
    fill(page, **{"so-chung-tu": "1", "ngay": "2/4/2026", "so-tien": "40.000.000"})
    page.get_by_role("button", name="Ghi vào sổ").click()
    page.get_by_role("link", name="Nuôi bò thử").click()
    expect(page.get_by_text("Chưa quyết toán: còn 40.000.000 đồng tạm ứng")).to_be_visible()
    accessible(page)

    # Who is of no group is refused with the reason, the others are kept.
    be(context, server, officer)
    page.goto(f"/hoat-dong/{row.pk}/tham-gia/")
    accessible(page)
    page.get_by_text("Dán hoặc chọn tệp").click()
    page.locator("#dan").fill("1\tMẫu Văn Nghèo\n2\tMẫu Văn Khá")
    page.get_by_role("button", name="Thêm theo danh sách").click()
    expect(page.get_by_role("alert")).to_contain_text("Đã ghi 1 hộ; không ghi 1 dòng")
    expect(page.get_by_role("alert")).to_contain_text("Dòng 2 (Mẫu Văn Khá): diện ngày")
    page.get_by_role("link", name="Về hoạt động").click()
    page.get_by_role("button", name="Bắt đầu thực hiện").click()

    # Things are handed over, a visit finds a result.
    page.get_by_role("link", name="Ghi giao hiện vật").click()
    accessible(page)
    page.locator("#hien-vat").select_option("breed")
    fill(page, **{"don-vi-tinh": "con", "don-gia": "15.000.000"})
    page.get_by_label("Số lượng của Mẫu Văn Nghèo").fill("2")
    page.get_by_role("button", name="Lưu đã giao").click()
    expect(page.get_by_role("cell", name="30.000.000")).to_be_visible()
    page.get_by_text("Ghi lượt đến hộ").click()
    page.locator("#den-ho").select_option(label="Mẫu Văn Nghèo")
    fill(page, **{"den-ngay": "1/11/2026", "den-ai": "Cán bộ thú y", "den-thay": "Bò đã đẻ"})
    page.locator("#den-co-ket-qua").check()
    page.get_by_role("button", name="Lưu lượt đến hộ").click()
    expect(page.get_by_text("có kết quả", exact=True)).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Báo đã làm xong").click()

    # Another person accepts; it is repeated.
    be(context, server, leader)
    page.goto(f"/hoat-dong/{row.pk}/")
    page.get_by_role("button", name="Nghiệm thu", exact=True).click()
    expect(page.get_by_text("Đã nghiệm thu").first).to_be_visible()

    # Its money cannot be settled while it is in advance; paid for, it is.
    line = Line.objects.get(activity=row)
    be(context, server, finance)
    page.goto(f"/kinh-phi/chung-tu/moi/?don-vi={country.east.pk}&nam=2026&hoat-dong={row.pk}")
    page.locator("#loai").select_option("pay_advance")
    fill(page, **{"so-chung-tu": "2", "ngay": "2/11/2026", "so-tien": "40.000.000"})
    page.get_by_role("button", name="Ghi vào sổ").click()
    page.goto(f"/kinh-phi/quyet-dinh/moi/?don-vi={country.east.pk}&nam=2026&loai=settle")
    page.locator("#trich-yeu").fill("Quyết toán mô hình")
    page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.get_by_text("lãnh đạo cho hiệu lực")).to_be_visible()
    put_in_force(Decision.objects.latest("pk"), Paper("", "3/QĐ-UBND", line.paid_on, "UBND xã"), LEADER)
    page.goto(f"/hoat-dong/{row.pk}/")
    expect(page.get_by_text("Đã quyết toán 40.000.000 đồng.")).to_be_visible()
    be(context, server, officer)
    page.goto(f"/hoat-dong/{row.pk}/")
    page.get_by_role("link", name="Nhân rộng").click()
    fill(page, **{"ten": "Nuôi bò ở thôn khác", "tu-ngay": "1/12/2026", "den-ngay": "31/12/2026"})
    fill(page, **{"ten-chu-tri": "Tổ khác"})
    page.get_by_role("button", name="Lưu đề xuất").click()
    expect(page.get_by_text("Nhân rộng từ")).to_be_visible()
    assert Support.objects.get().what == "Con giống"
