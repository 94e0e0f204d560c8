"""What the occasions of our sheets are called: by the round whose key they are."""

from collections.abc import Collection
from typing import Final

from giamngheo.apps.reviews.models import Round

_BEGINNING: Final = "ra-soat-"


def names_of_rounds(occasions: Collection[str]) -> dict[str, str]:
    """The names of those of these keys that are of rounds in reach. One question."""
    numbers = [one.removeprefix(_BEGINNING) for one in occasions if one.startswith(_BEGINNING)]
    known = Round.objects.filter(pk__in=[int(one) for one in numbers if one.isascii() and one.isdigit()])
    return {one.occasion: one.name for one in known}
