"""Finds the kinds of activities: the product's own, then those an operator keeps under `GIAMNGHEO_LAW`."""

import os
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from giamngheo.law.library import LAW, code_list, read_packs
from giamngheo.law.vocabulary.activities import ActivityKind, ActivityPack, AssetKind, Field, Output


def packs_under(law: Path) -> dict[str, ActivityPack]:
    """Every pack of one law folder, by id; raises BrokenPackError."""
    return read_packs(law, "activities/*/kinds.yaml", ActivityPack, "gói hoạt động")


@lru_cache
def activity_packs() -> Mapping[str, ActivityPack]:
    """Every pack by id."""
    own = os.environ.get("GIAMNGHEO_LAW")
    return {**packs_under(LAW), **(packs_under(Path(own)) if own else {})}


@lru_cache
def activity_kinds() -> Mapping[str, ActivityKind]:
    """Every kind by id, also those of times that are over: activities of then are still shown."""
    return {kind.id: kind for pack in activity_packs().values() for kind in pack.kinds}


@lru_cache
def asset_kinds() -> Mapping[str, AssetKind]:
    """Every kind of equipment by id."""
    return {kind.id: kind for pack in activity_packs().values() for kind in pack.assets}


def packs_on(day: date) -> tuple[ActivityPack, ...]:
    """The packs whose kinds may be used for what begins on a day."""
    return tuple(pack for pack in activity_packs().values() if pack.holds(day))


def pack_of(kind: str) -> ActivityPack | None:
    """The pack that a kind stands in."""
    return next(
        (pack for pack in activity_packs().values() if any(one.id == kind for one in pack.kinds)), None
    )


def feeding(indicator: str) -> tuple[tuple[ActivityKind, Output], ...]:
    """The outputs, each with its kind, that are added up into an indicator (`law/results`)."""
    return tuple(
        (kind, output)
        for kind in activity_kinds().values()
        for output in kind.outputs
        if output.feeds == indicator
    )


def choices_of(field: Field) -> dict[str, str]:
    """What may be chosen in a field: word by code; empty where it is no choice."""
    if field.codes_from:
        return {one.id: one.name for one in code_list(field.codes_from).values()}
    return {one.id: one.name for one in field.codes}
