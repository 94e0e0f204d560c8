"""The intakes that who asks may see, fifty a page; occasions and units that a file may be of."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest

from giamngheo.apps.exchange.models import Intake
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.occasions import names_of as occasion_names
from giamngheo.apps.surveys.states import AGAIN
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where, reached
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.questionnaires.library import questionnaires
from giamngheo.web.components.acting_person import person_of, today

ON_A_PAGE: Final = 50
_MOST_OCCASIONS: Final = 50
_MOST_UNITS: Final = 200
_BETWEEN: Final = ":"


@dataclass(frozen=True)
class Page:
    """Fifty intakes, newest first, of `total`; `next` is after which one the next page begins."""

    rows: list[Intake]
    total: int
    next: uuid.UUID | None
    is_first: bool


def own_intakes(request: HttpRequest) -> QuerySet[Intake]:
    """The intakes that who asks sent where they fill in sheets, and all where they lead reviews."""
    who, day = person_of(request), today()
    mine = reached(who, Permission.FILL_SHEETS, day) & Q(owner_id=who)
    return Intake.objects.filter(mine | reached(who, Permission.LEAD_REVIEWS, day))


def page_of_intakes(request: HttpRequest) -> Page:
    """The page that the address names, else the first."""
    own = own_intakes(request)
    last = _key_in(request.GET, "sau")
    mark = own.filter(pk=last).first() if last is not None else None
    rows = own.order_by("-created_at", "-pk")
    if mark is not None:
        older = Q(created_at__lt=mark.created_at) | Q(created_at=mark.created_at, pk__lt=mark.pk)
        rows = rows.filter(older)
    found = list(rows[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    return Page(shown, own.count(), shown[-1].pk if len(found) > ON_A_PAGE else None, mark is None)


def occasions_to_choose(request: HttpRequest) -> list[tuple[str, str]]:
    """The occasions with sheets where who asks fills in sheets, the newest first: word of the form, name.

    One that asks two forms is there twice. Second sheets answer for themselves and are not gathered.
    """
    within = reached(person_of(request), Permission.FILL_SHEETS, today())
    rows = FilledSheet.objects.filter(within).exclude(occasion__endswith=AGAIN)
    keys = list(
        rows.values_list("occasion", "form").annotate(last=Max("pk")).order_by("-last")[:_MOST_OCCASIONS]
    )
    names = occasion_names([occasion for occasion, _, _ in keys])
    forms = questionnaires()
    return [
        (f"{form}{_BETWEEN}{occasion}", f"{names[occasion]} – {forms[form].paper or forms[form].name}")
        for occasion, form, _ in keys
        if form in forms
    ]


def occasion_chosen(word: str, known: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The occasion and the form of a word that was offered."""
    if word not in {one for one, _ in known}:
        return None
    form, _, occasion = word.partition(_BETWEEN)
    return occasion, form


def units_to_choose(request: HttpRequest) -> list[tuple[int, str]]:
    """Communes, then villages, in which who asks fills in sheets: a file is of one of them."""
    mine = areas_where(person_of(request), Permission.FILL_SHEETS, today())
    living = Version.objects.filter(
        area_id__in=mine, tier__in=(Tier.COMMUNE, Tier.VILLAGE), valid__contains=today()
    )
    ids = list(living.order_by("tier", "sort_key").values_list("area_id", flat=True)[:_MOST_UNITS])
    names = names_of(ids, today())
    return [(area_id, names.get(area_id, "–")) for area_id in ids]


def _key_in(address: Mapping[str, str], name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(address.get(name, ""))
    except ValueError:
        return None
