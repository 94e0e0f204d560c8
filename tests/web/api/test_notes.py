"""Writing by the API: once for each key, as far as the register takes it, told with the token's name."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import Country, make_country
from tests.factories.tokens import READING, machine, make_token

from giamngheo.apps.households.models import Event, Household, Note
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
NOTING = (*READING, Permission.NOTE_HOUSEHOLDS)


@pytest.fixture(autouse=True)
def _counted_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def kept(country: Country) -> Household:
    return home(country.east_1, "Mẫu Văn Một")


@pytest.fixture
def head(country: Country) -> User:
    return make_person(("village_head", country.east_1))


def send(asking: Client, kept: Household, key: str | None = "k-1", **said: Any) -> Any:
    body = {"is_visit": True, "day": "2026-01-05", "words": "Mái bếp dột"} | said
    headers = {} if key is None else {"idempotency-key": key}
    return asking.post(
        f"/api/v1/households/{kept.code}/notes", json.dumps(body), "application/json", headers=headers
    )


def test_a_visit_is_written_down_with_person_token_and_source(kept: Household, head: User) -> None:
    asking = machine(make_token(head, NOTING, "Máy của thôn")[1])
    answer = send(asking, kept, by_whom="Thử Thị Thăm")
    assert answer.status_code == 201, answer.content.decode()
    note = Note.objects.get()
    assert (note.words, note.is_visit, note.by_whom) == ("Mái bếp dột", True, "Thử Thị Thăm")
    event = Event.objects.get(pk=answer.json()["event"])
    assert (event.source, event.actor_id, event.area_id) == ("qua API", head.pk, kept.area_id)
    assert event.actor_name.endswith("(mã truy cập «Máy của thôn»)")
    line = AuditLine.objects.get(verb="households.visit")
    assert "mã truy cập «Máy của thôn»" in line.actor_name and line.actor_id == head.pk


def test_the_same_sent_again_gets_the_same_answer_and_is_written_once(kept: Household, head: User) -> None:
    asking = machine(make_token(head, NOTING)[1])
    first, again = send(asking, kept), send(asking, kept)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert "Idempotency-Replayed" not in first.headers and again.headers["Idempotency-Replayed"] == "true"
    assert Note.objects.count() == 1
    other = machine(make_token(head, NOTING, "Mã mới")[1])  # a new token of the same person goes on
    assert send(other, kept).content == first.content
    assert Note.objects.count() == 1


def test_a_key_is_not_used_for_something_else(kept: Household, head: User, country: Country) -> None:
    asking = machine(make_token(head, NOTING)[1])
    assert send(asking, kept).status_code == 201
    refused = send(asking, kept, words="Điều khác")
    assert refused.status_code == 409 and "khoá mới" in refused.json()["remedy"]
    assert send(asking, home(country.east_1, "Mẫu Văn Hai")).status_code == 409
    assert Note.objects.count() == 1
    colleague = machine(make_token(make_person(("reviewer", country.east)), NOTING)[1])
    assert send(colleague, kept, words="Của người khác").status_code == 201  # keys are one's own


def test_what_the_register_refuses_does_not_use_the_key_up(kept: Household, head: User) -> None:
    asking = machine(make_token(head, NOTING)[1])
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused = send(asking, kept, day=tomorrow.isoformat())
    assert refused.status_code == 422 and "chưa tới" in refused.json()["detail"]
    assert refused.json()["remedy"].startswith("Ghi ngày việc đã xảy ra")
    assert send(asking, kept).status_code == 201


@pytest.mark.parametrize(
    ("key", "said", "field"),
    [
        (None, {}, "Idempotency-Key"),
        ("có dấu cách", {}, "Idempotency-Key"),
        ("k" * 201, {}, "Idempotency-Key"),
        ("k", {"words": ""}, "words"),
        ("k", {"words": "\u200b \x00"}, "words"),
        ("k", {"words": "x" * 2001}, "words"),
        ("k", {"day": "hôm qua"}, "day"),
        ("k", {"is_visit": "có lẽ"}, "is_visit"),
        ("k", {"kind": "visit"}, "kind"),
    ],
)
def test_what_is_not_as_the_document_says_is_told_by_field(
    kept: Household, head: User, key: str | None, said: dict[str, Any], field: str
) -> None:
    answer = send(machine(make_token(head, NOTING)[1]), kept, key, **said)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert not Note.objects.exists()


def test_what_is_no_json_is_told(kept: Household, head: User) -> None:
    asking = machine(make_token(head, NOTING)[1])
    address = f"/api/v1/households/{kept.code}/notes"
    for body in ("{", "[]", ""):
        answer = asking.post(address, body, "application/json", headers={"idempotency-key": "k"})
        assert answer.status_code in {400, 422} and answer.headers["Content-Type"].endswith("problem+json")
    too_long = asking.post(address, "x" * 1_100_000, "application/json", headers={"idempotency-key": "k"})
    assert too_long.status_code == 413


def test_who_may_not_note_here_writes_nothing(country: Country, kept: Household) -> None:
    people = {
        "neighbour": (make_person(("officer", country.west)), NOTING, 404),
        "head of another village": (make_person(("village_head", country.east_2)), NOTING, 404),
        "token for less": (make_person(("officer", country.east)), READING, 403),
    }
    for who, (person, permissions, status) in people.items():
        assert send(machine(make_token(person, permissions)[1]), kept).status_code == status, who
    reader = make_person(("health", country.east), ("village_head", country.east_2))
    assert send(machine(make_token(reader, NOTING)[1]), kept).status_code == 404  # may note elsewhere only
    assert not Note.objects.exists()


def test_a_household_that_left_takes_no_note(kept: Household, head: User) -> None:
    Household.objects.filter(pk=kept.pk).update(is_living=False)
    answer = send(machine(make_token(head, NOTING)[1]), kept)
    assert answer.status_code == 422 and "không còn trong sổ" in answer.json()["detail"]
