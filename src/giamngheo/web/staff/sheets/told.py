"""What the page's script is told after each answer: what is asked, wrong, rare, missing, kept now."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import get_template

from giamngheo.apps.reviews.point_tables import reckoned_on
from giamngheo.apps.surveys.actions import StaleError, SurveyError
from giamngheo.apps.surveys.content import Box, boxes, members_of, same
from giamngheo.apps.surveys.desk import Desk, desk_of
from giamngheo.apps.surveys.states import SheetState
from giamngheo.web.staff.sheets.boxes import Typing, of_the_sheet, shown_boxes, spoken_of
from giamngheo.web.staff.sheets.laid_out import notes_of
from giamngheo.web.staff.sheets.reaching import Reached, has_points
from giamngheo.web.staff.sheets.saving import Sent, kept_on_the_way, saved
from giamngheo.web.staff.sheets.typed import name_of_box


def looked(reached: Reached, sent: Sent) -> JsonResponse:
    """What would be asked, wrong and missing with what was typed; nothing is written."""
    desk, typing = kept_on_the_way(reached, sent, None)
    return JsonResponse({"version": sent.seen, **_state(reached, desk, typing)})


def told_saved(request: HttpRequest, reached: Reached, sent: Sent) -> JsonResponse:
    """Keep what was typed, and tell what changed; a refusal is told, with both answers where two wrote."""
    before = reached.sheet.state
    try:
        version = saved(request, reached, sent)
    except SurveyError as error:
        reached.sheet.refresh_from_db()
        desk, typing = kept_on_the_way(reached, sent, error)
        told = {
            "version": desk.version.number,
            "error": str(error),
            "clashes": _kept_in(reached, desk_of(reached.sheet), list(typing.clashes)),
            "reload": reached.sheet.state != SheetState.DRAFT or before != reached.sheet.state,
            "values": _written_by_others(reached, sent, desk),
            **_state(reached, desk, typing),
        }
        return JsonResponse(told, status=409 if isinstance(error, StaleError) else 422)
    desk = desk_of(version.sheet, version=version)
    told = {
        "version": desk.version.number,
        "values": _written_by_others(reached, sent, desk),
        **_state(reached, desk, Typing()),
    }
    return JsonResponse(told)


def _state(reached: Reached, desk: Desk, typing: Typing) -> dict[str, Any]:
    macros = get_template("staff/sheets/box.html").template.module  # type: ignore[attr-defined]  # Jinja2's own
    wrong, whys = of_the_sheet(desk, typing)
    points = reckoned_on(desk.sheet, desk.form, desk.now) if has_points(desk.sheet) else None
    wanting = [
        (name_of_box(one.box) if one.box else "ca-phieu", one.lack.value, one.sentence)
        for one in desk.wanting
    ]
    shown = shown_boxes(desk, reached.whole_numbers, typing, spoken_of(desk, typing))
    takes = desk.sheet.state == SheetState.DRAFT
    notes = {one.id: notes_of(one, takes=takes) for one in shown.values()}
    return {
        "boxes": {
            name: [place.state.value, place.missing, notes.get(name, "")]
            for place in desk.places
            for name in (name_of_box((place.question.id, place.member)),)
        },
        "whole": str(macros.of_all(wrong, whys)),
        "wanting": str(macros.to_do(wanting, desk.whole)),
        "count": len(wanting),
        "points": str(macros.points(points)).strip(),
        "members": members_of(desk.content),
    }


def _written_by_others(reached: Reached, sent: Sent, desk: Desk) -> dict[str, Any]:
    """What stands now in boxes that differ from what the page shows and were not typed in it."""
    seen = sent.on_screen
    if seen is None or (seen.number == desk.version.number):
        return {}
    before, now = boxes(seen.answers), boxes(desk.version.answers)
    differing = [
        box
        for box in dict.fromkeys((*before, *now))
        if not same(before.get(box), now.get(box)) and box not in sent.typed.answers
    ]
    return _kept_in(reached, desk, differing)


def _kept_in(reached: Reached, desk: Desk, places: Sequence[Box]) -> dict[str, Any]:
    """What stands in these boxes, as the page holds it: text, or several codes."""
    wanted = set(places)
    theirs = [place for place in desk.places if (place.question.id, place.member) in wanted]
    shown = shown_boxes(desk, reached.whole_numbers, Typing(), theirs)
    return {
        shown[box].id: sorted(shown[box].ticked - {""})
        if (question := desk.form.question(box[0])) is not None and question.several
        else shown[box].value
        for box in places
        if box in shown
    }
