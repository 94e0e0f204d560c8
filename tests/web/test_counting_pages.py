"""Figures of large units: counted in the background, shown with their moment, counted again when asked."""

import html
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.apps.activities.made import activity
from tests.apps.households.made import home
from tests.apps.support.made import helped
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.kept_counts.actions import COUNT, count_in_background
from giamngheo.foundation.kept_counts.models import KeptCount
from giamngheo.foundation.tasks.actions import begin, finish
from giamngheo.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db
LEDGER = "/ho-tro/?nam=2026"


@pytest.fixture(autouse=True)
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giamngheo.web.components.kept_figures.is_large", lambda *_: True)


@pytest.fixture
def country() -> Country:
    return make_country()


def browser(role: str, area: object) -> Client:
    client = Client()
    client.force_login(make_person((role, area)))  # type: ignore[arg-type]
    return client


def work_off() -> int:
    tasks = Task.objects.filter(kind=COUNT, state="waiting")
    for one in tasks:
        task = begin(one.pk)
        assert task is not None
        count_in_background(task)
        finish(task)
    return len(tasks)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.getvalue().decode())


def test_the_first_who_looks_waits_once_and_comes_back(country: Country) -> None:
    helped(home(country.east_1, "Mẫu Thị Hoà"))
    officer = browser("officer", country.province)
    waiting = officer.get(LEDGER)
    assert waiting.status_code == 302
    progress = waiting["Location"]
    assert "Sổ hỗ trợ năm 2026, tỉnh Mẫu" in page(officer, progress)
    assert progress in page(officer, "/viec-dang-chay/")
    assert officer.get(LEDGER)["Location"] == progress
    assert browser("officer", country.province).get(progress).status_code == 404
    assert work_off() == 1
    assert officer.get(progress)["Location"] == LEDGER
    told = page(officer, LEDGER)
    assert "Số liệu đếm lúc" in told
    assert "1.000.000" in told
    assert browser("officer", country.province).get(LEDGER).status_code == 200


def test_what_was_counted_long_ago_is_shown_and_counted_again(country: Country) -> None:
    family = home(country.east_1, "Mẫu Thị Hoà")
    officer = browser("officer", country.province)
    officer.get(LEDGER)
    work_off()
    helped(family)
    assert "1.000.000" not in page(officer, LEDGER)
    assert work_off() == 0
    KeptCount.objects.update(counted_at=timezone.now() - timedelta(days=1))
    assert "đang đếm lại" in page(officer, LEDGER)
    assert work_off() == 1
    assert "1.000.000" in page(officer, LEDGER)


def test_it_is_counted_again_by_a_button_of_who_sees_the_unit_alone(country: Country) -> None:
    officer = browser("officer", country.province)
    officer.get(LEDGER)
    work_off()
    typed = {
        "loai": "support.year",
        "don-vi": country.province.pk,
        "ve-viec": "2026",
        "ten": "Sổ",
        "ve": LEDGER,
    }
    helped(home(country.east_1, "Mẫu Thị Hoà"))
    progress = officer.post("/dem-so/", typed)["Location"]
    work_off()
    assert officer.get(progress)["Location"] == LEDGER
    assert "1.000.000" in page(officer, LEDGER)
    away = officer.post("/dem-so/", {**typed, "ve": "https://xa.example/"})["Location"]
    work_off()
    assert officer.get(away)["Location"] == "/"
    assert browser("officer", country.east).post("/dem-so/", typed).status_code == 404
    for wrong in ({"loai": "khac"}, {"don-vi": "x"}, {"ve-viec": "năm"}, {"don-vi": country.nation.pk}):
        assert officer.post("/dem-so/", {**typed, **wrong}).status_code == 404


def test_it_can_be_stopped_and_says_so(country: Country) -> None:
    officer = browser("officer", country.province)
    progress = officer.get("/ho-tro/thieu-hut/?nam=2026")["Location"]
    assert officer.post(progress).status_code == 302
    assert work_off() == 0
    assert "Mở lại trang để đếm từ đầu" in page(officer, progress)


def test_what_activities_add_up_to_is_kept_too(country: Country) -> None:
    activity(country.east, "policy_dialogue")
    officer, address = browser("officer", country.province), "/hoat-dong/?nam=2026&ket-qua=co"
    progress = officer.get(address)["Location"]
    work_off()
    assert officer.get(progress)["Location"] == address
    assert "Số liệu đếm lúc" in page(officer, address)
