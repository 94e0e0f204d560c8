"""Short words for submissions of tests; nobody is real."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.surveys.made import FORM, OCCASION, full_answers, now
from tests.factories.exports import Sent, kobo_xlsx, odk_zip
from tests.law.questionnaires.forms import FORM_B

from giamngheo.apps.exchange import import_folder
from giamngheo.apps.exchange.intakes import compare_intake, receive_intake
from giamngheo.apps.exchange.models import Intake
from giamngheo.apps.surveys.content import Box, boxes_of, kept
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.queries import sheet_now
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import SYSTEM, Actor
from giamngheo.law.questionnaires.sheets import Sheet


def answered(sheet: FilledSheet, more: Mapping[Box, Any] | None = None) -> dict[Box, Any]:
    """Every box of a sheet with an answer, as somebody would fill it in at the household."""
    return {**boxes_of(sheet_now(sheet)), **full_answers(sheet), **(more or {})}


def submission(sheet: FilledSheet, more: Mapping[Box, Any] | None = None, instance: str = "") -> Sent:
    """The sheet filled in on a device; None leaves a box empty there."""
    told = {box: answer for box, answer in answered(sheet, more).items() if answer is not None}
    people = list(sheet_now(sheet).members)
    household = {name: _plain(answer) for (name, key), answer in told.items() if key is None}
    members = {
        key: {name: _plain(answer) for (name, own), answer in told.items() if own == key} for key in people
    }
    household.pop("household", None)
    number = instance or f"00000000-0000-4000-8000-{sheet.pk:012d}"
    return Sent(sheet.household_code, Sheet(sheet.day, household, members), number)


def _plain(answer: Any) -> Any:
    return tuple(answer) if isinstance(answer, list) else answer


def file_of(sent: list[Sent], name: str = "phieu.zip", **how: Any) -> SimpleUploadedFile:
    """An export with these submissions: of ODK as .zip, of Kobo as .xlsx."""
    make = odk_zip if Path(name).suffix == ".zip" else kobo_xlsx
    return SimpleUploadedFile(name, make(FORM_B, sent, **how))


def compared(
    area: Area, sent: list[Sent], actor: Actor = SYSTEM, name: str = "phieu.zip", **how: Any
) -> Intake:
    """An intake of these submissions that was held against the sheets."""
    one = receive_intake(area.pk, OCCASION, FORM, [file_of(sent, name, **how)], actor)
    assert compare_intake(one, actor) is None
    one.refresh_from_db()
    return one


def lines(one: Intake) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the file by what would become of them, with why."""
    frame = import_folder.frame_of(one, "lines")
    assert frame is not None
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row, status, why in frame.select("row", "status", "why").collect().iter_rows():
        found.setdefault(status, []).append((row, why))
    return found


def faults(one: Intake) -> list[dict[str, Any]]:
    """What was found wrong in the file, row by row."""
    frame = import_folder.frame_of(one, "faults")
    assert frame is not None
    return frame.collect().to_dicts()


def held(sheet: FilledSheet) -> dict[Any, Any]:
    """What the sheet says now, box by box."""
    return {box: kept(answer) for box, answer in boxes_of(now(sheet)).items()}
