"""Values that no scored sheet and no household can have: faults at every door, unknown from there on."""

from collections.abc import Mapping

import narwhals.stable.v2 as nw

from giamngheo.foundation.text import whole
from giamngheo.law.library import Rules
from giamngheo.law.vocabulary.evidence import INCOME, INCOME_POINTS
from giamngheo.measurement.tables import DEPRIVATION_COUNT, DEPRIVATION_POINTS, MEMBER_COUNT

# A monthly income that nobody means in đồng: the list counts in thousands or millions without saying so.
IMPLAUSIBLY_LOW, IMPLAUSIBLY_HIGH = 10_000, 1_000_000_000
IMPLAUSIBLE_POINTS = 1_000  # no table of points is known; a slip of the key (1400 for 140) is
UNSAID_UNIT = (
    "thấp bất thường nếu tính bằng đồng; danh sách có thể ghi nghìn đồng hoặc triệu đồng mà không nói"
)
SAY_UNIT = "Ghi đơn vị ở tiêu đề cột, ví dụ «(nghìn đồng)», hoặc chọn đơn vị của cột."
HOUSING_AREA = "housing_area"


def impossible(rules: Rules, held: Mapping[str, nw.Expr]) -> dict[str, dict[str, nw.Expr]]:
    """For every field held: the Vietnamese reason and where it applies (Boolean, null for blank cells)."""
    most = len(rules.standard.deprivations)
    found: dict[str, dict[str, nw.Expr]] = {}
    if DEPRIVATION_POINTS in held:
        x = held[DEPRIVATION_POINTS]
        reason = f"điểm B2 phải là bội số của {rules.weight}, từ 0 đến {rules.most_points}"
        found[DEPRIVATION_POINTS] = {reason: (x < 0) | (x > rules.most_points) | (x % rules.weight != 0)}
    if DEPRIVATION_COUNT in held:
        x = held[DEPRIVATION_COUNT]
        found[DEPRIVATION_COUNT] = {f"số chỉ số thiếu hụt phải từ 0 đến {most}": (x < 0) | (x > most)}
    if INCOME_POINTS in held:
        x = held[INCOME_POINTS]
        high = f"điểm B1 cao bất thường (từ {whole(IMPLAUSIBLE_POINTS)} điểm)"
        found[INCOME_POINTS] = {"điểm B1 không thể âm": x < 0, high: x >= IMPLAUSIBLE_POINTS}
    if MEMBER_COUNT in held:
        found[MEMBER_COUNT] = {"số nhân khẩu phải từ 1 trở lên": held[MEMBER_COUNT] < 1}
    if HOUSING_AREA in held:
        found[HOUSING_AREA] = {"diện tích nhà ở phải lớn hơn 0": held[HOUSING_AREA] <= 0}
    if INCOME in held:
        x = held[INCOME]
        found[INCOME] = {
            "thu nhập không thể âm": x < 0,
            f"cao bất thường (từ {whole(IMPLAUSIBLY_HIGH)} đồng/người/tháng)": x >= IMPLAUSIBLY_HIGH,
            f"{UNSAID_UNIT}. {SAY_UNIT}": (x > 0) & (x < IMPLAUSIBLY_LOW),
        }
    return found
