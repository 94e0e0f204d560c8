"""Every change of an intake: received, compared, chosen, written, taken back, dropped."""

import uuid
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl
from django.db import transaction

from giamngheo.apps.exchange import import_folder
from giamngheo.apps.exchange.actions import Upload
from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Intake
from giamngheo.apps.exchange.states import IntakeState, sources_of
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.text import whole

COMPARE, WRITE, UNDO, RETURN = (
    "exchange.compare_intake",
    "exchange.write_intake",
    "exchange.undo_intake",
    "exchange.return_intake",
)
KEEP, FILE = "keep", "file"
_STEPS: Final = {
    COMPARE: ("Đọc tệp", "So với phiếu"),
    WRITE: ("Đọc tệp", "So lại và ghi vào phiếu"),
    UNDO: ("Hoàn tác",),
    RETURN: ("Ghi lại tệp kèm nhận xét",),
}
_AT_ONCE_BYTES: Final = 120_000  # read, compared and shown well within two seconds
_AT_ONCE_SHEETS: Final = 200
_WEIGHTS: Final = {".zip": 5.0, ".csv": 0.25, ".tsv": 0.25, ".txt": 0.25}  # of a byte beside one of .xlsx
_MOST_FILES: Final = 10


@transaction.atomic
def receive_intake(area_id: int, occasion: str, form: str, uploads: Sequence[Upload], actor: Actor) -> Intake:
    """Take a file of submissions for the sheets of an occasion in a unit; several .csv files become one.

    Raises:
        ListError: where several files are not all .csv.
    """
    _refuse_mixed(uploads)
    folder = uuid.uuid4().hex
    place = import_folder.make_folder(folder)
    name = _store(place, uploads)
    one = Intake.objects.create(
        area_id=area_id,
        occasion=occasion,
        form=form,
        file_name=name[-255:],
        folder=folder,
        owner_id=actor.id or 0,
        owner_name=actor.name,
    )
    _told(one, actor, "received", f"Nhận tệp «{one.file_name}» của ODK, Kobo")
    return one


def compare_intake(one: Intake, actor: Actor) -> Task | None:
    """Hold a file against the sheets, at once where that is quick, else in the background.

    Raises:
        ListError: where it was done at once and the file cannot be used.
    """
    return _run(one, COMPARE, actor)


@transaction.atomic
def choose_all(one: Intake, choice: str, actor: Actor) -> None:
    """Say of all sheets that answer otherwise what is taken: «keep» what they say, or «file»."""
    _choose(one, {"all": choice, "but": []}, actor)


@transaction.atomic
def choose(one: Intake, said: Mapping[int, str], actor: Actor) -> None:
    """Say it of these sheets; of the others it stays as it was said."""
    held = Intake.objects.select_for_update().get(pk=one.pk).choices
    usual = held.get("all", KEEP)
    differing = _differing(one)
    mine = {sheet: choice for sheet, choice in said.items() if sheet in differing}
    but = set(held.get("but", ())) - set(mine) | {sheet for sheet, choice in mine.items() if choice != usual}
    _choose(one, {"all": usual, "but": sorted(but)}, actor)


def pick(one: Intake, said: Mapping[str, int | None], actor: Actor) -> Task | None:
    """Say which submission is taken of households that were sent differently, by code; None: none of them.

    What is picked is held against the sheets anew, as `compare_intake` does. Raises ListError.
    """
    return _run(one, COMPARE, actor) if keep_picked(one, said, actor) else None


@transaction.atomic
def keep_picked(one: Intake, said: Mapping[str, int | None], actor: Actor) -> bool:
    """Keep it, without comparing anew; whether it is anything new."""
    held = Intake.objects.select_for_update().get(pk=one.pk).choices
    rivals = rivals_of(one)
    mine = {code: row for code, row in said.items() if row is None or row in rivals.get(code, ())}
    picked = {code: row for code, row in {**held.get("picked", {}), **mine}.items() if row is not None}
    taken = f"lấy bản đã chọn của {whole(len(picked))} hộ" if picked else "không lấy bản nào"
    sentence = f"Chọn với hộ có nhiều bản nộp trong «{one.file_name}»: {taken}"
    return _keep_choices(one, held | {"picked": picked}, sentence, actor)


def add_people(one: Intake, said: Mapping[int, bool], actor: Actor) -> Task | None:
    """Say who of the people on no sheet is added to the register, by their rows; then compared anew.

    Raises ListError.
    """
    return _run(one, COMPARE, actor) if keep_added(one, said, actor) else None


@transaction.atomic
def keep_added(one: Intake, said: Mapping[int, bool], actor: Actor) -> bool:
    """Keep it, without comparing anew; whether it is anything new. Who cannot be added is not."""
    held = Intake.objects.select_for_update().get(pk=one.pk).choices
    wanted = dict.fromkeys(held.get("added", ()), True) | dict(said)
    able = set(addable(one))
    added = sorted(row for row, is_added in wanted.items() if is_added and row in able)
    sentence = f"Chọn thêm vào sổ hộ {whole(len(added))} người có trong «{one.file_name}»"
    return _keep_choices(one, held | {"added": added}, sentence, actor)


def addable(one: Intake) -> list[int]:
    """The rows of the people on no sheet who can be added to the register."""
    frame = import_folder.frame_of(one, "newcomers")
    rows = frame.filter(pl.col("why") == "").select("row").collect() if frame is not None else None
    return rows.get_column("row").to_list() if rows is not None else []


def rivals_of(one: Intake) -> dict[str, list[int]]:
    """The rows of the submissions of each household that was sent differently, by its code."""
    lines = import_folder.frame_of(one, "lines")
    if lines is None or "rival" not in lines.collect_schema():  # compared before there were any
        return {}
    rows = lines.filter("rival").select("code", "row").collect()
    return {code: part.get_column("row").to_list() for (code,), part in rows.group_by("code")}


def _differing(one: Intake) -> set[int]:
    """The sheets that a submission answers otherwise."""
    lines = import_folder.frame_of(one, "lines")
    return set() if lines is None else set(lines.collect().filter(status="differs").get_column("sheet_id"))


def _choose(one: Intake, choices: dict[str, Any], actor: Actor) -> None:
    others = len(choices["but"])
    what = "lấy câu của tệp" if choices["all"] == FILE else "giữ câu của phiếu"
    more = f", {whole(others)} phiếu thì ngược lại" if others else ""
    sentence = f"Chọn với phiếu trả lời khác «{one.file_name}»: {what}{more}"
    _keep_choices(one, one.choices | choices, sentence, actor)


def _keep_choices(one: Intake, choices: dict[str, Any], sentence: str, actor: Actor) -> bool:
    """Keep what was chosen of a compared file; whether it is anything new."""
    if one.state != IntakeState.COMPARED:
        raise ListError("Lần nhận này chưa so với phiếu hoặc đã ghi rồi. Cách xử lý: tải lại trang để xem.")
    if choices == one.choices:
        return False
    one.choices = choices
    one.save(update_fields=["choices"])
    _told(one, actor, "chosen", sentence)
    return True


def write_intake(one: Intake, actor: Actor) -> Task | None:
    """Write what was compared; where a sheet changed meanwhile it is compared and shown again.

    Raises:
        ListError: as `compare_intake`, and where there is nothing to write.
    """
    if one.state != IntakeState.COMPARED:
        raise ListError("Lần nhận này chưa so với phiếu hoặc đã ghi rồi. Cách xử lý: tải lại trang để xem.")
    if not writes(one):
        raise ListError(nothing_to_write(one))
    return _run(one, WRITE, actor)


def writes(one: Intake) -> int:
    """How many sheets would be written with what is chosen now."""
    lines = import_folder.frame_of(one, "lines")
    if lines is None:
        return 0
    usual, but = one.choices.get("all", KEEP), one.choices.get("but", [])
    otherwise = pl.col("sheet_id").is_in(but)
    of_file = ~otherwise if usual == FILE else otherwise
    differs = (pl.col("status") == "differs") & (of_file | (pl.col("fills") > 0))
    told = lines.select((pl.col("status").is_in(["new", "filled"]) | differs).sum()).collect()
    return int(told.item() or 0)


def nothing_to_write(one: Intake) -> str:
    """Why a compared file has nothing for the sheets, and what to do."""
    counts = one.counts
    if not counts.get("rows"):
        return "Tệp không có bản nộp nào dưới hàng tiêu đề. Cách xử lý: tải lại tệp từ ODK, Kobo."
    if counts.get("differs"):
        return (
            "Với lựa chọn hiện nay không có câu nào được ghi. "
            "Cách xử lý: chọn «Của tệp» ở phiếu cần lấy, hoặc bỏ lần nhận này."
        )
    if counts.get("refused"):
        return "Không nhận được bản nộp nào. Cách xử lý: sửa theo «Nhận xét» rồi gửi lại tệp."
    return "Mọi câu trả lời của tệp đã có trên phiếu, không phải ghi gì."


def undo_intake(one: Intake, reason: str, actor: Actor) -> Task | None:
    """Take the whole intake back.

    Raises:
        ListError: where it was not written, or no reason is given.
    """
    if not reason:
        raise ListError("Chưa ghi lý do hoàn tác. Cách xử lý: ghi ngắn gọn vì sao.")
    if one.state not in sources_of(IntakeState.UNDONE):
        raise ListError("Lần nhận này chưa ghi hoặc đã hoàn tác. Cách xử lý: tải lại trang để xem.")
    return _run(one, UNDO, actor, reason)


@transaction.atomic
def drop_intake(one: Intake, actor: Actor) -> None:
    """Leave an intake that was not written; its file goes.

    Raises:
        ListError: where it was written already.
    """
    stop_intake(one)
    moved = Intake.objects.filter(pk=one.pk, state__in=sources_of(IntakeState.DROPPED))
    if not moved.update(state=IntakeState.DROPPED):
        raise ListError("Lần nhận này đã ghi rồi. Cách xử lý: «Hoàn tác cả lần nhận» nếu nhầm tệp.")
    one.state = IntakeState.DROPPED
    import_folder.remove(one)
    _told(one, actor, "dropped", f"Bỏ lần nhận «{one.file_name}», không ghi gì vào phiếu")


def give_file_back(one: Intake, actor: Actor) -> Task | None:
    """Have the person's file with its faults written, unless it is there; a large one in the background.

    Raises:
        ListError: where it was done at once and the file cannot be used.
    """
    if import_folder.place_for_returned(one).exists() or not one.counts:
        return None
    return _run(one, RETURN, actor)


def stop_intake(one: Intake) -> None:
    """End the work on an intake; what was not written whole is not written at all."""
    task = task_of(one)
    if task is not None and not task.is_over:
        tasks.cancel(task)


def task_of(one: Intake) -> Task | None:
    """The work last started on an intake."""
    return Task.objects.filter(id=one.task).first() if one.task else None


def _run(one: Intake, kind: str, actor: Actor, reason: str = "") -> Task | None:
    if _is_quick(one, kind):
        from giamngheo.apps.exchange import taking_in  # noqa: PLC0415 - it loads polars

        again = taking_in.do(kind.rpartition(".")[2], one, actor, reason)
        if again:
            raise ListError(again)
        return None
    with transaction.atomic():
        held = Intake.objects.select_for_update().get(pk=one.pk)
        running = task_of(held)
        if running is not None and not running.is_over:
            return running
        payload = {"intake": str(one.pk), "actor": actor.id, "name": actor.name, "reason": reason}
        task = tasks.start(kind, f"person:{actor.id or 0}", _STEPS[kind], payload)
        Intake.objects.filter(pk=one.pk).update(task=task.id)
    one.task = task.id
    return task


def _is_quick(one: Intake, kind: str) -> bool:
    if kind == UNDO:
        return one.taken.count() <= _AT_ONCE_SHEETS
    place = import_folder.file_of(one)
    if place is None:
        return True
    return place.stat().st_size * _WEIGHTS.get(place.suffix, 1.0) < _AT_ONCE_BYTES


def _refuse_mixed(uploads: Sequence[Upload]) -> None:
    names = [one.name or "" for one in uploads]
    if len(names) > 1 and not all(name.lower().endswith(".csv") for name in names):
        raise ListError("Nhiều tệp chỉ gửi cùng lúc được khi đều là .csv của một phiếu. Gửi lại từng tệp.")
    if len(names) > _MOST_FILES or len({Path(name).name for name in names}) < len(names):
        raise ListError(f"Gửi nhiều nhất {_MOST_FILES} tệp .csv, mỗi tệp một tên.")


def _store(folder: Path, uploads: Sequence[Upload]) -> str:
    """Keep what was sent; gives what it is called."""
    first = uploads[0]
    if len(uploads) == 1:
        with import_folder.place_for_file(folder, first.name or "").open("wb") as file:
            for piece in first.chunks():
                file.write(piece)
        return first.name or "phieu-thu"
    with zipfile.ZipFile(folder / "list.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for one in uploads:
            with packed.open(Path(one.name or "").name, "w") as part:
                for piece in one.chunks():
                    part.write(piece)
    return ", ".join(Path(one.name or "").name for one in uploads)


def _told(one: Intake, actor: Actor, verb: str, sentence: str) -> None:
    record(
        actor,
        f"exchange.intake_{verb}",
        sentence,
        area_id=one.area_id,
        subject=("exchange.Intake", one.pk),
        details={"occasion": one.occasion, "file": one.file_name},
    )
