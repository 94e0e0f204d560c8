"""What the occasions of our sheets are called: by the round whose key they are."""

from collections.abc import Collection
from typing import Final

from giamngheo.apps.reviews.models import Round
from giamngheo.apps.surveys.states import AGAIN

_BEGINNING: Final = "ra-soat-"


def number_of_round(occasion: str) -> int | None:
    """The number of the round whose key an occasion is, also of its second visits; None for another."""
    number = occasion.removesuffix(AGAIN).removeprefix(_BEGINNING)
    is_ours = occasion.startswith(_BEGINNING) and number.isascii() and number.isdigit() and len(number) < 19
    return int(number) if is_ours else None


def names_of_rounds(occasions: Collection[str]) -> dict[str, str]:
    """The names of those of these keys that are of rounds in reach, also of second visits. One question."""
    numbers = {number for one in occasions if (number := number_of_round(one)) is not None}
    known = {one.occasion: one.name for one in Round.objects.filter(pk__in=numbers)}
    again = {f"{key}{AGAIN}": f"{name} (phúc tra mẫu)" for key, name in known.items()}
    return {key: name for key, name in {**known, **again}.items() if key in occasions}
