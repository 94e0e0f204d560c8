"""What ODK Central and KoboToolbox give out of the XLSForm of a form, with the columns that they name.

Groups and names come from the XForm that pyxform makes of our XLSForm: what the servers name columns by.
"""

import csv
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import xlsxwriter
from pyxform.xls2xform import convert

from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.questionnaires.sheets import Sheet
from giamngheo.law.questionnaires.xlsforms.writing import LANGUAGE, write_xlsform, xlsform
from giamngheo.law.vocabulary.questionnaires import Asked, Questionnaire

REPEAT = "members"
Row = dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """A submission: of which household, what it says, its number on the server."""

    code: str
    sheet: Sheet
    instance: str
    more: Mapping[str, str] = field(default_factory=dict)


@lru_cache
def paths(form_id: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The ways to every leaf of the XForm outside the repeat, and inside it from the repeat on."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "form.xlsx"
        write_xlsform(questionnaire(form_id), place)
        made = convert(place, validate=False).xform
    root = next(one for one in ElementTree.fromstring(made.encode()).iter() if one.get("id") == form_id)
    homes: list[tuple[str, ...]] = []
    people: list[tuple[str, ...]] = []
    for way in dict.fromkeys(_ways(root, ())):
        if REPEAT in way:
            people.append(way[way.index(REPEAT) + 1 :])
        else:
            homes.append(way)
    return homes, list(dict.fromkeys(people))


def _ways(node: ElementTree.Element, before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for child in node:
        way = (*before, child.tag.rpartition("}")[2])
        if len(child):
            yield from _ways(child, way)
        else:
            yield way


def odk_zip(form: Questionnaire, sent: Sequence[Sent], *, groups: bool = True, split: bool = False) -> bytes:
    """The .zip of ODK Central: a table of submissions, one of the repeat, PARENT_KEY to KEY."""
    homes, people = paths(form.id)
    root: list[Row] = []
    members: list[Row] = []
    for one in sent:
        key = f"uuid:{one.instance}"
        row: Row = {"SubmissionDate": "2026-10-05T03:04:05.678Z"}
        row |= _odk_cells(form, homes, {"household": one.code, **one.sheet.household}, groups, split)
        row |= {("meta-instanceID" if groups else "instanceID"): key, "KEY": key, "SubmitterID": "7"}
        row |= {"SubmitterName": "Thử Văn Gửi", "AttachmentsPresent": "0", "Status": "", "ReviewState": ""}
        row |= {"DeviceID": "collect:abc", "Edits": "0", "FormVersion": form.version} | dict(one.more)
        root.append(row)
        for place, answers in enumerate(one.sheet.members.values(), start=1):
            cells = _odk_cells(form, people, answers, groups, split)
            members.append(cells | {"PARENT_KEY": key, "KEY": f"{key}/{REPEAT}[{place}]"})
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{form.id}.csv", csv_text(root))
        packed.writestr(f"{form.id}-{REPEAT}.csv", csv_text(members))
        packed.writestr("media/photo.jpg", b"\xff\xd8\xff")
    return file.getvalue()


def _odk_cells(
    form: Questionnaire,
    ways: Sequence[tuple[str, ...]],
    answers: Mapping[str, Any],
    groups: bool,
    split: bool,
) -> Row:
    row: Row = {}
    for way in ways:
        name, question = way[-1], form.question(way[-1])
        if way[0] == "meta":
            continue
        column = "-".join(way) if groups else name
        row[column] = cell(answers.get(name))
        if split and question is not None and question.several:
            chosen = answers.get(name)
            for code in codes_of(question):
                row[f"{column}/{code}"] = "" if chosen is None else str(int(code in chosen))
    return row


def kobo_tables(
    form: Questionnaire,
    sent: Sequence[Sent],
    *,
    labels: bool = False,
    groups: bool = True,
    several: str = "both",
    numbers: bool = False,
) -> dict[str, list[Row]]:
    """The two sheets of KoboToolbox; `several` is both, single or separate, as its page of exports asks.

    With `numbers` what is a number stands as one, and not as its text.
    """
    homes, people = paths(form.id)
    root: list[Row] = []
    members: list[Row] = []
    for place, one in enumerate(sent, start=1):
        of_home = {"household": one.code, **one.sheet.household}
        row = {"start": "2026-10-05T10:00:00.000+07:00"}
        how: dict[str, Any] = {"labels": labels, "groups": groups, "several": several, "numbers": numbers}
        row |= _kobo_cells(form, homes, of_home, **how)
        row |= {"__version__": "vQ8x", "_id": str(9000 + place), "_uuid": one.instance}
        row |= {"_submission_time": "2026-10-05T03:04:05", "_validation_status": "", "_notes": ""}
        row |= {"_status": "submitted_via_web", "_submitted_by": "thu", "_tags": "", "_index": place}
        root.append(row | dict(one.more))
        for answers in one.sheet.members.values():
            cells = _kobo_cells(form, people, answers, **how)
            cells |= {"_index": len(members) + 1, "_parent_table_name": "Phiếu", "_parent_index": place}
            members.append(cells | {"_submission__id": 9000 + place, "_submission__uuid": one.instance})
    return {form.name[:31].rstrip(): root, REPEAT: members}


def kobo_xlsx(form: Questionnaire, sent: Sequence[Sent], **how: Any) -> bytes:
    """The same as a workbook."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, rows in kobo_tables(form, sent, **how).items():
            page = book.add_worksheet(name)
            headings = list(dict.fromkeys(key for row in rows for key in row))
            page.write_row(0, 0, headings)
            for place, row in enumerate(rows, start=1):
                for column, heading in enumerate(headings):
                    value = row.get(heading, "")
                    if isinstance(value, (int, float)):
                        page.write_number(place, column, value)
                    elif value:
                        page.write_string(place, column, value)
    return file.getvalue()


def _kobo_cells(
    form: Questionnaire,
    ways: Sequence[tuple[str, ...]],
    answers: Mapping[str, Any],
    *,
    labels: bool,
    groups: bool,
    several: str,
    numbers: bool,
) -> Row:
    words = _labels(form.id)
    row: Row = {}
    for way in ways:
        name, question = way[-1], form.question(way[-1])
        if way[0] == "meta":
            row["meta/instanceID" if groups else "instanceID"] = ""
            continue
        parts = [words.get(part, part) for part in way] if labels else list(way)
        column = "/".join(parts if groups else parts[-1:])
        answer = answers.get(name)
        codes = codes_of(question) if question is not None and (question.codes or question.codes_from) else {}
        if question is not None and question.several:
            if several in ("both", "single"):
                row[column] = " ".join(codes[one] if labels else one for one in answer or ())
            if several in ("both", "separate"):
                for code, word in codes.items():
                    ticked = "" if answer is None else str(int(code in answer))
                    row[f"{column}/{word if labels else code}"] = ticked
        elif labels and isinstance(answer, bool):
            row[column] = "Có" if answer else "Không"
        elif labels and isinstance(answer, str) and answer in codes:
            row[column] = codes[answer]
        elif numbers and isinstance(answer, (int, float)) and not isinstance(answer, bool):
            row[column] = answer
        else:
            row[column] = cell(answer)
    return row


@lru_cache
def _labels(form_id: str) -> Mapping[str, str]:
    rows = xlsform(questionnaire(form_id)).survey
    return {row["name"]: row[f"label::{LANGUAGE}"] for row in rows if row.get(f"label::{LANGUAGE}")}


def cell(answer: Any) -> str:
    """An answer as it stands in the XML of a submission."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, tuple):
        return " ".join(answer)
    return answer.isoformat() if isinstance(answer, date) else str(answer)


def csv_text(rows: Sequence[Row], separator: str = ",") -> str:
    """Rows as a .csv file with the headings of all of them."""
    file = StringIO()
    headings = list(dict.fromkeys(key for row in rows for key in row))
    written = csv.DictWriter(file, headings, restval="", delimiter=separator, lineterminator="\n")
    written.writeheader()
    written.writerows(rows)
    return file.getvalue()


def of_household(form: Questionnaire, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that the form asks of the household, without its code."""
    asked = {question.id for question in form.on_sheet(Asked.HOUSEHOLD)} - {"household"}
    return {name: answer for name, answer in answers.items() if name in asked and answer is not None}
