"""What deeds on sheets share: the lock, the version they add, what they refuse, their line of the trail."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.db import connection
from django.utils import timezone
from psycopg.types.json import Json, Jsonb

from giamngheo.apps.surveys.checks import Reasons, Wanting
from giamngheo.apps.surveys.content import (
    LONGEST,
    Box,
    Content,
    TooLongError,
    boxes,
    differences,
    kept,
    members_of,
    put,
    same,
)
from giamngheo.apps.surveys.forms import form_of, read
from giamngheo.apps.surveys.models import AS_TEXT, FilledSheet, SheetVersion
from giamngheo.apps.surveys.queries import name_of_boxes, numbered
from giamngheo.apps.surveys.states import SEALING, SheetState, VersionKind
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import whole
from giamngheo.law.questionnaires.asking import completeness
from giamngheo.law.questionnaires.measured import as_measured
from giamngheo.law.questionnaires.sheets import Answer, Sheet
from giamngheo.law.vocabulary.questionnaires import Questionnaire

LONGEST_REASON: Final = 500
_MOST_TOLD: Final = 50
_WRITE: Final = """
WITH changed AS (
    UPDATE surveys_filledsheet SET version = %(number)s, missing = %(missing)s, state = %(state)s
    WHERE id = %(sheet)s
)
INSERT INTO surveys_sheetversion
    (sheet_id, number, kind, answers, measured, reasons, reason, author_id, author_name, written_at)
VALUES (%(sheet)s, %(number)s, %(kind)s, %(answers)s, %(measured)s, %(reasons)s, %(reason)s, %(author)s,
    %(name)s, %(at)s)
RETURNING id
"""
_SENTENCES: Final[Mapping[VersionKind, str]] = {
    VersionKind.DRAFT: "Ghi nháp phiếu",
    VersionKind.TYPED: "Tự ghi nháp phiếu khi đang gõ",
    VersionKind.PEOPLE: "Lấy người theo sổ hộ vào phiếu",
    VersionKind.SEALED: "Khoá phiếu",
    VersionKind.CORRECTED: "Đính chính phiếu",
}


class SurveyError(Exception):
    """The sheet cannot take this; the message says in Vietnamese why and what to do."""


class StaleError(SurveyError):
    """Somebody else wrote since; `boxes` are those that both wrote differently."""

    def __init__(self, message: str, clashes: Collection[Box] = ()) -> None:
        self.boxes = list(clashes)
        super().__init__(message)


class UnfinishedError(SurveyError):
    """The sheet is not fit to be sealed; `wanting` has all that is to be done."""

    def __init__(self, code: str, found: Sequence[Wanting]) -> None:
        self.wanting = list(found)
        lines = "\n".join(f"– {one.sentence}" for one in found)
        super().__init__(f"Phiếu của hộ {code} còn {len(found)} việc phải làm:\n{lines}")


def locked(sheet: FilledSheet) -> FilledSheet:
    """The sheet as it is kept now, held until the deed is done."""
    return FilledSheet.objects.select_for_update().get(pk=sheet.pk)


def refuse_sealed(sheet: FilledSheet) -> None:
    """A sealed sheet is only corrected."""
    if sheet.state == SheetState.SEALED:
        raise SurveyError(
            f"Phiếu của hộ {sheet.household_code} đã khoá nên không ghi tiếp được. "
            "Cách xử lý: dùng «Đính chính» và ghi lý do."
        )


def refuse_unseen(sheet: FilledSheet, last: SheetVersion, seen: int) -> None:
    """What is sealed or corrected must have been seen as it is."""
    if seen != last.number:
        raise StaleError(
            f"Phiếu của hộ {sheet.household_code}: {last.author_name} đã ghi bản {whole(last.number)} "
            f"lúc {_moment(last)}, sau bản {whole(seen)} đang mở. "
            "Cách xử lý: mở lại phiếu, xem các câu trả lời mới rồi làm tiếp."
        )


def put_in(
    sheet: FilledSheet,
    last: SheetVersion,
    answers: Mapping[Box, Answer],
    seen: int,
    content: Content,
    *,
    on_screen: SheetVersion | None = None,
) -> dict[str, Any]:
    """The content with what was typed by somebody who had seen a version; only what they changed is compared.

    `content` is what the last version says, or what it will say of the people of the register; `on_screen`
    the version that was seen, where it is known already.

    Raises:
        StaleError: where somebody else has answered the same box otherwise since.
        SurveyError: where a box is of nobody on the sheet, or an answer cannot be kept.
    """
    asked = last if seen == last.number else on_screen or numbered(sheet, seen)
    if asked is None:
        raise SurveyError(
            f"Phiếu của hộ {sheet.household_code} không có bản {whole(seen)}. "
            "Cách xử lý: mở lại phiếu rồi ghi."
        )
    base, now = boxes(asked.answers), boxes(content)
    typed = _kept(sheet, answers)
    mine = {box: answer for box, answer in typed.items() if not same(answer, base.get(box))}
    _refuse_strangers(sheet, mine, members_of(content))
    clashes = [
        box
        for box, answer in mine.items()
        if not same(now.get(box), base.get(box)) and not same(now.get(box), answer)
    ]
    if clashes:
        raise _clashing(sheet, last, clashes, members_of(content))
    return put(content, mine)


def add_version(
    sheet: FilledSheet,
    last: SheetVersion,
    kind: VersionKind,
    actor: Actor,
    *,
    content: Content | None = None,
    reasons: Reasons | None = None,
    why: str = "",
    thinned: Sequence[int] = (),
) -> SheetVersion:
    """Write the version after the last one of a locked sheet, and the line of the trail.

    What is not said anew, answers or reasons, stays as it was. `thinned` are the numbers of versions that
    were deleted with it.
    """
    content = last.answers if content is None else content
    form = form_of(sheet)
    now = read(form, content)
    version = SheetVersion(
        sheet=sheet,
        number=sheet.version + 1,
        kind=kind,
        answers=content,
        measured=as_measured(form, now, sheet.asked_also) if kind in SEALING else "",
        reasons=last.reasons if reasons is None else reasons,
        reason=why,
        author_id=actor.id,
        author_name=actor.name,
        written_at=timezone.now(),
    )
    sheet.version = version.number
    sheet.missing = lacking(form, now)
    if kind in SEALING:
        sheet.state = SheetState.SEALED
    _write(version)
    # Which boxes, not what they say: who reads the trail need not be entitled to the answers.
    changed = [name if key is None else f"{name}/{key}" for name, key in differences(last.answers, content)]
    record(
        actor,
        f"surveys.{kind}",
        f"{_SENTENCES[kind]} của hộ {sheet.household_code}",
        area_id=sheet.area_id,
        subject=("surveys.FilledSheet", sheet.pk),
        details={
            "occasion": sheet.occasion,
            "form": sheet.form,
            "version": version.number,
            "reason": why,
            "changed": changed[:_MOST_TOLD],
            "changed_count": len(changed),
            **({"thinned": list(thinned)} if thinned else {}),
        },
    )
    return version


def _write(version: SheetVersion) -> None:
    """Add a version and let its sheet say so: one statement, written out, for every word that is typed."""
    sheet = version.sheet
    values: dict[str, Any] = {
        "sheet": sheet.pk,
        "number": version.number,
        "kind": version.kind,
        "answers": Json(version.answers, AS_TEXT),
        "measured": version.measured,
        "reasons": Jsonb(version.reasons),
        "reason": version.reason,
        "author": version.author_id,
        "name": version.author_name,
        "at": version.written_at,
        "missing": sheet.missing,
        "state": sheet.state,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)
        (version.pk,) = cursor.fetchone()
    version._state.adding = False


def lacking(form: Questionnaire, sheet: Sheet) -> int:
    """How many answers that must be given are missing, or wait for others."""
    found = completeness(form, sheet)
    return len(found.missing) + sum(box.question.required for box in found.waiting)


def written_reason(reason: str, what: str) -> str:
    """A reason as it is kept; refused where it is empty or too long."""
    said = " ".join(reason.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8").split())
    if not said:
        raise SurveyError(
            f"{what}: chưa ghi lý do. Cách xử lý: ghi ngắn gọn vì sao, theo lời hộ hoặc giấy tờ."
        )
    if len(said) > LONGEST_REASON:
        raise SurveyError(f"{what}: lý do dài hơn {LONGEST_REASON} chữ. Cách xử lý: ghi ngắn lại.")
    return said


def _kept(sheet: FilledSheet, answers: Mapping[Box, Answer]) -> dict[Box, Any]:
    form = form_of(sheet)
    found: dict[Box, Any] = {}
    for (name, key), answer in answers.items():
        question = form.question(name)
        if question is None or (key is None) is not (question.of.value == "household"):
            raise SurveyError(
                f"Phiếu của hộ {sheet.household_code} không có ô «{name[:60]}» này. "
                "Cách xử lý: mở lại phiếu; nếu còn, báo người quản trị."
            )
        try:
            found[name, key] = kept(answer)
        except TooLongError as error:
            raise SurveyError(
                f"«{question.text}» của hộ {sheet.household_code} dài hơn {whole(LONGEST)} ký tự. "
                "Cách xử lý: ghi ngắn lại."
            ) from error
    return found


def _refuse_strangers(sheet: FilledSheet, changed: Collection[Box], keys: Collection[str]) -> None:
    form = form_of(sheet)
    for name, key in changed:
        question = form.question(name)
        if key is not None and key not in keys and question is not None:
            raise SurveyError(
                f"Phiếu của hộ {sheet.household_code} không có người mà «{question.text}» nói tới. "
                "Cách xử lý: ghi người đó vào sổ hộ, bấm «Lấy người theo sổ hộ», rồi ghi lại."
            )


def _clashing(sheet: FilledSheet, last: SheetVersion, clashes: list[Box], keys: list[str]) -> StaleError:
    names = name_of_boxes(sheet, clashes, keys)
    told = "; ".join(names[box] for box in clashes[:5]) + (" …" if len(clashes) > 5 else "")
    return StaleError(
        f"Phiếu của hộ {sheet.household_code} đã được ghi khác sau bản đang mở, bản mới nhất do "
        f"{last.author_name} ghi lúc {_moment(last)}. Các ô khác nhau: {told}. "
        "Cách xử lý: xem câu trả lời mới của các ô này, giữ hoặc sửa, rồi ghi lại.",
        clashes,
    )


def _moment(version: SheetVersion) -> str:
    return f"{timezone.localtime(version.written_at):%H:%M ngày %d/%m/%Y}"
