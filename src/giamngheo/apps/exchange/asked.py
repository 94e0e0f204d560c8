"""What a person says of a list, and the word that it cannot be used so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from giamngheo.apps.exchange.models import UploadedList


class ListError(Exception):
    """A list cannot be used as asked; the message is for its owner, in Vietnamese, with reason and remedy.

    `about` is what the person can change: «file», «day» or «area_kind».
    """

    def __init__(self, message: str, about: str = "file") -> None:
        super().__init__(message)
        self.about = about


@dataclass(frozen=True)
class Said:
    """What the person says of a list besides its columns."""

    day: date
    area_kind: str = ""
    blank_is_no: bool = False
    region: str = ""  # of the loaded table of B1 points, where tables differ by region


def as_kept(said: Said, mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The words of the person as a list keeps them."""
    return {
        "day": said.day.isoformat(),
        "area_kind": said.area_kind,
        "blank_is_no": said.blank_is_no,
        "region": said.region,
        "mapping": dict(mapping),
    }


def said_of(uploaded: UploadedList) -> Said:
    """What the person said of a list that has been asked about."""
    asked = uploaded.asked
    return Said(date.fromisoformat(asked["day"]), asked["area_kind"], asked["blank_is_no"], asked["region"])
