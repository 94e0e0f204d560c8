"""Papers of every step are filled in from what is kept; what has not happened has no paper."""

from datetime import date

import pytest
from tests.apps.reviews.made import (
    LACKS,
    LEADER,
    MET,
    OFFICER,
    RICH,
    SIGNED,
    case_of,
    listed_family,
    met,
    opened,
    posted,
    reviewed,
    without_opinion,
)
from tests.factories.places import Country, make_country

from giamngheo.apps.papers.keeping import read_back
from giamngheo.apps.papers.making import pdf_of_paper, word_of_paper
from giamngheo.apps.reviews.actions import (
    ReviewError,
    add_household,
    close_objection,
    decide,
    open_objection,
    post,
    record_reviewed,
)
from giamngheo.apps.reviews.models import Case, Entry
from giamngheo.apps.reviews.papers import KINDS, Subject, draw_up_paper
from giamngheo.apps.reviews.states import EntrySource, ObjectionWay
from giamngheo.law.papers.template_library import paper_kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def text_of(kind: str, subject: Subject) -> str:
    paper = draw_up_paper(kind, subject, OFFICER)
    assert (paper.number, paper.day) == ("", None)
    return str(read_back(paper.content))


def test_every_paper_of_a_review(country: Country) -> None:
    stays, leaves = listed_family(country, "Mẫu"), listed_family(country, "Thử")
    asks = listed_family(country, "Ví", "")
    without_opinion(country)
    one = opened(country)
    case = case_of(one, country.east_1)
    for kind in ("meeting_minutes", "posting_minutes"):
        with pytest.raises(ReviewError, match="Cách xử lý"):
            draw_up_paper(kind, Subject(one, (case,)), OFFICER)
    asked = add_household(case, asks, EntrySource.APPLIED, date(2026, 9, 2), OFFICER, note="giấy 2/9")
    village = Subject(one, (case,))
    reviewed(one, case, {stays.pk: LACKS, leaves.pk: RICH, asks.pk: RICH})
    listed = text_of("review_list", village)
    assert "Mẫu Văn Cha" in listed
    assert "có Giấy đề nghị" in listed
    assert "1980" in listed
    met(case, {stays.pk: 40, leaves.pk: 39, asks.pk: 10})
    minutes = text_of("meeting_minutes", village)
    assert "rà soát lại" in minutes
    assert "Nhà văn hoá thôn (thử)" in minutes
    _meet_again(case, asks.pk)
    posted(case, date(2026, 10, 8))
    public = text_of("posted_list", village)
    assert "Hộ nghèo" in public
    assert "1980" not in public
    objection = open_objection(
        case, date(2026, 10, 9), ObjectionWay.PAPER, "Hộ có xe", OFFICER, household=stays
    )
    with pytest.raises(ReviewError, match="ghi kết quả phúc tra trước"):
        draw_up_paper("objection_answer", Subject(one, (case,), objection=objection), OFFICER)
    close_objection(objection, date(2026, 10, 12), "Xe mượn.", False, OFFICER)
    assert "Xe mượn" in text_of("objection_answer", Subject(one, (case,), objection=objection))
    post(case, date(2026, 10, 13), ["Nhà văn hoá thôn"], "Thử", OFFICER)
    assert "Hộ có xe" in text_of("posting_minutes", village)
    report = text_of("opinion_report", village)
    assert "%" in report
    decision = text_of("recognition_decision", village)
    assert "nghèo cũ" in decision
    assert "thoát nghèo" in decision
    entry = Entry.objects.get(household=stays)
    sheet = text_of("score_sheet", Subject(one, (case,), entry))
    assert "140" in sheet
    assert "Nhà tiêu hợp vệ sinh" in sheet
    with pytest.raises(ReviewError, match="đã được công nhận"):
        draw_up_paper("certificate", Subject(one, (case,), entry), OFFICER)
    asked.refresh_from_db()
    assert "điểm B1 900" in text_of("refusal", Subject(one, (case,), asked))
    with pytest.raises(ReviewError, match="chọn đúng hộ"):
        draw_up_paper("refusal", Subject(one, (case,), entry), OFFICER)
    decide(one, [case], SIGNED, LEADER)
    entry.refresh_from_db()
    certificate = text_of("certificate", Subject(one, (case,), entry))
    assert "Mẫu Thị Con" in certificate
    assert "12/QĐ-UBND" in certificate


def _meet_again(case: Case, household: int) -> None:
    record_reviewed(case, MET, OFFICER, households=[household], note="đã hỏi lại, giữ nguyên")
    met(case, {household: 40}, date(2026, 10, 6))


def test_a_paper_is_a_pdf_and_a_word_file(country: Country) -> None:
    home = listed_family(country)
    one = opened(country)
    case = case_of(one, country.east_1)
    reviewed(one, case, {home.pk: LACKS})
    paper = draw_up_paper("review_list", Subject(one, (case,)), OFFICER)
    assert pdf_of_paper(paper, "https://vi-du.vn").startswith(b"%PDF")
    assert word_of_paper(paper, "https://vi-du.vn").startswith(b"PK")


def test_every_kind_has_a_wording_of_the_law() -> None:
    assert set(KINDS) <= set(paper_kinds())
