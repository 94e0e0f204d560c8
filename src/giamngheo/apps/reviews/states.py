"""Why a household is on a list, how an objection came, and the counter-row of what happened."""

from typing import Final

from django.db import models

from giamngheo.law.procedures.facts import Verb


class EntrySource(models.TextChoices):
    """Why a household is to be reviewed."""

    ON_THE_LISTS = "on_the_lists", "đang trong danh sách"
    APPLIED = "applied", "có Giấy đề nghị"
    ASKS_TO_LEAVE = "asks_to_leave", "đề nghị ra khỏi danh sách"
    PROPOSED = "proposed", "thôn đề nghị"


class ObjectionWay(models.TextChoices):
    """How an objection reached the commune."""

    IN_PERSON = "in_person", "nói trực tiếp"
    PAPER = "paper", "đơn giấy"
    PHONE = "phone", "điện thoại"
    PAGE = "page", "trang công khai"


TAKEN_BACK: Final = "taken_back"
VERBS: Final = (*(verb.value for verb in Verb), TAKEN_BACK)
VERB_NAMES: Final = {
    Verb.OPENED: "Mở đợt",
    Verb.APPLIED: "Tiếp nhận Giấy đề nghị",
    Verb.LISTED: "Chốt danh sách cần rà soát",
    Verb.REVIEWED: "Rà soát xong",
    Verb.MET: "Họp dân",
    Verb.POSTED: "Niêm yết",
    Verb.POSTED_AGAIN: "Niêm yết lại",
    Verb.OBJECTION_OPENED: "Nhận khiếu nại",
    Verb.OBJECTION_CLOSED: "Phúc tra, trả lời khiếu nại",
    Verb.OPINION_ASKED: "Gửi xin ý kiến",
    Verb.OPINION_ANSWERED: "Nhận văn bản trả lời",
    Verb.DECIDED: "Quyết định công nhận",
    Verb.REFUSED: "Thông báo không công nhận",
    Verb.CERTIFIED: "Cấp giấy chứng nhận, giấy xác nhận",
    TAKEN_BACK: "Bỏ một việc đã ghi",
}
"""What each deed is called on screens."""
