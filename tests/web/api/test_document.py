"""The document of the API: whole, in Vietnamese, readable without anything from outside, and true."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import requests
import schemathesis
from django.conf import settings as product_settings
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.apps.reviews.made import LEADER, OFFICER, SIGNED, ready, without_opinion
from tests.factories.people import make_person
from tests.factories.places import Country, make_country
from tests.factories.tokens import READING, machine, make_token

from giamngheo.apps.reviews.actions import decide, publish
from giamngheo.apps.snapshots.actions import Wanted, make_snapshot
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.tokens.models import GIVEN
from giamngheo.web.api import limits
from giamngheo.web.api.document import document

pytestmark = pytest.mark.django_db

OPERATIONS = [
    (method, path, operation)
    for path, methods in document()["paths"].items()
    for method, operation in methods.items()
]
_CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
_OURS: Final = {"accept-encoding", "authorization", "content-type", "content-length", "cookie"}
_VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.I)


@pytest.fixture(autouse=True)
def _counted_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def country() -> Country:
    return make_country()


def test_the_document_is_given_to_everybody_and_only_once() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200 and answer.json() == document()
    assert answer.json()["openapi"].startswith("3.1")
    again = Client().get("/api/v1/openapi.json", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_every_operation_says_in_vietnamese_what_it_does_and_takes(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    assert _VIETNAMESE.search(operation["summary"]) and _VIETNAMESE.search(operation["description"])
    assert operation["security"]
    for parameter in operation["parameters"]:
        assert parameter["in"] == "path" or _VIETNAMESE.search(parameter["description"]), parameter["name"]
    for status in ("401", "403", "404", "422", "429"):
        assert "application/problem+json" in operation["responses"][status]["content"]
    told = re.findall(r"[Cc]ần quyền (\w+)", operation["description"])
    assert set(told) <= set(GIVEN)  # a token can be issued for it
    assert told or operation["operationId"] == "token"


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_no_operation_opens_without_a_token(method: str, path: str, operation: dict[str, Any]) -> None:
    address = path.replace("{code}", "x").replace("{number}", "1")
    for client in (Client(), machine("gn1_sai")):
        answer = client.generic(method.upper(), address)
        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_page_tells_every_operation_with_an_example_and_brings_nothing_from_outside() -> None:
    answer = Client().get("/api/")
    assert answer.status_code == 200
    told = answer.content.decode()
    for method, path, operation in OPERATIONS:
        assert f"{method.upper()} {path}" in told and operation["summary"] in told
        assert f'id="{operation["operationId"]}"' in told
    assert told.count("curl") >= len(OPERATIONS)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", told)
    assert not re.search(r"<script(?![^>]*\bsrc=)", told)
    for anchor in re.findall(r'href="#(\w+)"', told):
        assert f'id="{anchor}"' in told, anchor


def sent(asking: Client, case: schemathesis.Case) -> Response:
    """What is answered to a case, asked within this process and this transaction."""
    told = requests.Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    headers = {name: value for name, value in told.headers.items() if name.lower() not in _OURS}
    kind = told.headers.get("Content-Type", "application/octet-stream")
    body = told.body.encode() if isinstance(told.body, str) else told.body or b""
    answer = asking.generic(str(told.method), str(told.path_url), body, kind, headers=headers)
    given = {name: [value] for name, value in answer.headers.items()}
    return Response(answer.status_code, given, answer.content, told, elapsed=0, verify=False)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("operation", [operation["operationId"] for _, _, operation in OPERATIONS])
def test_whatever_is_sent_is_answered_as_the_document_says(
    country: Country, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, operation: str, mode: GenerationMode
) -> None:
    monkeypatch.setattr(limits, "A_MINUTE", 10**6)
    monkeypatch.setattr(product_settings, "DATA", tmp_path)
    number, code = _named(country, operation)
    officer = make_person(("officer", country.east))
    asking = machine(make_token(officer, [*READING, Permission.NOTE_HOUSEHOLDS, Permission.SEE_RESULTS])[1])
    found = schemathesis.openapi.from_dict(document()).find_operation_by_id(operation)

    @settings(max_examples=20, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=found.as_strategy(generation_mode=mode), is_known=booleans())
    def answered(case: schemathesis.Case, is_known: bool) -> None:
        if is_known:  # a code or a number that is there gets further than one that is made up
            case.path_parameters |= {
                name: {"code": code, "number": number}[name] for name in case.path_parameters
            }
            if "table" in (case.query or {}):
                case.query["table"] = "poor_movement"
        case.validate_response(sent(asking, case), checks=_CHECKS)

    answered()


def _named(country: Country, operation: str) -> tuple[int, str]:
    """The number and the code of what an operation is asked about."""
    if operation.startswith("snapshot"):
        wanted = Wanted(country.east, date(2025, 12, 31), date(2026, 9, 1), "Thử")
        return make_snapshot(wanted, OFFICER).pk, ""
    if operation in {"indicators", "results", "results_exchange"}:
        return 0, ""
    without_opinion(country)
    one, case_of, kept = ready(country)
    publication = publish(decide(one, [case_of], SIGNED, LEADER), OFFICER)
    return one.pk, publication.code if operation == "decision_households" else kept.code
