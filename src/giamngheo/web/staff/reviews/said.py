"""What happened in a village, in words."""

from datetime import date

from giamngheo.apps.reviews.models import Happening
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole


def particulars(one: Happening) -> str:
    """All that a row tells beside its name and day: «40 người dự, tại nhà văn hoá, chủ trì …»."""
    said = one.said
    parts = [
        f"{whole(len(one.about))} hộ" if one.about else "",
        f"{whole(one.attending)} người dự" if one.attending is not None else "",
        f"trong {whole(one.invited)} người được mời" if one.invited is not None else "",
        "tại " + "; ".join(said["places"]) if said.get("places") else "",
        f"tại {said['place']}" if said.get("place") else "",
        f"chủ trì {said['chair']}" if said.get("chair") else "",
        f"thư ký {said['secretary']}" if said.get("secretary") else "",
        f"người niêm yết {said['by']}" if said.get("by") else "",
        f"số {said['number']}" if said.get("number") else "",
        said.get("applicant", ""),
        said.get("paper", ""),
        f"nhận {day_text(date.fromisoformat(said['received_on']))}" if said.get("received_on") else "",
        one.objection.code if one.objection else "",
        said.get("answer", "") or said.get("words", ""),
        said.get("note", ""),
        f"ý kiến: {said['opinions']}" if said.get("opinions") else "",
    ]
    return ", ".join(part for part in parts if part)
