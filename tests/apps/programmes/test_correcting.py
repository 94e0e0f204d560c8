"""Corrections of a plan that was read: nothing of its text is lost, what is added has its place in it."""

import pytest
from tests.apps.programmes.plans.measuring import GIVEN, HELD_OUT, read_text, texts

from giamngheo.apps.programmes.correcting import PARTS, Corrected, corrected
from giamngheo.apps.programmes.correcting.places import NOWHERE
from giamngheo.apps.programmes.plans.reading import spans_of
from giamngheo.apps.programmes.plans.structure import Plan, Span

TRAINED = "Hỗ trợ 7 hộ nghèo học nghề trong năm 2024, do Hội Phụ nữ xã thực hiện"
LESSONS = "Mở lớp dạy nghề may cho lao động nông thôn"
SCHOOL = "Dự án 4: Phát triển giáo dục nghề nghiệp, việc làm bền vững"
TEXT = f"""ỦY BAN NHÂN DÂN XÃ VÍ DỤ
Số: 7/KH-UBND
Ví Dụ, ngày 15 tháng 01 năm 2024

KẾ HOẠCH
Giảm nghèo năm 2024 trên địa bàn xã Ví Dụ

Căn cứ Kế hoạch số 9/KH-UBND ngày 05/01/2024 của UBND huyện Mẫu về giảm nghèo năm 2024;

I. MỤC TIÊU, CHỈ TIÊU
- Giảm tỷ lệ hộ nghèo còn dưới 1,5%.
- Hỗ trợ nhà ở cho 12 hộ nghèo.

II. NỘI DUNG
1. Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo
- Hỗ trợ cây giống, con giống cho hộ nghèo.
- Tổ chức tham quan mô hình ở xã bạn.
- Hội Nông dân xã chủ trì, phối hợp với các thôn thực hiện.

III. TỔ CHỨC THỰC HIỆN
1. Công chức Văn hóa - Xã hội
- Lập danh sách hộ tham gia mô hình.
- Tổng hợp, báo cáo UBND huyện trước ngày 30/11/2024.

Nơi nhận:
- UBND huyện;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Thị Ví Dụ

PHỤ LỤC
{TRAINED}
{SCHOOL}
{LESSONS}
Quyết định số 90/QĐ-TTg ngày 18/01/2022 của Thủ tướng Chính phủ
Báo cáo UBND huyện hằng quý
Bùi Văn Thử
"""


@pytest.fixture
def plan() -> Plan:
    return read_text(TEXT)


def unread(plan: Plan) -> dict[str, str]:
    return {one.text: one.reason for one in plan.unread}


def said_at(plan: Plan, span: Span) -> str:
    return " ".join(plan.source.text[span.start : span.end].split())


def given(plan: Plan, into: str, *lines: str) -> Plan:
    """The plan after these unread lines were put into a part."""
    ticked = {f"u{one.span.start}": "co" for one in plan.unread if one.text in lines}
    assert len(ticked) == len(lines)
    done = corrected("chua-hieu", plan, {**ticked, "vao": into})
    assert done.wrong == {}
    assert not set(lines) & set(unread(done.plan))
    return done.plan


def lost(plan: Plan) -> list[str]:
    """Lines of the text that stand neither in a piece nor among the unread."""
    told = {number for span in spans_of(plan) for number in range(span.line, span.last_line + 1)}
    lines = enumerate(plan.source.text.split("\n"), 1)
    return [line for number, line in lines if any(map(str.isalnum, line)) and number not in told]


def test_a_missed_target_is_added_with_its_values_and_takes_its_line_from_the_unread(plan: Plan) -> None:
    typed = {
        "t0-loai": "below", "t0-so-sanh": "<", "t0-gia-tri": "1,5", "t0-don-vi": "%", "t0-nam": "2024",
        "t1-bo": "co", "tm0-loi": TRAINED, "tm0-loai": "level", "tm0-so-sanh": "=", "tm0-gia-tri": "7",
        "tm0-don-vi": "hộ", "tm0-nam": "2024", "tm0-dau-ky": "2", "tm0-dau-ky-nam": "2023",
        "tm0-con": "9", "tm0-huong": "up", "tm0-moi-nam": "co", "tm0-chi-so": "số hộ học nghề",
        "tm0-nhom": "hộ nghèo",
    }  # fmt: skip
    done = corrected("chi-tieu", plan, typed)
    assert done.wrong == {}
    added = done.plan.targets[-1]
    assert (added.text, added.value, added.unit, added.year, added.each_year) == (
        TRAINED, 7.0, "hộ", 2024, True,
    )  # fmt: skip
    assert added.baseline is not None
    assert (added.baseline.value, added.baseline.year, added.reaches) == (2.0, 2023, 9.0)
    assert (added.direction, added.indicator, added.group) == ("up", "số hộ học nghề", "hộ nghèo")
    assert said_at(done.plan, added.span) == TRAINED
    assert TRAINED in unread(plan) and TRAINED not in unread(done.plan)
    assert unread(done.plan)["Hỗ trợ nhà ở cho 12 hộ nghèo"] == "đã bỏ khỏi chỉ tiêu"
    assert lost(done.plan) == []


def test_words_that_the_text_does_not_have_are_of_no_place(plan: Plan) -> None:
    done = corrected("muc-tieu", plan, {"muc-tieu-dong": "Không ai bị bỏ lại phía sau"})
    assert [one.span for one in done.plan.aims] == [NOWHERE]


@pytest.mark.parametrize(
    ("part", "typed", "field"),
    [
        ("chi-tieu", {"tm0-gia-tri": "7", "tm0-loai": "level"}, "tm0-loi"),
        ("chi-tieu", {"tm1-loi": "Có 7 hộ", "tm1-gia-tri": "7"}, "tm1-loai"),
        ("chi-tieu", {"tm1-loi": "Có hộ", "tm1-loai": "level"}, "tm1-gia-tri"),
        ("chi-tieu", {"tm1-loi": "Có hộ", "tm1-dau-ky-nam": "2023"}, "tm1-dau-ky"),
        ("chi-tieu", {"tm1-loi": "Có hộ", "tm1-huong": "ngang"}, "tm1-huong"),
        (
            "chi-tieu",
            {"tm0-loi": "1", "tm0-loai": "level", "tm0-gia-tri": "1", "tm0-tu": "1", "tm0-den": "2"},
            "tm0-gia-tri",
        ),
        ("du-an", {"pm-ma": "9"}, "pm-ma"),
        ("du-an", {"p0-ma": "2", "pm-ma": "2"}, "pm-ma"),
        ("du-an", {"pm-chu-tri": "Hội Phụ nữ"}, "pm-ma"),
        ("du-an", {"p0-ten": ""}, "p0-ten"),
        ("du-an", {"p0-chu-tri": "; ".join(f"Hội {at}" for at in range(31))}, "p0-chu-tri"),
        ("dau", {"chuong-trinh": "khac"}, "chuong-trinh"),
        ("cap-tren", {"tren-so": "9/KH-UBND", "tren-ngay": "31/02/2024"}, "tren-ngay"),
        ("can-cu", {"ccm0-so": "9/KH-UBND"}, "ccm0-loi"),
        ("can-cu", {"ccm0-loi": "Thư", "ccm0-loai": "Thư tay"}, "ccm0-loai"),
        ("che-do", {"bcm0-khi": "hằng quý"}, "bcm0-loi"),
        ("chinh-sach", {"csm-noi-dung": "Quỹ"}, "csm-ten"),
        ("phan-cong", {"nvm-viec": "Báo cáo"}, "nvm-don-vi"),
        ("phan-cong", {"nvm-don-vi": "Hội", "nvm-du-an": "2; 99"}, "nvm-du-an"),
        ("chua-hieu", {"vao": "chi-tieu"}, "vao"),
        ("chua-hieu", {"u1": "co", "vao": "chi-tieu"}, "vao"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    plan: Plan, part: str, typed: dict[str, str], field: str
) -> None:
    rest = {"t0-loai": "no_number", "t1-loai": "no_number", "cc0-loi": "Kế hoạch", "bc0-loi": "Báo cáo"}
    assert list(corrected(part, plan, {**rest, **typed}).wrong) == [field]


def test_a_part_is_chosen_before_lines_go_into_it(plan: Plan) -> None:
    ticked = {f"u{plan.unread[0].span.start}": "co"}
    for into in ("", "khong-co", "du-an:9"):
        assert "Chọn một phần" in corrected("chua-hieu", plan, {**ticked, "vao": into}).wrong["vao"]


def test_a_missed_project_is_added_by_its_code_with_what_is_said_of_it(plan: Plan) -> None:
    typed = {
        "p0-ma": "2", "p0-pham-vi": "co", "p0-chu-tri": "Hội Nông dân xã", "p0-phoi-hop": "các thôn",
        "pm-ma": "4", "pm-noi-dung": LESSONS, "pm-chu-tri": "Hội Phụ nữ xã", "pm-muc-tieu": "Có việc làm",
        "pm-doi-tuong": "Lao động nghèo", "pm-von": "Ngân sách xã", "pm-ngoai": "co",
    }  # fmt: skip
    done = corrected("du-an", plan, typed)
    assert done.wrong == {}
    one = done.plan.projects[-1]
    assert (one.code, one.label, one.in_scope) == ("4", "Dự án 4", False)
    assert "giáo dục nghề nghiệp" in one.name
    assert (one.contents, one.lead, one.objective) == ([LESSONS], ["Hội Phụ nữ xã"], "Có việc làm")
    assert (one.target_groups, one.funding) == (["Lao động nghèo"], ["Ngân sách xã"])
    assert [said_at(done.plan, piece.span) for piece in one.pieces] == [LESSONS]
    assert LESSONS not in unread(done.plan) and SCHOOL in unread(done.plan)


def test_what_a_project_no_longer_says_goes_back_to_the_unread_but_not_what_is_reworded(plan: Plan) -> None:
    kept = "Hỗ trợ cây giống và con giống cho các hộ nghèo"
    typed = {"p0-ma": "2", "p0-pham-vi": "co", "p0-chu-tri": "Hội Nông dân xã", "p0-noi-dung": kept}
    done = corrected("du-an", plan, typed).plan
    assert done.projects[0].contents == [kept]
    assert unread(done)["- Tổ chức tham quan mô hình ở xã bạn."] == "đã bỏ khỏi dự án"
    assert not [text for text in unread(done) if "Hỗ trợ cây" in text]
    gone = corrected("du-an", plan, {"p0-bo": "co"}).plan
    assert gone.projects == []
    assert "- Hội Nông dân xã chủ trì, phối hợp với các thôn thực hiện." in unread(gone)
    assert lost(gone) == []


def test_an_unread_line_that_goes_into_the_targets_is_read_as_one_with_its_place(plan: Plan) -> None:
    one = given(plan, "chi-tieu", TRAINED).targets[-1]
    assert (one.value, one.unit, one.year) == (7.0, "hộ", 2024)
    assert said_at(plan, one.span) == TRAINED


def test_an_unread_line_that_goes_into_the_projects_is_known_by_its_name(plan: Plan) -> None:
    one = given(plan, "du-an", SCHOOL).projects[-1]
    assert (one.code, one.label) == ("4", "Dự án 4")
    assert said_at(plan, one.span) == SCHOOL


@pytest.mark.parametrize(
    ("into", "field"),
    [
        ("muc-tieu", "aims"),
        ("pham-vi", "scope"),
        ("boi-canh", "background"),
        ("kinh-phi", "funding"),
        ("noi-nhan", "recipients"),
        ("de-muc", "headings"),
        ("hinh-thuc", "formal"),
        ("can-cu", "legal_bases"),
        ("vien-dan", "cited"),
        ("chinh-sach", "policies"),
        ("giai-phap", "solutions"),
        ("phan-cong", "tasks"),
        ("che-do", "reporting"),
        ("chi-tieu", "targets"),
        ("du-an", "projects"),
    ],
)
def test_an_unread_line_keeps_its_place_in_whatever_part_it_goes_into(
    plan: Plan, into: str, field: str
) -> None:
    done = given(plan, into, LESSONS)
    assert len(getattr(done, field)) == len(getattr(plan, field)) + 1
    assert said_at(done, getattr(done, field)[-1].span) == LESSONS
    assert lost(done) == []
    assert set(unread(plan)) - set(unread(done)) == {LESSONS}


def test_lines_go_below_what_is_there(plan: Plan) -> None:
    done = given(plan, "du-an:0", LESSONS)
    assert done.projects[0].contents[-1] == LESSONS
    assert said_at(done, done.projects[0].pieces[-1].span) == LESSONS
    done = given(done, "phan-cong:0", TRAINED)
    assert (done.tasks[0].items[-1].text, said_at(done, done.tasks[0].items[-1].span)) == (TRAINED, TRAINED)
    done = given(given(done, "chinh-sach", SCHOOL), "chinh-sach:0", "Báo cáo UBND huyện hằng quý")
    assert [one.text for one in done.policies[0].contents] == ["Báo cáo UBND huyện hằng quý"]
    assert lost(done) == []


def test_lines_become_what_their_part_knows(plan: Plan) -> None:
    decision = "Quyết định số 90/QĐ-TTg ngày 18/01/2022 của Thủ tướng Chính phủ"
    done = given(plan, "can-cu", decision)
    assert (done.legal_bases[-1].number, done.legal_bases[-1].id) == ("90/QĐ-TTg", "qd-90-2022")
    done = given(done, "che-do", "Báo cáo UBND huyện hằng quý")
    assert (done.reporting[-1].to, done.reporting[-1].when) == (["UBND huyện"], "hằng quý")
    done = given(done, "ky-ten", "Bùi Văn Thử")
    assert done.signer is not None
    assert (done.signer.name, done.signer.capacity) == ("Bùi Văn Thử", "CHỦ TỊCH")
    above = given(plan, "cap-tren", decision)
    assert above.parent_plan is not None
    assert (above.parent_plan.number, above.parent_plan.date) == ("90/QĐ-TTg", "2022-01-18")


def test_lists_keep_places_of_what_stays_is_reworded_split_or_joined(plan: Plan) -> None:
    done = corrected(
        "phan-cong", plan, {"nv0-don-vi": "Công chức", "nv0-viec": "Lập danh sách các hộ tham gia"}
    )
    (item,) = done.plan.tasks[0].items
    assert "Lập danh sách hộ tham gia mô hình" in said_at(plan, item.span)
    together = " ".join(one.text for one in plan.tasks[0].items)
    (item,) = corrected("phan-cong", plan, {"nv0-don-vi": "A", "nv0-viec": together}).plan.tasks[0].items
    assert (item.span.line, item.span.last_line) == tuple(one.span.line for one in plan.tasks[0].items)
    moved = "\n".join(one.text for one in reversed(plan.recipients))
    done = corrected("noi-nhan", plan, {"noi-nhan-dong": moved})
    assert [one.span for one in done.plan.recipients] == [one.span for one in reversed(plan.recipients)]
    assert unread(done.plan) == unread(plan)


def test_what_a_list_loses_is_unread_and_may_go_elsewhere(plan: Plan) -> None:
    done = corrected("phan-cong", plan, {"nv0-don-vi": "Công chức Văn hóa - Xã hội", "nv0-viec": ""}).plan
    assert unread(done)["Lập danh sách hộ tham gia mô hình."] == "đã bỏ khỏi phân công"
    assert given(done, "giai-phap", "Lập danh sách hộ tham gia mô hình.").solutions[-1].contents == []
    gone = corrected("phan-cong", plan, {"nv0-bo": "co"}).plan
    assert gone.tasks == [] and lost(gone) == []


def test_parent_signer_bases_and_reports_are_corrected_added_and_taken_out(plan: Plan) -> None:
    def done(part: str, **typed: str) -> Plan:
        found: Corrected = corrected(
            part, plan, {name.replace("_", "-"): said for name, said in typed.items()}
        )
        assert found.wrong == {}
        return found.plan

    above = done(
        "cap-tren", tren_so="10/KH-UBND", tren_ngay="6/1/2024", tren_co_quan="UBND huyện Mẫu"
    ).parent_plan
    assert above is not None and plan.parent_plan is not None
    assert (above.number, above.date, above.span) == ("10/KH-UBND", "2024-01-06", plan.parent_plan.span)
    assert done("cap-tren").parent_plan is None
    signer = done("nguoi-ky", ky_ten="Bùi Văn Thử", ky_chuc_vu="KT. CHỦ TỊCH – PHÓ CHỦ TỊCH").signer
    assert signer is not None
    assert (signer.name, signer.on_behalf) == ("Bùi Văn Thử", None)
    assert done("nguoi-ky").signer is None
    bases = done(
        "can-cu", cc0_bo="co", ccm0_loi="Quyết định số 90/QĐ-TTg", ccm0_loai="Quyết định",
        ccm0_so="90/QĐ-TTg", ccm0_ngay="18/01/2022",
    ).legal_bases  # fmt: skip
    assert [(one.number, one.date, one.id) for one in bases] == [("90/QĐ-TTg", "2022-01-18", "qd-90-2022")]
    reports = done(
        "che-do", bc0_loi="Báo cáo kết quả", bc0_ai="Công chức", bc0_cho="UBND huyện; UBND tỉnh",
        bc0_khi="hằng tháng",         bcm0_loi="Báo cáo UBND huyện hằng quý",
    ).reporting  # fmt: skip
    assert (reports[0].sender, reports[0].to) == ("Công chức", ["UBND huyện", "UBND tỉnh"])
    assert said_at(plan, reports[1].span) == "Báo cáo UBND huyện hằng quý"


@pytest.mark.parametrize("name", [*texts(GIVEN), *texts(HELD_OUT)])
def test_whatever_part_is_emptied_no_line_of_the_text_is_lost(name: str) -> None:
    plan = read_text({**texts(GIVEN), **texts(HELD_OUT)}[name])
    ticked = {
        f"{short}{at}-bo": "co"
        for short in ("t", "p", "cs", "gp", "nv", "cc", "vd", "bc")
        for at in range(99)
    }
    for part in PARTS:
        if part != "chua-hieu":
            plan = corrected(part, plan, ticked).plan
            assert (part, lost(plan)) == (part, [])
    left = {f"u{one.span.start}": "co" for one in plan.unread}
    plan = corrected("chua-hieu", plan, {**left, "vao": "boi-canh"}).plan
    assert [one for one in plan.unread if any(map(str.isalnum, one.text))] == []
    assert lost(plan) == []
