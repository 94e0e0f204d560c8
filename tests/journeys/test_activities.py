"""A model in a real browser, at both widths: from its proposal until it is repeated, both settled."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.activities.made import poor_home
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import make_country
from tests.journeys.test_review_year import be

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.budgets.models import Decision, Line
from giamngheo.apps.support.models import Support

pytestmark = pytest.mark.browser


def fill(page: Page, **fields: str) -> None:
    for name, said in fields.items():
        page.locator(f"#{name}").fill(said)


class Office:
    """Three people of a commune at one machine; each deed is done in the browser by who may do it."""

    def __init__(self, page: Page, context: BrowserContext, server: str, of: str) -> None:
        self.page, self.context, self.server, self.of = page, context, server, of
        self.number = 0

    def sits(self, who: AbstractBaseUser) -> None:
        be(self.context, self.server, who)

    def decides(self, day: str) -> None:
        """Put the last draft in force: the page of the draft, then its number, day and issuer."""
        self.number += 1
        waiting = Decision.objects.filter(put_in_force_at=None, ended_at=None).latest("pk")
        self.page.goto(f"/kinh-phi/quyet-dinh/{waiting.pk}/")
        fill(self.page, so=f"{self.number}/QĐ-UBND", ngay=day, **{"co-quan": "UBND xã Đông"})
        self.page.get_by_role("button", name="Cho hiệu lực và ghi sổ").click()
        expect(self.page.get_by_text("Có hiệu lực", exact=True)).to_be_visible()

    def needs(self, row: Activity, amount: str, ground: str) -> None:
        """Ask for money for an activity, which the form names."""
        self.page.goto(f"/kinh-phi/nhu-cau/?{self.of}&hoat-dong={row.pk}")
        expect(self.page.locator("#hoat-dong")).to_have_value(str(row.pk))
        self.page.locator("#tinh-chat").select_option("recurrent_fund")
        self.page.locator("#nguon").select_option("central")
        fill(self.page, **{"so-tien": amount, "can-cu": ground})
        self.page.get_by_role("button", name="Lưu nhu cầu").click()
        expect(self.page.get_by_text("Chờ thẩm định", exact=True).first).to_be_visible()

    def appraises(self) -> None:
        """Find the one need that waits right."""
        self.page.goto(f"/kinh-phi/nhu-cau/?{self.of}")
        self.page.locator("summary", has_text="Thẩm định").click()
        self.page.get_by_role("button", name="Lưu thẩm định").click()
        expect(self.page.get_by_text("Đã thẩm định", exact=True).first).to_be_visible()

    def drafts_from_needs(self) -> None:
        self.page.goto(f"/kinh-phi/nhu-cau/?{self.of}")
        self.page.get_by_role("button", name="Soạn quyết định từ 1 nhu cầu").click()
        expect(self.page.get_by_text("lãnh đạo cho hiệu lực")).to_be_visible()

    def pays(self, row: Activity, kind: str, day: str, amount: str) -> None:
        """Write a voucher of the treasury on the line of an activity."""
        self.number += 1
        self.page.goto(f"/kinh-phi/chung-tu/moi/?{self.of}&hoat-dong={row.pk}")
        self.page.locator("#loai").select_option(kind)
        fill(self.page, **{"so-chung-tu": f"CT{self.number}", "ngay": day, "so-tien": amount})
        self.page.get_by_role("button", name="Ghi vào sổ").click()
        expect(self.page.get_by_role("link", name=row.title)).to_be_visible()

    def drafts_settlement(self) -> None:
        self.page.goto(f"/kinh-phi/quyet-dinh/moi/?{self.of}&loai=settle")
        self.page.locator("#trich-yeu").fill("Quyết toán mô hình")
        self.page.get_by_role("button", name="Lưu dự thảo").click()
        expect(self.page.get_by_text("lãnh đạo cho hiệu lực")).to_be_visible()

    def approves(self, row: Activity, paper: str) -> None:
        self.page.goto(f"/hoat-dong/{row.pk}/")
        self.page.locator("#quyet-dinh").fill(paper)
        self.page.get_by_role("button", name="Phê duyệt").click()
        expect(self.page.get_by_text("Đã phê duyệt").first).to_be_visible()

    def does(self, row: Activity, who: str, day: str, found: str) -> None:
        """Carry an approved model through: who takes part, what is handed over, a visit with a result."""
        page = self.page
        page.goto(f"/hoat-dong/{row.pk}/tham-gia/")
        page.get_by_text("Dán hoặc chọn tệp").click()
        page.locator("#dan").fill(f"1\t{who}")
        page.get_by_role("button", name="Thêm theo danh sách").click()
        expect(page.get_by_role("heading", name="Người tham gia (1)")).to_be_visible()
        page.get_by_role("button", name="Bắt đầu thực hiện").click()
        page.get_by_role("link", name="Ghi giao hiện vật").click()
        page.locator("#hien-vat").select_option("breed")
        fill(page, **{"don-vi-tinh": "con", "don-gia": "15.000.000"})
        page.get_by_label(f"Số lượng của {who}").fill("2")
        page.get_by_role("button", name="Lưu đã giao").click()
        expect(page.get_by_role("cell", name="30.000.000")).to_be_visible()
        page.get_by_text("Ghi lượt đến hộ").click()
        page.locator("#den-ho").select_option(label=who)
        fill(page, **{"den-ngay": day, "den-ai": "Cán bộ thú y", "den-thay": found})
        page.locator("#den-co-ket-qua").check()
        page.get_by_role("button", name="Lưu lượt đến hộ").click()
        expect(page.get_by_text("có kết quả", exact=True)).to_be_visible()
        page.get_by_role("button", name="Báo đã làm xong").click()

    def accepts(self, row: Activity) -> None:
        self.page.goto(f"/hoat-dong/{row.pk}/")
        self.page.get_by_role("button", name="Nghiệm thu", exact=True).click()
        expect(self.page.get_by_text("Đã nghiệm thu").first).to_be_visible()


def test_a_model_from_proposal_to_replication_with_the_money_of_both_settled(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    poor_home(country.east_1, "Mẫu Văn Nghèo")
    poor_home(country.east_2, "Mẫu Thị Khó")
    home(country.east_1, "Mẫu Văn Khá")
    officer, leader = make_person(("officer", country.east)), make_person(("leader", country.east))
    finance = make_person(("finance", country.east))
    office = Office(page, context, server, f"don-vi={country.east.pk}&nam=2025")

    # The accountant has the decision of the province in hand; the chairman puts it in force.
    office.sits(finance)
    page.goto(f"/kinh-phi/quyet-dinh/moi/?{office.of}&loai=receive")
    page.locator("#trich-yeu").fill("Giao dự toán năm 2025")
    page.get_by_label("Dự án, khoản 1").select_option("2")
    page.get_by_label("Tính chất vốn, khoản 1").select_option("recurrent_fund")
    page.get_by_label("Nguồn, khoản 1").select_option("central")
    page.get_by_label("Số tiền, khoản 1").fill("100.000.000")
    page.get_by_role("button", name="Lưu dự thảo").click()
    office.sits(leader)
    office.decides("5/1/2025")

    # The officer proposes: the form asks for what the kind has, and keeps what was typed.
    office.sits(officer)
    page.goto("/hoat-dong/")
    page.get_by_role("link", name="Thêm hoạt động").click()
    page.get_by_role("link", name="Mô hình, dự án giảm nghèo").click()
    fill(page, **{"ten": "Nuôi bò thử", "tu-ngay": "1/3/2025", "den-ngay": "31/12/2026"})
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
    row = Activity.objects.get()

    # The accountant asks for what it needs; the chairman finds the need right and approves the model.
    office.sits(finance)
    office.needs(row, "40.000.000", "2 con × 15 triệu đồng, chuồng 10 triệu đồng")
    accessible(page)
    office.sits(leader)
    office.appraises()
    page.goto("/")
    page.get_by_role("link", name="1 hoạt động chờ phê duyệt").click()
    page.get_by_role("link", name="Nuôi bò thử").click()
    accessible(page)
    office.approves(row, "QĐ 1/QĐ-UBND (thử)")

    # The decision is drafted out of the need; before the chairman decides nothing is there to pay.
    office.sits(finance)
    page.goto(f"/hoat-dong/{row.pk}/")
    expect(page.get_by_text("Chưa có kinh phí nào phân bổ cho hoạt động này")).to_be_visible()
    office.drafts_from_needs()
    accessible(page)
    office.sits(leader)
    office.decides("5/3/2025")
    office.sits(finance)
    office.pays(row, "advance", "2/4/2025", "40.000.000")
    page.goto(f"/hoat-dong/{row.pk}/")
    expect(page.get_by_text("Chưa quyết toán: còn 40.000.000 đồng tạm ứng")).to_be_visible()
    accessible(page)

    # Who is of no group is refused with the reason, the others are kept; things are handed over.
    office.sits(officer)
    page.goto(f"/hoat-dong/{row.pk}/tham-gia/")
    accessible(page)
    page.get_by_text("Dán hoặc chọn tệp").click()
    page.locator("#dan").fill("1\tMẫu Văn Khá")
    page.get_by_role("button", name="Thêm theo danh sách").click()
    expect(page.get_by_role("alert")).to_contain_text("Dòng 1 (Mẫu Văn Khá): diện ngày")
    office.does(row, "Mẫu Văn Nghèo", "1/11/2026", "Bò đã đẻ")
    accessible(page)

    # Another person accepts. Its money cannot be settled while it is in advance; paid for, it is.
    office.sits(leader)
    office.accepts(row)
    office.sits(finance)
    office.pays(row, "pay_advance", "2/11/2025", "40.000.000")
    office.drafts_settlement()
    office.sits(leader)
    office.decides("3/11/2025")
    page.goto(f"/hoat-dong/{row.pk}/")
    expect(page.get_by_text("Đã quyết toán 40.000.000 đồng.")).to_be_visible()

    # It is repeated for another household and goes the same way, paid at once; it is settled, too.
    office.sits(officer)
    page.goto(f"/hoat-dong/{row.pk}/")
    page.get_by_role("link", name="Nhân rộng").click()
    fill(page, **{"ten": "Nuôi bò ở thôn khác", "tu-ngay": "1/11/2025", "den-ngay": "31/12/2026"})
    fill(page, **{"ten-chu-tri": "Tổ khác"})
    page.get_by_role("button", name="Lưu đề xuất").click()
    expect(page.get_by_text("Nhân rộng từ")).to_be_visible()
    page.get_by_role("button", name="Trình phê duyệt").click()
    again = Activity.objects.exclude(pk=row.pk).get()
    office.sits(finance)
    office.needs(again, "30.000.000", "2 con × 15 triệu đồng")
    office.sits(leader)
    office.appraises()
    office.approves(again, "QĐ 2/QĐ-UBND (thử)")
    office.sits(finance)
    office.drafts_from_needs()
    office.sits(leader)
    office.decides("5/11/2025")
    office.sits(officer)
    office.does(again, "Mẫu Thị Khó", "10/11/2026", "Bò khỏe")
    office.sits(finance)
    office.pays(again, "pay", "10/11/2025", "30.000.000")
    office.sits(leader)
    office.accepts(again)
    office.sits(finance)
    office.drafts_settlement()
    office.sits(leader)
    office.decides("12/11/2025")
    page.goto(f"/hoat-dong/{again.pk}/")
    expect(page.get_by_text("Đã quyết toán 30.000.000 đồng.")).to_be_visible()
    accessible(page)
    page.goto(f"/hoat-dong/{row.pk}/")
    expect(page.get_by_role("link", name="Nuôi bò ở thôn khác")).to_be_visible()
    assert sorted(Line.objects.filter(settled__gt=0).values_list("settled", flat=True)) == [
        30_000_000,
        40_000_000,
    ]
    assert Line.objects.get(activity=None).unallocated == 30_000_000
    assert list(Support.objects.values_list("what", flat=True)) == ["Con giống", "Con giống"]
