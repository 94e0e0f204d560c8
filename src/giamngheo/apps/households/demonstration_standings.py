"""Made-up decisions, causes, needs and notes for the demonstration."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Final

from giamngheo.apps.households.actions import (
    About,
    CauseSaid,
    Decision,
    Recognised,
    add_need,
    note_household,
    recognise,
    set_causes,
)
from giamngheo.apps.households.circumstances import OTHER, causes, deprivations_of, needs
from giamngheo.apps.households.models import Household
from giamngheo.foundation.audit.actions import SYSTEM
from giamngheo.law.library import rules_for

_DAYS: Final = (date(2023, 12, 15), date(2024, 12, 13), date(2025, 12, 12))
_PATHS: Final = (
    ("poor", "poor", "poor"),
    ("", "poor", "near_poor"),
    ("near_poor", "near_poor", "not_poor"),
    ("poor", "not_poor", "poor"),
    ("", "", "near_poor"),
    ("", "", "poor"),
    ("near_poor", "near_poor", "near_poor"),
    ("poor", "near_poor", "average_living_standard"),
)
_SEEN: Final = (
    "Nhà mái tôn, mùa mưa dột ở gian bếp.",
    "Chủ hộ đi làm xa, ở nhà có bà và hai cháu.",
    "Hộ muốn vay vốn để nuôi thêm bò.",
    "Nước giếng có phèn, đang xin nước sạch của bản.",
)


def decide(homes: Sequence[Household], source: str, draw: Random) -> None:
    """Let some of these households stand on the lists of three years; say of them why and what they need."""
    chosen = draw.sample(list(homes), min(len(homes), len(_PATHS)))
    paths = dict(zip((one.pk for one in chosen), _PATHS, strict=False))
    for place, day in enumerate(_DAYS):
        rows = [
            Recognised(number, path[place], _lacking(path[place], day, draw))
            for number, path in paths.items()
            if path[place]
        ]
        paper = Decision("QĐ trình diễn", day, "Chủ tịch UBND (trình diễn)", day.year + 1)
        recognise(rows, paper, About(day, "Trình diễn", paper.number, source), SYSTEM)
    about = About(_DAYS[-1], "Trình diễn", source=source)
    known, asked = [code for code in causes() if code != OTHER], [code for code in needs() if code != OTHER]
    for one in chosen:
        if paths[one.pk][-1] in {"poor", "near_poor"}:
            set_causes(
                one, [CauseSaid(code) for code in draw.sample(known, draw.randint(1, 3))], about, SYSTEM
            )
            add_need(one, draw.choice(asked), "", about, SYSTEM)
    for one in chosen[:3]:
        day = date(2026, draw.randint(1, 9), 20)
        note_household(
            one,
            draw.choice(_SEEN),
            About(day, source=source),
            SYSTEM,
            by_whom="Trưởng thôn (trình diễn)",
            is_visit=draw.random() < 0.7,
        )


def _lacking(name: str, day: date, draw: Random) -> list[str]:
    """As many deprivations as the class asks for: the poor at least as many as the cut-off, others fewer."""
    rules = rules_for(day)
    least = rules.cutoff // rules.weight
    count = draw.randint(least, least + 2) if name == "poor" else draw.randint(0, least - 1)
    return draw.sample([one.id for one in deprivations_of(day)], count)
