"""Further receivers read what was sent to them, as it was sent, and say that they received it."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from tests.apps.reporting.test_chain import frozen, owed, sent
from tests.apps.snapshots.test_snapshots import poor_home
from tests.factories.people import make_person
from tests.factories.places import Country, make_country
from tests.web.test_reporting_pages import one, signed_in, words

from giamngheo.apps.reporting.models import Arrangement, Copy, Edition, Report, Step
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.components.acting_person import today

pytestmark = pytest.mark.django_db
LIST = "/che-do-bao-cao/gui-them/"
DAY = {"bao-cao": "review_official", "cap": "3", "ngay": "10/12", "van-ban": "KH 9/KH-UBND"}


@pytest.fixture
def country(settings: LazySettings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    made = make_country()
    leader = signed_in(("leader", made.province))
    refused = leader.post("/che-do-bao-cao/lich/", DAY | {"cap": str(tier_of(made)), "ma-nhan": "khong-co"})
    assert "Không có đơn vị mã «khong-co»" in refused.content.decode()
    leader.post("/che-do-bao-cao/lich/", DAY | {"cap": str(tier_of(made)), "ma-nhan": "west"})
    assert Arrangement.objects.get().also == [made.west.pk]
    assert "gửi thêm: phường Tây" in words(leader, "/che-do-bao-cao/lich/")
    return made


def tier_of(country: Country) -> int:
    return int(owed(country.east).unit.tier)


def test_a_further_receiver_reads_what_was_sent_and_acknowledges_it(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    officer = signed_in(("officer", country.west))
    assert "Chưa có báo cáo nào gửi thêm" in words(officer, LIST)
    sent(country.east, frozen(country.east))
    copy = Copy.objects.get()
    assert (copy.area_id, copy.sender_id) == (country.west.pk, country.east.pk)
    assert "Xã Đông Phường Tây" in words(officer, LIST)
    assert "(1 chưa xác nhận)" in words(officer, "/che-do-bao-cao/")
    page = f"{LIST}{copy.pk}/"
    assert "Xác nhận đã nhận" in words(officer, page)
    table = words(officer, f"{page}bieu/official-result/")
    assert "Thôn Đông Một" in table
    assert b"STT" in officer.get(f"{page}bieu/official-result/bang.csv").getvalue()  # type: ignore[attr-defined]
    assert words(officer, one(country), 404)  # the report itself stays the sender's
    assert "chưa xác nhận" in words(signed_in(("leader", country.east)), one(country))
    officer.post(page)
    officer.post(page)
    assert AuditLine.objects.filter(verb="reporting.acknowledge", area_id=country.west.pk).count() == 1
    assert "xác nhận đã nhận" in words(signed_in(("leader", country.east)), one(country))


def test_only_the_sent_edition_is_seen_and_by_nobody_else(country: Country) -> None:
    sent(country.east, frozen(country.east))
    copy = Copy.objects.get()
    Edition.objects.create(
        report=Report.objects.get(), number=2, tier=4, closing=today(), figures={}, law="x"
    )
    receiver, stranger = make_person(("officer", country.west)), make_person(("officer", country.far))
    with acting(receiver.pk, today()):
        assert [one.pk for one in Edition.objects.all()] == [copy.edition_id]
        assert not Report.objects.exists()
        assert not Step.objects.exists()
    with acting(stranger.pk, today()):
        assert not Copy.objects.exists()
        assert not Edition.objects.exists()
    client = Client()
    client.force_login(stranger)
    assert client.get(f"{LIST}{copy.pk}/").status_code == 404
    reader = signed_in(("health", country.west))
    assert reader.get(f"{LIST}{copy.pk}/").status_code == 200
    assert reader.post(f"{LIST}{copy.pk}/").status_code == 403
