"""The page of a plan that was read: all parts corrected, missed ones added, unread lines given to a part."""

import html
import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
from django.test import Client
from pytest_django import Settings
from tests.apps.programmes.made import handed_in
from tests.apps.programmes.plans.measuring import GIVEN, HELD_OUT, read_text, texts
from tests.apps.programmes.test_correcting import LESSONS, TEXT, TRAINED
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.programmes.correcting import PARTS, corrected
from giamngheo.apps.programmes.models import PlanFile
from giamngheo.apps.programmes.plans.schema import PUBLISHED
from giamngheo.apps.programmes.plans.structure import Plan
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.staff.plans.file_fields import held_by

PLANS = {**texts(GIVEN), **texts(HELD_OUT)}


@pytest.mark.parametrize("name", PLANS)
def test_a_form_that_is_sent_as_it_was_shown_changes_nothing(name: str) -> None:
    plan = read_text(PLANS[name])
    shown = {field: str(said) for field, said in held_by(plan).items()}
    for part in PARTS:
        if part != "chua-hieu":
            done = corrected(part, plan, shown)
            assert (part, done.wrong) == (part, {})
            assert (part, done.plan) == (part, plan)


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def signed_in(country: Country) -> Client:
    client = Client()
    client.force_login(make_person(("officer", country.east)))
    return client


def form_of(client: Client, address: str, part: str) -> dict[str, str]:
    """What a browser sends when a form of the page is sent as it is shown."""
    page = html.unescape(client.get(address).content.decode())
    form = re.search(rf'<form class="card[^>]*id="{part}".*?</form>', page, re.DOTALL)
    assert form is not None, part
    sent = dict(re.findall(r'<input[^>]*name="([^"]+)"(?: value="([^"]*)")? maxlength', form[0]))
    sent |= dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))
    sent |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form[0]))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    ticked = re.findall(r'type="checkbox" id="[^"]*" name="([^"]+)" value="co" checked', form[0])
    return sent | dict.fromkeys(ticked, "co")


def plan_now(row: PlanFile) -> Plan:
    plan = PlanFile.objects.get(pk=row.pk).plan
    assert plan is not None
    return plan


@pytest.mark.django_db
def test_every_part_of_the_page_sent_as_it_is_changes_nothing_and_writes_no_line(country: Country) -> None:
    row, client = handed_in(country.east), signed_in(country)
    address = f"/ke-hoach/tep/{row.pk}/"
    for part in PARTS:
        if part != "chua-hieu":
            assert client.post(f"{address}viec/", form_of(client, address, part)).status_code == 302, part
    assert plan_now(row) == row.plan
    assert not AuditLine.objects.filter(verb="programmes.correct").exists()


@pytest.mark.django_db
def test_what_was_missed_is_added_and_unread_lines_are_given_on_the_page(country: Country) -> None:
    row, client = handed_in(country.east, text=TEXT), signed_in(country)
    address = f"/ke-hoach/tep/{row.pk}/"
    page = html.unescape(client.get(address).content.decode())
    assert 'id="vao"' in page and '<option value="du-an:0">Dự án 2: ' in page
    line = next(one for one in plan_now(row).unread if one.text == TRAINED)
    assert f'name="u{line.span.start}"' in page

    sent = form_of(client, address, "chua-hieu") | {f"u{line.span.start}": "co", "vao": "chi-tieu"}
    answer = client.post(f"{address}viec/", sent)
    assert answer.headers["Location"] == f"{address}#chua-hieu"
    assert plan_now(row).targets[-1].value == 7.0
    assert f'name="u{line.span.start}"' not in client.get(address).content.decode()

    sent = form_of(client, address, "du-an") | {"pm-ma": "4", "pm-noi-dung": LESSONS}
    assert client.post(f"{address}viec/", sent).status_code == 302
    sent = form_of(client, address, "chi-tieu") | {
        "tm0-loi": "Vận động 3 nhà hảo tâm", "tm0-loai": "at_least", "tm0-gia-tri": "3", "t0-bo": "co",
    }  # fmt: skip
    assert client.post(f"{address}viec/", sent).status_code == 302
    plan = plan_now(row)
    assert (plan.projects[-1].code, plan.projects[-1].contents) == ("4", [LESSONS])
    assert (plan.targets[-1].text, plan.targets[-1].span.end) == ("Vận động 3 nhà hảo tâm", 0)
    page = html.unescape(client.get(address).content.decode())
    assert "người soát thêm" in page and "đã bỏ khỏi chỉ tiêu" in page

    written = json.loads(client.get(f"{address}ke-hoach.json").content)
    jsonschema_rs.validator_for(json.loads(PUBLISHED.read_text(encoding="utf-8"))).validate(written)
    lines = (
        AuditLine.objects.filter(verb="programmes.correct").order_by("pk").values_list("sentence", flat=True)
    )
    assert [one.partition(" của ")[0] for one in lines] == ["Sửa dòng chưa hiểu", "Sửa dự án", "Sửa chỉ tiêu"]


@pytest.mark.django_db
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(country: Country) -> None:
    row, client = handed_in(country.east, text=TEXT), signed_in(country)
    address = f"/ke-hoach/tep/{row.pk}/"
    sent = form_of(client, address, "chi-tieu") | {"tm1-loi": "Có hộ", "tm1-loai": "level", "t0-bo": "co"}
    answer = client.post(f"{address}viec/", sent)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert 'href="#tm1-gia-tri"' in page and 'id="tm1-gia-tri-loi"' in page
    assert "Chỉ tiêu thêm 2: Chưa ghi con số" in page
    assert page.count('<details class="plan-piece" open>') == 1
    assert 'name="tm1-loi"' in page and ">Có hộ</textarea>" in page
    assert 'name="t0-bo" value="co" checked' in page
    assert plan_now(row) == row.plan


@pytest.mark.django_db
def test_a_form_over_rows_that_changed_meanwhile_is_not_kept(country: Country) -> None:
    row, client = handed_in(country.east, text=TEXT), signed_in(country)
    address = f"/ke-hoach/tep/{row.pk}/"
    old = form_of(client, address, "chi-tieu")
    assert client.post(f"{address}viec/", old | {"t0-bo": "co"}).status_code == 302
    answer = client.post(f"{address}viec/", old | {"t1-gia-tri": "99"})
    assert answer.status_code == 422
    assert "vừa được sửa ở nơi khác" in html.unescape(answer.content.decode())
    assert 99.0 not in [one.value for one in plan_now(row).targets]
    assert client.post(f"{address}viec/", form_of(client, address, "dau")).status_code == 302


@pytest.mark.django_db
def test_who_only_sees_results_gets_no_boxes_for_unread_lines(country: Country) -> None:
    row, client = handed_in(country.east, text=TEXT), Client()
    client.force_login(make_person(("health", country.east)))
    page = html.unescape(client.get(f"/ke-hoach/tep/{row.pk}/").content.decode())
    assert TRAINED in page and 'id="vao"' not in page and "Thêm chỉ tiêu" not in page
