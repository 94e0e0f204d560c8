"""A sheet as it lies on the desk of who fills it in: all that is shown of it, asked for once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from giamngheo.apps.surveys import register
from giamngheo.apps.surveys.checks import Reasons, Wanting, explained, findings_of, key_of, wanting
from giamngheo.apps.surveys.content import Box, put
from giamngheo.apps.surveys.forms import form_of, read
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.queries import (
    Offer,
    PeopleChanged,
    offers_for,
    people_differing,
    told_before,
    version_of,
)
from giamngheo.law.questionnaires.asking import Completeness, Place
from giamngheo.law.questionnaires.checking import Fault
from giamngheo.law.questionnaires.sheets import Sheet
from giamngheo.law.vocabulary.questionnaires import Questionnaire


@dataclass(frozen=True)
class Explained:
    """What stands with a reason only: under which key, what is rare about it, the reason given so far."""

    key: str
    fault: Fault
    reason: str


@dataclass(frozen=True)
class Desk:
    """A sheet with what was typed on top of its last version.

    `content` is what it says, `places` its boxes in the order in which they are asked, `offers` what may be
    taken over into which, `wrong` what must be mended, `rare` what needs a reason, `wanting` all that is to
    be done before sealing, `people` who of the register is not on it and the reverse.
    """

    sheet: FilledSheet
    form: Questionnaire
    version: SheetVersion
    content: Mapping[str, Any]
    now: Sheet
    places: list[Place]
    whole: Completeness
    offers: Mapping[Box, Offer]
    wrong: list[Fault]
    rare: list[Explained]
    wanting: list[Wanting]
    people: PeopleChanged


def desk_of(
    sheet: FilledSheet,
    typed: Mapping[Box, Any] | None = None,
    reasons: Reasons | None = None,
    *,
    version: SheetVersion | None = None,
) -> Desk:
    """Look at a sheet, with these answers, as they would be kept, in their boxes; nothing is written.

    Three or four questions of the database, whatever the size of the household; one less where its last
    `version` is known. KeyError for a box of nobody.
    """
    form, version = form_of(sheet), version or version_of(sheet)
    content = put(version.answers, typed) if typed else version.answers
    now = read(form, content)
    given = {**version.reasons, **(reasons or {})}
    before = told_before(sheet)
    last = before[1] if before is not None else None
    known = register.members_on(sheet.household_id, sheet.day)
    found = findings_of(form, now, last)
    rare = [
        Explained(
            key_of(fault), fault, given[key_of(fault)]["reason"] if explained(fault, now, given) else ""
        )
        for fault in found.to_explain
    ]
    return Desk(
        sheet=sheet,
        form=form,
        version=version,
        content=content,
        now=now,
        places=found.places,
        whole=found.whole,
        offers={offer.box: offer for offer in offers_for(form, now, before, known, found.places)},
        wrong=found.wrong,
        rare=rare,
        wanting=wanting(found, given),
        people=people_differing(content, known),
    )
