"""The columns of what ODK and Kobo give out of our XLSForm: which question each answers, what else it tells.

ODK Central writes a group before its question as «group-question», KoboToolbox as «group/question», both only
where they are asked to; Kobo may put labels in the place of names. A choice of several has one column, or one
for each code, «question/code», or both.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.questionnaires.xlsforms.writing import label_of
from giamngheo.law.vocabulary.questionnaires import Asked, Question, Questionnaire

_BETWEEN: Final = "/-.:"


class About(StrEnum):
    """What a column tells of a submission besides its answers."""

    INSTANCE = "instance"
    SENT = "sent"
    SENDER = "sender"
    STANDING = "standing"
    VERSION = "version"


_ABOUT: Final[Mapping[str, About]] = {
    "meta-instanceid": About.INSTANCE,
    "meta/instanceid": About.INSTANCE,
    "instanceid": About.INSTANCE,
    "key": About.INSTANCE,
    "__id": About.INSTANCE,
    "_uuid": About.INSTANCE,
    "submissiondate": About.SENT,
    "__system-submissiondate": About.SENT,
    "__system/submissiondate": About.SENT,
    "_submission_time": About.SENT,
    "submittername": About.SENDER,
    "__system-submittername": About.SENDER,
    "__system/submittername": About.SENDER,
    "_submitted_by": About.SENDER,
    "reviewstate": About.STANDING,
    "__system-reviewstate": About.STANDING,
    "__system/reviewstate": About.STANDING,
    "_validation_status": About.STANDING,
    "formversion": About.VERSION,
}

LINKS: Final = (
    # column of a member's row, column of the household's
    ("parent_key", "key"),
    ("__submissions-id", "__id"),
    ("_parent_index", "_index"),
    ("_submission__uuid", "_uuid"),
    ("_submission__id", "_id"),
)
"""How a row of the repeat says whose it is, the surest first."""

NOT_ACCEPTED: Final = ("rejected", "not approved", "validation_status_not_approved")
"""How ODK Central and Kobo say that a submission was refused there."""


@dataclass(frozen=True)
class Column:
    """One column: its place from 0, its heading, the question that it answers or of which code it tells."""

    place: int
    heading: str
    question: Question | None = None
    code: str = ""
    about: About | None = None

    @property
    def link(self) -> str:
        """The heading as `LINKS` writes it."""
        return plain_heading(self.heading)


def columns_of(form: Questionnaire, asked: Asked, headings: Sequence[str | None]) -> tuple[Column, ...]:
    """The columns under these headings, as far as they tell of the household or of its members.

    A heading that stands twice counts the first time.
    """
    known = _known(form, asked)
    found: list[Column] = []
    seen: set[tuple[str, str]] = set()
    for place, heading in enumerate(headings):
        text = (heading or "").strip()
        question, code = next(
            (known[one] for one in ends_of(plain_heading(text)) if one in known), (None, "")
        )
        if question is not None and (question.id, code) in seen:
            question, code = None, ""
        if question is not None:
            seen.add((question.id, code))
        about = _ABOUT.get(plain_heading(text)) if question is None else None
        found.append(Column(place, text, question, code, about))
    return tuple(found)


def plain_heading(text: str) -> str:
    """A heading or label as it is compared: one case, one form of its letters, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def ends_of(heading: str) -> Iterator[str]:
    """The heading without the groups before it, the longest first."""
    yield heading
    for sign in re.finditer(rf"[{re.escape(_BETWEEN)}]", heading):
        yield heading[sign.end() :].strip()


def _known(form: Questionnaire, asked: Asked) -> dict[str, tuple[Question, str]]:
    """Every name and label of a column, with its question and code; what two questions share is nobody's."""
    found: dict[str, tuple[Question, str]] = {}
    shared: set[str] = set()
    for question in form.on_sheet(asked):
        for name, code in _names(question):
            if found.setdefault(name, (question, code))[0] is not question:
                shared.add(name)
    own = {question.id for question in form.on_sheet(asked)}
    return {name: told for name, told in found.items() if name not in shared or name in own} | {
        question.id: (question, "") for question in form.on_sheet(asked)
    }


def _names(question: Question) -> Iterator[tuple[str, str]]:
    stems = {plain_heading(text) for text in (question.id, label_of(question), question.text)}
    for stem in stems:
        yield stem, ""
    if question.several:
        for code, label in codes_of(question).items():
            for stem in stems:
                for sign in _BETWEEN:
                    yield f"{stem}{sign}{plain_heading(code)}", code
                    yield f"{stem}{sign}{plain_heading(label)}", code
