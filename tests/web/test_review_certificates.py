"""Certificates of a decision: drawn up together, none twice, issued by another, printed as one file."""

import io
import re
import zipfile
from collections.abc import Callable

import pdfplumber
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.apps.reviews.made import (
    LACKS,
    LEADER,
    LISTED,
    OFFICER,
    REVIEWED,
    SIGNED,
    agreed,
    case_of,
    fill,
    listed_family,
    opened,
    posted,
    without_opinion,
)
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.papers.actions import withdraw
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.states import PaperState
from giamngheo.apps.reviews.actions import close_list, decide, record_reviewed
from giamngheo.apps.reviews.models import Certificate, Decision, Entry, Round
from giamngheo.apps.reviews.papers import Subject, draw_up_paper
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.staff.reviews import certificates

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def decided(country: Country) -> Decision:
    """Two villages: two poor households, a near-poor one, one that leaves the list."""
    homes = {
        listed_family(country, "Mẫu"): (country.east_1, LACKS),
        listed_family(country, "Thử", "near_poor"): (country.east_1, {}),
        listed_family(country, "Diễn", village=country.east_2): (country.east_2, LACKS),
        listed_family(country, "Ví", village=country.east_2): (country.east_2, {"income_points": 900}),
    }
    without_opinion(country)
    one = opened(country)
    for village in (country.east_1, country.east_2):
        case = case_of(one, village)
        close_list(case, LISTED, OFFICER)
        here = [home for home, (area, _) in homes.items() if area == village]
        for home in here:
            fill(one, home, homes[home][1])
        record_reviewed(case, REVIEWED, OFFICER)
        agreed(case, [home.pk for home in here])
        posted(case)
    cases = [case_of(one, village) for village in (country.east_1, country.east_2)]
    return decide(one, cases, SIGNED, LEADER)


def signed_in(*held: tuple[str, object]) -> Client:
    client = Client()
    client.force_login(make_person(*held))  # type: ignore[arg-type]
    return client


def page_of(decision: Decision) -> str:
    return f"/ra-soat/{decision.round_id}/quyet-dinh/{decision.pk}/giay-chung-nhan/"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_certificates_of_a_decision_from_drawing_up_to_print(decided: Decision, country: Country) -> None:
    officer, leader = signed_in(("officer", country.east)), signed_in(("leader", country.east))
    address = page_of(decided)
    assert "Giấy chứng nhận" in text(officer, f"/ra-soat/{decided.round_id}/")
    assert "Lập 3 giấy" in text(officer, address)
    assert "Lập 2 giấy" in text(officer, f"{address}?dien=poor")
    assert "Lập 1 giấy" in text(officer, f"{address}?thon={country.east_2.pk}")
    assert "Không có hộ nghèo" in text(officer, f"{address}?thon=999999999999")
    assert officer.post(f"{address}?thon={country.east_2.pk}", {"lam": "lap"}).status_code == 302
    assert officer.post(address, {"lam": "lap"}).headers["Location"].endswith("?xong=lap&so=2")
    assert officer.post(address, {"lam": "lap"}).headers["Location"].endswith("?xong=lap&so=0")
    papers = list(IssuedPaper.objects.order_by("pk"))
    assert len({one.check_code for one in papers}) == len(papers) == 3
    assert AuditLine.objects.filter(verb="papers.draw_up").count() == 3
    assert "người khác ban hành" in text(officer, address)
    refused = officer.post(address, {"lam": "ban-hanh", "ngay": "21/10/2026", "so-dau": "15"})
    assert refused.status_code == 422 and "hai người làm" in refused.content.decode()
    wrong = leader.post(address, {"lam": "ban-hanh", "ngay": "", "so-dau": "15a"})
    assert wrong.status_code == 422 and 'value="15a"' in wrong.content.decode()
    done = leader.post(address, {"lam": "ban-hanh", "ngay": "21/10/2026", "so-dau": "15"})
    assert done.headers["Location"].endswith("?xong=ban-hanh&so=3")
    assert sorted(IssuedPaper.objects.values_list("number", flat=True)) == ["15", "16", "17"]
    assert AuditLine.objects.filter(verb="papers.issue").count() == 3
    answer = leader.post(address, {"lam": "in", "tep": "pdf"})
    assert answer.headers["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    assert len(pages) == 3
    for said, code in zip(pages, IssuedPaper.objects.order_by("number"), strict=True):
        assert said.count("GIẤY CHỨNG NHẬN") == 1
        assert f"Mã kiểm tra: {code.check_code}" in said
        assert f"Số: {code.number}" in said
        assert "theo Quyết định số 12/QĐ-UBND ngày" in said
    assert AuditLine.objects.filter(verb="papers.hand_out").count() == 3


def test_a_zip_has_a_file_of_each_without_names_of_people(decided: Decision, country: Country) -> None:
    officer = signed_in(("officer", country.east))
    officer.post(page_of(decided), {"lam": "lap"})
    answer = officer.post(f"{page_of(decided)}?dien=near_poor", {"lam": "in", "tep": "zip"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        (name,) = archive.namelist()
        assert re.fullmatch(r"0001_[\d-]{19}\.pdf", name)
        assert archive.read(name).startswith(b"%PDF")


def test_a_certificate_that_was_put_aside_is_drawn_again_and_no_other(
    decided: Decision, country: Country
) -> None:
    officer = signed_in(("officer", country.east))
    officer.post(page_of(decided), {"lam": "lap"})
    entry = Entry.objects.select_related("case__round").get(head_name="Mẫu Văn Cha")
    subject = Subject(entry.case.round, (entry.case,), entry)
    first = draw_up_paper("certificate", subject, OFFICER)
    assert first.pk == Certificate.objects.get(entry=entry).paper_id
    withdraw(first, "sai tên", OFFICER)
    assert "Lập 1 giấy" in text(officer, page_of(decided))
    second = draw_up_paper("certificate", subject, OFFICER)
    assert second.pk != first.pk
    assert 'id="lap"' not in text(officer, page_of(decided))
    assert list(Certificate.objects.filter(entry=entry).values_list("ordinal", flat=True)) == [1, 2]
    for sql in ("UPDATE reviews_certificate SET ordinal = 9", "DELETE FROM reviews_certificate"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_numbers_that_others_have_are_refused_with_what_was_typed(
    decided: Decision, country: Country
) -> None:
    officer, leader = signed_in(("officer", country.east)), signed_in(("leader", country.east))
    address = page_of(decided)
    officer.post(f"{address}?dien=near_poor", {"lam": "lap"})
    leader.post(address, {"lam": "ban-hanh", "ngay": "21/10/2026", "so-dau": "16"})
    officer.post(address, {"lam": "lap"})
    answer = leader.post(address, {"lam": "ban-hanh", "ngay": "21/10/2026", "so-dau": "15"})
    assert answer.status_code == 422
    assert "văn bản khác: 16" in answer.content.decode()
    assert IssuedPaper.objects.filter(state=PaperState.DRAFT).count() == 2
    assert leader.post(address, {"lam": "ban-hanh", "ngay": "21/10/2026", "so-dau": "17"}).status_code == 302


def test_who_may_not_does_nothing_and_who_is_not_here_sees_nothing(
    decided: Decision, country: Country
) -> None:
    address = page_of(decided)
    for held, sent in ((("leader", country.east), "lap"), (("reviewer", country.east_1), "in")):
        assert signed_in(held).post(address, {"lam": sent}).status_code == 403
    assert signed_in(("officer", country.west)).get(address).status_code == 404
    assert signed_in(("officer", country.east)).post(address, {"lam": "khac"}).status_code == 422
    assert not Certificate.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_are_drawn_and_printed_in_the_background_for_who_asked(
    decided: Decision, country: Country, work_off: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "DRAWN_AT_ONCE", 1)
    monkeypatch.setattr(certificates, "PRINTED_AT_ONCE", {"pdf": 1, "zip": 1})
    officer = signed_in(("officer", country.east))
    address = officer.post(page_of(decided), {"lam": "lap"}).headers["Location"]
    assert "Lập giấy chứng nhận" in text(officer, address)
    assert "Lập giấy chứng nhận của đợt rà soát" in text(officer, "/viec-dang-chay/")
    work_off()
    assert "Đã lập 3 giấy chứng nhận" in text(officer, address)
    assert {line.actor_id for line in AuditLine.objects.filter(verb="papers.draw_up")} == {
        Task.objects.get().payload["user"]
    }
    for ending, begins in (("pdf", b"%PDF"), ("zip", b"PK")):
        address = officer.post(page_of(decided), {"lam": "in", "tep": ending}).headers["Location"]
        assert officer.get(address.replace("/in/", "/tep/")).status_code == 404
        work_off()
        assert "Tệp có 3 giấy chứng nhận" in text(officer, address)
        assert officer.get(address.replace("/in/", "/tep/")).content.startswith(begins)
        assert signed_in(("officer", country.east)).get(address.replace("/in/", "/tep/")).status_code == 404
    assert Round.objects.count() == 1
