"""From which answers of a sealed sheet each deprivation of a household comes, in words people read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final

from giamngheo.apps.reviews.models import Proposal
from giamngheo.apps.surveys.content import kept
from giamngheo.apps.surveys.forms import form_of, read
from giamngheo.apps.surveys.saying import in_words
from giamngheo.law.library import LawError, Rules, rules_of
from giamngheo.law.questionnaires.asking import State, place, unanswered_of_deprivations
from giamngheo.law.questionnaires.evidence import MEMBER, evidence_of, members_of
from giamngheo.law.questionnaires.sheets import BIRTH, BIRTH_YEAR, Sheet
from giamngheo.law.vocabulary.questionnaires import Asked, Question, Questionnaire
from giamngheo.law.vocabulary.standards import DeprivationText
from giamngheo.measurement.deprivations import CONCERNS, members_concerned, needs_somebody, with_deprivations
from giamngheo.measurement.prepared import Columns, Prepared, columns_of
from giamngheo.measurement.tables import deprived

NAME: Final = "member_name"
MOST_NAMED: Final = 4
"""Members that are named one by one; of more the number is told."""


@dataclass(frozen=True)
class Witnessed:
    """What the answers say of one deprivation (None: they leave it open), and which answers these are."""

    text: DeprivationText
    told: bool | None
    because: str


def witnessed_in(proposal: Proposal) -> list[Witnessed]:
    """Every deprivation of the standard by the sheet of a proposal; empty where form or law is not loaded."""
    version = proposal.sheet_version
    try:
        form, rules = form_of(version.sheet), rules_of(proposal.standard, proposal.day)
    except LawError:
        return []
    # Where as much is certain as is possible, the proposal tells of every deprivation whether it is there.
    is_whole = proposal.points_at_least == proposal.points_at_most
    found = {one.id: one.id in proposal.deprivations for one in rules.standard.deprivations}
    return witnessed(form, rules, read(form, version.answers), found if is_whole else None)


def witnessed(
    form: Questionnaire, rules: Rules, sheet: Sheet, found: Mapping[str, bool | None] | None = None
) -> list[Witnessed]:
    """As `witnessed_in`, of a sheet; the formulas of the law are asked, also member by member.

    `found` is what is known of each deprivation; without it the formulas tell that, too.
    """
    if found is None:
        evidence = evidence_of(form, rules, sheet)
        homes, people = evidence.households, evidence.members
        judged = _judging(rules, columns_of(homes), columns_of(people))
        household: Mapping[str, Any] = judged(homes, people).row(0, named=True)
        found = {one.id: household.get(deprived(one.id)) for one in rules.standard.deprivations}
    else:
        people = members_of(form, sheet)
    concerned = _concerning(rules, columns_of(people))(people).to_dict(as_series=False)
    is_whole = None not in found.values()
    open_boxes = {} if is_whole else unanswered_of_deprivations(form, rules.standard, sheet)
    witnesses = []
    for text in rules.standard.deprivations:
        told = found[text.id]
        if told is None:
            asked = list(dict.fromkeys(_short(box.question) for box in open_boxes[text.id]))
            because = f"chưa trả lời: {', '.join(asked)}" if asked else "câu trả lời chưa đủ rõ"
        else:
            # Where it is enough that one member has it, and one has, that one is named.
            named = told or not _needs_somebody(text.id, rules)
            because = "; ".join(_words(text, form, sheet, concerned, through=named))
        witnesses.append(Witnessed(text, told, because))
    return witnesses


_needs_somebody = lru_cache(maxsize=256)(needs_somebody)


@lru_cache(maxsize=16)
def _judging(rules: Rules, of_households: Columns, of_members: Columns) -> Prepared:
    """The formulas of a standard for the answers of a form, of the household."""
    return Prepared(partial(with_deprivations, rules=rules), of_households, of_members)


@lru_cache(maxsize=16)
def _concerning(rules: Rules, of_members: Columns) -> Prepared:
    """The same member by member."""
    return Prepared(partial(members_concerned, rules=rules), of_members)


def _words(
    text: DeprivationText,
    form: Questionnaire,
    sheet: Sheet,
    concerned: Mapping[str, Sequence[Any]],
    *,
    through: bool,
) -> Iterator[str]:
    asked = _asked(text, form)
    told = concerned.get(CONCERNS + text.id)
    if told is None:
        yield from _answers([one for one in asked if one.of is Asked.HOUSEHOLD], form, sheet, None)
        return
    keys = [key for key, concerns in zip(concerned[MEMBER], told, strict=True) if concerns is through]
    of_member = [one for one in asked if one.of is Asked.MEMBER]
    if not keys:
        yield "không thành viên nào thuộc trường hợp này"
        return
    named = [_of_member(key, of_member, form, sheet) for key in keys[:MOST_NAMED]]
    if len(keys) > MOST_NAMED:
        named.append(f"và {len(keys) - MOST_NAMED} người khác")
    yield f"{len(keys)} trên {len(sheet.members)} thành viên: {'; '.join(named)}"


def _of_member(key: str, asked: list[Question], form: Questionnaire, sheet: Sheet) -> str:
    """«Mẫu Thị Con (sinh 2015), Đang học: không đi học»."""
    answers = sheet.members[key]
    name, born = answers.get(NAME), answers.get(BIRTH_YEAR)
    who = str(name) if name else f"Thành viên số {list(sheet.members).index(key) + 1}"
    if born is not None and any(one.id == BIRTH_YEAR for one in asked):
        who += f" (sinh {born})"
    said = ", ".join(_answers([one for one in asked if one.id not in BIRTH], form, sheet, key))
    return f"{who}, {said}" if said else who


def _answers(asked: list[Question], form: Questionnaire, sheet: Sheet, member: str | None) -> Iterator[str]:
    """What was answered to these questions where the form asks them at all."""
    for question in asked:
        answer = sheet.answer(question, member)
        if answer is not None and place(form, sheet, question, member).state is not State.SKIPPED:
            yield f"{_short(question)}: {_lower(in_words(question, kept(answer)))}"


def _asked(text: DeprivationText, form: Questionnaire) -> list[Question]:
    """The questions that fill what the formula looks at, in the order of the sheet."""
    names = {name for column in text.answers_needed for name in form.filled_by(column) or ()}
    return [question for question in form.questions if question.id in names]


def _short(question: Question) -> str:
    return question.heading or question.text


def _lower(words: str) -> str:
    """An answer inside a sentence; what begins with two capitals (BHXH) stays."""
    return words[0].lower() + words[1:] if words[1:2].islower() or len(words) == 1 else words
