"""Filters of a list as they live in the address, and as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from giamngheo.web.components.numbers import number
from giamngheo.web.components.shown import CLASSES

ADDRESS_OF_CLASS = {
    "poor": "ho-ngheo",
    "near_poor": "ho-can-ngheo",
    "average_living_standard": "muc-song-trung-binh",
    "not_poor": "ho-khong-ngheo",
    "unknown": "chua-xac-dinh",
}
_CLASS_AT = {address: name for name, address in ADDRESS_OF_CLASS.items()}
WITHOUT_VILLAGE = "~"
LONGEST_WORDS = 100


@dataclass(frozen=True)
class Filtering:
    """What is asked for; what the address holds beyond it is ignored."""

    household_class: str = ""
    village: str | None = None
    only_faulty: bool = False
    words: str = ""
    sheet: str = ""

    @property
    def is_any(self) -> bool:
        """Whether anything is filtered at all."""
        return bool(
            self.household_class
            or self.village is not None
            or self.sheet
            or self.only_faulty
            or self.words.strip()
        )

    @property
    def query(self) -> str:
        """The address behind «?»."""
        said = {
            "loai": ADDRESS_OF_CLASS.get(self.household_class, ""),
            "trang": self.sheet,
            "thon": WITHOUT_VILLAGE if self.village == "" else (self.village or ""),
            "can-sua": "1" if self.only_faulty else "",
            "tim": self.words,
        }
        return urlencode({name: value for name, value in said.items() if value})

    def sentence(self, count: int, total: int) -> str:
        """«58 hộ nghèo ở Thôn Đông, có ô phải sửa»."""
        if not self.is_any:
            return f"Tất cả {number(total)} hộ của danh sách"
        shown = CLASSES.get(self.household_class)
        kind = "hộ"
        if shown is not None:
            kind = "hộ chưa xác định" if self.household_class == "unknown" else shown.name.lower()
        parts = [f"{number(count)} {kind}"]
        if self.village is not None:
            parts.append(f"ở {self.village}" if self.village else "không ghi thôn")
        if self.sheet:
            parts.append(f"thuộc trang «{self.sheet}»")
        if self.only_faulty:
            parts.append("có ô phải sửa")
        if self.words.strip():
            parts.append(f"có «{self.words.strip()}» trong tên chủ hộ hoặc mã hộ")
        return f"{parts[0]} {', '.join(parts[1:])}".strip() + f" (trong {number(total)} hộ)"


def filtering(address: Mapping[str, str]) -> Filtering:
    """Read the filters of an address."""
    village = address.get("thon", "")
    return Filtering(
        _CLASS_AT.get(address.get("loai", ""), ""),
        {"": None, WITHOUT_VILLAGE: ""}.get(village, village),
        address.get("can-sua") == "1",
        address.get("tim", "")[:LONGEST_WORDS],
        address.get("trang", "")[:LONGEST_WORDS],
    )


def row_in(address: Mapping[str, str], name: str) -> int | None:
    """The key of a household (or a place in the list of faults) in an address, None where there is none."""
    text = address.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None
