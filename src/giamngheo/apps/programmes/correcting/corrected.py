"""One correction of one part of a plan: what was typed, what it makes of the plan, what is doubted then."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from giamngheo.apps.programmes.correcting.places import Places
from giamngheo.apps.programmes.plans.structure import Plan
from giamngheo.apps.programmes.plans.suspicions import suspicions
from giamngheo.apps.programmes.typed import Typed


@dataclass
class Corrected:
    """The plan after a form; `wrong` has a sentence for each field that cannot be so."""

    plan: Plan
    wrong: dict[str, str] = field(default_factory=dict)


class Correction:
    """A form about a part of a plan; `called` is how the part is called in a sentence."""

    def __init__(self, plan: Plan, typed: Mapping[str, str], called: str) -> None:
        self.plan, self.form, self.places, self._called = plan, Typed(typed), Places(plan), called

    def words(self, name: str, before: str | None, longest: int = 300) -> str | None:
        """Words in one line; what stood before where the form has no such field."""
        return self.form.words(name, longest) if name in self.form.typed else before

    def lines(self, name: str, before: Sequence[str]) -> list[str]:
        """Words line by line; what stood before where the form has no such field."""
        return list(self.form.lines(name)) if name in self.form.typed else list(before)

    def listed(self, name: str, before: Sequence[str]) -> list[str]:
        """Names with «;» between them; what stood before where the form has no such field."""
        return self.form.listed(name) if name in self.form.typed else list(before)

    def is_typed(self, row: str) -> bool:
        """Whether anything was typed or ticked in a further row."""
        typed = self.form.typed
        return any(said.strip() for name, said in typed.items() if name.startswith(f"{row}-"))

    def done(self, given: Collection[int] = (), **changed: Any) -> Corrected:
        """The plan with these parts; `given` are the beginnings of unread lines that were put into them."""
        after = msgspec.structs.replace(self.plan, **changed)
        unread = self.places.unread_in(after, self._called, given)
        after = msgspec.structs.replace(after, unread=unread)
        was_blank = after.number is None and any(one.code == "empty_number" for one in self.plan.warnings)
        told = suspicions(after, self.places.manuscript, has_blank_number=was_blank)
        return Corrected(msgspec.structs.replace(after, warnings=told), self.form.wrong)


def edition_of(plan: Plan, fields: Sequence[str]) -> str:
    """A mark of how these fields stand: a form that was filled in over others does not fit any more."""
    said = [msgspec.json.encode(getattr(plan, name)) for name in fields]
    return hashlib.sha256(b"\0".join(said)).hexdigest()[:16]
