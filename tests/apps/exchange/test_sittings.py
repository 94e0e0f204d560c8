"""A list lives as long as its sitting, belongs to one session, and goes with all its files."""

import stat
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import Settings

from giamngheo.apps.exchange import actions, queries, sitting_folder
from giamngheo.apps.exchange.asked import ListError, Said
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.tasks.states import State as TaskState

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 11, 21)
CSV = (
    "Mã hộ,Họ tên chủ hộ,Thôn,Thu nhập bình quân đầu người/tháng,Số chỉ số thiếu hụt\n"
    "M1,Nguyễn Thị Mẫu,Thôn Đông,900000,4\n"
    "M2,Đặng Văn Thử,Thôn Đông,900000,1\n"
    "M3,Trần Thị Mẫu,Thôn Tây,5000000,0\n"
    "M4,Lê Văn Thử,Thôn Tây,một triệu rưỡi gì đó,2\n"
)


@pytest.fixture(autouse=True)
def _own_sittings(settings: Settings, tmp_path: Path) -> None:
    """Other processes keep their lists in the same data folder: here nothing of theirs is swept away."""
    settings.SITTINGS = tmp_path / "sittings"


@pytest.fixture
def session() -> str:
    store = SessionStore()
    store.create()
    return str(store.session_key)


def received(session: str, content: str = CSV, name: str = "Danh sách xã Mẫu.csv") -> UploadedList:
    return actions.receive(session, SimpleUploadedFile(name, content.encode()))


@pytest.fixture
def classified(session: str, work_off: Callable[[], None]) -> UploadedList:
    uploaded = received(session)
    actions.open_up(uploaded, Said(DAY, "xã"))
    actions.classify(uploaded, Said(DAY, "xã"), {})
    work_off()
    uploaded.refresh_from_db()
    return uploaded


def test_a_file_is_kept_for_the_product_alone_and_never_under_the_persons_name(session: str) -> None:
    uploaded = received(session, name="../../Nguyễn Thị Bí Mật 0123.csv")
    folder = sitting_folder.folder_of(uploaded)
    assert folder.parent == Path(settings.SITTINGS)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["list.csv"]


def test_a_list_is_opened_at_once_when_it_is_small(session: str) -> None:
    uploaded = received(session)
    assert actions.open_up(uploaded, Said(DAY)) is None
    assert uploaded.is_opened
    found = sitting_folder.recognition_of(uploaded)
    assert [c["field"] for c in found["lists"][0]["columns"]] == [
        "household",
        "head",
        "village",
        "income_per_head",
        "deprivation_count",
    ]


def test_a_large_list_is_opened_in_the_background(session: str, work_off: Callable[[], None]) -> None:
    rows = "".join(f"M{n},Nguyễn Văn Mẫu,Thôn Đông,900000,4\n" for n in range(50_000))
    uploaded = received(session, CSV + rows)
    task = actions.open_up(uploaded, Said(DAY))
    assert task is not None
    assert not uploaded.is_opened
    work_off()
    uploaded.refresh_from_db()
    assert uploaded.is_opened
    assert sitting_folder.recognition_of(uploaded)["rows"] == 50_004


def test_a_small_workbook_of_many_sheets_is_opened_in_the_background_too(session: str) -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for number in range(8):
            sheet = book.add_worksheet(f"Thôn {number}")
            for row, line in enumerate(CSV.splitlines()):
                sheet.write_row(row, 0, line.split(","))
    uploaded = actions.receive(session, SimpleUploadedFile("Các thôn.xlsx", content.getvalue()))
    assert actions.open_up(uploaded, Said(DAY)) is not None


@pytest.mark.parametrize(
    ("said", "about", "words"),
    [
        (Said(date(1999, 1, 1)), "day", "Không có chuẩn nghèo nào"),
        (Said(DAY, "thị trấn"), "area_kind", "thị trấn"),
    ],
)
def test_what_does_not_fit_is_told_with_what_to_change(
    session: str, said: Said, about: str, words: str
) -> None:
    with pytest.raises(ListError) as caught:
        actions.open_up(received(session), said)
    assert caught.value.about == about
    assert words in str(caught.value)


def test_a_refused_file_is_named_as_the_person_knows_it(session: str) -> None:
    uploaded = received(session, "%PDF-1.7 không phải bảng", name="Biên bản.xlsx")
    with pytest.raises(ListError, match=r"«Biên bản\.xlsx» là tệp PDF"):
        actions.open_up(uploaded, Said(DAY))


def test_the_result_holds_numbers_rows_faults_and_downloads(classified: UploadedList) -> None:
    assert classified.is_classified
    summary = queries.summary_of(classified)
    assert summary["total"] == 4
    assert summary["counts"]["poor"] == 1
    assert sum(summary["counts"].values()) == 4
    assert [v["village"] for v in summary["villages"]] == ["Thôn Đông", "Thôn Tây"]
    assert summary["faults"] == 1
    assert queries.faults_of(classified)[0]["row"] == 5
    result = sitting_folder.result_folder(classified)
    for ending in sitting_folder.ENDINGS:
        assert (result / f"download{ending}").stat().st_size > 0
    frame = pl.read_csv(result / "download.csv")
    assert frame["Kết quả"].to_list()[0] == "Hộ nghèo"
    assert frame.columns[:5] == CSV.splitlines()[0].split(",")


def test_filters_agree_with_the_rows_that_they_show(classified: UploadedList) -> None:
    def rows(**said: object) -> list[int]:
        page = queries.page_of(classified, queries.Filters(**said))  # type: ignore[arg-type]
        assert page.total == len(page.rows)
        return [row["row"] for row in page.rows]

    assert rows() == [2, 3, 4, 5]
    assert rows(household_class="poor") == [2]
    assert rows(village="Thôn Tây") == [4, 5]
    assert rows(only_faulty=True) == [5]
    assert rows(words="dang VAN") == [3]
    assert rows(words="m3") == [4]
    assert rows(words="mau", village="Thôn Đông") == [2]
    assert rows(words="không ai") == []


def test_pages_follow_each_other_without_a_gap(session: str, work_off: Callable[[], None]) -> None:
    rows = "".join(f"N{n},Nguyễn Văn Mẫu,Thôn Đông,900000,4\n" for n in range(120))
    uploaded = received(session, CSV + rows)
    actions.open_up(uploaded, Said(DAY, "xã"))
    actions.classify(uploaded, Said(DAY, "xã"), {})
    work_off()
    seen: list[int] = []
    after: int | None = None
    while True:
        page = queries.page_of(uploaded, queries.Filters(), after=after)
        assert (page.first, page.total) == (len(seen) + 1, 124)
        seen += [row["row"] for row in page.rows]
        after = page.after
        if after is None:
            break
    assert seen == list(range(2, 126))
    back = queries.page_of(uploaded, queries.Filters(), before=page.before)
    assert (back.first, back.last) == (51, 100)
    beside = queries.neighbours_of(uploaded, 3, queries.Filters(household_class="poor"))
    assert (beside.before, beside.after, beside.total) == (2, 6, 121)


def test_a_list_without_evidence_fails_with_what_is_needed(
    session: str, work_off: Callable[[], None]
) -> None:
    uploaded = received(session, "Mã hộ,Họ tên chủ hộ\nM1,Nguyễn Thị Mẫu\n")
    actions.open_up(uploaded, Said(DAY))
    actions.classify(uploaded, Said(DAY), {})
    work_off()
    task = actions.task_of(uploaded)
    assert task is not None
    assert task.state == TaskState.FAILED
    assert "Danh sách cần ít nhất" in task.error


def test_deleting_leaves_no_file_no_row_and_no_task(classified: UploadedList) -> None:
    folder = sitting_folder.folder_of(classified)
    actions.delete(classified)
    assert not folder.exists()
    assert not UploadedList.objects.exists()
    assert not Task.objects.exists()


def test_a_list_deleted_while_it_waits_is_never_worked_on(session: str, work_off: Callable[[], None]) -> None:
    uploaded = received(session)
    actions.open_up(uploaded, Said(DAY))
    actions.classify(uploaded, Said(DAY), {})
    actions.delete(uploaded)
    work_off()
    assert not sitting_folder.folder_of(uploaded).exists()
    assert not Task.objects.filter(state=TaskState.FAILED).exists()


def test_a_list_is_deleted_when_its_time_is_over_and_not_before(classified: UploadedList) -> None:
    folder = sitting_folder.folder_of(classified)
    assert actions.delete_expired(classified.expires_at - timedelta(minutes=1)) == 0
    assert folder.exists()
    assert actions.delete_expired(classified.expires_at) == 1
    assert not folder.exists()


def test_a_list_ends_with_its_session(session: str) -> None:
    uploaded = received(session)
    SessionStore(session).delete()
    assert actions.delete_expired(timezone.now()) == 1
    assert not sitting_folder.folder_of(uploaded).exists()


def test_looking_at_a_list_keeps_it_longer(session: str) -> None:
    uploaded = received(session)
    later = timezone.now() + timedelta(hours=3)
    actions.keep_longer(uploaded, later)
    uploaded.refresh_from_db()
    assert uploaded.expires_at == later + actions.HELD_FOR


def test_an_old_folder_without_a_list_is_removed_and_a_young_one_stays(session: str) -> None:
    stray = Path(settings.SITTINGS) / "khong-cua-ai"
    stray.mkdir(parents=True)
    actions.delete_expired(timezone.now())
    assert stray.exists()
    actions.delete_expired(timezone.now() + actions.HELD_FOR + timedelta(minutes=1))
    assert not stray.exists()


def test_the_worker_deletes_expired_lists_by_itself() -> None:
    from procrastinate.contrib.django import app

    periodic = app.periodic_registry.periodic_tasks
    assert ("giamngheo.apps.exchange.delete_expired", "") in periodic


def test_starting_again_ends_the_work_that_still_waited(session: str) -> None:
    uploaded = received(session)
    actions.open_up(uploaded, Said(DAY))
    first = actions.classify(uploaded, Said(DAY), {})
    second = actions.classify(uploaded, Said(DAY), {})
    first.refresh_from_db()
    assert (first.state, second.state) == (TaskState.CANCELLED, TaskState.WAITING)
