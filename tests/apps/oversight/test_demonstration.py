"""The demonstration of oversight: each step of an inspection is there, made once and marked."""

from pathlib import Path

import pytest
from pytest_django import Settings
from tests.apps.oversight.made import DAY
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.apps.oversight.demonstration import MARK, People, fill_oversight
from giamngheo.apps.oversight.models import Inspection, Recommendation, SocialReview, YearPlan
from giamngheo.apps.oversight.papers import KINDS, inspection_paper, plan_paper
from giamngheo.apps.papers.typesetting import pdf_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.papers.library import layout_on

pytestmark = pytest.mark.django_db


def test_it_is_made_once_and_marked_and_its_papers_can_be_printed(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    country = make_country()
    roles = (
        ("officer", country.east),
        ("leader", country.east),
        ("village_head", country.east_1),
        ("inspector", country.province),
        ("leader", country.province),
        ("front", country.east),
    )
    users = [make_person(one) for one in roles]
    people = People(*(Actor(one.pk, one.full_name) for one in users))
    villages = [country.east_1.pk, country.east_2.pk]
    assert fill_oversight(country.province, country.east, villages, people, DAY)
    assert not fill_oversight(country.province, country.east, villages, people, DAY)
    assert {one.state for one in Inspection.objects.all()} == {"reported", "decided", "preparing"}
    assert {one.state for one in Recommendation.objects.all()} == {"open", "remedied"}
    assert all(MARK in one.title for one in Inspection.objects.all())
    assert {one.state for one in SocialReview.objects.all()} == {"sent", "answered"}
    layout = layout_on(DAY)
    assert pdf_of(plan_paper(YearPlan.objects.get(), DAY), layout).startswith(b"%PDF")
    reported = Inspection.objects.get(state="reported")
    documents = {kind: inspection_paper(reported, kind, DAY) for kind in KINDS.values()}
    assert documents["decision"].numbered == "Số: 00/QĐ-TRÌNH-DIỄN"
    assert documents["report"].day == reported.reported_on
    assert all(pdf_of(one, layout).startswith(b"%PDF") for one in documents.values())
    blank = inspection_paper(Inspection.objects.get(state="preparing"), "decision", DAY)
    assert (blank.numbered, blank.day) == ("Số: ...../QĐ-UBND", None)
