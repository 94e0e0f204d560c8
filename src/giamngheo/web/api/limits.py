"""How often a token may ask, and how often an address may come with one that opens nothing."""

from typing import Final

from giamngheo.web.api.problems import ProblemError

A_MINUTE: Final = 300
REFUSALS_A_MINUTE: Final = 30


def too_fast(wait: int) -> ProblemError:
    """429, with how long to wait."""
    return ProblemError(
        429,
        "Đã gọi quá số lần cho phép trong một phút.",
        f"Chờ {wait} giây (đầu mục Retry-After) rồi gọi tiếp; đọc danh sách với limit lớn hơn để gọi ít lần.",
        wait=wait,
    )
