"""Each deprivation of a score names the answers that it comes from; nobody is real."""

import pytest
from tests.apps.reviews.made import LACKS, LISTED, OFFICER, case_of, fill, listed_family, opened, sheet_of
from tests.apps.surveys.made import version
from tests.factories.places import Country, make_country

from giamngheo.apps.papers.keeping import read_back
from giamngheo.apps.reviews.actions import close_list, score
from giamngheo.apps.reviews.models import Entry, Proposal
from giamngheo.apps.reviews.papers import Subject, draw_up_paper
from giamngheo.apps.reviews.witnesses import Witnessed, witnessed_in
from giamngheo.apps.surveys.actions import correct

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def scored(country: Country, **of_child: object) -> Proposal:
    home = listed_family(country)
    one = opened(country)
    close_list(case_of(one, country.east_1), LISTED, OFFICER)
    sheet = fill(one, home, LACKS)
    if of_child:
        head, child = (key for key in sheet.versions.order_by("-number")[0].answers["members"])
        typed = {(name, child["key"]): answer for name, answer in of_child.items()}
        correct(sheet, typed, "hỏi lại", version(sheet), OFFICER)
        assert head["key"] != child["key"]
    score(one, OFFICER)
    return Proposal.objects.select_related("sheet_version__sheet", "entry__case__round").get()


def said(found: list[Witnessed]) -> dict[str, tuple[bool | None, str]]:
    return {one.text.id: (one.told, one.because) for one in found}


def test_answers_of_the_household_are_named_in_words(country: Country) -> None:
    found = said(witnessed_in(scored(country)))
    assert found["toilet"] == (True, "Loại nhà tiêu: không có nhà tiêu")
    assert found["housing_area"] == (True, "Số nhân khẩu: 2 người; Tổng diện tích nhà ở: 9 m²")
    told, because = found["housing_quality"]
    assert told is True
    assert because.count("vật liệu bền chắc: không") == 3


def test_members_are_named_with_what_they_answered(country: Country) -> None:
    found = said(witnessed_in(scored(country, attending="none", has_health_insurance=False)))
    child = "1 trên 2 thành viên: Mẫu Thị Con (sinh 2015), "
    assert found["school_attendance"] == (True, f"{child}Đang học: không đi học")
    assert found["health_insurance"] == (True, f"{child}Thẻ BHYT: không")


def test_what_is_not_lacking_says_so_by_the_same_answers(country: Country) -> None:
    proposal = scored(country, undernourished=False)
    found = said(witnessed_in(proposal))
    assert found["telecommunication"][0] is False
    assert "Mẫu Thị Con, Internet: có" in found["telecommunication"][1]
    assert found["nutrition"] == (False, "không thành viên nào thuộc trường hợp này")
    certain = {name for name, (told, _) in found.items() if told}
    assert certain == set(proposal.deprivations)


def test_the_paper_says_by_which_answers(country: Country) -> None:
    entry = scored(country).entry
    paper = draw_up_paper("score_sheet", Subject(entry.round, (entry.case,), entry), OFFICER)
    text = str(read_back(paper.content))
    assert "Loại nhà tiêu: không có nhà tiêu" in text
    assert sheet_of(entry.round, Entry.objects.get().household).pk
