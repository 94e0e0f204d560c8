"""What the addresses name, made in the commune «east» of a country."""

from datetime import UTC, date, datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
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
from tests.factories.places import Country
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
from giamngheo.foundation.accounts.models import Invitation
from giamngheo.foundation.areas.actions import prepare
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.audit.actions import SYSTEM, Actor
from giamngheo.law.vocabulary.procedures import ProcedureKind


def named_in_the_east(country: Country) -> dict[str, object]:
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
    counted = Actual.objects.create(
        area=country.east,
        framework=row.framework,
        indicator="models_supported",
        since=row.first,
        as_of=row.first,
        numerator=0,
        source="typed",
        proof="Thử",
        behind={"activities": []},
        made_by_name="Thử",
    )
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
        "counted_id": counted.pk,
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
