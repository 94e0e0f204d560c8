"""What keeps a sheet from being sealed: answers missing, wrong, or implausible without a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from giamngheo.apps.surveys.content import Box, kept, same
from giamngheo.law.questionnaires.asking import Completeness, Place, completeness_of, places
from giamngheo.law.questionnaires.carrying import jumps
from giamngheo.law.questionnaires.checking import Fault, faults
from giamngheo.law.questionnaires.sheets import Sheet
from giamngheo.law.vocabulary.questionnaires import Gravity, Questionnaire

Reasons = Mapping[str, Mapping[str, Any]]
"""By the key of a fault: `reason` in words, and `answer`, which it explains."""


class Lack(StrEnum):
    """What a box lacks."""

    ANSWER = "answer"
    SOUND = "sound"
    REASON = "reason"


@dataclass(frozen=True)
class Wanting:
    """One thing to do before sealing: in which box, what, in words; `key` names the fault for a reason."""

    box: Box | None
    lack: Lack
    sentence: str
    key: str = ""


def key_of(fault: Fault) -> str:
    """What a reason for a fault is kept under: the rule and the box."""
    return "|".join((fault.rule, fault.question.id if fault.question else "", fault.member or ""))


@dataclass(frozen=True)
class Findings:
    """A sheet looked over once: its boxes, how far it is filled in, what is wrong, what needs a reason."""

    form: Questionnaire
    sheet: Sheet
    places: list[Place]
    whole: Completeness
    wrong: list[Fault]
    to_explain: list[Fault]


def findings_of(form: Questionnaire, sheet: Sheet, last: Sheet | None) -> Findings:
    """Look over a sheet, beside the last one of the household where there is one."""
    boxes = list(places(form, sheet))
    found = faults(form, sheet, boxes)
    soft = [fault for fault in found if fault.gravity is Gravity.SOFT]
    return Findings(
        form=form,
        sheet=sheet,
        places=boxes,
        whole=completeness_of(boxes),
        wrong=[fault for fault in found if fault.gravity is Gravity.HARD],
        to_explain=soft + (jumps(form, last, sheet) if last is not None else []),
    )


def explained(fault: Fault, sheet: Sheet, reasons: Reasons) -> bool:
    """Whether a reason was given for this fault with the answer that is there now."""
    given = reasons.get(key_of(fault))
    return given is not None and same(given["answer"], answer_of(fault, sheet))


def answer_of(fault: Fault, sheet: Sheet) -> Any:
    """The answer that a fault is about, as it is kept; None where it is about the sheet."""
    return None if fault.question is None else kept(sheet.answer(fault.question, fault.member))


def wanting(found: Findings, reasons: Reasons) -> list[Wanting]:
    """All that is to be done before the sheet can be sealed, each a sentence of what and how."""
    told = [
        Wanting(
            (box.question.id, box.member), Lack.ANSWER, f"{box}: chưa trả lời. Hỏi hộ và ghi câu trả lời."
        )
        for box in found.whole.missing
    ]
    for box in found.whole.waiting:
        if box.question.required:
            names = ", ".join(f"«{q.text}»" for q in map(found.form.question, box.waits_for) if q is not None)
            sentence = f"{box}: chưa rõ có phải hỏi không. Trả lời trước: {names}."
            told.append(Wanting((box.question.id, box.member), Lack.ANSWER, sentence))
    soft = [fault for fault in found.to_explain if not explained(fault, found.sheet, reasons)]
    told += [_of_fault(Lack.SOUND, fault) for fault in found.wrong]
    return told + [_of_fault(Lack.REASON, fault) for fault in soft]


def _of_fault(lack: Lack, fault: Fault) -> Wanting:
    box = None if fault.question is None else (fault.question.id, fault.member)
    return Wanting(box, lack, str(fault), key_of(fault))
