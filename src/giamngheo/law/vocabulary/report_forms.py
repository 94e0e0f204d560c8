"""Words of forms that a circular names and whose text was not found: their place is kept, no layout."""

import msgspec

from giamngheo.law.vocabulary.texts import Certain, Clause


class FormSlot(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The place of a form: its name, where it stands, what it is for; rows and columns come with a file."""

    id: str
    name: str
    clause: Clause
    purpose: str


class FormSlots(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The places of the forms of one instrument, in its order."""

    id: str
    slots: tuple[FormSlot, ...]
