"""The decision behind the classes of a list, asked for once; what is left empty stays unknown."""

from collections.abc import Mapping

from giamngheo.apps.exchange.models import Import
from giamngheo.foundation.text import parse_day
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import words_in

_LONGEST_NUMBER, _LONGEST = 60, 200
LEFT_POOR = {
    "near_poor": "thành hộ cận nghèo",
    "not_poor": "không còn là hộ nghèo, hộ cận nghèo",
}
"""What «thoát nghèo» alone may mean in a list."""


def decision_typed(typed: Mapping[str, str], one: Import, wrong: dict[str, str]) -> dict[str, str]:
    """What was typed of a decision as it is kept; what cannot be is told by field."""
    number, by = words_in(typed, "so", _LONGEST_NUMBER), words_in(typed, "co-quan", _LONGEST)
    day, since = (_day(typed, name, wrong) for name in ("ngay-quyet-dinh", "tu-ngay"))
    left_poor = typed.get("thoat-ngheo", "")
    if left_poor and left_poor not in LEFT_POOR:
        wrong["thoat-ngheo"] = "Chọn một trong hai, hoặc để trống nếu chưa rõ."
    all_open = one.counts.get("class_open") == one.counts.get("classes")
    if number and not day and not since and not wrong:
        wrong["ngay-quyet-dinh"] = "Chưa có ngày: gõ ngày ký hoặc ngày có hiệu lực của quyết định."
    if (by or since) and not (number or day) and all_open and not wrong:
        wrong["so"] = "Chưa có số và ngày ký: gõ ít nhất một trong hai."
    return {"number": number, "day": day, "by": by, "since": since, "left_poor": left_poor}


def _day(typed: Mapping[str, str], name: str, wrong: dict[str, str]) -> str:
    text = typed.get(name, "")[:20].strip()
    if not text:
        return ""
    try:
        day = parse_day(text)
    except ValueError as error:
        wrong[name] = str(error)
        return ""
    if day > today():
        wrong[name] = "Ngày này chưa tới: xem lại ngày trên quyết định."
    return day.isoformat()


def typed_before(one: Import) -> dict[str, str]:
    """What the form shows at first: what was said, else what the title of the list names."""
    said = one.decision
    if said:
        return {
            "so": said.get("number", ""),
            "ngay-quyet-dinh": _shown(said.get("day", "")),
            "co-quan": said.get("by", ""),
            "tu-ngay": _shown(said.get("since", "")),
            "thoat-ngheo": said.get("left_poor", ""),
        }
    title = one.counts.get("title") or {}
    return {
        "so": title.get("number", ""),
        "ngay-quyet-dinh": _shown(title.get("day", "")),
        "co-quan": title.get("by", ""),
    }


def _shown(day: str) -> str:
    try:
        return parse_day(day).strftime("%d/%m/%Y")
    except ValueError:
        return day
