"""How households are drawn to be visited again: by a seed that is shown, so that anybody gets the same ones.

1. Each village gets its part of the number, by its households with a sealed sheet: one each where the number
   reaches, the rest in proportion, what is left over to the greatest remainders.
2. In each village the households stand in the order of SHA-256 of «seed|code of the household» as hexadecimal
   text; the first ones are drawn.

Any program that reckons SHA-256 repeats it: nothing rests on the generator of one language.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from giamngheo.apps.reviews.models import Sample
from giamngheo.apps.reviews.models.entries import Entry

Frame = Mapping[int, Mapping[int, str]]
"""By village the households that may be drawn: number of the entry and code of the household."""


def place_in_draw(seed: str, code: str) -> str:
    """What a household is ordered by."""
    return sha256(f"{seed}|{code}".encode()).hexdigest()


def allocation(sizes: Mapping[int, int], number: int) -> dict[int, int]:
    """How many of `number` each village gives, by its households; never more than it has.

    ValueError where more are wanted than there are.
    """
    living = {village: size for village, size in sizes.items() if size > 0}
    if not 0 <= number <= sum(living.values()):
        raise ValueError("more households are wanted than there are")
    least = 1 if number >= len(living) else 0
    open_ones = {village: size - least for village, size in living.items()}
    rest, whole = number - least * len(living), sum(open_ones.values())
    given = {village: least + (rest * size // whole if whole else 0) for village, size in open_ones.items()}
    by_remainder = sorted(
        open_ones,
        key=lambda village: (
            -(rest * open_ones[village] % whole if whole else 0),
            -open_ones[village],
            village,
        ),
    )
    for village in by_remainder[: number - sum(given.values())]:
        given[village] += 1
    return {village: given.get(village, 0) for village in sizes}


def drawn(frame: Frame, seed: str, number: int) -> list[int]:
    """The entries that are drawn, village by village in the order of the draw."""
    parts = allocation({village: len(homes) for village, homes in frame.items()}, number)
    return [entry for village in sorted(frame) for entry in _in_order(frame[village], seed)[: parts[village]]]


def _in_order(homes: Mapping[int, str], seed: str) -> Sequence[int]:
    return sorted(homes, key=lambda entry: (place_in_draw(seed, homes[entry]), homes[entry]))


def frame_of(entries: Sequence[int]) -> dict[int, dict[int, str]]:
    """These entries as a frame; one question."""
    frame: dict[int, dict[int, str]] = {}
    rows = Entry.objects.filter(pk__in=entries).values_list("area_id", "pk", "household_code")
    for village, entry, code in rows:
        frame.setdefault(village, {})[entry] = code
    return frame


def drawn_again(sample: Sample) -> list[int]:
    """The entries that the kept frame and seed give now: those of the sample, or it was tampered with."""
    return drawn(frame_of(sample.frame), sample.seed, sample.number)
