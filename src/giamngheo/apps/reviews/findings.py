"""What a check of honest numbers says: what was looked at, what was found, how much it says, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class HonestCheck(StrEnum):
    """What is looked at; the value is its name in addresses."""

    HEAPING = "don-nguong"
    SAME_ANSWERS = "tra-loi-giong"
    TARGET = "dung-chi-tieu"
    UNCHANGED = "thoat-khong-doi"
    IN_A_ROW = "khoa-lien-tiep"
    OWN_HOUSEHOLD = "ho-cua-minh"

    @property
    def label(self) -> str:
        """What screens call it."""
        return _LABELS[self]


_LABELS: Final[Mapping[HonestCheck, str]] = {
    HonestCheck.HEAPING: "Điểm dồn ngay tại ngưỡng",
    HonestCheck.SAME_ANSWERS: "Nhiều phiếu trả lời giống hệt nhau",
    HonestCheck.TARGET: "Số giảm đúng bằng chỉ tiêu",
    HonestCheck.UNCHANGED: "Thoát nghèo mà câu trả lời không đổi",
    HonestCheck.IN_A_ROW: "Nhiều phiếu khoá liền nhau",
    HonestCheck.OWN_HOUSEHOLD: "Rà soát hộ của chính mình",
}


class Weight(StrEnum):
    """How much a finding says."""

    LOOK = "look"
    KNOW = "know"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return {"look": "nên xem lại", "know": "để biết"}[self.value]


@dataclass(frozen=True)
class Reviewer:
    """Who sealed the sheets of a finding."""

    id: int | None
    name: str


@dataclass(frozen=True)
class Finding:
    """What was found: in words, about which households (numbers of entries) and whose sheets, what to do."""

    check: HonestCheck
    weight: Weight
    sentence: str
    remedy: str
    entries: tuple[int, ...] = ()
    area_id: int | None = None
    reviewer: Reviewer | None = None
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """A check with what it found; `note` says what was not looked at, and why."""

    check: HonestCheck
    findings: tuple[Finding, ...]
    note: str = ""
