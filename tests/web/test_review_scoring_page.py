"""All sealed sheets of a round scored from its page: few at once, many in the background, watched there."""

import html
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from tests.apps.reviews.made import LISTED, OFFICER, RICH, case_of, fill, listed_family, opened
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.reviews.actions import close_list
from giamngheo.apps.reviews.models import Entry, Round
from giamngheo.foundation.accounts.models import Holding
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.staff.reviews import scoring

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def one(country: Country) -> Round:
    """A round with a sealed sheet in each of two villages."""
    homes = [listed_family(country), listed_family(country, "Thử", village=country.east_2)]
    made = opened(country)
    for village, home in zip((country.east_1, country.east_2), homes, strict=True):
        close_list(case_of(made, village), LISTED, OFFICER)
        fill(made, home, RICH)
    return made


@pytest.fixture
def officer(country: Country, client: Client) -> Client:
    client.force_login(make_person(("officer", country.east)))
    return client


@pytest.fixture
def as_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sheets are many, and each village is a piece of the work."""
    monkeypatch.setattr(scoring, "AT_ONCE", 1)
    monkeypatch.setattr("giamngheo.apps.reviews.scoring_tasks.AT_ONCE", 1)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def classes() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("proposed_class", flat=True))


def test_few_sheets_are_scored_at_once(one: Round, officer: Client) -> None:
    assert "Chấm mọi phiếu đã khoá" in page(officer, f"/ra-soat/{one.pk}/")
    answer = officer.post(f"/ra-soat/{one.pk}/cham/")
    assert answer.headers["Location"] == f"/ra-soat/{one.pk}/"
    assert classes() == ["not_poor", "not_poor"] and not Task.objects.exists()


def test_who_does_not_lead_reviews_here_scores_nothing(one: Round, country: Country, client: Client) -> None:
    for held, refused in ((("leader", country.east), 403), (("officer", country.west), 404)):
        client.force_login(make_person(held))
        assert client.post(f"/ra-soat/{one.pk}/cham/").status_code == refused
        if held[0] == "leader":
            assert "Chấm mọi phiếu" not in page(client, f"/ra-soat/{one.pk}/")
    assert classes() == ["", ""]


@pytest.mark.usefixtures("as_many")
def test_the_work_is_watched_and_stopped_by_its_owner_only(
    one: Round, country: Country, officer: Client
) -> None:
    address = officer.post(f"/ra-soat/{one.pk}/cham/").headers["Location"]
    assert officer.post(f"/ra-soat/{one.pk}/cham/").headers["Location"] == address  # it is under way already
    assert "Chấm phiếu đã khoá" in page(officer, address)
    assert "Chấm phiếu của đợt rà soát" in page(officer, "/viec-dang-chay/")
    part = officer.get(address, headers={"HX-Request": "true"})
    assert part.status_code == 200 and b"<html" not in part.content
    other = Client()
    other.force_login(make_person(("officer", country.east)))
    assert other.get(address).status_code == other.post(address).status_code == 404
    assert officer.get(f"/ra-soat/{one.pk}/cham/{uuid.uuid4()}/").status_code == 404
    assert officer.get(address.replace(f"/{one.pk}/", "/999999/")).status_code == 404
    assert officer.post(address).status_code == 302
    assert "Đã dừng" in page(officer, address)
    assert "HX-Redirect" in officer.get(address, headers={"HX-Request": "true"}).headers


@pytest.mark.usefixtures("as_many")
@pytest.mark.django_db(transaction=True)
def test_many_sheets_are_scored_in_the_background_as_who_asked(
    one: Round, officer: Client, work_off: Callable[[], None]
) -> None:
    address = officer.post(f"/ra-soat/{one.pk}/cham/").headers["Location"]
    work_off()
    assert "2 hộ có kết quả chấm mới" in page(officer, address)
    task = Task.objects.get()
    assert (task.done, task.total, task.result) == (2, 2, {"sheets": 2, "new": 2})
    assert classes() == ["not_poor", "not_poor"]
    lines = AuditLine.objects.filter(verb="reviews.scored")
    assert {line.actor_id for line in lines} == {task.payload["user"]}
    assert {line.area_id for line in lines} == set(Entry.objects.values_list("area_id", flat=True))
    again = officer.post(f"/ra-soat/{one.pk}/cham/").headers["Location"]
    work_off()
    assert "0 hộ có kết quả chấm mới" in page(officer, again)


@pytest.mark.usefixtures("as_many")
@pytest.mark.django_db(transaction=True)
def test_who_lost_the_role_meanwhile_scores_nothing(
    one: Round, officer: Client, work_off: Callable[[], None]
) -> None:
    address = officer.post(f"/ra-soat/{one.pk}/cham/").headers["Location"]
    task = Task.objects.get()
    Holding.objects.filter(user=task.payload["user"]).update(role="leader")
    work_off()
    task.refresh_from_db()
    assert "không còn giữ vai trò tổ chức rà soát" in task.error and classes() == ["", ""]
    assert officer.get(address).status_code == 403
