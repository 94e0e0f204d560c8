"""One colour and one icon for each class of household, one icon for each flag; never colour alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """How a class is written: its legal name, the ending of its style, its icon."""

    name: str
    style: str
    icon: str


CLASSES = {
    "poor": Shown("Hộ nghèo", "poor", "alert-triangle"),
    "near_poor": Shown("Hộ cận nghèo", "near-poor", "alert-circle"),
    "average_living_standard": Shown("Hộ có mức sống trung bình", "average", "equal"),
    "not_poor": Shown("Hộ không nghèo", "not-poor", "circle-check"),
    "unknown": Shown("Chưa xác định", "unknown", "help-circle"),
}

FLAG_ICONS = {
    "ethnic_minority": "friends",
    "merit": "award",
    "disability": "disabled",
    "child": "mood-kid",
    "woman_head": "woman",
    "no_working_capacity": "bed",
}
