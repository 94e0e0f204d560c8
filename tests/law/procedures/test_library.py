"""The procedure of a day, what is open on it, and what a unit may set."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from giamngheo.law.library import BrokenPackError, cited
from giamngheo.law.procedures.library import (
    NoProcedureError,
    Rules,
    SettingRefusedError,
    open_points,
    procedure_for,
    procedures,
    procedures_under,
    settable,
    to_compare,
)
from giamngheo.law.vocabulary.procedures import Days, Procedure, ProcedureKind, Setting, Value

PERIODIC = ProcedureKind.PERIODIC_REVIEW
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
PAPER = "Văn bản bịa số 1"


def setting(point: str, value: Value, since: date = AFTER, **more: object) -> Setting:
    return msgspec.convert(
        {"point": point, "value": msgspec.to_builtins(value), "since": since, "source": PAPER, **more},
        type=Setting,
    )


@pytest.mark.parametrize("kind", ProcedureKind)
@pytest.mark.parametrize("day", [date(2025, 2, 24), date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31)])
def test_each_kind_has_a_procedure_on_the_day(kind: ProcedureKind, day: date) -> None:
    rules = procedure_for(kind, day)
    assert rules.procedure.kind is kind
    assert [step.number for step in rules.procedure.steps] == list(range(1, len(rules.procedure.steps) + 1))


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        (PERIODIC, date(2021, 8, 31)),
        (PERIODIC, date(2027, 1, 1)),
        (ProcedureKind.LOW_INCOME_WORKER_REVIEW, date(2025, 2, 23)),
    ],
)
def test_a_day_without_a_procedure_is_refused_with_the_known_times(kind: ProcedureKind, day: date) -> None:
    with pytest.raises(NoProcedureError, match=rf"{day:%d/%m/%Y}.*31/12/2026.*Chọn ngày khác"):
        procedure_for(kind, day)


def test_2026_runs_on_an_unverified_period_and_asks_for_its_text() -> None:
    rules = procedure_for(PERIODIC, date(2026, 9, 1))
    (period,) = [one for one in rules.procedure.periods if one.holds(rules.day)]
    assert not period.verified
    assert "procedure_of_2026" in {one.id for one in open_points(rules)}


@pytest.mark.parametrize("name", sorted(procedures()))
def test_what_is_from_memory_is_marked_with_a_note_and_may_be_changed(name: str) -> None:
    for point in procedures()[name].points:
        for value in point.values:
            if not value.verified and isinstance(value.value, Days):
                assert value.note
                assert value.changeable


def test_the_days_that_no_source_gave_are_told() -> None:
    told = {one.point.id: one.value for one in to_compare(procedure_for(PERIODIC, BEFORE))}
    assert told == {
        "posting_days": Days(3, "working"),
        "recheck_days": Days(7, "working"),
        "reposting_days": Days(3, "working"),
        "opinion_days": Days(5, "working"),
    }


def test_the_authority_above_is_the_district_s_chairman_until_the_districts_end_then_open() -> None:
    rules = procedure_for(PERIODIC, BEFORE)
    assert rules.value("opinion_authority") == "district_chair"
    assert rules.asks_opinion(BEFORE) is True
    assert rules.value("opinion_authority", AFTER) is None
    assert rules.asks_opinion(AFTER) is None


def test_an_open_point_is_asked_for_with_a_sentence_those_that_stop_work_first() -> None:
    asked = open_points(procedure_for(PERIODIC, AFTER))
    assert asked[0].id == "opinion_authority"
    assert asked[0].blocks
    assert asked[0].settable
    assert asked[0].sentence.startswith("Từ ngày 01/7/2025 không còn cấp huyện.")
    assert all(one.sentence and one.needed_for for one in asked)
    assert "opinion_authority" not in {one.id for one in open_points(procedure_for(PERIODIC, BEFORE))}


def test_what_a_unit_sets_closes_the_point_from_its_day_until_its_last() -> None:
    own = setting("opinion_authority", "province_chair", until=date(2025, 12, 31))
    rules = procedure_for(PERIODIC, AFTER, [own])
    point = rules.point("opinion_authority")
    assert point is not None
    assert (point.value, point.setting, point.verified) == ("province_chair", own, False)
    assert PAPER in point.note
    assert "opinion_authority" not in {one.id for one in open_points(rules)}
    assert rules.value("opinion_authority", date(2026, 1, 1)) is None
    assert rules.value("opinion_authority", BEFORE) == "district_chair"


def test_nobody_may_be_set_where_no_opinion_is_asked() -> None:
    rules = procedure_for(PERIODIC, AFTER, [setting("opinion_authority", "nobody")])
    assert rules.asks_opinion(AFTER) is False


def test_a_number_from_memory_gives_way_to_the_unit_s_and_the_latest_holds() -> None:
    rules = procedure_for(
        PERIODIC,
        AFTER,
        [
            setting("posting_days", Days(5, "working"), date(2024, 1, 1)),
            setting("posting_days", Days(7, "calendar"), date(2025, 1, 1)),
        ],
    )
    assert rules.days("posting_days") == Days(7, "calendar")
    assert rules.days("posting_days", date(2024, 6, 1)) == Days(5, "working")
    assert rules.days("posting_days", date(2023, 6, 1)) == Days(3, "working")
    assert "posting_days" not in {one.point.id for one in to_compare(rules)}


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (setting("agreement_share", (2, 3)), "do văn bản quy định từ 01/09/2021"),
        (setting("opinion_authority", "commune_chair", BEFORE), "do văn bản quy định từ 01/09/2021"),
        (setting("deciding_authority", "district_chair"), "do văn bản quy định"),
        (setting("opinion_authority", "king"), "giá trị không hợp lệ"),
        (setting("posting_days", 3), "giá trị không hợp lệ"),
        (setting("posting_days", Days(0, "working")), "giá trị không hợp lệ"),
        (setting("quorum", (3, 2)), "giá trị không hợp lệ"),
        (setting("first_day_counted", "never"), "giá trị không hợp lệ"),
        (setting("weather", 1), "không có mục «weather»"),
        (setting("posting_days", Days(5, "working"), source=" "), "chưa ghi căn cứ"),
        (setting("posting_days", Days(5, "working"), until=BEFORE), "ngày cuối trước ngày đầu"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.point}-{value.value}",
)
def test_a_unit_sets_only_what_is_open_or_changeable_soundly(one: Setting, words: str) -> None:
    with pytest.raises(SettingRefusedError, match=words):
        procedure_for(PERIODIC, AFTER, [one])


def test_a_later_word_of_the_law_ends_what_a_unit_set() -> None:
    procedure = procedures()["periodic_review_2022_2026"]
    point = next(one for one in procedure.points if one.id == "opinion_authority")
    law = msgspec.structs.replace(
        point.values[0], since=date(2026, 3, 1), value="province_chair", verified=True, note=""
    )
    newer = msgspec.structs.replace(
        procedure,
        points=(
            *(one for one in procedure.points if one is not point),
            msgspec.structs.replace(point, values=(*point.values, law)),
        ),
    )
    rules = Rules(newer, AFTER, (setting("opinion_authority", "nobody"),))
    assert rules.value("opinion_authority", date(2026, 2, 28)) == "nobody"
    assert rules.value("opinion_authority", date(2026, 3, 1)) == "province_chair"


def test_settable_are_open_points_and_numbers_awaiting_the_gazette() -> None:
    names = {one.point.id for one in settable(procedure_for(PERIODIC, AFTER))}
    assert {"opinion_authority", "quorum", "posting_days", "opinion_days"} <= names
    assert not {"agreement_share", "season_last", "minutes_copies", "deciding_authority"} & names


def test_every_number_and_step_has_a_clause_that_can_be_cited() -> None:
    for procedure in procedures().values():
        for value in (value for point in procedure.points for value in point.values):
            assert cited(value.clause)
        for step in (procedure.opening, *procedure.steps):
            assert cited(step.clause)
            assert all(
                precondition.text.endswith(".") and precondition.remedy.endswith(".")
                for precondition in step.preconditions
            )


def test_an_operator_s_folder_is_read_and_a_folder_of_another_name_refused(tmp_path: Path) -> None:
    procedure = msgspec.structs.replace(procedures()["regular_review_2022_2026"], id="own")
    folder = tmp_path / "procedures" / "own"
    folder.mkdir(parents=True)
    (folder / "procedure.yaml").write_bytes(msgspec.yaml.encode(procedure))
    assert procedures_under(tmp_path) == {"own": procedure}
    assert isinstance(procedures_under(tmp_path)["own"], Procedure)
    folder.rename(tmp_path / "procedures" / "other")
    with pytest.raises(BrokenPackError, match="hai tên phải giống nhau"):
        procedures_under(tmp_path)
