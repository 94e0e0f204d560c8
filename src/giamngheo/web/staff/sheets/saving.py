"""What was sent with a sheet, saved as a draft; and what a refusal leaves on the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from giamngheo.apps.surveys.actions import StaleError, SurveyError, give_reason, save_draft
from giamngheo.apps.surveys.content import Box, boxes, members_of, same
from giamngheo.apps.surveys.desk import Desk, desk_of
from giamngheo.apps.surveys.forms import form_of
from giamngheo.apps.surveys.models import SheetVersion
from giamngheo.apps.surveys.queries import numbered, version_of
from giamngheo.law.questionnaires.sheets import Answer
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.numbers import moment
from giamngheo.web.staff.sheets.boxes import Clash, Typing
from giamngheo.web.staff.sheets.reaching import Reached
from giamngheo.web.staff.sheets.typed import Typed, box_named, read_typed
from giamngheo.web.staff.sheets.words import in_words


@dataclass(frozen=True)
class Sent:
    """What a form of a sheet sent: the version it showed, what was typed, which offer is taken.

    `on_screen` is that version, None where there is none. `drop` is a box whose typed answer gives way to the
    one that is kept; `why` is the reason of a correction.
    """

    seen: int
    on_screen: SheetVersion | None
    typed: Typed
    take: Box | None
    drop: Box | None
    why: str
    with_people: bool


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's script asks, and not a person by a button."""
    return request.headers.get("Accept", "") == "application/json"


def sent_in(request: HttpRequest, reached: Reached) -> Sent:
    """Read what was sent."""
    post = request.POST
    seen = number_in(post, "ban") or 0
    seen = seen if seen < 2**31 else 0
    on_screen = reached.last if seen == reached.last.number else numbered(reached.sheet, seen)
    content = (on_screen or reached.last).answers
    typed = read_typed(form_of(reached.sheet), post, content, whole_numbers=reached.whole_numbers)
    drop = box_named(post.get("bo", ""))
    if drop is not None:
        typed.answers.pop(drop, None)
        typed.shown.pop(drop, None)
    return Sent(
        seen,
        on_screen,
        typed,
        box_named(post.get("lay", "")),
        drop,
        post.get("vi-sao", ""),
        post.get("theo-so") == "1",
    )


def saved(request: HttpRequest, reached: Reached, sent: Sent) -> SheetVersion:
    """Keep what was typed and what is taken over, then the reasons of what is still rare.

    Raises SurveyError; answers that were kept stay kept where a reason is refused.
    """
    actor, sheet, by_itself = actor_of(request), reached.sheet, wants_json(request)
    answers = {**sent.typed.answers, **_taken(reached, sent)}
    version = save_draft(sheet, answers, sent.seen, actor, by_itself=by_itself, on_screen=sent.on_screen)
    if any(said.strip() for said in sent.typed.reasons.values()):
        sheet.refresh_from_db()
        asked = {one.key: one.reason for one in desk_of(sheet).rare}
        given = {
            key: said
            for key, said in sent.typed.reasons.items()
            if said.strip() and key in asked and " ".join(said.split()) != asked[key]
        }
        if given:
            version = give_reason(sheet, given, actor, by_itself=by_itself)
    return version


def kept_on_the_way(reached: Reached, sent: Sent, error: SurveyError | None) -> tuple[Desk, Typing]:
    """The sheet as it is kept now with what was typed in its boxes; where two wrote, both answers."""
    last = version_of(reached.sheet)
    members = members_of(last.answers)
    typed = {box: held for box, held in sent.typed.shown.items() if box[1] is None or box[1] in members}
    desk = desk_of(reached.sheet, typed)
    clashing = error.boxes if isinstance(error, StaleError) else []
    held = boxes(last.answers)
    clashes = {
        box: Clash(
            f"{last.author_name} ghi lúc {moment(last.written_at)}",
            _said(reached, desk, box, held.get(box)),
            _said(reached, desk, box, typed.get(box)),
        )
        for box in clashing
        if not same(held.get(box), typed.get(box))
    }
    return desk, Typing(sent.typed.reasons, sent.typed.too_long, clashes)


def _said(reached: Reached, desk: Desk, box: Box, answer: Any) -> str:
    return in_words(desk.form.question(box[0]), answer, whole_numbers=reached.whole_numbers)


def _taken(reached: Reached, sent: Sent) -> Mapping[Box, Answer]:
    """The offered answer that is taken, where it is still offered."""
    if sent.take is None:
        return {}
    offer = desk_of(reached.sheet, sent.typed.shown).offers.get(sent.take)
    return {} if offer is None else {sent.take: offer.answer}
