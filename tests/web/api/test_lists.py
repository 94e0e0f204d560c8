"""What the API tells: all that its token may see and nothing else, page by page, set by set."""

from collections.abc import Iterator
from datetime import date, timedelta
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.households.made import WHO, about, home, said
from tests.apps.reviews.made import LEADER, OFFICER, SIGNED, ready, without_opinion
from tests.factories.people import make_person
from tests.factories.places import Country, make_country
from tests.factories.tokens import READING, machine, make_token

from giamngheo.apps.households.actions import (
    correct_person,
    end_household,
    move_household,
    note_household,
    record_household,
    undo_event,
)
from giamngheo.apps.households.changes import events_until
from giamngheo.apps.households.models import Event, Household, Person
from giamngheo.apps.reviews.actions import decide, publish, take_down
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.api import callers, paging

pytestmark = pytest.mark.django_db

NAMES = (
    "Mẫu Văn An",
    "Mẫu Văn Bình",
    "Mẫu Văn Chi",
    "Mẫu Thị Dung",
    "Mẫu Thị Hà",
    "Mẫu Thị Lan",
    "Mẫu Thị Mai",
)
API = "/api/v1/"
NUMBER = "999080000001"


@pytest.fixture(autouse=True)
def _counted_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def officer(country: Country) -> User:
    return make_person(("officer", country.east))


@pytest.fixture
def asking(officer: User) -> Client:
    return machine(make_token(officer)[1])


def got(asking: Client, address: str) -> Any:
    answer = asking.get(API + address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def all_pages(asking: Client, address: str) -> list[Any]:
    found, cursor = [], ""
    while True:
        told = got(asking, address + (f"&cursor={cursor}" if cursor else ""))
        found += told["items"]
        cursor = told["next"]
        if cursor is None:
            return found


def numbered(country: Country, number: str = NUMBER) -> Household:
    head = said("head", "Mẫu Văn Số", personal_number=number)
    return record_household(country.east_1.pk, [head], about(), WHO)


def test_areas_are_told_as_of_a_day_with_what_they_lie_in(asking: Client) -> None:
    now = {one["code"]: one for one in got(asking, "areas?limit=500")["items"]}
    assert now["east-1"]["parent_code"] == "east" and now["east"]["kind_name"] == "xã"
    assert "former-east" not in now
    then = got(asking, "areas?day=2025-06-30&code=former-east")["items"]
    assert [(one["name"], one["until"]) for one in then] == [("Đông Cũ", None)] or then[0]["until"]
    assert {one["code"] for one in got(asking, "areas?parent=east")["items"]} == {"east-1", "east-2"}
    assert {one["tier"] for one in got(asking, "areas?tier=1")["items"]} == {1}
    assert got(asking, "areas?scheme=khac&tier=1")["items"][0]["code"] is None


@pytest.mark.parametrize("list_of", ["areas?", "households?", "events?"])
def test_pages_put_together_are_the_whole_list_without_a_gap(
    country: Country, asking: Client, list_of: str
) -> None:
    for place, name in enumerate(NAMES):
        home(country.east_1 if place % 2 else country.east_2, name)
    whole = got(asking, f"{list_of}limit=500")
    assert whole["next"] is None and len(whole["items"]) >= 7
    for size in (1, 3, 7):
        assert all_pages(asking, f"{list_of}limit={size}") == whole["items"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("households?limit=501", "limit"),
        ("households?limit=0", "limit"),
        ("households?limit=x", "limit"),
        ("households?cursor=abc", "cursor"),
        ("households?area=a%00b", "area"),
        ("households?household_class=rich", "household_class"),
        ("households?changed_since_day=hom-qua", "changed_since_day"),
        ("households?changed_since_day=2026-01-01&changed_since_event=1", "changed_since_day"),
        ("households?clas=poor", "clas"),
        ("events?since=-1", "since"),
        ("events?since=99999999999999999999", "since"),
        ("events?kind=party", "kind"),
        ("areas?tier=9", "tier"),
        ("reviews?year=1", "year"),
        ("reviews?kind=none", "kind"),
        ("decisions?since=x", "since"),
        ("token?x=1", "x"),
    ],
)
def test_a_filter_that_cannot_be_is_told_by_its_name_with_what_to_send(
    asking: Client, asked: str, field: str
) -> None:
    answer = asking.get(API + asked)
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert fault["field"] == field and fault["reason"] and fault["remedy"].endswith(".")


def test_a_cursor_leads_its_person_on_in_its_own_list_for_a_day(
    country: Country, asking: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES[:3]:
        home(country.east_1, name)
    cursor = got(asking, "households?limit=1")["next"]
    renewed = machine(make_token(officer, name="Mã mới")[1])
    assert got(renewed, f"households?cursor={cursor}")["items"]
    colleague = machine(make_token(make_person(("officer", country.east)))[1])
    assert colleague.get(f"{API}households?cursor={cursor}").status_code == 422
    with monkeypatch.context() as patched:
        patched.setattr(paging, "_HOLDS", timedelta(seconds=-1))
        assert asking.get(f"{API}households?cursor={cursor}").status_code == 422
    assert got(asking, f"households?limit=2&cursor={cursor}")["items"]
    for other in ("households?area=east-1&", "events?", "areas?"):
        assert asking.get(f"{API}{other}cursor={cursor}").status_code == 422


def test_a_list_has_the_households_of_ones_areas_and_those_of_nobody_else(country: Country) -> None:
    names = dict(zip(("east_1", "east_2", "west_1", "far"), NAMES, strict=False))
    for area, name in names.items():
        home(getattr(country, area), name)
    sees = {
        ("officer", country.east): {"east_1", "east_2"},
        ("village_head", country.east_1): {"east_1"},
        ("inspector", country.province): {"east_1", "east_2", "west_1"},
        ("leader", country.nation): {"east_1", "east_2", "west_1", "far"},
    }
    for held, areas in sees.items():
        asking = machine(make_token(make_person(held))[1])
        assert {one["head"] for one in got(asking, "households")["items"]} == {names[area] for area in areas}
        assert len(got(asking, "events")["items"]) == len(areas)


def test_what_lies_outside_is_not_found_by_any_address(country: Country) -> None:
    without_opinion(country)
    one, case, kept = ready(country)
    published = publish(decide(one, [case], SIGNED, LEADER), OFFICER)
    addresses = {
        f"households/{kept.code}": 200,
        f"reviews/{one.pk}": 200,
        f"reviews/{one.pk}/movement": 200,
        f"decisions/{published.code}/households": 200,
        "households?area=east": 200,
        "events?area=east-1": 200,
        "reviews?area=east": 200,
        "decisions?area=east": 200,
    }
    owner = machine(make_token(make_person(("officer", country.east)))[1])
    neighbour = machine(make_token(make_person(("officer", country.west)))[1])
    for address, status in addresses.items():
        assert owner.get(API + address).status_code == status, address
        hidden = neighbour.get(API + address)
        assert hidden.status_code == 404, address
        nothing = neighbour.get(API + address.replace("east", "khong-co").replace(kept.code, "X-1"))
        if nothing.status_code == 404:
            assert hidden.json() == nothing.json()  # nobody learns that there is something
    for address in ("households", "events", "reviews", "decisions"):
        assert got(neighbour, address)["items"] == []


def test_the_database_holds_the_lists_to_ones_areas_where_we_would_forget(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_opinion(country)
    one, case, _ = ready(country)
    publish(decide(one, [case], SIGNED, LEADER), OFFICER)
    home(country.west_1, "Mẫu Văn Tây")
    neighbour = machine(make_token(make_person(("officer", country.west)))[1])
    monkeypatch.setattr(callers, "areas_reached", lambda *_: None)  # the whole country
    assert [told["head"] for told in got(neighbour, "households")["items"]] == ["Mẫu Văn Tây"]
    assert {told["area"]["code"] for told in got(neighbour, "events")["items"]} == {"west-1"}
    assert got(neighbour, "reviews")["items"] == got(neighbour, "decisions")["items"] == []


def test_the_areas_chosen_are_those_of_a_unit_and_what_lies_in_it(country: Country, asking: Client) -> None:
    home(country.east_1, "Mẫu Văn Một")
    home(country.east_2, "Mẫu Văn Hai")
    assert len(got(asking, "households?area=east")["items"]) == 2
    assert [one["head"] for one in got(asking, "households?area=east-2")["items"]] == ["Mẫu Văn Hai"]
    assert asking.get(API + "households?area=province").status_code == 404  # only part of it is one's own


def test_personal_numbers_are_masked_without_the_permission_in_token_or_role(country: Country) -> None:
    code = numbered(country).code
    officer, health = make_person(("officer", country.east)), make_person(("health", country.east))
    whole = machine(make_token(officer, [*READING, Permission.SEE_NUMBERS])[1])
    (person,) = got(whole, f"households/{code}")["people"]
    assert (person["personal_number"], person["is_number_whole"]) == (NUMBER, True)
    for masked in (make_token(officer, name="Ít hơn"), make_token(health)):
        asking = machine(masked[1])
        assert NUMBER not in asking.get(f"{API}households/{code}").content.decode()
        found = asking.post(
            f"{API}people/find", {"numbers": [NUMBER]}, content_type="application/json"
        ).json()["items"]
        assert [(one["personal_number"], one["is_number_whole"]) for one in found] == [
            ("999••••••001", False)
        ]


def test_people_are_found_by_number_in_ones_areas_and_nowhere_else(country: Country, asking: Client) -> None:
    code = numbered(country).code
    head = Person.objects.get()
    correct_person(head, {}, about(date(2025, 9, 1)), WHO, former_number="999123456")

    def found(asking: Client, *numbers: str) -> list[tuple[str, str]]:
        sent = asking.post(API + "people/find", {"numbers": numbers}, content_type="application/json")
        assert sent.status_code == 200, sent.content
        return [(one["asked"], one["household"]) for one in sent.json()["items"]]

    assert found(asking, NUMBER, "999080000002") == [(NUMBER, code)]
    assert found(asking, "999123456") == [("999123456", code)]
    neighbour = machine(make_token(make_person(("officer", country.west)))[1])
    assert found(neighbour, NUMBER, "999123456") == []
    for numbers in ([], ["12"], ["x" * 12], [NUMBER] * 501):
        sent = asking.post(API + "people/find", {"numbers": numbers}, content_type="application/json")
        assert sent.status_code == 422 and sent.json()["errors"]


def test_a_household_is_told_as_it_stood_on_a_day(country: Country, asking: Client) -> None:
    kept = home(country.east_1, "Mẫu Văn Cha", "Mẫu Thị Con")
    told = got(asking, f"households/{kept.code}")
    assert [one["full_name"] for one in told["people"]] == ["Mẫu Văn Cha", "Mẫu Thị Con"]
    assert (told["was_registered"], told["area"]["code"]) == (True, "east-1")
    before = got(asking, f"households/{kept.code}?day=2025-07-31")
    assert (before["was_registered"], before["people"]) == (False, [])


def test_changes_are_told_also_of_households_that_left(country: Country, asking: Client) -> None:
    stays, changes, leaves = (home(country.east_1, f"Mẫu Văn {name}") for name in ("Một", "Hai", "Ba"))
    mark = got(asking, "households")["event_mark"]
    assert mark == Event.objects.order_by("pk").last().pk  # type: ignore[union-attr]
    assert got(asking, f"households?changed_since_event={mark}")["items"] == []
    correct_person(changes.people.get(), {"sex": "male"}, about(date(2026, 1, 5)), WHO)
    end_household(leaves, about(date(2026, 1, 6)), WHO)
    changed = got(asking, f"households?changed_since_event={mark}")["items"]
    assert {(one["code"], one["is_living"]) for one in changed} == {
        (changes.code, True),
        (leaves.code, False),
    }
    today = timezone.localdate()
    assert len(got(asking, f"households?changed_since_day={today}")["items"]) == 3
    assert got(asking, f"households?changed_since_day={today + timedelta(days=2)}")["items"] == []
    assert {one["code"] for one in got(asking, "households")["items"]} == {stays.code, changes.code}


def test_the_feed_goes_on_where_it_stopped_and_names_what_was_touched(
    country: Country, asking: Client
) -> None:
    kept = home(country.east_1, "Mẫu Văn Một")
    first = got(asking, "events")
    assert [one["kind"] for one in first["items"]] == ["entry"]
    assert first["items"][0]["household_codes"] == [kept.code]
    assert got(asking, f"events?since={first['event_mark']}")["items"] == []
    noted = note_household(kept, "Mái bếp dột", about(date(2026, 1, 5)), WHO)
    undo_event(noted, about(date(2026, 1, 6)), WHO)
    told = got(asking, f"events?since={first['event_mark']}")["items"]
    assert [(one["kind"], one["undoes"]) for one in told] == [("note", None), ("undoing", noted.pk)]
    assert got(asking, "events?kind=note")["items"] == [told[0]]
    # A neighbour's events lie between: their numbers are passed over, none of them told.
    home(country.west_1, "Mẫu Văn Tây")
    assert got(asking, f"events?since={told[1]['number']}") == {
        "items": [],
        "next": None,
        "event_mark": Event.objects.order_by("pk").last().pk,  # type: ignore[union-attr]
    }


def test_an_event_tells_no_household_that_lies_outside(country: Country, asking: Client) -> None:
    kept = home(country.east_1, "Mẫu Văn Đi")
    move_household(kept, country.west_1.pk, about(date(2026, 2, 1)), WHO)
    told = got(asking, "events")["items"]
    assert kept.code not in str(told)
    assert asking.get(f"{API}households/{kept.code}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_event_still_being_written_is_not_passed_over(country: Country) -> None:
    slowly, quickly = home(country.east_1, "Mẫu Văn Chậm"), home(country.west_1, "Mẫu Văn Nhanh")
    before = events_until()
    begun, may_end = Signal(), Signal()

    def write_slowly() -> None:
        try:
            with transaction.atomic():
                note_household(slowly, "Ghi dở", about(date(2026, 1, 5)), WHO)
                begun.set()
                assert may_end.wait(60)
        finally:
            connections.close_all()

    slow = Thread(target=write_slowly)
    slow.start()
    try:
        assert begun.wait(60)
        quick = note_household(quickly, "Ghi xong", about(date(2026, 1, 5)), WHO)
        assert quick.pk > before
        assert events_until() == before  # the lower number is not there yet
    finally:
        may_end.set()
        slow.join()
    assert events_until() == quick.pk
    assert Event.objects.filter(pk__gt=before, pk__lt=quick.pk).count() == 1


def test_rounds_tell_state_and_movement_by_village(country: Country, asking: Client) -> None:
    without_opinion(country)
    one, case, _ = ready(country)
    (round_told,) = got(asking, "reviews?year=2026")["items"]
    assert (round_told["number"], round_told["listed"], round_told["decided"]) == (one.pk, 1, 0)
    states = {state["area"]["code"]: state for state in got(asking, f"reviews/{one.pk}")["states"]}
    assert (states["east-1"]["listed"], states["east-1"]["sealed"]) == (1, 1)
    assert states["east-1"]["next_step"]
    decide(one, [case], SIGNED, LEADER)
    assert got(asking, "reviews")["items"][0]["decided"] == 1
    lines = got(asking, f"reviews/{one.pk}/movement")["lines"]
    whole = next(
        line
        for line in lines
        if line["table"] == "poor" and line["area"] is None and line["unit"] == "households"
    )
    assert (whole["figures"]["opening"], whole["figures"]["closing"]) == (1, 1)
    of_villages = sum(
        line["figures"]["closing"]
        for line in lines
        if line["table"] == "poor" and line["area"] and line["unit"] == "households"
    )
    assert of_villages == 1


def test_a_village_head_sees_the_villages_own_part_of_a_round(country: Country) -> None:
    one, _, _ = ready(country)
    head = machine(make_token(make_person(("village_head", country.east_2)))[1])
    assert [state["area"]["code"] for state in got(head, f"reviews/{one.pk}")["states"]] == ["east-2"]
    assert got(head, "reviews")["items"][0]["listed"] == 0
    areas = {
        line["area"]["code"] for line in got(head, f"reviews/{one.pk}/movement")["lines"] if line["area"]
    }
    assert areas <= {"east-2"}


def test_published_decisions_are_told_with_names_cut_short(country: Country, asking: Client) -> None:
    without_opinion(country)
    one, case, _ = ready(country)
    decision = decide(one, [case], SIGNED, LEADER)
    assert got(asking, "decisions")["items"] == []  # issued is not yet published
    page = publish(decision, OFFICER)
    (told,) = got(asking, "decisions?since=2026-01-01")["items"]
    assert (told["code"], told["number"], told["taken_back_at"]) == (page.code, decision.number, None)
    assert got(asking, f"decisions?since={decision.day + timedelta(days=1)}")["items"] == []
    (listed,) = got(asking, f"decisions/{page.code}/households?list=ho-ngheo")["items"]
    assert listed["head"] == "Mẫu V. Cha"
    take_down(page, "Sai danh sách", OFFICER)
    assert got(asking, f"decisions/{page.code}/households")["items"] == []
    assert got(asking, "decisions")["items"][0]["taken_back_why"] == "Sai danh sách"


def test_the_trail_tells_who_took_what_with_which_token(
    country: Country, asking: Client, officer: User
) -> None:
    kept = numbered(country)
    got(asking, "households?limit=1")
    got(asking, f"households/{kept.code}")
    asking.post(API + "people/find", {"numbers": [NUMBER]}, content_type="application/json")
    lines = list(AuditLine.objects.filter(verb="tokens.read").order_by("pk"))
    assert len(lines) == 3
    assert {line.actor_name for line in lines} == {f"{officer.full_name} (mã truy cập «Máy thử»)"}
    assert {line.area_id for line in lines} == {country.east.pk}
    assert NUMBER not in str([(line.sentence, line.details) for line in lines])


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("areas?limit=500", 25),
        ("households?limit=500", 25),
        ("households?limit=500&changed_since_event=0&area=east", 25),
        ("events?limit=500", 25),
        ("reviews?limit=500", 25),
        ("decisions?limit=500", 25),
    ],
)
def test_a_list_asks_as_many_questions_for_twelve_rows_as_for_two(
    country: Country, asking: Client, address: str, most: int
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            got(asking, address)
        return len(asked)

    for name in NAMES[:2]:
        home(country.east_1, name)
    got(asking, address)  # the first use of the day is noted
    few = questions()
    for name in (*NAMES[2:], *NAMES[2:]):
        home(country.east_2, name, "Mẫu Văn Con")
    assert questions() == few
    assert few <= most
