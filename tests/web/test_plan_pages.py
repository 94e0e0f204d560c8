"""Pages of plans: the tree, a plan made, edited, given, handed up, issued, printed, followed; to whom."""

import html
import re
from datetime import date

import pytest
from django.test import Client
from tests.apps.activities.made import activity, begun
from tests.apps.budgets.made import allocated, given, paid
from tests.apps.programmes.made import (
    OFFICER,
    fall_of,
    handed_in,
    issued,
    plan_in_force,
    plan_of,
    with_target,
)
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.programmes.actions import take_in
from giamngheo.apps.programmes.models import PlanActual, PlanProject, PlanShare, PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import in_scope_of, projects_of, targets_of, tasks_of
from giamngheo.apps.programmes.states import PlanState
from giamngheo.apps.results.models import PlannedTarget
from giamngheo.foundation.areas.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def signed_in(*held: tuple[str, Area]) -> Client:
    client = Client()
    client.force_login(make_person(*held))
    return client


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


def sent(client: Client, address: str, **typed: str) -> str:
    """Send a form; where it leads, or the page that refuses it."""
    answer = client.post(address, {name.replace("_", "-"): value for name, value in typed.items()})
    if answer.status_code == 302:
        return answer.headers["Location"]
    assert answer.status_code == 422, (address, answer.status_code)
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


def fields_of(page: str) -> dict[str, str]:
    """What the form of a page would send as it stands."""
    fields = dict(
        re.findall(r'<input class="form-control[^"]*" id="([^"]+)" name="[^"]+" value="([^"]*)"', page)
    )
    fields |= dict(re.findall(r'<textarea class="form-control" id="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select class="form-select" id="([^"]+)"[^>]*>(.*?)</select>', page):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return fields | dict.fromkeys(re.findall(r'type="checkbox" id="([^"]+)"[^>]*checked', page), "co")


def test_the_tree_shows_what_one_may_read_and_who_is_missing(country: Country) -> None:
    above, _ = plan_in_force(country.province, 2026)
    plan_of(country.province, 2026)
    plan_in_force(country.east, 2026)
    officer = signed_in(("officer", country.east))
    page = said(officer, f"/ke-hoach/?don-vi={country.east.pk}&nam=2026")
    assert f"/ke-hoach/{above.pk}/" in page and page.count("(năm 2026)") == 2
    assert "2/2 đơn vị trực thuộc" in page and "thôn Đông Hai" in page and "Phường Tây" not in page
    province = signed_in(("officer", country.province))
    page = said(province, f"/ke-hoach/?don-vi={country.province.pk}&nam=2026")
    assert "1/2 đơn vị trực thuộc" in page and "phường Tây" in page
    assert "Lập kế hoạch" not in said(signed_in(("health", country.east)), "/ke-hoach/")


def test_a_plan_is_made_given_handed_up_issued_printed_and_followed(country: Country) -> None:
    received = take_in(handed_in(country.east, OFFICER), OFFICER, is_received=True)
    officer, leader = signed_in(("officer", country.east)), signed_in(("leader", country.east))
    assert "nhận của cấp trên" in said(officer, f"/ke-hoach/moi/?don-vi={country.east.pk}&nam=2026")
    made = {"tu_nam": "2026", "den_nam": "2026", "tu": str(received.pk)}
    address = sent(officer, f"/ke-hoach/moi/?don-vi={country.east.pk}", **made)
    plan = UnitPlan.objects.get(made_from=received)
    page = said(officer, address)
    assert "Còn phải ghi" in page and "chưa ai xem lại con số" in page
    for part in ("dau", "loi-van", "chi-tieu", "du-an", "chinh-sach", "giai-phap", "phan-cong"):
        form = fields_of(said(officer, f"{address}sua/{part}/"))
        form = {name: value for name, value in form.items() if name not in ("don-vi", "nam")}
        if part == "dau":
            form |= {"nguoi-ky": "Mẫu Văn Ký", "chuc-vu": "Chủ tịch"}
        if part == "chi-tieu":
            rows = targets_of(plan)
            form |= {f"t{one.pk}-gia-tri": "5" for one in rows if not one.has_no_value}
            form |= {f"t{one.pk}-den": "" for one in rows} | {f"t{one.pk}-xem": "co" for one in rows}
        if part == "phan-cong":
            form |= {"vm0-don-vi": "Các thôn", "vm0-viec": "Rà soát", "vm0-ngay": "15/11/2026"}
        before = (targets_of(plan), projects_of(plan))
        answer = officer.post(f"{address}sua/{part}/", form)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{address}#{part}"), part
        assert [len(rows) for rows in (targets_of(plan), projects_of(plan))] == [len(one) for one in before]
    (task,) = tasks_of(plan)
    assert (task.organisation, f"{task.due_on:%d/%m/%Y}") == ("Các thôn", "15/11/2026")
    target = next(one for one in targets_of(plan) if one.kind == "change_count")
    giving = f"{address}giao/{target.pk}/"
    values = {f"so-{country.east_1.pk}": "3", f"so-{country.east_2.pk}": "1"}
    assert "thiếu 1" in sent_or_shown(officer, giving, values | {"thu": "1"})
    assert "không phải con số" in sent(officer, giving, **{f"so-{country.east_1.pk}": "ba"})
    officer.post(giving, values | {f"so-{country.east_2.pk}": "2"})
    assert PlanShare.objects.count() == 2
    assert sent(officer, f"{address}viec/", viec="trinh") == address
    assert "không phải người soạn" in said(officer, address)
    assert officer.post(f"{address}viec/", {"viec": "ban-hanh"}).status_code == 403
    assert "Chưa có ngày" in sent(leader, f"{address}viec/", viec="ban-hanh", so="7")
    assert sent(leader, f"{address}viec/", viec="ban-hanh", so="7", ngay="1/3/2026") == address
    assert "Kế hoạch số 07/KH-UBND" in said(leader, address)
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = officer.get(f"{address}van-ban.{ending}")
        assert answer.content.startswith(start)
        assert answer.headers["Content-Disposition"].endswith(f'ke-hoach-07-kh-ubnd-nam-2026.{ending}"')
    assert sent(officer, f"{address}viec/", viec="theo-doi") == address
    assert "dự thảo ở «Kết quả»" in said(officer, address)
    assert sent(leader, f"{address}viec/", viec="hieu-luc") == address
    assert PlannedTarget.objects.filter(plan_target=target, put_in_force_at__isnull=False).exists()
    head = signed_in(("village_head", country.east_1))
    assert "thôn Đông Một" in said(head, address)
    assert head.get(f"{address}van-ban.pdf").content.startswith(b"%PDF")
    assert head.post(f"{address}viec/", {"viec": "theo-doi"}).status_code == 403


def sent_or_shown(client: Client, address: str, typed: dict[str, str]) -> str:
    return re.sub(r"\s+", " ", html.unescape(client.post(address, typed).content.decode()))


def test_what_a_village_is_given_is_taken_over_on_its_page(country: Country) -> None:
    plan = plan_of(country.east, 2026)
    target = fall_of(plan, 5)
    officer = signed_in(("officer", country.east))
    officer.post(f"/ke-hoach/{plan.pk}/giao/{target.pk}/", {f"so-{country.east_1.pk}": "5"})
    issued(plan)
    village = plan_of(country.east_1, 2026)
    assert "1 chỉ tiêu cấp trên giao chưa nhận" in said(officer, f"/ke-hoach/{village.pk}/")
    sent(officer, f"/ke-hoach/{village.pk}/viec/", viec="nhan")
    page = said(officer, f"/ke-hoach/{village.pk}/")
    assert "Đã nhận 1 chỉ tiêu cấp trên giao." in page and "; đã nhận" in page
    assert PlanTarget.objects.get(plan=village).value == 5


def test_figures_of_what_has_no_indicator_are_typed_on_the_page(country: Country) -> None:
    plan, target = plan_in_force(country.east, 2026)
    officer = signed_in(("officer", country.east))
    assert "không có chỉ số: nhập số hằng năm" in said(officer, f"/ke-hoach/{plan.pk}/")
    address = f"/ke-hoach/chi-tieu/{target.pk}/so/"
    assert "Chưa ghi văn bản chứng minh" in sent(officer, address, nam="2026", so="1")
    assert sent(officer, address, nam="2026", so="1", chung_minh="Sổ quỹ") == f"/ke-hoach/{plan.pk}/#chi-tieu"
    assert PlanActual.objects.get().proof == "Sổ quỹ"
    assert "Sổ quỹ" in said(officer, f"/ke-hoach/{plan.pk}/")
    assert "Sổ quỹ" not in said(signed_in(("village_head", country.east_1)), f"/ke-hoach/{plan.pk}/")


def test_a_plan_is_given_back_replaced_ended_and_dropped(country: Country) -> None:
    plan = plan_of(country.east, 2026)
    address = f"/ke-hoach/{plan.pk}/"
    officer, leader = signed_in(("officer", country.east)), signed_in(("leader", country.east))
    assert "chưa có chỉ tiêu nào" in sent(officer, f"{address}viec/", viec="trinh")
    with_target(plan, "1 mô hình", unit="mô hình")
    sent(officer, f"{address}viec/", viec="trinh")
    assert "Chưa ghi lý do" in sent(leader, f"{address}viec/", viec="tra-lai")
    sent(leader, f"{address}viec/", viec="tra-lai", ly_do="thiếu căn cứ")
    assert "Trả lại: thiếu căn cứ" in said(officer, address)
    sent(officer, f"{address}viec/", viec="trinh")
    sent(leader, f"{address}viec/", viec="ban-hanh", so="7", ngay="1/3/2026")
    edition = sent(officer, f"{address}viec/", viec="ban-thay")
    sent(officer, f"{edition}viec/", viec="bo", ly_do="không cần")
    sent(leader, f"{address}viec/", viec="thoi", ly_do="hết Chương trình")
    states = UnitPlan.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [PlanState.ENDED, PlanState.DROPPED]
    neighbour = signed_in(("officer", country.west))
    assert said(neighbour, address, 404) and said(neighbour, f"/ke-hoach/{10**30}/", 404)


def test_a_plan_tells_by_project_what_was_done_and_paid_to_who_may_see_it(country: Country) -> None:
    plan = plan_of(country.east, 2026)
    for place, (code, label) in enumerate((("1", "Dự án 1"), ("2", "Dự án 2"), ("4", "Dự án 4"))):
        PlanProject.objects.create(
            plan=plan, position=place, code=code, label=label, name=f"Tên {code}", in_scope=code != "4"
        )
    with_target(plan, "Vận động 2 nhà hảo tâm", "at_least", 2, unit="nhà hảo tâm")
    issued(plan)
    begun(activity(country.east))
    activity(country.east, "communication_session")
    line = given(country.east, 5_000_000, "2", year=2026)
    paid(allocated(line, 4_000_000, day=date(2026, 4, 1)), 1_000_000, day=date(2026, 4, 1))
    given(country.east, 2_000_000, "1.1", year=2026)
    address = f"/ke-hoach/{plan.pk}/thuc-hien/"
    officer = signed_in(("officer", country.east))
    assert address in said(officer, f"/ke-hoach/{plan.pk}/")
    told = said(officer, address)
    cells = {
        row[0]: re.findall(r"<td[^>]*>(.*?)</td>", row[1])
        for row in re.findall(r'du-an=([\d.]+)">.*?</th>(.*?)</tr>', told)
    }
    assert cells["2"][:5] == ["1", "1", "0", "5,0", "1,0"]
    assert cells["1"][:5] == ["0", "0", "0", "2,0", "–"]
    assert cells["6.1"][:3] == ["1", "0", "0"], "outside the plan"
    assert "không thuộc phạm vi" in told and "ngoài kế hoạch" in told
    assert "Kinh phí" not in said(signed_in(("radio", country.east)), address).split("<table", 1)[1]
    assert said(signed_in(("officer", country.province)), address)
    said(signed_in(("officer", country.west)), address, 404)
    above, _ = plan_in_force(country.province, 2026)
    assert "Đã làm gì" not in said(officer, f"/ke-hoach/{above.pk}/")
    said(officer, f"/ke-hoach/{above.pk}/thuc-hien/", 404)


def test_forms_and_pages_tell_which_projects_the_plan_leaves_out(country: Country) -> None:
    above = plan_of(country.province, 2025)
    own = UnitPlan(pk=plan_of(country.east, 2025).pk)
    for plan, code, in_scope in (
        (above, "2", False),
        (above, "4", False),
        (own, "2", True),
        (own, "3.1", False),
    ):
        PlanProject.objects.create(
            plan=plan, position=1, code=code, label=f"Dự án {code}", name="Thử", in_scope=in_scope
        )
    for plan in (above, UnitPlan.objects.get(pk=own.pk)):
        with_target(plan, "Vận động 2 nhà hảo tâm", "at_least", 2, unit="nhà hảo tâm")
        issued(plan)
    in_scope = in_scope_of(country.east.pk, 2025, TODAY)
    left_out = {code for code in ("1.1", "2", "3.1", "3.2", "4.1") if in_scope.left_out_by(code)}
    assert left_out == {"3.1", "4.1"}, "the nearest plan is asked first; a part goes with its project"
    assert not in_scope_of(country.east.pk, 2026, TODAY).said
    officer, then = (
        signed_in(("officer", country.east)),
        {"first": date(2025, 3, 1), "last": date(2025, 9, 1)},
    )
    form = said(officer, f"/hoat-dong/{activity(country.east, project='2', **then).pk}/sua/")
    assert "không thuộc phạm vi" not in form.split('value="2"', 1)[1].split("</option>")[0]
    assert "không thuộc phạm vi" in form.split('value="3.1"', 1)[1].split("</option>")[0]
    row = activity(country.east, "in_kind_support", project="3.1", **then)
    told = said(officer, f"/hoat-dong/{row.pk}/")
    assert "Không thuộc phạm vi thực hiện theo Kế hoạch" in told
    finance = signed_in(("finance", country.east))
    needs = said(finance, "/kinh-phi/nhu-cau/?nam=2025")
    assert re.search(r'value="3.1"[^>]*>[^<]*không thuộc phạm vi thực hiện', needs)
    assert not re.search(r'value="3.2"[^>]*>[^<]*không thuộc phạm vi', needs)
