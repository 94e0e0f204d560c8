"""What a review may find of a household: its class, or whether it meets what it asked to be recognised as."""

from typing import Final

from giamngheo.law.vocabulary.standards import HouseholdClass

LOW_INCOME_WORKER: Final = "low_income_worker"
NOT_MET: Final = "not_met"
UNKNOWN: Final = HouseholdClass.UNKNOWN.value
_BESIDE: Final = {
    LOW_INCOME_WORKER: "Người lao động có thu nhập thấp",
    NOT_MET: "Không đủ điều kiện",
}
RESULTS: Final = (*(one.value for one in HouseholdClass), *_BESIDE)


def result_label(result: str) -> str:
    """The name on Vietnamese papers."""
    return _BESIDE.get(result) or HouseholdClass(result).label
