"""The cells of an export of ODK or Kobo as answers: names of choices or their labels, days, numbers."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from giamngheo.law.questionnaires.checking import refusals
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.questionnaires.sheets import Answer
from giamngheo.law.questionnaires.xlsforms.exports import plain_heading
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Question

_YES: Final = frozenset({"yes", "có", "true", "1"})
_NO: Final = frozenset({"no", "không", "false", "0"})
_NUMBER: Final = re.compile(r"[-−]?[0-9]{1,20}([.,][0-9]{1,20})?")
_WHOLE: Final = re.compile(r"([-−]?[0-9]{1,20})([.,]0+)?")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?")
_OFFICE: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: .*)?")


class WrongCellError(ValueError):
    """A cell that answers its question in no way; `reason` and `remedy` are Vietnamese."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(f"{reason} {remedy}")


def answer_of(question: Question, text: str) -> Answer:
    """The answer in a cell; None where nothing stands in it.

    Raises:
        WrongCellError: where the question takes no such answer.
    """
    told = text.strip()
    if not told:
        return None
    answer = _read(question, told)
    for reason, remedy in refusals(question, answer):
        raise WrongCellError(reason, remedy)
    return answer


def answer_of_ticks(question: Question, ticks: Mapping[str, str]) -> Answer:
    """The codes that are ticked, each in a column of its own, in the order of their list; None for none.

    Raises:
        WrongCellError: where a cell says neither yes nor no.
    """
    chosen = set()
    for code, text in ticks.items():
        told = plain_heading(text)
        if told in _YES:
            chosen.add(code)
        elif told and told not in _NO:
            raise WrongCellError(f"«{text[:60]}» không cho biết có chọn hay không.", "Ghi 1 hoặc 0.")
    return tuple(code for code in codes_of(question) if code in chosen) or None


def _read(question: Question, told: str) -> Answer:
    if question.kind is AnswerKind.YES_NO:
        word = plain_heading(told)
        if word in _YES or word in _NO:
            return word in _YES
        raise WrongCellError(f"«{told[:60]}» không phải có hay không.", "Ghi yes hoặc no.")
    if question.kind is AnswerKind.CHOICE:
        return _several(question, told) if question.several else _one(question, told)
    if question.kind in (AnswerKind.WHOLE, AnswerKind.MONEY):
        if found := _WHOLE.fullmatch(told):
            return int(found[1].replace("−", "-"))
        raise WrongCellError(f"«{told[:60]}» không phải số nguyên.", "Ghi số, không có phần lẻ.")
    if question.kind is AnswerKind.NUMBER:
        if _NUMBER.fullmatch(told):
            return float(told.replace("−", "-").replace(",", "."))
        raise WrongCellError(f"«{told[:60]}» không phải số.", "Ghi số, phần lẻ sau dấu phẩy hoặc dấu chấm.")
    return _day(told) if question.kind is AnswerKind.DATE else told


def _one(question: Question, told: str) -> str:
    known = _codes(question)
    word = plain_heading(told)
    if word not in known:
        raise _unknown(told)
    return known[word]


def _several(question: Question, told: str) -> tuple[str, ...]:
    """Codes between blanks; or labels one after another, the longest that fits first."""
    known = _codes(question)
    names = {plain_heading(code): code for code in codes_of(question)}
    words = plain_heading(told).split()
    if all(word in names for word in words):
        chosen = {names[word] for word in words}
    else:
        chosen, rest = set(), plain_heading(told)
        while rest:
            label = next((one for one in sorted(known, key=len, reverse=True) if _begins(rest, one)), None)
            if label is None:
                raise _unknown(told)
            chosen.add(known[label])
            rest = rest[len(label) :].lstrip(" ,;|")
    return tuple(code for code in codes_of(question) if code in chosen)


def _begins(text: str, label: str) -> bool:
    """Whether a label stands at the beginning, and not the beginning of a longer word."""
    return text.startswith(label) and (len(text) == len(label) or text[len(label)] in " ,;|")


def _day(told: str) -> date:
    found = _ISO.fullmatch(told)
    parts = [int(one) for one in found.groups()] if found else None
    if parts is None and (found := _OFFICE.fullmatch(told)):
        parts = [int(one) for one in reversed(found.groups())]
    try:
        if parts is not None:
            return date(*parts)
    except ValueError:
        pass
    raise WrongCellError(f"«{told[:60]}» không phải ngày.", "Ghi ngày như 2026-10-01 hoặc 01/10/2026.")


@lru_cache(maxsize=512)
def _codes(question: Question) -> Mapping[str, str]:
    """Codes by their name and by their label; a name before a label."""
    listed = codes_of(question)
    return {plain_heading(label): code for code, label in listed.items()} | {
        plain_heading(code): code for code in listed
    }


def _unknown(told: str) -> WrongCellError:
    return WrongCellError(f"«{told[:60]}» không có trong danh mục.", "Chọn lại trong danh mục của phiếu.")
