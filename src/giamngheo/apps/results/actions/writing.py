"""What deeds on targets and figures share: words that are kept, and the refusal."""

from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.results.words import in_words
from giamngheo.law.vocabulary.frameworks import Indicator
from giamngheo.law.vocabulary.targets import Target


class ResultsError(Exception):
    """Refused; says in Vietnamese why and what to do. `wrong` has a sentence for each field of the form."""

    def __init__(self, message: str, about: str = "", wrong: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.wrong = wrong or {about: message}


def plain_words(text: str, what: str, *, about: str, longest: int, needed: bool = True) -> str:
    """Words as they are kept; refused where they are missing or too long."""
    said = " ".join(text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8").split())
    if needed and not said:
        raise ResultsError(f"Chưa ghi {what}. Cách xử lý: ghi {what} rồi lưu lại.", about)
    if len(said) > longest:
        raise ResultsError(f"{what.capitalize()} dài hơn {longest} chữ. Cách xử lý: ghi ngắn lại.", about)
    return said


def line_of(area_id: int, target: Target, indicator: Indicator) -> str:
    """How the trail calls a target: «Số hộ nghèo: giảm 71 hộ (xã Mẫu, 01/01/2026 đến 31/12/2026)»."""
    place = names_of([area_id], target.first).get(area_id, "địa bàn đã đổi")
    days = f"{target.first:%d/%m/%Y} đến {target.last:%d/%m/%Y}"
    return f"{indicator.name}: {in_words(target, indicator)} ({place}, {days})"
