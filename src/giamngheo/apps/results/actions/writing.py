"""What deeds on targets and figures share: how the trail calls a target, and the refusal."""

from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.refused import RefusedError
from giamngheo.law.results.words import in_words
from giamngheo.law.vocabulary.frameworks import Indicator
from giamngheo.law.vocabulary.targets import Target


class ResultsError(RefusedError):
    """A deed on targets or figures is refused."""


def line_of(area_id: int, target: Target, indicator: Indicator) -> str:
    """How the trail calls a target: «Số hộ nghèo: giảm 71 hộ (xã Mẫu, 01/01/2026 đến 31/12/2026)»."""
    place = names_of([area_id], target.first).get(area_id, "địa bàn đã đổi")
    days = f"{target.first:%d/%m/%Y} đến {target.last:%d/%m/%Y}"
    return f"{indicator.name}: {in_words(target, indicator)} ({place}, {days})"
