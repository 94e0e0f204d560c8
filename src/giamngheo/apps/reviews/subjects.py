"""Who of a household on a list is found out about: the household, or the workers of it who ask."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db.models import Count, F, QuerySet

from giamngheo.apps.reviews.folding import outcome_of
from giamngheo.apps.reviews.models import Application, Entry, Round
from giamngheo.foundation.prepared_queries import Asked, OneOfFew, PreparedQuery
from giamngheo.law.vocabulary.procedures import Subject

COUNTED: Final = {Subject.HOUSEHOLD: "hộ", Subject.WORKER: "người"}
"""What subjects are counted in."""
_STANDING: Final = PreparedQuery(
    lambda: (
        Application.objects.standing()
        .filter(OneOfFew(F("entry_id"), Asked("entries")))
        .select_related("person")
        .order_by("received_on", "pk")
    )
)
Posted = tuple[str, int | None, str]
"""A name, the members of a household (None: a person), the result."""


def applications_of(entries: Sequence[Entry]) -> Mapping[int, list[Application]]:
    """The applications that stand of each of these, one a person, in the order they came. One question."""
    return applications_in([one.pk for one in entries])


def applications_in(entries: Sequence[int]) -> Mapping[int, list[Application]]:
    """As `applications_of`, of entries by their numbers."""
    found: dict[int, dict[int | None, Application]] = {}
    for one in _STANDING.rows(entries=entries) if entries else ():
        found.setdefault(one.entry_id, {}).setdefault(one.person_id, one)
    return {entry: list(asked.values()) for entry, asked in found.items()}


def workers_in(entries: QuerySet[Entry]) -> dict[int, int]:
    """How many workers ask in these entries, by the number of their case. One question."""
    rows = Application.objects.standing().filter(entry__in=entries, person__isnull=False)
    return dict(rows.order_by().values_list("entry__case_id").annotate(Count("person", distinct=True)))


def rows_to_post(one: Round, entries: Sequence[Entry]) -> list[Posted]:
    """Who is told in public, in the order of the list: heads of households, or workers who ask."""
    if outcome_of(one).subject is Subject.HOUSEHOLD:
        return [(each.head_name, each.household.members, each.proposed_class) for each in entries]
    asked = applications_of(entries)
    return [
        (told.person_name, None, each.proposed_class) for each in entries for told in asked.get(each.pk, ())
    ]
