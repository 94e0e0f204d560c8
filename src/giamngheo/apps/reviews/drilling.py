"""A part of the list of a round as it lives in an address: what a figure counts is opened by its filter."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from giamngheo.apps.households.circumstances import causes, needs
from giamngheo.apps.households.models import Cause, Need, Recognition
from giamngheo.apps.reviews.models import Entry, Round
from giamngheo.law.vocabulary.standards import HouseholdClass

POOR: Final = HouseholdClass.POOR.value
NEAR_POOR: Final = HouseholdClass.NEAR_POOR.value
UNKNOWN: Final = HouseholdClass.UNKNOWN.value
LISTED: Final = (POOR, NEAR_POOR)
OFF: Final = "off"
ON: Final = "on"
LEFT: Final = "left_out"
NOT_TOLD: Final = "chua-ghi"

BEFORE: Final[Mapping[str, str]] = {
    POOR: "Hộ nghèo",
    NEAR_POOR: "Hộ cận nghèo",
    OFF: "Không trong danh sách",
}
"""What a household was when it came to the list."""
AFTER: Final[Mapping[str, str]] = {
    POOR: "Hộ nghèo",
    NEAR_POOR: "Hộ cận nghèo",
    ON: "Hộ nghèo hoặc hộ cận nghèo",
    OFF: "Không còn trong danh sách",
    UNKNOWN: "Chưa xác định",
    LEFT: "Đã đưa ra khỏi danh sách rà soát",
}
"""What it is by the decision, or as long as there is none by what is proposed."""
_YES, _NO = "co", "khong"


@dataclass(frozen=True)
class Part:
    """Households of a round by village, class before and after, whether ever listed before, cause, need."""

    area_id: int | None = None
    before: str = ""
    after: str = ""
    was_listed: bool | None = None
    cause: str = ""
    need: str = ""

    @property
    def filter(self) -> dict[str, str]:
        """The part as an address holds it; what is not asked for is not in it."""
        said = {
            "thon": str(self.area_id or ""),
            "truoc": self.before,
            "sau": self.after,
            "tung": "" if self.was_listed is None else _YES if self.was_listed else _NO,
            "nguyen-nhan": self.cause,
            "nhu-cau": self.need,
        }
        return {name: value for name, value in said.items() if value}

    def within(self, area_id: int | None) -> "Part":
        """The same in one village."""
        return replace(self, area_id=area_id)


def part_in(address: Mapping[str, str]) -> Part:
    """The part that an address asks for; what cannot be is as if it had not been asked."""
    area = address.get("thon", "")
    tung = address.get("tung", "")
    told = {NOT_TOLD}
    return Part(
        (int(area) or None) if area.isascii() and area.isdigit() and len(area) < 19 else None,
        _one_of(address.get("truoc", ""), BEFORE),
        _one_of(address.get("sau", ""), AFTER),
        {_YES: True, _NO: False}.get(tung),
        _one_of(address.get("nguyen-nhan", ""), {*causes(), *told}),
        _one_of(address.get("nhu-cau", ""), {*needs(), *told}),
    )


def entries_of(one: Round, part: Part, day: date) -> QuerySet[Entry]:
    """The households of a part, with `class_now`; causes and needs as they stand on the day."""
    rows = Entry.objects.filter(round=one).annotate(
        class_now=Case(When(decided_class="", then=F("proposed_class")), default=F("decided_class"))
    )
    if part.area_id is not None:
        rows = rows.filter(area=part.area_id)
    if part.before:
        listed = Q(class_before__in=LISTED)
        rows = rows.filter(~listed if part.before == OFF else Q(class_before=part.before))
    if part.after == LEFT:
        rows = rows.exclude(left_out_on=None)
    elif part.after:
        rows = rows.filter(_is_after(part.after), left_out_on=None)
    if part.was_listed is not None:
        rows = rows.filter(Exists(_earlier()) if part.was_listed else ~Exists(_earlier()))
    standing = {"household": OuterRef("household"), "superseded_by": None, "valid__contains": day}
    for asked, facts, name in ((part.cause, Cause, "cause"), (part.need, Need, "need")):
        if asked == NOT_TOLD:
            rows = rows.exclude(Exists(facts._default_manager.filter(**standing)))
        elif asked:
            rows = rows.filter(Exists(facts._default_manager.filter(**standing, **{name: asked})))
    return rows


def sentence_of(part: Part, place: str) -> str:
    """The part as a sentence: what a list of it is of."""
    said = [f"thuộc {place}"] if place else []
    if part.before:
        said.append(f"trước: {BEFORE[part.before].lower()}")
    if part.after:
        said.append(f"nay: {AFTER[part.after].lower()}")
    if part.was_listed is not None:
        said.append("đã từng trong danh sách" if part.was_listed else "chưa từng trong danh sách")
    if part.cause:
        named = "chưa ghi" if part.cause == NOT_TOLD else causes()[part.cause]
        said.append(f"nguyên nhân: {named}")
    if part.need:
        said.append(f"nhu cầu: {'chưa ghi' if part.need == NOT_TOLD else needs()[part.need]}")
    return "; ".join(said)


def _is_after(after: str) -> Q:
    if after == ON:
        return Q(class_now__in=LISTED)
    if after == OFF:
        return ~Q(class_now__in=["", UNKNOWN, *LISTED])
    return Q(class_now__in=["", UNKNOWN]) if after == UNKNOWN else Q(class_now=after)


def _earlier() -> QuerySet[Recognition]:
    """Decisions by which the household was on a list before it came to this one."""
    return Recognition.objects.filter(
        household=OuterRef("household"),
        superseded_by=None,
        household_class__in=LISTED,
        valid__startswith__lt=OuterRef("added_on"),
    )


def _one_of(said: str, known: object) -> str:
    return said if said in known else ""  # type: ignore[operator]
