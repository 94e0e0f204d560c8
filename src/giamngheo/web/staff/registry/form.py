"""The form of one deed of a household: what was typed, what is wrong by field, writing and showing it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from giamngheo.apps.households.actions import About, RegisterError
from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.particulars import choices_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import day_needed, words_in
from giamngheo.web.staff.registry.typed import HEAD, UNKNOWN

LONGEST = 200
_NO_DAY = "Chưa có ngày: gõ ngày việc xảy ra, như 1/9/2026 hoặc 010926."
_NO_RELATION = "Chưa ghi quan hệ của {name} với {head}: chọn trong danh sách, chưa biết thì chọn «{unknown}»."


def kept_by(request: HttpRequest) -> Q:
    """The condition that somebody may write in the register where a row's area is."""
    return reached(person_of(request), Permission.KEEP_HOUSEHOLDS, today())


def relations(*, head: bool = False) -> Mapping[str, str]:
    """How one may stand to the head, with the words of the paper."""
    return {one: word for one, word in choices_of("relationship").items() if head or one != HEAD}


@dataclass
class DeedForm:
    """A deed that is being written; `wrong` has by the id of a field what is wrong with it."""

    request: HttpRequest
    home: Household
    name: str
    word: str
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def typed(self) -> QueryDict:
        """What was typed, or what the address says."""
        return self.request.POST if self.request.method == "POST" else self.request.GET

    @property
    def asked(self) -> str:
        """Which button was pressed: «ghi» writes, the others look something up; nothing on a first look."""
        return (words_in(self.typed, "lam", 20) or "ghi") if self.request.method == "POST" else ""

    @property
    def members(self) -> list[Person]:
        """Who belongs to the household today, its head first."""
        found: QuerySet[Person] = Person.objects.filter(household=self.home, is_living=True)
        return sorted(found.order_by("sort_key", "pk"), key=lambda one: one.relationship != HEAD)

    def about_member(self, person: Person) -> str:
        """By what a member is told from others of the same name: «con, sinh 1999»."""
        word = choices_of("relationship").get(person.relationship, "chưa rõ quan hệ").lower()
        return f"{word}, sinh {person.birth_date.year}" if person.birth_date else word

    def told(self, person: Person) -> str:
        """A member in a list: «Mẫu Thị Con (con, sinh 1999)»."""
        return f"{person.full_name} ({self.about_member(person)})"

    def about(self, told: str = "") -> About | None:
        """The day, paper and note of the deed; `told` is said before the note. None where no day is clear."""
        day = day_needed(self.typed, "ngay", _NO_DAY, self.wrong)
        if day is None:
            return None
        note = words_in(self.typed, "ly-do", LONGEST)
        reason = "; ".join(one for one in (told, note) if one)
        return About(day, reason, words_in(self.typed, "giay-to", LONGEST))

    def relation_of(self, person: Person, to: str) -> str:
        """How a member stands to `to`, a head in words: chosen, or chosen as unknown; else it is wrong."""
        name = f"quan-he-{person.pk}"
        chosen = words_in(self.typed, name, LONGEST)
        if chosen == UNKNOWN:
            return ""
        if chosen not in relations(head=True):
            self.wrong[name] = _NO_RELATION.format(name=person.full_name, head=to, unknown="chưa rõ")
        return chosen

    def write(self, deed: Callable[[], object]) -> bool:
        """Do it if nothing is wrong; what the register cannot take is told on top."""
        if self.wrong:
            return False
        try:
            deed()
        except RegisterError as error:
            self.wrong[""] = str(error)
            return False
        return True

    def shown(self, template: str, **more: Any) -> HttpResponse:
        """The form with all that was typed."""
        named = {"form": self, "household": self.home, "sexes": choices_of("sex")}
        named |= {"relations": relations(), "ethnic_groups": choices_of("ethnicity")}
        status = 422 if self.wrong else 200
        return render(self.request, f"staff/registry/{template}.html", named | more, status=status)
