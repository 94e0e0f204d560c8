"""A sheet as its page shows it: sections, questions with their numbers, and box by box what is to be said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from giamngheo.apps.surveys.content import Box, boxes, kept
from giamngheo.apps.surveys.desk import Desk
from giamngheo.law.questionnaires.asking import Place, State
from giamngheo.law.questionnaires.checking import YEARS, questions_of
from giamngheo.law.questionnaires.reading import words_of
from giamngheo.law.vocabulary.conditions import parsed
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Question, Questionnaire, Section
from giamngheo.web.staff.sheets.typed import REASON, name_of_box
from giamngheo.web.staff.sheets.words import (
    RADIOS_AT_MOST,
    Choice,
    as_typed,
    choices_of,
    heading_of,
    in_words,
    numbers_of,
)


@dataclass(frozen=True, eq=False)
class Line:
    """A question as it stands on screen and paper; one for a form, so that what is made of it is kept."""

    question: Question
    number: str
    heading: str
    when: str
    choices: Sequence[Choice]
    is_list: bool
    is_number: bool
    is_looked_at: bool

    @cached_property
    def values(self) -> frozenset[str]:
        """What a form may send for it where it is chosen, nothing chosen included."""
        return frozenset({"", *(choice.value for choice in self.choices)})


@dataclass(frozen=True, eq=False)
class Part:
    """A section with its questions in order."""

    section: Section
    of_members: bool
    questions: Sequence[Line]


@dataclass(frozen=True)
class Why:
    """A reason that is asked for: the field, what is rare, what was said so far."""

    name: str
    sentence: str
    said: str


@dataclass(frozen=True)
class Clash:
    """What somebody else answered in the same box meanwhile, and who types."""

    who: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Shown:
    """One box: what stands in it, and what is to be said under it.

    `offer` is what may be taken over, in words; `take` the same as it is typed, where a page may put it in.
    """

    id: str
    state: str
    value: str
    words: str
    ticked: frozenset[str]
    is_missing: bool
    waits_for: str
    offer: str
    source: str
    take: str
    wrong: Sequence[str]
    whys: Sequence[Why]
    clash: Clash | None = None


@dataclass(frozen=True)
class Typing:
    """What a page that was refused keeps: reasons by key, texts too long, and where two wrote at once."""

    reasons: Mapping[str, str] = field(default_factory=dict)
    too_long: Mapping[Box, str] = field(default_factory=dict)
    clashes: Mapping[Box, Clash] = field(default_factory=dict)


@lru_cache(maxsize=32)
def parts_of(form: Questionnaire) -> Sequence[Part]:
    """The form in its order; the same for screen and paper."""
    numbers, looked = numbers_of(form), _looked_at(form)
    return tuple(
        Part(
            section,
            section.of is Asked.MEMBER,
            tuple(
                _asked(form, question, numbers[question.id], question.id in looked)
                for question in map(form.question, section.questions)
                if question is not None
            ),
        )
        for section in form.sections
    )


def spoken_of(desk: Desk, typing: Typing) -> list[Place]:
    """The boxes under which something may be said."""
    faults = (*desk.wrong, *(one.fault for one in desk.rare))
    boxes_of_faults = {(fault.question.id, fault.member) for fault in faults if fault.question is not None}
    told = {*desk.offers, *typing.clashes, *boxes_of_faults}
    return [
        place
        for place in desk.places
        if place.state is not State.ASKED or (place.question.id, place.member) in told
    ]


def shown_boxes(
    desk: Desk, whole_numbers: bool, typing: Typing, places: Sequence[Place] | None = None
) -> dict[Box, Shown]:
    """Every box of the sheet by its place, or these alone."""
    held = boxes(desk.content)
    wrong: dict[Box, list[str]] = {}
    for fault in desk.wrong:
        if fault.question is not None:
            wrong.setdefault((fault.question.id, fault.member), []).append(f"{fault.reason} {fault.remedy}")
    whys: dict[Box, list[Why]] = {}
    for one in desk.rare:
        if one.fault.question is not None:
            box = (one.fault.question.id, one.fault.member)
            said = one.reason or typing.reasons.get(one.key, "")
            sentence = f"{one.fault.reason} {one.fault.remedy}"
            whys.setdefault(box, []).append(Why(f"{REASON}{one.key}", sentence, said))
    return {
        (place.question.id, place.member): _shown(
            desk, place, held, whole_numbers, typing, wrong=wrong, whys=whys
        )
        for place in (desk.places if places is None else places)
    }


def of_the_sheet(desk: Desk, typing: Typing) -> tuple[list[str], list[Why]]:
    """What is wrong, and what needs a reason, with the sheet as a whole."""
    wrong = [str(fault) for fault in desk.wrong if fault.question is None]
    whys = [
        Why(f"{REASON}{one.key}", str(one.fault), one.reason or typing.reasons.get(one.key, ""))
        for one in desk.rare
        if one.fault.question is None
    ]
    return wrong, whys


def name_of(desk: Desk, key: str, place: int) -> str:
    """What a member is called on the page: the name on the sheet, or the place."""
    name = desk.now.members[key].get("member_name")
    return name if isinstance(name, str) and name else f"Thành viên số {place}"


def _shown(
    desk: Desk,
    place: Place,
    held: Mapping[Box, Any],
    whole_numbers: bool,
    typing: Typing,
    *,
    wrong: Mapping[Box, list[str]],
    whys: Mapping[Box, list[Why]],
) -> Shown:
    box = (place.question.id, place.member)
    answer, offer = held.get(box), desk.offers.get(box)
    names = [q.text for q in map(desk.form.question, place.waits_for) if q is not None]
    value = typing.too_long.get(box) or as_typed(place.question, answer, whole_numbers=whole_numbers)
    return Shown(
        id=name_of_box(box),
        state=place.state.value,
        value=value,
        words=in_words(place.question, answer, whole_numbers=whole_numbers),
        ticked=frozenset(map(str, answer)) if isinstance(answer, list) else frozenset({value}),
        is_missing=place.missing,
        waits_for=", ".join(f"«{name}»" for name in names) if place.state is State.WAITING else "",
        offer=in_words(place.question, kept(offer.answer), whole_numbers=whole_numbers) if offer else "",
        source=offer.source if offer else "",
        take=_taken_at_once(place.question, kept(offer.answer), whole_numbers) if offer else "",
        wrong=wrong.get(box, ()),
        whys=whys.get(box, ()),
        clash=typing.clashes.get(box),
    )


def _taken_at_once(question: Question, answer: Any, whole_numbers: bool) -> str:
    """What the page itself may put into the box; empty for what it does not show whole, and several codes."""
    typed = as_typed(question, answer)
    is_whole = typed == as_typed(question, answer, whole_numbers=whole_numbers)
    return typed if is_whole and not question.several else ""


def _asked(form: Questionnaire, question: Question, number: str, is_looked_at: bool) -> Line:
    choices = choices_of(question)
    return Line(
        question,
        number,
        heading_of(question),
        _when(form, question),
        choices,
        len(choices) > RADIOS_AT_MOST,
        question.kind in (AnswerKind.NUMBER, AnswerKind.WHOLE, AnswerKind.MONEY) and question.unit != YEARS,
        is_looked_at,
    )


def _when(form: Questionnaire, question: Question) -> str:
    said = [f"chỉ hỏi khi {words_of(parsed(question.who), form)}"] if question.who else []
    said += [f"bỏ qua khi {words_of(parsed(question.skip), form)}"] if question.skip else []
    return "; ".join(said)


def _looked_at(form: Questionnaire) -> set[str]:
    """The questions whose answer may change at once what is said of the sheet: the server is asked then."""
    texts = [text for question in form.sheet for text in (question.who, question.skip) if text]
    texts += [check.holds for check in form.checks]
    named = {name for text in texts for name in questions_of(parsed(text))}
    named |= {jump.question for jump in form.jumps} | {"birth_month", "birth_day"}
    limited = {q.id for q in form.sheet if q.limits or q.plausible or q.digits or q.kind is AnswerKind.DATE}
    return named | limited
