"""Every address of the product, asked by everybody: owner, neighbour, former and expired role, stranger.

The addresses are taken from the product itself: a page that comes later is in the test from its first day.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.apps.activities.made import activity
from tests.apps.budgets.made import YEAR, allocated, given, key, paid, resolution_of
from tests.apps.coordination.made import (
    committee_of,
    conference_of,
    document_of,
    follow_of,
    home_plan_of,
    meeting_of,
    obstacle_of,
    task_of,
)
from tests.apps.fund.made import fund_of
from tests.apps.households.made import home
from tests.apps.oversight.made import oversight_of
from tests.apps.papers.filled import filled
from tests.apps.programmes.made import handed_in, plan_in_force, plan_of, with_target
from tests.apps.report_forms.made import form_in_use
from tests.apps.results.made import decided, fall_of, set_target
from tests.apps.support.made import helped
from tests.factories.people import make_person
from tests.factories.places import Country, make_country
from tests.factories.tokens import make_token

from giamngheo.apps.activities.actions import add_gathering
from giamngheo.apps.activities.actions import attach as attach_to_activity
from giamngheo.apps.budgets.actions import Need, Said, draw_decision, draw_need
from giamngheo.apps.budgets.actions import Paper as MoneyPaper
from giamngheo.apps.budgets.actions import attach as attach_scan
from giamngheo.apps.budgets.models import Loading
from giamngheo.apps.budgets.states import DecisionKind
from giamngheo.apps.coordination.actions import hold_conference
from giamngheo.apps.coordination.models import DirectoryEntry
from giamngheo.apps.exchange.imports import compare_import, receive_import, recognise_import
from giamngheo.apps.exchange.intakes import compare_intake, receive_intake
from giamngheo.apps.households.actions import About, attach_paper, note_household
from giamngheo.apps.households.models import Suspicion
from giamngheo.apps.packages.actions import make_package, register_key
from giamngheo.apps.packages.keys import make_own_key
from giamngheo.apps.packages.states import Signs
from giamngheo.apps.papers.actions import draw_up
from giamngheo.apps.report_forms.actions import begin_filling, finish, type_cells
from giamngheo.apps.reporting.actions import draw_from_snapshot
from giamngheo.apps.reporting.models import Copy
from giamngheo.apps.reporting.queries import owed_one
from giamngheo.apps.results.actions import Figure, compute, type_figure
from giamngheo.apps.results.models import Actual
from giamngheo.apps.reviews.actions import add_household, attach, open_round
from giamngheo.apps.reviews.models import Case, Decision, Happening, Objection
from giamngheo.apps.reviews.states import EntrySource
from giamngheo.apps.snapshots.actions import Wanted, make_snapshot
from giamngheo.apps.surveys.actions import open_sheet
from giamngheo.foundation.accounts.models import Holding, Invitation, User
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.areas.actions import prepare
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.areas.states import BatchState, Verb
from giamngheo.foundation.audit.actions import SYSTEM, Actor, record
from giamngheo.law.vocabulary.procedures import ProcedureKind

pytestmark = pytest.mark.django_db
_SAMPLES = {"standard_id": "national_2022_2026", "name": "chi-so"}


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, before + str(entry.pattern))
        else:
            yield before + str(entry.pattern), entry


OURS = {
    route: pattern
    for route, pattern in _patterns(get_resolver())
    if pattern.callback.__module__.startswith("giamngheo.") or hasattr(pattern.callback, "opened_to")
}
WHOLE = sorted(route for route in OURS if "<" not in route)


@pytest.fixture
def country() -> Country:
    made = make_country()
    for name, area in made.areas.items():
        record(SYSTEM, "tests.say", f"Dấu vết ở «{name}»", area_id=area.pk)
    return made


_PEOPLE: dict[str, Callable[[Country], User]] = {
    "own": lambda c: make_person(("administrator", c.east)),
    "neighbour": lambda c: make_person(("administrator", c.west)),
    "above, lesser role": lambda c: make_person(("health", c.province)),
    "former unit": lambda c: make_person(("administrator", c.former_east)),
    "expired": lambda c: make_person(("administrator", c.east), until=date(2026, 1, 1)),
    "no role": lambda c: make_person(),
}
# Whoever may change what an address names comes last: the others find it as it was made.
EVERYBODY = [*(who for who in _PEOPLE if who != "own"), "stranger", "own"]
_ROLE = {"own": "administrator", "neighbour": "administrator", "above, lesser role": "health"}


def signed_in(country: Country, who: str) -> Client:
    """The browser of one of these people, or of a stranger."""
    client = Client()
    if who != "stranger":
        client.force_login(_PEOPLE[who](country))
    return client


def test_every_page_says_who_may_open_it() -> None:
    assert [route for route, pattern in OURS.items() if not hasattr(pattern.callback, "opened_to")] == []


@pytest.mark.parametrize("route", WHOLE)
def test_a_page_opens_for_whom_it_says_and_for_nobody_else(country: Country, route: str) -> None:
    opened_to = OURS[route].callback.opened_to  # type: ignore[attr-defined]
    for who in EVERYBODY:
        client = signed_in(country, who)
        answer = client.get(f"/{route}")
        answer.getvalue()  # a file is read to its end
        if opened_to == "all" or (opened_to == "signed_in" and who != "stranger"):
            assert answer.status_code in {200, 302, 405}, who
        elif who == "stranger":
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/dang-nhap/?next=")
        else:
            may = who in _ROLE and Permission(opened_to) in ROLES[_ROLE[who]].permissions
            assert answer.status_code in ({200, 302, 405} if may else {403}), who


@pytest.mark.parametrize("route", WHOLE)
@pytest.mark.parametrize(
    ("who", "hidden"), [("own", ("west", "west_1", "far")), ("neighbour", ("east", "former_east", "far"))]
)
def test_no_page_shows_a_trace_of_an_area_outside(
    country: Country, client: Client, who: str, hidden: tuple[str, ...], route: str
) -> None:
    client.force_login(_PEOPLE[who](country))
    said = client.get(f"/{route}").getvalue().decode(errors="replace")
    assert [name for name in hidden if f"Dấu vết ở «{name}»" in said] == []


# What an address names, and whom it belongs to. A new address must be put in one of these.
OF_THE_SITTING = {route for route in OURS if route.startswith(("phan-loai/", "so-ho/trung/tim/"))} | {
    "ra-soat/<int:round_id>/cham/<uuid:key>/",
    "ra-soat/<int:round_id>/quyet-dinh/<uuid:key>/",
    "ra-soat/<int:round_id>/giay-chung-nhan/<uuid:key>/lap/",
    "ra-soat/<int:round_id>/giay-chung-nhan/<uuid:key>/in/",
    "ra-soat/<int:round_id>/giay-chung-nhan/<uuid:key>/tep/",
    "ra-soat/<int:round_id>/bien-dong/ca-ky/<uuid:key>/",
    "ra-soat/<int:round_id>/bien-dong/ca-ky/<uuid:key>/tep/",
    "bao-cao/chot/<uuid:key>/",
    "ket-qua/tinh/<uuid:key>/",
    "tong-quan/dang-cong/<uuid:key>/",
}
OPENED_BY_A_SECRET = {
    "loi-moi/<str:secret>/",
    "dat-lai-mat-khau/<str:uidb64>/<str:token>/",
    "kiem-tra/<str:code>/",  # printed on the paper; tells nothing of people
    "niem-yet/<str:code>/",  # posted for everybody
    "cong-bo/<str:code>/",  # published for everybody
    "so-lieu/<str:code>/",
    "san-pham/<str:code>/",
    "so-lieu/<str:code>/bang.csv",
    "so-lieu/<str:code>/thieu-hut.svg",
    "so-lieu/<str:code>/thieu-hut.png",
    "quy-vi-nguoi-ngheo/<str:code>/",
}
OF_THE_OWN_ACCOUNT = {route for route in OURS if route.startswith(("tai-khoan/", "dang-nhap/"))}
PUBLIC_FACTS = {
    "chuan-ngheo/<slug:standard_id>/",
    "phieu/mau/<slug:form>/",
    "dia-ban/<int:area_id>/",
    "dia-ban/<int:area_id>/truc-thuoc.xlsx",
    "dia-ban/<int:area_id>/truc-thuoc.csv",
    "dia-ban/dot/<int:batch_id>/",
    "dia-ban/dot/<int:batch_id>/truoc-sau.xlsx",
    "dia-ban/dot/<int:batch_id>/truoc-sau.csv",
    "dia-ban/dot/<int:batch_id>/can-xem.xlsx",
    "dia-ban/dot/<int:batch_id>/can-xem.csv",
}
# What checks and counts a round is read by whoever sees the round.
CHECKS_OF_A_ROUND = {
    f"ra-soat/<int:round_id>/{page}"
    for page in (
        "kiem-so/",
        "phuc-tra/",
        "bien-dong/",
        "bien-dong/ca-ky/",
        "bien-dong/ho/",
        *(
            f"{table}.{ending}"
            for table in (
                "kiem-so/danh-sach",
                "phuc-tra/danh-sach",
                "phuc-tra/luc-rut",
                "phuc-tra/thong-nhat",
                "bien-dong/ho/danh-sach",
                "bien-dong/ho-ngheo",
                "bien-dong/ho-can-ngheo",
                "bien-dong/nguyen-nhan",
            )
            for ending in ("xlsx", "csv")
        ),
    )
}
# Frozen figures and their tables are read by whoever sees their area whole.
FROZEN = {
    f"bao-cao/<int:snapshot_id>/{page}"
    for page in (
        "",
        "bang-ke.json",
        *(f"ten/<slug:which>/{page}" for page in ("", "danh-sach.xlsx", "danh-sach.csv", "bieu.pdf")),
        *(
            f"<slug:name>/{page}"
            for page in (
                "",
                "bang.xlsx",
                "bang.csv",
                "bieu.pdf",
                "bieu.docx",
                "dhis2.json",
                "adx.xml",
                "ho/",
                "ho/danh-sach.xlsx",
                "ho/danh-sach.csv",
            )
        ),
    )
}
# A report owed is read by whoever sees results of its unit.
COPIED = {
    f"che-do-bao-cao/gui-them/<int:copy_id>/{page}"
    for page in (
        "",
        "bieu/<slug:name>/",
        "bieu/<slug:name>/bang.xlsx",
        "bieu/<slug:name>/bang.csv",
    )
}
REPORTED = {
    f"che-do-bao-cao/<int:area_id>/<slug:duty>/<slug:period>/{page}"
    for page in (
        "",
        "bao-cao.pdf",
        "bao-cao.docx",
        "bieu/<slug:name>/",
        "bieu/<slug:name>/bang.xlsx",
        "bieu/<slug:name>/bang.csv",
        "bieu-mau/<int:place>/",
        "bieu-mau/<int:place>/to.pdf",
        "bieu-mau/<int:place>/to.csv",
    )
}
# Packages of figures likewise.
PACKAGES = {
    f"goi-bao-cao/<int:package_id>/{page}"
    for page in ("", "goi.zip", "phieu-tra-loi.zip", "bieu/<slug:name>/")
}
# Forms and filled forms are read by whoever sees results of their unit.
FORMS = {
    f"bieu-mau/{page}"
    for page in (
        "<int:form_id>/",
        "ban/<int:version_id>/",
        "ban/<int:version_id>/mau.xlsx",
        "to/<int:filled_id>/",
        *(f"to/<int:filled_id>/bieu.{ending}" for ending in ("xlsx", "csv", "pdf")),
    )
}
# Activities are read by whoever sees results of their unit; the health station, too, keeps them.
ACTIVITIES = {
    *(
        f"hoat-dong/<int:activity_id>/{page}"
        for page in (
            "",
            "viec/",
            "sua/",
            "tham-gia/",
            "tham-gia/danh-sach.xlsx",
            "tham-gia/danh-sach.csv",
            "giao/",
        )
    ),
    "hoat-dong/buoi/<int:gathering_id>/",
    "hoat-dong/buoi/<int:gathering_id>/in/",
    "hoat-dong/tep/<int:attached_id>/",
}
# Plans handed in as files likewise.
PLANS = {
    *(f"ke-hoach/tep/<int:plan_file_id>/{page}" for page in ("", "ke-hoach.json")),
    *(f"ke-hoach/<int:plan_id>/{page}" for page in ("", "van-ban.pdf", "van-ban.docx")),
}
# What is coordinated is read by whoever sees results; who takes part from above may also tell of it.
COORDINATED = {
    f"dieu-hanh/{page}{deed}"
    for page in (
        "nhiem-vu/<int:task_id>/",
        "vuong-mac/<int:obstacle_id>/",
        "ban-chi-dao/<int:committee_id>/",
        "hoi-nghi/<int:conference_id>/",
        "phap-luat/<int:document_id>/",
    )
    for deed in ("", "viec/")
} | {
    "dieu-hanh/danh-ba/<int:directory_id>/",
    "dieu-hanh/ban-chi-dao/<int:committee_id>/quy-che/",
    "dieu-hanh/ban-chi-dao/<int:committee_id>/danh-sach.pdf",
    "dieu-hanh/ban-chi-dao/<int:committee_id>/danh-sach.docx",
    "dieu-hanh/de-xuat/hop/<int:meeting_id>/",
    "dieu-hanh/de-xuat/hop/<int:meeting_id>/bien-ban/",
    "dieu-hanh/hoi-nghi/<int:conference_id>/bien-ban/",
    "dieu-hanh/phap-luat/<int:document_id>/tep/",
}
# Whoever works in the area may write there, also from above.
COORDINATED_HOUSEHOLDS = {
    "dieu-hanh/de-xuat/hop/<int:meeting_id>/viec/",
    "dieu-hanh/giup-ho/<int:follow_id>/",
    "dieu-hanh/giup-ho/<int:follow_id>/viec/",
    "dieu-hanh/ke-hoach-ho/moi/<slug:code>/",
    *(
        f"dieu-hanh/ke-hoach-ho/<int:home_plan_id>/{page}"
        for page in ("", "viec/", "ke-hoach.pdf", "ke-hoach.docx")
    ),
}
# The fund of a unit is read by who has a part in it.
FUND = {
    *(f"quy/{kind}/" for kind in ("cuoc-van-dong/<int:campaign_id>", "nguoi-ung-ho/<int:donor_id>")),
    *(f"quy/{kind}/" for kind in ("phieu-thu/<int:receipt_id>", "phieu-chi/<int:delivery_id>")),
    *(
        f"quy/{kind}/"
        for kind in ("minh-chung/<int:evidence_id>", "hop/<int:allocation_id>", "chi-khac/<int:outlay_id>")
    ),
    *(f"quy/{kind}/" for kind in ("bao-cao/<int:fund_report_id>", "cam-ket/<int:pledge_id>/thoi")),
    *("ho-so-quy/<int:help_id>/", "do-dau/<int:sponsorship_id>/", "do-dau/nguoi/<int:sponsor_id>/"),
}
# Oversight is read by whoever sees results of the inspecting or the inspected unit.
OVERSIGHT = {
    *(f"giam-sat/ke-hoach/<int:year_plan_id>/{page}" for page in ("", "ke-hoach.pdf", "ke-hoach.docx")),
    *(
        f"giam-sat/doan/<int:inspection_id>/{page}"
        for page in (
            "",
            *(
                f"{paper}.{ending}"
                for paper in ("quyet-dinh", "bien-ban", "bao-cao")
                for ending in ("pdf", "docx")
            ),
        )
    ),
    "giam-sat/tep/<int:oversight_file_id>/",
    "giam-sat/kien-nghi/<int:advice_id>/",
    "giam-sat/xa-hoi/<int:social_id>/",
    "giam-sat/xa-hoi/<int:social_id>/tep/",
}
DASHBOARDS = {
    f"tong-quan/<int:snapshot_id>/<int:area_id>/{page}"
    for page in ("", *(f"<slug:name>.{ending}" for ending in ("svg", "png", "csv")))
}
# Money is read by whoever sees the money of its unit.
MONEY = {
    "kinh-phi/dong/<int:money_line_id>/",
    "kinh-phi/quyet-dinh/<int:money_decision_id>/",
    "kinh-phi/quyet-dinh/<int:money_decision_id>/tep/",
    "kinh-phi/tieu-chi/<int:resolution_id>/",
    *(
        f"kinh-phi/{page}.{ending}"
        for page in ("quyet-dinh/<int:money_decision_id>/van-ban", "chung-tu/<int:money_entry_id>/de-nghi")
        for ending in ("pdf", "docx")
    ),
}
OF_AN_AREA = {
    *FUND,
    *OVERSIGHT,
    "giam-sat/ke-hoach/<int:year_plan_id>/viec/",
    "giam-sat/doan/<int:inspection_id>/viec/",
    "giam-sat/kien-nghi/<int:advice_id>/viec/",
    "giam-sat/xa-hoi/<int:social_id>/viec/",
    *PACKAGES,
    *PLANS,
    *ACTIVITIES,
    "hoat-dong/<int:activity_id>/van-ban/<slug:kind>/",
    *MONEY,
    "kinh-phi/quyet-dinh/<int:money_decision_id>/viec/",
    "kinh-phi/chung-tu/<int:money_entry_id>/dao/",
    "kinh-phi/chung-tu/nap/<int:loading_id>/hoan-tac/",
    "kinh-phi/nhu-cau/<int:need_id>/viec/",
    "kinh-phi/tieu-chi/<int:resolution_id>/viec/",
    *COORDINATED,
    *COORDINATED_HOUSEHOLDS,
    "ke-hoach/tep/<int:plan_file_id>/viec/",
    "ke-hoach/<int:plan_id>/viec/",
    "ke-hoach/<int:plan_id>/sua/<slug:part>/",
    "ke-hoach/<int:plan_id>/giao/<int:given_target_id>/",
    "ke-hoach/chi-tieu/<int:plan_target_id>/so/",
    "goi-bao-cao/<int:package_id>/viec/",
    "goi-bao-cao/khoa/<int:key_id>/viec/",
    *CHECKS_OF_A_ROUND,
    *FROZEN,
    *REPORTED,
    *COPIED,
    "che-do-bao-cao/<int:area_id>/<slug:duty>/<slug:period>/lap/",
    "che-do-bao-cao/<int:area_id>/<slug:duty>/<slug:period>/loi-van/",
    "che-do-bao-cao/<int:area_id>/<slug:duty>/<slug:period>/tra-loi/",
    "che-do-bao-cao/<int:area_id>/<slug:duty>/<slug:period>/viec/",
    *DASHBOARDS,
    "tong-quan/<int:snapshot_id>/<int:area_id>/ranh-gioi/",
    "tong-quan/<int:snapshot_id>/cong-bo/",
    "bao-cao/<int:snapshot_id>/chot-lai/",
    "dia-ban/dot/<int:batch_id>/viec/",
    "dia-ban/dot/<int:batch_id>/soan/",
    "dia-ban/dot/<int:batch_id>/soan/danh-sach.xlsx",
    "dia-ban/dot/<int:batch_id>/soan/danh-sach.csv",
    "dia-ban/dot/<int:batch_id>/soan/thong-tin/",
    "dia-ban/dot/<int:batch_id>/soan/don-vi/",
    "dia-ban/dot/<int:batch_id>/soan/dong/<int:line_id>/",
    "dia-ban/dot/<int:batch_id>/soan/dong/<int:line_id>/xoa/",
    "nguoi-dung/loi-moi/<int:invitation_id>/rut/",
    "nguoi-dung/<int:user_id>/",
    "nguoi-dung/<int:user_id>/giao-vai-tro/",
    "nguoi-dung/<int:user_id>/vai-tro/<int:holding_id>/ket-thuc/",
    "nguoi-dung/<int:user_id>/giup/",
    "nguoi-dung/<int:user_id>/ma-truy-cap/<int:token_id>/thu-hoi/",
    "so-ho/<slug:code>/",
    "so-ho/<slug:code>/viec/",
    "so-ho/<slug:code>/hoan-tac/",
    "so-ho/nguoi/<int:person_id>/",
    "so-ho/nguoi/<int:person_id>/sua/",
    "so-ho/trung/<int:pair_id>/",
    "so-ho/nhap/<uuid:key>/",
    "so-ho/nhap/<uuid:key>/cot/",
    "so-ho/nhap/<uuid:key>/quyet-dinh/",
    "so-ho/nhap/<uuid:key>/ghi/",
    "so-ho/nhap/<uuid:key>/hoan-tac/",
    "so-ho/nhap/<uuid:key>/bo/",
    "so-ho/nhap/<uuid:key>/dung/",
    "so-ho/nhap/<uuid:key>/tep/",
    "so-ho/nhap/<uuid:key>/danh-sach.xlsx",
    "so-ho/nhap/<uuid:key>/danh-sach.csv",
    "so-ho/nguoi/<int:person_id>/thu-nhap-thap/",
    "so-ho/<slug:code>/cong-nhan/",
    "so-ho/<slug:code>/nguyen-nhan/",
    "so-ho/<slug:code>/nhu-cau/",
    "so-ho/<slug:code>/so-tay/",
    "so-ho/<slug:code>/so-tay/bo/",
    "so-ho/<slug:code>/ho-tro/",
    "so-ho/<slug:code>/ho-tro/<int:support_id>/rut-lai/",
    "so-ho/<slug:code>/tep/",
    "so-ho/<slug:code>/tep/<int:paper_id>/",
    "so-ho/<slug:code>/tep/<int:paper_id>/bo/",
    "ra-soat/<int:round_id>/",
    "ra-soat/<int:round_id>/danh-sach.xlsx",
    "ra-soat/<int:round_id>/danh-sach.csv",
    "ra-soat/<int:round_id>/bang-diem/",
    "ra-soat/<int:round_id>/cai-dat/",
    "ra-soat/<int:round_id>/cham/",
    "ra-soat/<int:round_id>/ke-hoach/",
    "ra-soat/viec/<int:happening_id>/tep/",
    "ra-soat/tep/<int:attachment_id>/",
    "ra-soat/tep/<int:attachment_id>/bo/",
    "ra-soat/<int:round_id>/quyet-dinh/",
    "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/sua/",
    "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/giay-chung-nhan/",
    "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/cong-bo/",
    "ra-soat/thon/<int:case_id>/",
    "ra-soat/thon/<int:case_id>/danh-sach.xlsx",
    "ra-soat/thon/<int:case_id>/danh-sach.csv",
    "ra-soat/<int:round_id>/van-ban/<slug:kind>/",
    "ra-soat/thon/<int:case_id>/van-ban/<slug:kind>/",
    "ra-soat/ho/<int:entry_id>/van-ban/<slug:kind>/",
    "ra-soat/khieu-nai/<int:objection_id>/van-ban/<slug:kind>/",
    "ra-soat/thon/<int:case_id>/cham/",
    "ra-soat/thon/<int:case_id>/bo-viec/",
    "ra-soat/thon/<int:case_id>/<slug:word>/",
    "ra-soat/ho/<int:entry_id>/",
    "ra-soat/ho/<int:entry_id>/dua-ra/",
    "phieu/<int:sheet_id>/",
    "phieu/<int:sheet_id>/lich-su/",
    "phieu/<int:sheet_id>/in/",
    "phieu/nhan/<uuid:intake_id>/",
    "phieu/nhan/<uuid:intake_id>/lua-chon/",
    "phieu/nhan/<uuid:intake_id>/ghi/",
    "phieu/nhan/<uuid:intake_id>/hoan-tac/",
    "phieu/nhan/<uuid:intake_id>/bo/",
    "phieu/nhan/<uuid:intake_id>/dung/",
    "phieu/nhan/<uuid:intake_id>/tep/",
    "phieu/nhan/<uuid:intake_id>/danh-sach.xlsx",
    "phieu/nhan/<uuid:intake_id>/danh-sach.csv",
    *FORMS,
    "bieu-mau/<int:form_id>/lap/",
    "bieu-mau/<int:form_id>/phien-ban/",
    "bieu-mau/ban/<int:version_id>/viec/",
    "bieu-mau/to/<int:filled_id>/viec/",
    "ket-qua/<int:target_id>/",
    "ket-qua/<int:target_id>/tach.xlsx",
    "ket-qua/<int:target_id>/tach.csv",
    "ket-qua/<int:target_id>/viec/",
    "ket-qua/<int:target_id>/thay/",
    "ket-qua/<int:target_id>/giao/",
    "ket-qua/<int:target_id>/so/",
    "ket-qua/so/<int:figure_id>/ho/",
    "ket-qua/so/<int:figure_id>/ho/danh-sach.xlsx",
    "ket-qua/so/<int:figure_id>/ho/danh-sach.csv",
    "ket-qua/so/<int:proof_id>/tep/",
    "van-ban/<int:issued_id>/",
    "van-ban/<int:issued_id>/van-ban.pdf",
    "van-ban/<int:issued_id>/van-ban.docx",
    "van-ban/<int:issued_id>/ban-hanh/",
    "van-ban/<int:issued_id>/thu-hoi/",
    "van-ban/<int:issued_id>/thu-hoi/xac-nhan/",
    "van-ban/<int:issued_id>/thu-hoi/bo/",
    "van-ban/<int:issued_id>/thay/",
}
_PAPERS = {
    "thon": "review_list",
    "ho": "score_sheet",
    "khieu-nai": "objection_answer",
    "<int:activity_id>": "nghiem-thu",
}
# What every role that works with households reads in its area, also from above.
READ_FROM_ABOVE = {
    *OVERSIGHT,
    *PACKAGES,
    *PLANS,
    *ACTIVITIES,
    *MONEY,
    *(route for route in COORDINATED if not route.endswith("viec/")),
    *COORDINATED_HOUSEHOLDS,
    *CHECKS_OF_A_ROUND,
    *FROZEN,
    *REPORTED,
    *COPIED,
    *FORMS,
    *DASHBOARDS,
    "so-ho/<slug:code>/",
    "so-ho/<slug:code>/ho-tro/",
    "so-ho/<slug:code>/ho-tro/<int:support_id>/rut-lai/",  # health writes help down, too
    "so-ho/nguoi/<int:person_id>/",
    "so-ho/trung/<int:pair_id>/",
    "so-ho/<slug:code>/tep/<int:paper_id>/",
    "ra-soat/<int:round_id>/",
    "ra-soat/<int:round_id>/danh-sach.xlsx",
    "ra-soat/<int:round_id>/danh-sach.csv",
    "ra-soat/<int:round_id>/bang-diem/",
    "ra-soat/<int:round_id>/cai-dat/",
    "ra-soat/<int:round_id>/ke-hoach/",
    "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/giay-chung-nhan/",
    "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/cong-bo/",
    "ra-soat/tep/<int:attachment_id>/",
    "ra-soat/thon/<int:case_id>/",
    "ra-soat/thon/<int:case_id>/danh-sach.xlsx",
    "ra-soat/thon/<int:case_id>/danh-sach.csv",
    "ra-soat/ho/<int:entry_id>/",
    "phieu/<int:sheet_id>/",
    "phieu/<int:sheet_id>/lich-su/",
    "phieu/<int:sheet_id>/in/",
    "ket-qua/<int:target_id>/",
    "ket-qua/<int:target_id>/tach.xlsx",
    "ket-qua/<int:target_id>/tach.csv",
    "ket-qua/so/<int:figure_id>/ho/",
    "ket-qua/so/<int:figure_id>/ho/danh-sach.xlsx",
    "ket-qua/so/<int:figure_id>/ho/danh-sach.csv",
    "ket-qua/so/<int:proof_id>/tep/",
    "van-ban/<int:issued_id>/",
    "van-ban/<int:issued_id>/van-ban.pdf",
    "van-ban/<int:issued_id>/van-ban.docx",
}


def test_every_address_that_names_something_is_known_to_belong_to_somebody() -> None:
    known = OF_THE_SITTING | OPENED_BY_A_SECRET | OF_THE_OWN_ACCOUNT | PUBLIC_FACTS | OF_AN_AREA
    assert {route for route in OURS if "<" in route} - known == set()


@pytest.fixture
def of_the_east(country: Country) -> dict[str, object]:
    """What names a batch, an invitation, a person, a holding and a household in the commune «east»."""
    health = make_person(("health", country.east))
    batch = Batch(title="Đổi tên thôn", instrument="NQ 1/2026", day=date(2026, 1, 1))
    rename = Change(place=1, verb=Verb.RENAME, code="east-1", name="Đông Nhất")
    prepare(batch, SYSTEM, [rename])
    invited = Invitation.objects.create(
        full_name="Người Được Mời",
        role="health",
        area=country.east,
        role_valid=DateRange(date(2026, 1, 1), None),
        secret_hash="0" * 64,
        invited_by=health,
        expires_at=datetime(2100, 1, 1, tzinfo=UTC),
    )
    household = home(country.east_1, "Mẫu Văn Một")
    note = note_household(household, "Mái bếp dột", About(date(2026, 1, 1)), SYSTEM)
    attach_paper(household, BytesIO(b"%PDF-1.7"), "Giấy thử", About(date(2026, 1, 1)), SYSTEM)
    other = home(country.east_1, "Mau Van Mot").people.get()
    pair = Suspicion.objects.create(
        first=household.people.get(), second=other, probability=0.9, found_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    file = SimpleUploadedFile("ho.csv", "STT;Chủ hộ;Thôn\n1;Mẫu Văn Hai;Đông Hai\n".encode())
    sender = Actor(health.pk, health.full_name)
    review = open_round(country.east, ProcedureKind.PERIODIC_REVIEW, date(2026, 9, 1), SYSTEM)
    case = Case.objects.get(round=review, area=country.east_1)
    entry = add_household(case, household, EntrySource.PROPOSED, date(2026, 9, 1), SYSTEM, note="nhà dột")
    decision = Decision.objects.create(
        round=review, area=country.east, number="1", day=date(2026, 9, 1), decided_by="Thử", households=0
    )
    posting = Happening.objects.create(case=case, verb="posted", day=date(2026, 9, 1), actor_name="Thử")
    (signed,) = attach(posting, [BytesIO(b"%PDF-1.7")], "Biên bản thử", SYSTEM)
    sheet = open_sheet(household, "household_survey_2022_2026", "thu", date(2026, 1, 1), SYSTEM)
    imported = receive_import(country.east.pk, "danh sách thử", date(2026, 1, 1), file, sender)
    recognise_import(imported)
    compare_import(imported)
    gathered = SimpleUploadedFile("thu.csv", f"household,toilet\n{household.code},septic\n".encode())
    intake = receive_intake(country.east.pk, "thu", "household_survey_2022_2026", [gathered], sender)
    compare_intake(intake, SYSTEM)
    row = set_target(country.east, fall_of(1))
    decided([household], "poor", date(2025, 12, 1))
    compute([row], date(2026, 1, 1), SYSTEM)
    figure = Figure(date(2026, 1, 2), "Báo cáo thử", numerator=1)
    proof = type_figure(row, figure, BytesIO(b"%PDF-1.7"), date(2026, 1, 2), SYSTEM)
    official = draw_up(country.east.pk, "refusal", filled("refusal"), SYSTEM)
    frozen = make_snapshot(Wanted(country.east, date(2025, 12, 31), date(2026, 9, 1), "Thử"), SYSTEM)
    unit = unit_on(country.east.pk, date(2026, 9, 1))
    owed = owed_one(unit, "review_official", "2026", date(2026, 9, 1)) if unit else None
    assert owed is not None
    loaded = form_in_use(country.east)
    done = begin_filling(loaded, country.east, date(2026, 4, 1), date(2026, 6, 30), SYSTEM)
    done.snapshot = frozen
    done.save()
    type_cells(done, {"C6": 0, "D6": 0}, SYSTEM)
    finish(done, SYSTEM)
    drawn = draw_from_snapshot(owed, frozen, "", SYSTEM)
    last = owed.period.last
    copy = Copy(edition=drawn.edition, area=country.east, sender=country.west, last=last, title="Thử")
    copy.save()
    package = make_package(frozen, SYSTEM)
    dialogue = activity(country.east, "policy_dialogue")
    gathering = add_gathering(dialogue, dialogue.first, SYSTEM)
    (attached,) = attach_to_activity(dialogue, [BytesIO(b"%PDF-1.7")], "Ảnh thử", SYSTEM)
    draft = plan_of(country.east, 2027)
    public = make_own_key(package.path.parents[2]).public
    money = allocated(given(country.east, 1_000, "2"), 500)
    drafted = draw_decision(
        country.east,
        DecisionKind.ALLOCATE,
        MoneyPaper("Thử"),
        [Said(key(country.east, "2"), 1, money)],
        SYSTEM,
        year=YEAR,
    )
    attach_scan(drafted, BytesIO(b"%PDF-1.7"), SYSTEM)
    return {
        **fund_of(country.east, household),
        **oversight_of(country.east, country.east_1),
        "money_line_id": money.pk,
        "resolution_id": resolution_of(country.east).pk,
        "loading_id": Loading.objects.create(
            area=country.east, file_name="thu.csv", sha256="0", rows=0, left_out=0, made_by_name="Thử"
        ).pk,
        "money_entry_id": paid(money, 100).pk,
        "money_decision_id": drafted.pk,
        "need_id": draw_need(Need(key(country.east), 100, "Thử"), SYSTEM).pk,
        "place": 1,
        "copy_id": copy.pk,
        "area_id": country.east.pk,
        "duty": "review-official",
        "period": "2026",
        "package_id": package.pk,
        "key_id": register_key(country.east.pk, Signs.ANSWERS, public, SYSTEM).pk,
        "activity_id": dialogue.pk,
        "gathering_id": gathering.pk,
        "attached_id": attached.pk,
        "plan_file_id": handed_in(country.east).pk,
        "plan_id": draft.pk,
        "part": "chi-tieu",
        "given_target_id": with_target(draft, "7 hộ thoát nghèo").pk,
        "plan_target_id": plan_in_force(country.east, 2026)[1].pk,
        "task_id": task_of(country.east).pk,
        "directory_id": DirectoryEntry.objects.get(area=country.east, name="Hội Nông dân").pk,
        "obstacle_id": obstacle_of(country.east).pk,
        "committee_id": committee_of(country.east, BytesIO(b"%PDF-1.7")).pk,
        "conference_id": hold_conference(
            conference_of(country.east), "Thử", 1, BytesIO(b"%PDF-1.7"), SYSTEM, today=date(2026, 9, 1)
        ).pk,
        "document_id": document_of(country.east).pk,
        "meeting_id": meeting_of(country.east, BytesIO(b"%PDF-1.7")).pk,
        "follow_id": follow_of(household).pk,
        "home_plan_id": home_plan_of(household).pk,
        "form_id": loaded.form_id,
        "version_id": loaded.pk,
        "filled_id": begin_filling(loaded, country.east, date(2026, 7, 1), date(2026, 9, 30), SYSTEM).pk,
        "target_id": row.pk,
        "figure_id": Actual.objects.filter(source="computed").latest("pk").pk,
        "proof_id": proof.pk,
        "issued_id": official.pk,
        "snapshot_id": frozen.pk,
        "name": "official-result",
        "which": "poor",
        "key": imported.pk,
        "intake_id": intake.pk,
        "round_id": review.pk,
        "case_id": case.pk,
        "entry_id": entry.pk,
        "decision_id": decision.pk,
        "word": "them-ho",
        "objection_id": Objection.objects.create(case=case, code="KN1", way="page", words="Thử").pk,
        "happening_id": posting.pk,
        "attachment_id": signed.pk,
        "sheet_id": sheet.pk,
        "code": household.code,
        "note_event_id": note.pk,
        "support_id": helped(household).pk,
        "paper_id": household.papers.get().pk,
        "person_id": household.people.get().pk,
        "pair_id": pair.pk,
        "event_id": household.recorded_by_id,
        "batch_id": batch.pk,
        "line_id": rename.pk,
        "invitation_id": invited.pk,
        "user_id": health.pk,
        "holding_id": health.holdings.get().pk,
        "token_id": make_token(health)[0].pk,
    }


# What drops a file comes last: a file is not brought back by a transaction.
IN_TURN = sorted(OF_AN_AREA, key=lambda route: (route.endswith("/bo/"), route))
TOGETHER = [IN_TURN[place : place + 12] for place in range(0, len(IN_TURN), 12)]
"""Addresses that share what they name: it is made once for each dozen, and each finds it as it was made."""


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done is afterwards as though it had not been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("routes", TOGETHER, ids=lambda routes: routes[0])
def test_what_an_address_names_is_reached_from_its_area_and_from_nowhere_else(
    country: Country, of_the_east: dict[str, object], routes: list[str]
) -> None:
    for route in routes:
        with taken_back():
            ask_as_everybody(country, of_the_east, route)


def ask_as_everybody(country: Country, of_the_east: dict[str, object], route: str) -> None:
    of_kind = next((kind for word, kind in _PAPERS.items() if f"/{word}/" in route), "opinion_report")
    named = of_the_east | {"kind": of_kind} | ({"name": "so-ho"} if route in DASHBOARDS else {})
    address = "/" + re.sub(r"<\w+:(\w+)>", lambda name: str(named[name[1]]), route)
    events = {"hoan-tac": "event_id", "so-tay": "note_event_id", "bo-viec": "happening_id"}
    viec = next((of_the_east[name] for word, name in events.items() if word in route), "de-nghi")
    sent = {"dia-ban": country.east.pk, "viec": viec, "ly-do": "Thử"}
    for who in EVERYBODY:
        client = signed_in(country, who)
        held = Holding.objects.count()
        answers = []
        for answer in (client.get(address), client.post(address, sent)):
            answers.append(answer.status_code)
            if answer.streaming:  # a file that is given is closed when it was read
                b"".join(answer)  # type: ignore[arg-type]
        if who == "own" or (who == "above, lesser role" and route in READ_FROM_ABOVE):
            assert set(answers) & {200, 302, 422}, (route, who)
        elif who == "stranger":
            assert set(answers) == {302}, route
        else:
            assert set(answers) <= {403, 404, 405}, (route, who)
        if who != "own":
            assert Holding.objects.count() == held, (route, who)
            batch = Batch.objects.get(title="Đổi tên thôn", state=BatchState.DRAFT)
            assert [line.name for line in batch.changes.all()] == ["Đông Nhất"], (route, who)
