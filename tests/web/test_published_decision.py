"""The public page of an issued decision: cut names for all, by whom and when, taken back with a reason."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.apps.reviews.made import DECIDED, LEADER, OFFICER, SIGNED, ready, without_opinion
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.papers.actions import issue
from giamngheo.apps.reviews.actions import ReviewError, Signed, decide, mend, publish, take_down
from giamngheo.apps.reviews.actions.scoring import score
from giamngheo.apps.reviews.models import Decision, Entry, Publication
from giamngheo.apps.reviews.papers import Subject, draw_up_paper
from giamngheo.apps.surveys.actions import correct
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def decision(country: Country) -> Decision:
    without_opinion(country)
    one, case, _ = ready(country)
    return decide(one, [case], SIGNED, LEADER)


def signed_in(*held: tuple[str, object]) -> Client:
    client = Client()
    client.force_login(make_person(*held))  # type: ignore[arg-type]
    return client


def page_of(decision: Decision) -> str:
    return f"/ra-soat/{decision.round_id}/quyet-dinh/{decision.pk}/cong-bo/"


def public(code: str, more: str = "") -> str:
    answer = Client().get(f"/cong-bo/{code}/{more}")
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex"
    return answer.content.decode()


def test_a_decision_is_published_and_taken_back_by_who_may(decision: Decision, country: Country) -> None:
    address = page_of(decision)
    for held, refused in ((("officer", country.west), 404), (("reviewer", country.east), 403)):
        assert signed_in(held).post(address, {"lam": "cong-bo"}).status_code == refused
    leader = signed_in(("leader", country.east))
    assert "Chưa công bố" in leader.get(address).content.decode()
    assert leader.post(address, {"lam": "cong-bo"}).status_code == 302
    page = Publication.objects.get()
    shown = leader.get(address).content.decode()
    assert f"/cong-bo/{page.code}/" in shown and "<svg" in shown and page.published_by_name in shown
    assert leader.post(address, {"lam": "cong-bo"}).status_code == 422
    told = public(page.code)
    assert "Mẫu V. Cha" in told and "12/QĐ-UBND" in told and "Hộ nghèo (1)" in told
    for hidden in ("Mẫu Văn Cha", "1980", "Mẫu Thị Con"):
        assert hidden not in told
    empty = leader.post(address, {"lam": "rut", "ly-do": " "})
    assert empty.status_code == 422 and "Chưa ghi lý do" in empty.content.decode()
    assert leader.post(address, {"lam": "rut", "ly-do": "Sai danh sách thôn"}).status_code == 302
    told = public(page.code)
    assert "Sai danh sách thôn" in told and "Mẫu V. Cha" not in told
    verbs = AuditLine.objects.filter(verb__in=["reviews.published", "reviews.taken_down"])
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "reviews.published",
        "reviews.taken_down",
    ]
    assert leader.post(address, {"lam": "cong-bo"}).status_code == 302
    assert Publication.objects.count() == 2


def test_wrong_codes_lists_and_places_lead_nowhere_and_break_nothing(decision: Decision) -> None:
    page = publish(decision, OFFICER)
    for code in ("x", "0" * 16, "g" * 16, "a" * 5_000, "%00"):
        assert Client().get(f"/cong-bo/{code}/").status_code == 404
    for more in (
        "?danh-sach=khong-co",
        "?danh-sach=thoat-ngheo",
        "?tu=-5",
        "?tu=99999999999999999999",
        "?tu=abc",
    ):
        assert "Mẫu V. Cha" in public(page.code, more) or "Hộ nghèo" in public(page.code, more)
    assert Client().post(f"/cong-bo/{page.code}/").status_code == 405


def test_the_code_on_the_paper_of_the_decision_leads_to_the_lists(decision: Decision) -> None:
    case = Entry.objects.select_related("case").get().case
    paper = draw_up_paper("recognition_decision", Subject(decision.round, (case,)), OFFICER)
    issue(paper, "12", DECIDED, LEADER)
    address = f"/kiem-tra/{paper.check_code}/"
    assert "Danh sách công bố" not in Client().get(address).content.decode()
    page = publish(decision, OFFICER)
    assert f"/cong-bo/{page.code}/" in Client().get(address).content.decode()
    take_down(page, "rút để sửa", OFFICER)
    assert "Danh sách công bố" not in Client().get(address).content.decode()


def test_a_decision_that_was_mended_says_so(decision: Decision) -> None:
    page = publish(decision, OFFICER)
    sheet = FilledSheet.objects.get()
    correct(sheet, {("income_points", None): 900}, "ghi sai điểm", sheet.version, OFFICER)
    score(decision.round, OFFICER)
    signed = Signed("20/QĐ-UBND", DECIDED, "Chủ tịch UBND (thử)")
    mended = mend(decision, Entry.objects.all(), signed, "tính sai điểm", LEADER)
    told = public(page.code)
    assert "Mẫu V. Cha" in told and "đã được sửa bằng quyết định 20/QĐ-UBND" in told
    own = publish(mended, OFFICER)
    assert f"/cong-bo/{own.code}/" in public(page.code)
    assert "Hộ thoát nghèo (1)" in public(own.code)


def test_what_was_published_is_never_changed(decision: Decision) -> None:
    page = publish(decision, OFFICER)
    with pytest.raises(ReviewError, match="đã có trang công bố"):
        publish(decision, OFFICER)
    take_down(page, "nhầm", OFFICER)
    with pytest.raises(ReviewError, match="đã rút"):
        take_down(page, "nhầm", OFFICER)
    for sql in (
        "UPDATE reviews_publication SET rows = '[]'",
        "UPDATE reviews_publication SET taken_back_why = 'khác'",
        "DELETE FROM reviews_publication",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
