"""A plan of a unit, handed in and read."""

from pathlib import Path

from giamngheo.apps.programmes.actions import hand_in
from giamngheo.apps.programmes.models import PlanFile
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import SYSTEM, Actor

PLAN = Path(__file__).parent / "plans" / "heldout" / "phuong-tan-an.md"
OFFICER = Actor(7, "Cán Bộ Mẫu")


def handed_in(area: Area, actor: Actor = SYSTEM, text: str | None = None) -> PlanFile:
    """A plan that waits to be looked through."""
    content = PLAN.read_bytes() if text is None else text.encode()
    return hand_in(area, content, PLAN.name, actor)
