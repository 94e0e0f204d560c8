"""Papers of the demonstration: drafts of each commune, once, marked as what they are."""

import pytest
from tests.apps.households.made import WHO, about, home
from tests.factories.places import TODAY, make_country

from giamngheo.apps.households.actions import Decision, Recognised, recognise_household
from giamngheo.apps.households.demonstration_papers import draw_up_papers
from giamngheo.apps.papers.making import document_of_paper
from giamngheo.apps.papers.models import IssuedPaper

pytestmark = pytest.mark.django_db


def test_a_commune_gets_its_drafts_once_with_who_stands_on_its_lists() -> None:
    country = make_country()
    poor = home(country.east_1, "Mẫu Văn Một")
    home(country.east_1, "Thử Văn Hai")
    recognise_household(poor, Recognised(poor.pk, "poor"), Decision("1/QĐ-UBND"), about(), WHO)
    villages = [country.east_1.pk, country.east_2.pk, country.west_1.pk]
    assert (draw_up_papers(villages, TODAY), draw_up_papers(villages, TODAY)) == (4, 0)
    of_east = IssuedPaper.objects.filter(area=country.east)
    assert set(of_east.values_list("kind", "state", "is_demonstration")) == {
        ("posted_list", "draft", True),
        ("recognition_decision", "draft", True),
    }
    listed = document_of_paper(of_east.get(kind="posted_list"))
    assert "Mẫu Văn Một" in str(listed.body) and "Thử Văn Hai" not in str(listed.body)
    assert [one.title for one in document_of_paper(of_east.get(kind="recognition_decision")).annexes] == [
        "Danh sách hộ nghèo năm 2026"
    ]
    assert IssuedPaper.objects.filter(area=country.west).count() == 2
