"""People of submissions who are on no sheet: into the register with the intake, and out again with it."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Intake
from giamngheo.apps.exchange.submissions.comparing import Compared
from giamngheo.apps.households.actions import About, RegisterError, record_arrival, undo_event
from giamngheo.apps.households.models import Event
from giamngheo.apps.surveys.actions import Gathered, SurveyError
from giamngheo.apps.surveys.actions.filling import with_people
from giamngheo.apps.surveys.content import Box, boxes, kept, put
from giamngheo.apps.surveys.forms import form_of
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.queries import people_differing
from giamngheo.apps.surveys.register import households_on
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.vocabulary.questionnaires import Asked


def with_added(
    compared: Compared, gathered: Gathered, source: str, actor: Actor
) -> tuple[Gathered, list[int]]:
    """Take people into the register whom their person chose to add, and onto the sheet; gives the events.

    One by one: each is a deed of the register of its own, with its line of the trail. Raises ListError.
    """
    if not compared.added:
        return gathered, []
    sheet = gathered.sheet
    about = About(sheet.day, f"có trong {source}, chưa có trong sổ", source=source)
    try:
        people = [record_arrival(sheet.household, who.said, about, actor) for who in compared.added]
        known = households_on([sheet.household_id], sheet.day).get(sheet.household_id)
        members = known.members if known else ()
        content = with_people(sheet, gathered.content, people_differing(gathered.content, members))
    except (RegisterError, SurveyError) as error:
        raise ListError(f"Chưa ghi gì. Hộ {sheet.household_code}: {error}") from error
    form, held = form_of(sheet), boxes(content)
    told: dict[Box, Any] = {
        (name, str(person.pk)): value
        for who, person in zip(compared.added, people, strict=True)
        for name, answer in who.person.answers.items()
        if (value := kept(answer)) is not None
        and (question := form.question(name)) is not None
        and question.of is Asked.MEMBER
        and (name, str(person.pk)) not in held
    }
    events = [person.recorded_by_id for person in people]
    return replace(gathered, content=put(content, told)), events


def undo_arrivals(
    one: Intake, source: str, reason: str, actor: Actor
) -> tuple[list[FilledSheet], dict[int, str]]:
    """Take out of the register again who was added; the sheets that they leave, and those that stay, by code.

    A sealed sheet keeps them. One on which the register was written since stays whole. Raises ListError.
    """
    gone: list[FilledSheet] = []
    staying: dict[int, str] = {}
    rows = one.taken.exclude(arrivals=[]).filter(sheet__state=SheetState.DRAFT).select_related("sheet")
    for row in rows.order_by("sheet_id"):
        if not (
            actor.id is None or may(actor.id, Permission.KEEP_HOUSEHOLDS, row.area_id, timezone.localdate())
        ):
            raise ListError(
                "Lần nhận này đã thêm người vào sổ hộ. Cách xử lý: người được ghi sổ hộ ở địa bàn hoàn tác."
            )
        try:
            with transaction.atomic():
                for event in Event.objects.filter(pk__in=row.arrivals).order_by("-pk"):
                    undo_event(event, About(timezone.localdate(), reason, source=source), actor)
        except RegisterError:
            staying[row.sheet_id] = row.sheet.household_code
        else:
            gone.append(row.sheet)
    return gone, staying
