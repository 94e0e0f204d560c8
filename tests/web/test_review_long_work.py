"""Long work of a review from its pages: few sheets scored at once, many, and large decisions, in the back."""

import html
import re
import uuid
from collections.abc import Callable
from io import BytesIO

import polars as pl
import pytest
from django.test import Client
from tests.apps.reviews.made import (
    LISTED,
    OFFICER,
    OPENED,
    PERIODIC,
    RICH,
    agreed,
    case_of,
    fill,
    listed_family,
    opened,
    posted,
    reviewed,
    without_opinion,
)
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.actions import add_household, close_list, open_round
from giamngheo.apps.reviews.models import Case, Decision, Entry, Round
from giamngheo.apps.reviews.states import EntrySource
from giamngheo.foundation.accounts.models import Holding
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.staff.reviews import deciding, scoring

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
    monkeypatch.setattr("giamngheo.apps.reviews.long_work.AT_ONCE", 1)


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


@pytest.mark.django_db(transaction=True)
def test_a_province_scores_all_rounds_of_a_time_that_it_leads_side_by_side(
    one: Round,
    country: Country,
    client: Client,
    work_off: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Each round is a piece of its own.
    monkeypatch.setattr("giamngheo.apps.reviews.long_work.LEAST_TOGETHER", 1)
    other = open_round(country.west, PERIODIC, OPENED, OFFICER)
    home = listed_family(country, "Diễn", village=country.west_1)
    add_household(case_of(other, country.west_1), home, EntrySource.PROPOSED, OPENED, OFFICER, note="thử")
    close_list(case_of(other, country.west_1), LISTED, OFFICER)
    fill(other, home, RICH)
    client.force_login(make_person(("officer", country.east)))
    assert "đợt cùng kỳ" not in page(client, f"/ra-soat/{one.pk}/")
    province = make_person(("officer", country.province))
    client.force_login(province)
    assert "Chấm phiếu của cả 2 đợt cùng kỳ" in page(client, f"/ra-soat/{one.pk}/")
    address = client.post(f"/ra-soat/{one.pk}/cham/", {"ca-ky": "1"}).headers["Location"]
    assert client.post(f"/ra-soat/{one.pk}/cham/", {"ca-ky": "1"}).headers["Location"] == address
    work_off()
    told = page(client, address)
    assert "3 hộ có kết quả chấm mới" in told and "3 phiếu đã khoá của 2 đợt cùng kỳ" in told
    assert classes() == ["not_poor"] * 3
    lines = AuditLine.objects.filter(verb="reviews.scored")
    assert {line.actor_id for line in lines} == {province.pk} and lines.count() == 3
    assert {line.subject_id for line in lines} == {str(one.pk), str(other.pk)}


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
    assert "không còn giữ vai trò" in page(officer, address)


@pytest.fixture
def ready(country: Country, monkeypatch: pytest.MonkeyPatch) -> Round:
    """A round of which one village waits for a decision that is about many households."""
    monkeypatch.setattr(deciding, "AT_ONCE", 0)
    home = listed_family(country)
    without_opinion(country)
    made = opened(country)
    case = case_of(made, country.east_1)
    reviewed(made, case, {home.pk: RICH})
    agreed(case, [home.pk])
    posted(case)
    return made


def sent(one: Round, number: str = "12/QĐ-UBND") -> dict[str, object]:
    cases = list(Case.objects.filter(round=one).values_list("pk", flat=True))
    return {"thon": cases, "so": number, "ngay": "20/10/2026", "nguoi-ky": "Chủ tịch (thử)"}


@pytest.mark.django_db(transaction=True)
def test_a_large_decision_is_written_in_the_background_as_who_decides(
    ready: Round, country: Country, client: Client, work_off: Callable[[], None]
) -> None:
    client.force_login(make_person(("leader", country.east)))
    assert client.post(f"/ra-soat/{ready.pk}/quyet-dinh/", sent(ready, "số 12")).status_code == 422
    address = client.post(f"/ra-soat/{ready.pk}/quyet-dinh/", sent(ready)).headers["Location"]
    assert "Ghi quyết định của đợt rà soát" in page(client, "/viec-dang-chay/")
    assert client.post(address).status_code == 302  # a decision is written whole: it does not stop
    work_off()
    assert "Đã ghi quyết định 12/QĐ-UBND" in page(client, address)
    decision = Decision.objects.get()
    assert (decision.households, decision.actor_id) == (1, Task.objects.get().payload["user"])
    assert Household.objects.get().class_today == "not_poor"
    assert "12/QĐ-UBND" in page(client, f"/ra-soat/{ready.pk}/")


@pytest.mark.django_db(transaction=True)
def test_a_decision_that_cannot_be_written_says_why_and_keeps_what_was_typed(
    ready: Round, country: Country, client: Client, work_off: Callable[[], None]
) -> None:
    client.force_login(make_person(("leader", country.east)))
    address = client.post(f"/ra-soat/{ready.pk}/quyet-dinh/", sent(ready)).headers["Location"]
    entry = Entry.objects.get()
    Entry.objects.update(proposed_class="unknown")
    work_off()
    told = page(client, address)
    assert "1 hộ chưa xác định được diện" in told and entry.household_code in told
    [again] = re.findall(r'href="(/ra-soat/\d+/quyet-dinh/\?[^"]+)"', told)
    assert 'value="12/QĐ-UBND"' in page(client, again)
    assert not Decision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_movement_of_all_rounds_of_a_time_is_one_workbook(
    one: Round,
    country: Country,
    client: Client,
    work_off: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Each round is a piece of the work.
    monkeypatch.setattr("giamngheo.apps.reviews.long_work.LEAST_TOGETHER", 1)
    other = listed_family(country, "Diễn", village=country.west_1)
    west = open_round(country.west, PERIODIC, OPENED, OFFICER)
    reviewed(west, case_of(west, country.west_1), {other.pk: RICH})
    address = f"/ra-soat/{one.pk}/bien-dong/"
    client.force_login(make_person(("officer", country.east)))
    assert "cùng kỳ" not in page(client, address)
    assert client.post(f"{address}ca-ky/").headers["Location"] == address and not Task.objects.exists()
    client.force_login(make_person(("officer", country.province)))
    assert "Lập bảng của cả 2 đợt cùng kỳ" in page(client, address)
    watched = client.post(f"{address}ca-ky/").headers["Location"]
    assert client.post(f"{address}ca-ky/").headers["Location"] == watched  # it is under way already
    assert client.get(f"{watched}tep/").status_code == 404
    assert "Lập bảng diễn biến của cả kỳ" in page(client, "/viec-dang-chay/")
    work_off()
    assert "Bảng diễn biến của 2 đợt, 3 hộ" in page(client, watched)
    answer = client.get(f"{watched}tep/")
    assert answer.status_code == 200 and ".xlsx" in answer.headers["Content-Disposition"]
    book = pl.read_excel(BytesIO(answer.content), sheet_id=0, has_header=False)
    assert list(book) == ["Hộ nghèo", "Hộ cận nghèo", "Nguyên nhân"]
    told = {row[:2]: row[2:] for row in book["Hộ nghèo"].iter_rows() if row[1] in {"Hộ", "Nhân khẩu"}}
    # Opening, …, left above the near-poor line, …, closing: two communes and the whole, in households.
    names = [name for name, unit in told if unit == "Hộ"]
    assert names[0] == "Cộng" and len(names) == 3
    opening = {name: int(told[name, "Hộ"][0]) for name in names}
    left = {name: int(told[name, "Hộ"][2]) for name in names}
    assert sorted(opening.values()) == [1, 2, 3] and opening["Cộng"] == 3
    assert left["Cộng"] == sum(left[name] for name in names[1:]) == 1  # the other round is not scored yet
    line = AuditLine.objects.get(verb="reviews.export")
    assert (line.area_id, line.details["rounds"], line.details["rows"]) == (
        country.east.pk,
        [one.pk, west.pk],
        3,
    )
    stranger = Client()
    stranger.force_login(make_person(("officer", country.province)))
    assert stranger.get(f"{watched}tep/").status_code == 404
