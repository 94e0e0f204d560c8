"""What the occasions of our sheets are called: by the round whose key they are."""

from collections.abc import Collection
from typing import Final

from giamngheo.apps.reviews.models import Round
from giamngheo.apps.surveys.states import AGAIN

_BEGINNING: Final = "ra-soat-"


def names_of_rounds(occasions: Collection[str]) -> dict[str, str]:
    """The names of those of these keys that are of rounds in reach, also of second visits. One question."""
    first = {one: one.removesuffix(AGAIN).removeprefix(_BEGINNING) for one in occasions}
    numbers = {
        int(number)
        for one, number in first.items()
        if one.startswith(_BEGINNING) and number.isascii() and number.isdigit() and len(number) < 19
    }
    known = {one.occasion: one.name for one in Round.objects.filter(pk__in=numbers)}
    again = {f"{key}{AGAIN}": f"{name} (phúc tra mẫu)" for key, name in known.items()}
    return {key: name for key, name in {**known, **again}.items() if key in first}
