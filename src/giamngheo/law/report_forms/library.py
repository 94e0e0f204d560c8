"""Finds and reads the places of forms that circulars name."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from giamngheo.law.library import LAW, read_packs
from giamngheo.law.vocabulary.report_forms import FormSlot, FormSlots


def slots_under(law: Path) -> dict[str, FormSlots]:
    """The places of forms of one law folder by instrument.

    Raises:
        BrokenPackError: where a file does not read, or stands in a folder of another name.
    """
    return read_packs(law, "report_forms/*/report_forms.yaml", FormSlots, "chỗ của biểu")


@lru_cache
def form_slots() -> Mapping[str, FormSlot]:
    """Every place by id, in the order of its instrument."""
    return {slot.id: slot for found in slots_under(LAW).values() for slot in found.slots}
