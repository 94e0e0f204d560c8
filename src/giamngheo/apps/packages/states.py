"""The states of a package, which way it went, and what a key that was registered signs."""

from django.db import models


class Way(models.TextChoices):
    """Made here for the unit above, or taken in from a unit below."""

    SENT = "sent", "Gói đã lập"
    TAKEN = "taken", "Gói đã nhận"


class PackageState(models.TextChoices):
    """A package waits until it is accepted or returned; an accepted one is followed by a later one."""

    WAITING = "waiting", "Chờ xem"
    ACCEPTED = "accepted", "Đã chấp nhận"
    RETURNED = "returned", "Đã trả lại"
    FOLLOWED = "followed", "Đã có gói sau thay"


class Signs(models.TextChoices):
    """What a key is trusted for: packages of a unit, or answers to the packages of a unit."""

    PACKAGES = "packages", "gói báo cáo của đơn vị"
    ANSWERS = "answers", "phiếu trả lời của cấp trên cho đơn vị"
