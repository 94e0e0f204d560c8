"""The kinds of events, and which words of the law and of offices they go by."""

from django.db import models


class EventKind(models.TextChoices):
    """What can happen to a household or a person."""

    ENTRY = "entry", "ghi vào sổ"
    BIRTH = "birth", "sinh"
    DEATH = "death", "chết"
    ARRIVAL = "arrival", "chuyển đến"
    DEPARTURE = "departure", "chuyển đi"
    MARRIAGE = "marriage", "kết hôn"
    SPLIT = "split", "tách hộ"
    MERGER = "merger", "nhập hộ"
    HEAD_CHANGE = "head_change", "đổi chủ hộ"
    CORRECTION = "correction", "đính chính"
    IMPORT = "import", "nhập danh sách"
    RECOGNITION = "recognition", "công nhận theo quyết định"
    LIST_RECOGNITION = "list_recognition", "công nhận theo danh sách"
    WORKER_RECOGNITION = "worker_recognition", "công nhận lao động thu nhập thấp"
    WORKER_ENDED = "worker_ended", "thôi công nhận lao động thu nhập thấp"
    CAUSES = "causes", "ghi nguyên nhân nghèo"
    NEED = "need", "ghi nhu cầu"
    NEED_ENDED = "need_ended", "nhu cầu không còn"
    VISIT = "visit", "thăm hộ"
    NOTE = "note", "ghi chú"
    PAPER = "paper", "thêm ảnh, giấy tờ"
    PERSON_MERGER = "person_merger", "gộp người trùng"
    UNDOING = "undoing", "hoàn tác"


class SuspicionState(models.TextChoices):
    """What became of two people who may be one."""

    OPEN = "open", "chờ xem"
    DIFFERENT = "different", "hai người khác nhau"
    MERGED = "merged", "đã gộp"
    CLEARED = "cleared", "không còn nghi trùng"


class BirthPrecision(models.TextChoices):
    """How much of a birth date is known; the date kept is the first that it can be."""

    DAY = "day", "đủ ngày, tháng, năm"
    MONTH = "month", "tháng, năm"
    YEAR = "year", "năm"
