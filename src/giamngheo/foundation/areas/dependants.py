"""Rows of other apps that belong to areas: found by their foreign keys, counted for a preview or an undo.

An app that wants to be shown under its own word, or only with what still holds on a day, says so once, in
the `ready` of its registration, by `name_dependant`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import models
from django.db.models import Count, ForeignKey, Q, QuerySet

from giamngheo.foundation.areas.models import Area

Holds = Callable[[date], Q]


@dataclass(frozen=True)
class _Named:
    label: str
    holds_on: Holds | None


_NAMED: Final[dict[str, _Named]] = {}
_HINDRANCES: Final[dict[str, Callable[[int], QuerySet[Any]]]] = {}


def name_dependant(model: str, label: str, holds_on: Holds | None = None) -> None:
    """Show rows of `model` («accounts.Holding») as `label`; in a preview only what `holds_on` the day."""
    _NAMED[model] = _Named(label, holds_on)


def name_hindrance(label: str, rows: Callable[[int], QuerySet[Any]]) -> None:
    """Let rows that rest on a batch (by its number) hinder its undoing, wherever they stand."""
    _HINDRANCES[label] = rows


def hindrances_of(batch_id: int) -> Iterator[tuple[str, int]]:
    """What hinders the undoing of a batch: label and count where there are any."""
    for label, rows in _HINDRANCES.items():
        if count := rows(batch_id).count():
            yield label, count


def counts_on(area_ids: QuerySet[Any, Any] | list[int], day: date) -> dict[str, dict[int, int]]:
    """By label, then by area: how many rows of other apps belong to these areas on this day."""
    found: dict[str, dict[int, int]] = {}
    for model, field in _pointing():
        named = _named(model)
        held = model._default_manager.filter(**{f"{field.name}__in": area_ids})
        if named.holds_on is not None:
            held = held.filter(named.holds_on(day))
        counted = dict(held.order_by().values_list(field.attname).annotate(count=Count("pk")))
        of_label = found.setdefault(named.label, {})
        for area_id, count in counted.items():
            of_label[area_id] = of_label.get(area_id, 0) + count
    return {label: counts for label, counts in found.items() if counts}


def rows_of_other_apps(areas: QuerySet[Area] | Any) -> Iterator[tuple[str, int]]:
    """All rows, of whatever day, that point to these areas: label and count where there are any."""
    ids = areas.values("pk")
    for model, field in _pointing():
        count = model._default_manager.filter(**{f"{field.name}__in": ids}).count()
        if count:
            yield _named(model).label, count


def _named(model: type[models.Model]) -> _Named:
    return _NAMED.get(model._meta.label) or _Named(str(model._meta.verbose_name_plural), None)


def _pointing() -> Iterator[tuple[type[models.Model], ForeignKey[Any, Any]]]:
    for relation in Area._meta.related_objects:
        model, field = relation.related_model, relation.field
        if isinstance(field, ForeignKey) and isinstance(model, type) and model._meta.app_label != "areas":
            yield model, field
