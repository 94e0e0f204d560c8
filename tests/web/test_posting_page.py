"""The public page of a posting: cut names for everybody, a word on it, nothing more, and not for ever."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.apps.reviews.made import LACKS, OFFICER, agreed, case_of, listed_family, opened, posted, reviewed
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.reviews.actions import take_back
from giamngheo.apps.reviews.actions.posting import shortened
from giamngheo.apps.reviews.models import Case, Objection, PublicPosting, PublicWord

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def case(country: Country) -> Case:
    home = listed_family(country)
    one = opened(country)
    case = case_of(one, country.east_1)
    reviewed(one, case, {home.pk: LACKS})
    agreed(case, [home.pk])
    return case


def page_of(public: PublicPosting) -> str:
    answer = Client().get(f"/niem-yet/{public.code}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_name_is_cut_short() -> None:
    assert [shortened(name) for name in ("Mẫu Văn Thử Cha", "Mẫu Cha", "Mẫu")] == [
        "Mẫu V. T. Cha",
        "Mẫu Cha",
        "Mẫu",
    ]


def test_everybody_reads_what_is_posted_while_it_is(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    row = posted(case)
    public = PublicPosting.objects.get()
    page = page_of(public)  # the days of posting are long over
    assert "đã hết" in page
    assert "Mẫu V. Cha" not in page
    take_back(row, "nhầm ngày", OFFICER)
    monkeypatch.setattr("giamngheo.apps.reviews.actions.posting.last_day", lambda *_: None)
    posted(case)
    page = page_of(PublicPosting.objects.latest("pk"))
    assert "Mẫu V. Cha" in page
    assert "Mẫu Văn Cha" not in page
    assert "Hộ nghèo" in page
    assert "1980" not in page


def test_a_word_becomes_an_objection(country: Country, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = timezone.localdate() + timedelta(days=3)
    monkeypatch.setattr("giamngheo.apps.reviews.actions.posting.last_day", lambda *_: ahead)
    posted(case)
    address = f"/niem-yet/{PublicPosting.objects.get().code}/"
    stranger = Client()
    for sent in ({"noi-dung": " "}, {"noi-dung": "x" * 5000}):
        assert stranger.post(address, sent).status_code == 422
    answer = stranger.post(address, {"noi-dung": "Hộ này có\0 xe <b>", "nguoi-noi": "Thử"})
    word = PublicWord.objects.get()
    assert answer.headers["Location"] == f"{address}?da-gui={word.pk}"
    assert f"YK-{word.pk}" in stranger.get(answer.headers["Location"]).content.decode()
    officer = Client()
    officer.force_login(make_person(("officer", country.east)))
    village = officer.get(f"/ra-soat/thon/{case.pk}/").content.decode()
    assert "Hộ này có xe &lt;b&gt;" in village
    form = officer.get(f"/ra-soat/thon/{case.pk}/khieu-nai/?y-kien={word.pk}&noi-dung=abc").content.decode()
    assert f'name="y-kien" value="{word.pk}"' in form
    sent = {"y-kien": word.pk, "cach": "page", "noi-dung": word.words, "ngay": "8/10/2026"}
    assert officer.post(f"/ra-soat/thon/{case.pk}/khieu-nai/", sent).status_code == 302
    word.refresh_from_db()
    assert word.objection == Objection.objects.get()
    assert "Ý kiến gửi qua trang" not in officer.get(f"/ra-soat/thon/{case.pk}/").content.decode()


def test_a_word_is_taken_only_while_the_posting_is_open(case: Case) -> None:
    posted(case)
    address = f"/niem-yet/{PublicPosting.objects.get().code}/"
    assert Client().post(address, {"noi-dung": "muộn"}).status_code == 422
    assert not PublicWord.objects.exists()


@pytest.mark.parametrize("code", ["0" * 16, "x", "a" * 500, "%00", "0123456789abcdeg"])
def test_no_other_code_has_a_page(case: Case, code: str) -> None:
    assert Client().get(f"/niem-yet/{code}/").status_code == 404


def test_the_neighbour_reads_no_words(country: Country, case: Case) -> None:
    posted(case)
    public = PublicPosting.objects.get()
    PublicWord.objects.create(posting=public, words="Thử", said_at=date(2026, 10, 8))
    neighbour = Client()
    neighbour.force_login(make_person(("officer", country.west)))
    assert neighbour.get(f"/ra-soat/thon/{case.pk}/").status_code == 404
