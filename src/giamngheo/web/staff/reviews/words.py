"""What pages of a round say and show, by what its procedure finds out: classes, or one condition."""

from dataclasses import dataclass
from typing import Final

from giamngheo.apps.reviews.folding import outcome_of
from giamngheo.apps.reviews.models import Round
from giamngheo.apps.reviews.states import VERB_NAMES
from giamngheo.apps.reviews.subjects import COUNTED
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.vocabulary.procedures import Outcome

Counts = tuple[tuple[str, str], ...]
"""What counts are called, by the name of their filter; «listed» are all, «sealed» the sheets."""


@dataclass(frozen=True)
class Words:
    """Names of lists and counts; `checks`: pages that check and count how the lists move."""

    lists: str
    list_of: str
    listed: str
    table: str
    empty: str
    figures: Counts
    columns: Counts
    checks: bool
    reviewed: str
    counted: str = "thôn"


_CLASSES: Final = Words(
    lists="Các thôn, tổ dân phố",
    list_of="Danh sách rà soát",
    listed="Thôn, tổ dân phố",
    table="staff/reviews/list_of_classes.html",
    empty=(
        "Danh sách chưa có hộ nào. Hộ có Giấy đề nghị hoặc do thôn đề nghị thì thêm ở «Thêm hộ vào danh "
        "sách»."
    ),
    figures=(
        ("listed", "Hộ cần rà soát"),
        ("sealed", "Phiếu đã khoá"),
        ("ngheo", "Đề xuất hộ nghèo"),
        ("can-ngheo", "Đề xuất hộ cận nghèo"),
        ("thoat", "Thoát nghèo, thoát cận nghèo"),
        ("chua-ro", "Chưa chấm, chưa rõ"),
    ),
    columns=(
        ("ngheo", "Nghèo"),
        ("can-ngheo", "Cận nghèo"),
        ("thoat", "Thoát"),
        ("moi", "Mới"),
        ("chua-ro", "Chưa chấm, chưa rõ"),
    ),
    checks=True,
    reviewed=VERB_NAMES[Verb.REVIEWED],
)
_CONDITION: Final = Words(
    lists="Danh sách của đợt",
    list_of="Danh sách đề nghị",
    listed="Địa bàn",
    table="staff/reviews/list_of_applications.html",
    empty="Chưa có Giấy đề nghị nào. Bấm «Tiếp nhận Giấy đề nghị» khi có người nộp.",
    figures=(
        ("listed", "Hộ có Giấy đề nghị"),
        ("sealed", "Phiếu đã khoá"),
        ("du", "Đủ điều kiện"),
        ("khong-du", "Không đủ điều kiện"),
        ("chua-ro", "Chưa chấm, chưa rõ"),
    ),
    columns=(("du", "Đủ"), ("khong-du", "Không đủ"), ("chua-ro", "Chưa chấm, chưa rõ")),
    checks=False,
    reviewed="Xác định thu nhập xong",
    counted="danh sách",
)


def words_of(one: Round) -> Words:
    """The words for a round."""
    return _CLASSES if outcome_of(one).decides_the_lists else _CONDITION


def counted_in(outcome: Outcome) -> str:
    """What those who are recognised are counted in: «hộ» or «người»."""
    return COUNTED[outcome.subject]
