"""A change of units typed on a page: an empty draft, line by line, corrected, proposed, in one's own area."""

import csv
import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.actions import prepare, propose
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.states import BatchState, Verb
from giamngheo.foundation.audit.actions import SYSTEM, Actor
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.staff.areas import batch_exporting

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def author(country: Country, client: Client) -> User:
    person = make_person(("administrator", country.east))
    client.force_login(person)
    return person


@pytest.fixture
def batch(author: User) -> Batch:
    """An empty draft of the author."""
    made = Batch(title="Nhập thôn", instrument="NQ 1/2026", day=date(2026, 1, 1))
    return prepare(made, Actor(author.pk, author.full_name))


def add(client: Client, batch: Batch, deed: str, **typed: str) -> tuple[int, str]:
    form = {"viec": deed} | {name.replace("_", "-"): words for name, words in typed.items()}
    answer = client.post(f"/dia-ban/dot/{batch.pk}/soan/", form, follow=True)
    return answer.status_code, answer.content.decode()


def show(client: Client, batch: Batch, asked: str = "") -> str:
    answer = client.get(f"/dia-ban/dot/{batch.pk}/soan/{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def lines_of(batch: Batch) -> list[tuple[str, str, str]]:
    return list(batch.changes.order_by("place").values_list("verb", "code", "to_code"))


def field(said: str, name: str) -> str:
    found = re.search(rf'<input[^>]*\bname="{name}" value="([^"]*)"', said)
    assert found is not None, name
    return found[1]


MERGED = [("end", "east-2", ""), ("succeed", "east-2", "east-1")]


def test_a_batch_begun_on_the_page_is_an_empty_draft_of_its_author(author: User, client: Client) -> None:
    form = {"ten": "Nhập thôn", "van-ban": "NQ 1/2026", "ngay": "1/1/2026", "cach": "trang"}
    answer = client.post("/dia-ban/dot/moi/", form)
    made = Batch.objects.get(title="Nhập thôn")
    assert answer.headers["Location"] == f"/dia-ban/dot/{made.pk}/soan/"
    assert (made.state, made.prepared_by, made.changes.count()) == (BatchState.DRAFT, author.pk, 0)
    assert "Đợt chưa có dòng nào" in show(client, made)


@pytest.mark.parametrize(("missing", "name"), [("ten", "ten"), ("van-ban", "van-ban"), ("ngay", "ngay")])
def test_what_a_new_batch_lacks_is_told_and_what_was_typed_stays(
    author: User, client: Client, missing: str, name: str
) -> None:
    form = {"ten": "Nhập thôn", "van-ban": "NQ 1/2026", "ngay": "1/1/2026", "cach": "trang"}
    answer = client.post("/dia-ban/dot/moi/", form | {missing: " "})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="{name}-loi"' in said
    for other in {"ten", "van-ban", "ngay"} - {missing}:
        assert field(said, other) == form[other]
    assert 'id="cach-trang" name="cach" value="trang" checked' in said
    assert not Batch.objects.filter(instrument="NQ 1/2026").exists()


def test_a_merger_is_typed_by_names_without_accents_and_proposed(batch: Batch, client: Client) -> None:
    status, said = add(client, batch, "nhap", noi_nhan="dong mot", don_vi="thôn Đông Hai")
    assert status == 200
    assert "Đã thêm dòng 1 và 2" in said
    assert "Thôn Đông Hai (east-2) chuyển toàn bộ về thôn Đông Một (east-1)." in said
    assert lines_of(batch) == MERGED
    answer = client.post(f"/dia-ban/dot/{batch.pk}/viec/", {"viec": "de-nghi"})
    assert answer.status_code == 302
    batch.refresh_from_db()
    assert batch.state == BatchState.PROPOSED


def test_after_a_merged_unit_the_form_waits_for_the_next_one(batch: Batch, client: Client) -> None:
    _, said = add(client, batch, "nhap", noi_nhan="east-1", don_vi="east-2")
    assert field(said, "noi-nhan") == "east-1 – thôn Đông Một"
    assert field(said, "don-vi") == ""
    assert 'name="viec" value="nhap"' in said
    assert re.search(r'id="don-vi"[^>]* autofocus', said)


def test_a_new_village_is_given_a_code_and_takes_others_in(batch: Batch, client: Client) -> None:
    _, said = add(client, batch, "lap", loai="village", ten="Thôn Đông Mới", cap_tren="xã Đông")
    assert "Lập thôn Đông Mới (east001), thuộc xã Đông (east)." in said
    _, said = add(client, batch, "nhap", noi_nhan="Đông Mới", don_vi="east-1")
    _, said = add(client, batch, "nhap", noi_nhan=field(said, "noi-nhan"), don_vi="east-2")
    assert "Thôn Đông Hai (east-2) chuyển toàn bộ về thôn Đông Mới (east001)." in said
    assert "không dòng nào phải sửa" in said


def test_only_the_fields_of_the_deed_are_shown(batch: Batch, client: Client) -> None:
    for deed, shown in {
        "nhap": {"noi-nhan", "don-vi"},
        "chia": {"noi-nhan", "don-vi", "ty-le"},
        "lap": {"loai", "ten", "cap-tren", "ma"},
        "doi-ten": {"don-vi", "ten"},
        "doi-loai": {"don-vi", "loai"},
        "doi-cap-tren": {"don-vi", "cap-tren"},
        "cham-dut": {"don-vi"},
        "noi-nhan": {"don-vi", "noi-nhan", "tron", "ty-le"},
        "không có": {"noi-nhan", "don-vi"},
    }.items():
        said = show(client, batch, f"?viec={deed}")
        names = set(re.findall(r'name="([a-z-]+)"', said.split("<main")[1]))
        assert names - {"csrfmiddlewaretoken", "viec"} == shown


@pytest.mark.parametrize(
    ("sent", "name", "reason"),
    [
        ({"viec": "nhap", "noi-nhan": "east-1"}, "don-vi", "ô «Đơn vị bị nhập»: chưa ghi mã"),
        ({"viec": "nhap", "don-vi": "east-1"}, "noi-nhan", "ô «Nhập vào đơn vị»: chưa ghi mã đơn vị nhận"),
        (
            {"viec": "nhap", "don-vi": "east-9", "noi-nhan": "east-1"},
            "don-vi",
            "mang mã hoặc tên «east-9» vào hôm trước",
        ),
        (
            {"viec": "doi-ten", "don-vi": "thon dong", "ten": "Đông Nhất"},
            "don-vi",
            "có 2 đơn vị khớp «thon dong»",
        ),
        ({"viec": "doi-ten", "don-vi": "east-1"}, "ten", "ô «Tên mới»: chưa ghi tên"),
        ({"viec": "doi-loai", "don-vi": "east-1"}, "loai", "ô «Loại mới»: chưa ghi loại"),
        ({"viec": "doi-cap-tren", "don-vi": "east-1"}, "cap-tren", "chưa ghi mã đơn vị cấp trên"),
        (
            {"viec": "chia", "don-vi": "east-1", "noi-nhan": "east-2", "ty-le": "150%"},
            "ty-le",
            "không phải tỷ lệ",
        ),
        ({"viec": "noi-nhan", "don-vi": "east-1", "noi-nhan": "east-2"}, "tron", "chuyển trọn hay bị chia"),
        ({"viec": "lap", "loai": "commune", "ten": "Mới", "cap-tren": "Đông"}, "ma", "ô «Mã»: chưa ghi mã"),
        ({"viec": "cham-dut", "don-vi": "west-1"}, "don-vi", "ngoài phạm vi bạn được soạn"),
        ({"viec": "doi-cap-tren", "don-vi": "east-1", "cap-tren": "Phường Tây"}, "cap-tren", "ngoài phạm vi"),
    ],
)
def test_a_bad_field_is_told_by_line_field_reason_and_remedy_and_nothing_is_kept(
    batch: Batch, client: Client, sent: dict[str, str], name: str, reason: str
) -> None:
    answer = client.post(f"/dia-ban/dot/{batch.pk}/soan/", sent)
    said = answer.content.decode()
    assert answer.status_code == 422
    (told,) = re.findall(rf'<p class="form-error" id="{name}-loi">.*?</svg> (.*?)</p>', said)
    assert told.startswith("Dòng 1, ô «")
    assert reason in told
    assert "Cách sửa: " in told
    assert f'<a href="#{name}">' in said
    for other in set(sent) - {"loai"}:
        assert field(said, other) == sent[other]
    assert lines_of(batch) == []


def test_of_units_with_like_names_one_is_chosen(batch: Batch, client: Client) -> None:
    _, said = add(client, batch, "doi-ten", don_vi="thôn đông", ten="Đông Nhất")
    assert 'name="don-vi-chon" value="east-1"' in said
    typed = {"don_vi": "thôn đông", "don_vi_hoi": "thôn đông", "don_vi_chon": "east-2", "ten": "Đông Nhì"}
    add(client, batch, "doi-ten", **typed)
    assert lines_of(batch) == [("rename", "east-2", "")]
    status, _ = add(client, batch, "doi-ten", **typed | {"don_vi": "thôn đôn"})
    assert status == 422
    assert len(lines_of(batch)) == 1


def test_a_line_that_is_there_already_is_refused_and_names_it(batch: Batch, client: Client) -> None:
    add(client, batch, "nhap", noi_nhan="east-1", don_vi="east-2")
    status, said = add(client, batch, "nhap", noi_nhan="east-1", don_vi="east-2")
    assert status == 422
    assert "Dòng 3, ô «Đơn vị bị nhập»: dòng này lặp lại dòng 2 (cùng việc, cùng mã). Cách sửa: " in said
    assert lines_of(batch) == MERGED


def test_what_may_not_be_reached_from_here_is_not_kept_even_where_the_form_was_passed_by(
    country: Country, batch: Batch, client: Client
) -> None:
    """A new unit under nothing lies in nobody's area."""
    status, said = add(client, batch, "lap", loai="nation", ten="Nước Khác", ma="NK")
    assert status == 422
    assert "ngoài phạm vi" in said
    assert lines_of(batch) == []


def test_an_empty_draft_is_its_authors_and_no_strangers(
    country: Country, batch: Batch, client: Client
) -> None:
    address = f"/dia-ban/dot/{batch.pk}/soan/"
    typed = {"viec": "doi-ten", "don-vi": "west-1", "ten": "Tây Nhất"}
    for person in (
        make_person(("administrator", country.west)),
        make_person(("administrator", country.east)),
        make_person(("officer", country.east)),
    ):
        client.force_login(person)
        assert client.get(address).status_code == 403
        assert client.post(address, typed).status_code == 403
        assert client.post(f"{address}thong-tin/", {"ten": "Khác"}).status_code == 403
        assert client.get(f"{address}don-vi/?tim=dong").status_code == 403
    assert lines_of(batch) == []
    client.force_login(make_person(("administrator", country.nation)))
    assert client.get(address).status_code == 200


def test_once_it_touches_an_area_its_administrators_share_the_draft(
    country: Country, batch: Batch, client: Client
) -> None:
    add(client, batch, "doi-ten", don_vi="east-1", ten="Đông Nhất")
    colleague = make_person(("administrator", country.east))
    client.force_login(colleague)
    add(client, batch, "doi-ten", don_vi="east-2", ten="Đông Nhì")
    batch.refresh_from_db()
    assert (batch.prepared_by, batch.changes.count()) == (colleague.pk, 2)
    client.force_login(make_person(("administrator", country.west)))
    assert client.get(f"/dia-ban/dot/{batch.pk}/soan/").status_code == 403


def line_address(batch: Batch, place: int) -> str:
    return f"/dia-ban/dot/{batch.pk}/soan/dong/{batch.changes.get(place=place).pk}/"


def correct(client: Client, address: str, **typed: str) -> tuple[int, str]:
    shown = client.get(address).content.decode()
    form = {name.replace("_", "-"): words for name, words in typed.items()}
    answer = client.post(address, {"da-thay": field(shown, "da-thay")} | form, follow=True)
    return answer.status_code, answer.content.decode()


def test_a_line_is_corrected_and_keeps_what_was_not_touched(batch: Batch, client: Client) -> None:
    add(client, batch, "nhap", noi_nhan="east-1", don_vi="east-2")
    address = line_address(batch, 2)
    said = client.get(address).content.decode()
    assert field(said, "don-vi") == "east-2 – thôn Đông Hai"
    assert field(said, "noi-nhan") == "east-1 – thôn Đông Một"
    assert 'value="có" checked' in said
    status, said = correct(
        client, address, don_vi="east-2 – thôn Đông Hai", noi_nhan="east-1", tron="không", ty_le="40%"
    )
    assert status == 200
    assert "Đã sửa dòng 2." in said
    assert "chuyển một phần (40\u00a0%) về thôn Đông Một" in said
    add(client, batch, "noi-nhan", don_vi="east-1", noi_nhan="xã Đông", tron="có")
    status, said = correct(client, address, don_vi="east-1", noi_nhan="xã Đông", tron="có")
    assert "Dòng 2, ô «Đơn vị cũ»: dòng này lặp lại dòng 3" in said
    status, said = correct(client, address, don_vi="east-2", noi_nhan="west-1", tron="có")
    assert status == 422
    assert "Dòng 2, ô «Chuyển về đơn vị»: «west-1 – tổ dân phố Tây Một» ngoài phạm vi" in said
    assert field(said, "noi-nhan") == "west-1"


def test_a_new_unit_is_corrected_without_losing_its_code(batch: Batch, client: Client) -> None:
    add(client, batch, "lap", loai="village", ten="Đông Mới", cap_tren="east")
    address = line_address(batch, 1)
    said = client.get(address).content.decode()
    typed = {name.replace("-", "_"): field(said, name) for name in ("ten", "cap-tren", "ma")}
    assert typed == {"ten": "Đông Mới", "cap_tren": "east – xã Đông", "ma": "east001"}
    status, said = correct(client, address, **typed | {"ten": "Đông Hợp", "loai": "residential_group"})
    assert status == 200
    assert "Lập tổ dân phố Đông Hợp (east001), thuộc xã Đông (east)." in said
    status, said = correct(client, address, **typed | {"loai": ""})
    assert status == 422
    assert "Dòng 1, ô «Loại»: chưa ghi loại." in said


def test_a_divided_unit_stays_in_the_form_and_ends_once(batch: Batch, client: Client) -> None:
    _, said = add(client, batch, "chia", don_vi="east-1", noi_nhan="east-2", ty_le="60%")
    assert field(said, "don-vi") == "east-1 – thôn Đông Một"
    assert "bị chia mà chỉ ghi một đơn vị nhận" in said
    _, said = add(client, batch, "chia", don_vi=field(said, "don-vi"), noi_nhan="xã Đông", ty_le="0,4")
    assert "Đã thêm dòng 3." in said
    assert "không dòng nào phải sửa" in said
    assert [verb for verb, *_ in lines_of(batch)] == ["end", "succeed", "succeed"]


def test_a_faulty_line_of_a_file_is_corrected_step_by_step(batch: Batch, client: Client) -> None:
    """What was not understood and nobody touched stays as it is until it is corrected too."""
    lines = [
        Change(place=4, verb=Verb.SUCCEED, code="east-7", to_code="east-8", is_whole=True),
        Change(place=6, verb=Verb.RENAME, code="east-1", name="Đông Nhất"),
    ]
    prepare(batch, Actor(batch.prepared_by, batch.prepared_by_name), lines)
    said = show(client, batch, "?loi=1")
    assert "<strong>2 dòng</strong>, 1 dòng phải sửa" in said
    assert "không có đơn vị nào giữ mã east-7" in said
    assert "Đông Nhất" not in said
    address = f"{line_address(batch, 4)}?loi=1"
    status, said = correct(client, address, don_vi="east-2", noi_nhan="east-8", tron="có")
    assert status == 200
    assert "Bỏ lọc" in said
    assert lines_of(batch)[0] == ("succeed", "east-2", "east-8")


def test_a_line_is_removed_and_told_once_more(batch: Batch, client: Client) -> None:
    add(client, batch, "doi-ten", don_vi="east-1", ten="Đông Nhất")
    address = line_address(batch, 1)
    answer = client.post(f"{address}xoa/", follow=True)
    assert "Đã xoá dòng 1: Thôn Đông Một (east-1) đổi tên thành «Đông Nhất»." in answer.content.decode()
    assert lines_of(batch) == []
    for gone in (client.post(f"{address}xoa/"), client.get(address), client.post(address, {"ten": "x"})):
        assert gone.status_code == 422
        assert "dòng này không còn trong đợt" in gone.content.decode()


def test_a_line_without_which_a_draft_would_belong_to_nobody_stays(country: Country, client: Client) -> None:
    author = make_person(("administrator", country.province))
    client.force_login(author)
    batch = prepare(Batch(title="Lập xã", instrument="NQ", day=date(2026, 1, 1)), Actor(author.pk, "Thử"))
    add(client, batch, "lap", loai="commune", ten="Mới", cap_tren="province", ma="new")
    add(client, batch, "lap", loai="village", ten="Con", cap_tren="new")
    answer = client.post(f"{line_address(batch, 1)}xoa/")
    assert answer.status_code == 422
    assert "dòng khác lập đơn vị thuộc đơn vị của dòng này" in answer.content.decode()
    for place in (2, 1):
        assert client.post(f"{line_address(batch, place)}xoa/").status_code == 302
    assert lines_of(batch) == []
    show(client, batch)


def test_who_opened_a_line_before_another_corrected_it_overwrites_nothing(
    country: Country, batch: Batch, client: Client
) -> None:
    add(client, batch, "doi-ten", don_vi="east-1", ten="Đông Nhất")
    address = line_address(batch, 1)
    seen = field(client.get(address).content.decode(), "da-thay")
    client.force_login(make_person(("administrator", country.east)))
    correct(client, address, don_vi="east-1", ten="Đông Nhì")
    answer = client.post(address, {"da-thay": seen, "don-vi": "east-1", "ten": "Đông Tam"})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "có người vừa sửa chính dòng này" in said
    assert batch.changes.get().name == "Đông Nhì"
    assert "Đông Nhì" in said
    assert field(said, "ten") == "Đông Tam"
    again = {"da-thay": field(said, "da-thay"), "don-vi": "east-1", "ten": "Đông Tam"}
    assert client.post(address, again).status_code == 302
    assert batch.changes.get().name == "Đông Tam"


def test_title_instrument_and_day_are_corrected(batch: Batch, client: Client) -> None:
    address = f"/dia-ban/dot/{batch.pk}/soan/thong-tin/"
    assert field(client.get(address).content.decode(), "ngay") == "01/01/2026"
    wrong = client.post(address, {"ten": "Tên mới", "van-ban": "", "ngay": "31/2/2026"})
    said = wrong.content.decode()
    assert wrong.status_code == 422
    assert field(said, "ten") == "Tên mới"
    assert field(said, "ngay") == "31/2/2026"
    assert 'id="van-ban-loi"' in said
    answer = client.post(address, {"ten": "Tên mới", "van-ban": "NQ 2", "ngay": "1/2/2026"}, follow=True)
    assert "Đã sửa tên, văn bản, ngày của đợt." in answer.content.decode()
    batch.refresh_from_db()
    assert (batch.title, batch.instrument, batch.day) == ("Tên mới", "NQ 2", date(2026, 2, 1))


def test_a_day_on_which_the_codes_belong_to_others_is_not_kept(
    country: Country, batch: Batch, client: Client
) -> None:
    """Before its day nothing was there: the new village would stand under nothing that is known."""
    add(client, batch, "lap", loai="village", ten="Mới", cap_tren="east")
    address = f"/dia-ban/dot/{batch.pk}/soan/thong-tin/"
    answer = client.post(address, {"ten": "T", "van-ban": "V", "ngay": "1/1/2019"})
    assert answer.status_code == 422
    assert "ngoài phạm vi" in answer.content.decode()
    batch.refresh_from_db()
    assert batch.day == date(2026, 1, 1)


@pytest.mark.parametrize("state", [BatchState.PROPOSED, BatchState.IN_FORCE, BatchState.DISCARDED])
def test_what_is_no_draft_is_only_read(batch: Batch, client: Client, state: BatchState) -> None:
    add(client, batch, "doi-ten", don_vi="east-1", ten="Đông Nhất")
    line = line_address(batch, 1)
    Batch.objects.filter(pk=batch.pk).update(state=state)
    page = f"/dia-ban/dot/{batch.pk}/"
    for address in (f"{page}soan/", f"{page}soan/thong-tin/", line):
        assert client.get(address).headers["Location"] == page
    heading = {"ten": "Khác", "van-ban": "Khác", "ngay": "1/2/2026"}
    sent = {"viec": "doi-ten", "don-vi": "east-2", "ten": "Khác"} | {"van-ban": "Khác", "ngay": "1/2/2026"}
    for address in (f"{page}soan/", f"{page}soan/thong-tin/", line, f"{line}xoa/"):
        mark = batch.changes.get().mark
        refused = client.post(address, sent | heading | {"don-vi": "east-2", "da-thay": mark})
        assert refused.status_code == 422
        assert "Không thể sửa đợt" in refused.content.decode()
    assert batch.changes.get().name == "Đông Nhất"
    assert Batch.objects.get(pk=batch.pk).title == "Nhập thôn"
    assert "Sửa các dòng" not in client.get(page).content.decode()


def test_a_draft_leads_to_its_lines_for_who_may_correct_them(
    country: Country, batch: Batch, client: Client
) -> None:
    add(client, batch, "doi-ten", don_vi="east-1", ten="Đông Nhất")
    page = f"/dia-ban/dot/{batch.pk}/"
    assert "Sửa các dòng" in client.get(page).content.decode()
    client.force_login(make_person(("officer", country.east)))
    assert "Sửa các dòng" not in client.get(page).content.decode()


def test_an_empty_draft_is_not_proposed_but_written_on_or_discarded(batch: Batch, client: Client) -> None:
    page = f"/dia-ban/dot/{batch.pk}/"
    said = client.get(page).content.decode()
    assert "Đề nghị cho hiệu lực" not in said
    assert 'class="btn btn-primary" href="/dia-ban/dot/' in said
    assert client.post(f"{page}viec/", {"viec": "de-nghi"}).status_code == 422
    assert client.post(f"{page}viec/", {"viec": "bo"}).status_code == 302
    batch.refresh_from_db()
    assert batch.state == BatchState.DISCARDED


def test_many_lines_are_shown_a_page_at_a_time_and_a_new_one_where_it_stands(
    batch: Batch, client: Client
) -> None:
    lines = [
        Change(place=place, verb=Verb.RENAME, code="east-1", name=f"Tên {place}") for place in range(2, 122)
    ]
    prepare(batch, Actor(batch.prepared_by, batch.prepared_by_name), lines)
    said = show(client, batch)
    assert "đang xem dòng 2–51" in said
    assert "sau=51" in said
    assert "truoc=" not in said
    assert "đang xem dòng 52–101" in show(client, batch, "?sau=51")
    assert "đang xem dòng 2–51" in show(client, batch, "?truoc=52")
    assert "Không còn dòng nào ở trang này" in show(client, batch, "?sau=500")
    _, said = add(client, batch, "doi-ten", don_vi="east-2", ten="Đông Nhì")
    assert "Đã thêm dòng 122." in said
    assert "đổi tên thành «Đông Nhì»" in said


def test_units_are_suggested_from_the_own_area_by_part_of_a_name(batch: Batch, client: Client) -> None:
    address = f"/dia-ban/dot/{batch.pk}/soan/don-vi/"
    found = client.get(address, {"luc": "truoc", "tim": "dong h"}).json()["units"]
    assert found == [{"text": "east-2 – thôn Đông Hai", "about": "xã Đông, tỉnh Mẫu"}]
    for typed in ("tay", "", "%%%", "east-99"):
        assert client.get(address, {"tim": typed}).json() == {"units": []}


def test_a_draft_from_a_file_that_knows_no_unit_of_it_is_its_authors_to_correct(
    author: User, client: Client
) -> None:
    rows = "Việc,Mã,Mã mới,Tên mới\nđổi tên,east-77,,Đông Nhất\n"
    file = SimpleUploadedFile("đợt.csv", rows.encode())
    form = {"ten": "Từ tệp", "van-ban": "NQ 1", "ngay": "1/1/2026", "cach": "tep", "tep": file}
    client.post("/dia-ban/dot/moi/", form)
    batch = Batch.objects.get(title="Từ tệp")
    place = batch.changes.get().place
    status, said = correct(client, line_address(batch, place), don_vi="east-1", ten="Đông Nhất")
    assert status == 200
    assert "không dòng nào phải sửa" in said


def test_what_the_system_prepared_is_no_persons_beginning(country: Country, client: Client) -> None:
    batch = prepare(Batch(title="Trống", instrument="NQ", day=date(2026, 1, 1)), SYSTEM)
    client.force_login(make_person(("administrator", country.east)))
    assert client.get(f"/dia-ban/dot/{batch.pk}/soan/").status_code == 403


def test_who_wrote_the_last_line_does_not_put_it_in_force(
    country: Country, author: User, batch: Batch, client: Client
) -> None:
    add(client, batch, "doi-ten", don_vi="east-1", ten="Đông Nhất")
    propose(batch, Actor(author.pk, author.full_name))
    deed = f"/dia-ban/dot/{batch.pk}/viec/"
    assert client.post(deed, {"viec": "cho-hieu-luc"}).status_code == 422
    client.force_login(make_person(("leader", country.east)))
    assert client.post(deed, {"viec": "cho-hieu-luc"}).status_code == 302


def test_a_long_name_of_a_file_is_not_cut_when_its_line_is_corrected(batch: Batch, client: Client) -> None:
    name = "Đông " + "x" * 190
    prepare(
        batch,
        Actor(batch.prepared_by, batch.prepared_by_name),
        [Change(place=2, verb=Verb.RENAME, code="east-1", name=name)],
    )
    correct(client, line_address(batch, 2), don_vi="east-2", ten=name)
    assert (batch.changes.get().code, batch.changes.get().name) == ("east-2", name)


@pytest.mark.parametrize(
    "odd", ["\x00", "'; --", "<b>&amp;</b>", "\u202e", "%s {0}", "x" * 5000, "🙂", "각" * 300]
)
def test_odd_signs_are_told_kindly_and_break_nothing(batch: Batch, client: Client, odd: str) -> None:
    for deed in ("nhap", "lap", "noi-nhan"):
        typed = dict.fromkeys(("don-vi", "noi-nhan", "ten", "cap-tren", "ma", "ty-le", "tron", "loai"), odd)
        answer = client.post(f"/dia-ban/dot/{batch.pk}/soan/", {"viec": deed} | typed)
        assert answer.status_code == 422
        assert "<b>&amp;" not in answer.content.decode()
    assert client.get(f"/dia-ban/dot/{batch.pk}/soan/don-vi/", {"tim": odd}).json() == {"units": []}
    heading = {"ten": odd, "van-ban": odd, "ngay": "1/1/2026"}
    answer = client.post(f"/dia-ban/dot/{batch.pk}/soan/thong-tin/", heading)
    assert answer.status_code in {302, 422}
    assert lines_of(batch) == []


def test_the_lines_of_a_draft_are_taken_away_all_pages_with_what_is_wrong(
    country: Country, batch: Batch, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(asked: str = "") -> list[list[str]]:
        answer = client.get(f"/dia-ban/dot/{batch.pk}/soan/danh-sach.csv{asked}")
        assert answer.status_code == 200
        lines = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))  # type: ignore[arg-type]
        return [line for line in lines if line and line[0].isdigit()]

    assert taken() == []
    monkeypatch.setattr(batch_exporting, "AT_ONCE", 1)
    add(client, batch, "doi-ten", don_vi="east-1", ten="Đông Nhất")
    Change.objects.create(batch=batch, place=2, verb=Verb.RENAME, code="east-9", name="Lạ")
    add(client, batch, "doi-ten", don_vi="east-2", ten="=Đông Nhì")
    first, second, third = taken()
    assert first[1:] == ["1", "Thôn Đông Một (east-1) đổi tên thành «Đông Nhất»", ""]
    assert second[1] == "2" and second[3].startswith("Phải sửa: ")
    assert third[2].endswith("«=Đông Nhì»")
    assert [line[1] for line in taken("?loi=1")] == ["2"]
    assert len(taken("?loi=%00&sau=99999999999999999999")) == 3
    assert f"/dia-ban/dot/{batch.pk}/soan/danh-sach.xlsx?loi=1" in show(client, batch, "?loi=1")
    answer = client.get(f"/dia-ban/dot/{batch.pk}/soan/danh-sach.xlsx")
    assert b"".join(answer)[:2] == b"PK"  # type: ignore[arg-type]
    line = AuditLine.objects.filter(verb="areas.export").order_by("pk")[2]
    assert line.sentence == "Xuất «Các dòng phải sửa» của đợt «Nhập thôn»: 1 dòng, tệp .csv"
    assert line.area_id == country.east.pk
    client.force_login(make_person(("administrator", country.west)))
    assert client.get(f"/dia-ban/dot/{batch.pk}/soan/danh-sach.csv").status_code == 403
