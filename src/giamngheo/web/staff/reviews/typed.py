"""A form of a deed that was sent, read field by field."""

from datetime import date
from typing import Final

from django.http import HttpRequest

from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.folding import Standing
from giamngheo.apps.reviews.models import Case
from giamngheo.apps.reviews.within import lies_within
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in

LONGEST: Final = 200
LONGEST_WORDS: Final = 4_000
_NO_DAY: Final = "Chưa có ngày: gõ ngày, như 1/9/2026 hoặc 010926."


class Typed:
    """A form that was sent, read field by field; what is wrong is noted under the field's name."""

    def __init__(self, request: HttpRequest, case: Case, standing: Standing) -> None:
        self.case, self.standing, self.actor = case, standing, actor_of(request)
        self._post = request.POST
        self.wrong: dict[str, str] = {}

    def words(self, name: str, longest: int = LONGEST) -> str:
        """Words, told where they are longer than a field takes."""
        if len(self._post.get(name, "")) > longest:
            self.wrong[name] = f"Dài hơn {longest} chữ: ghi ngắn lại."
        return words_in(self._post, name, longest)

    def lines(self, name: str) -> list[str]:
        """The lines of a field, empty ones left out."""
        return [
            line.strip() for line in self._post.get(name, "")[:LONGEST_WORDS].splitlines() if line.strip()
        ]

    def day(self) -> date:
        """The day of the deed; where it is missing the form is shown again."""
        return day_needed(self._post, "ngay", _NO_DAY, self.wrong) or today()

    def count(self, name: str, missing: str = "") -> int | None:
        """A number of people or of the database; with `missing` it must be there."""
        text = self._post.get(name, "").strip().replace(".", "")
        found = number_in({name: text}, name)
        if found is not None and found < 1_000_000_000:
            return found
        if text or missing:
            self.wrong[name] = missing or "Ghi một số, chỉ gồm chữ số."
        return None

    def numbers(self, name: str) -> list[int]:
        """Numbers of the database that were ticked."""
        return [
            int(one) for one in self._post.getlist(name) if one.isascii() and one.isdigit() and len(one) < 19
        ]

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return name in self._post

    def choice(self, name: str, missing: str) -> str:
        """One of several."""
        found = self._post.get(name, "")
        if not found:
            self.wrong[name] = missing
        return found

    def household(self, name: str, *, needed: bool = True) -> Household | None:
        """A household by its code, if it is of the village, or of the commune whose list this is."""
        code = words_in(self._post, name, 30)
        if not code and not needed:
            return None
        within = Household.objects.filter(lies_within(self.case), is_living=True)
        found = within.filter(code=code).first()
        if found is None:
            place = "Xã này" if self.case.area_id == self.case.round.area_id else "Thôn này"
            self.wrong[name] = (
                f"{place} không có hộ mang mã «{code}». Xem mã ở «Sổ hộ»." if code else "Chưa ghi mã hộ."
            )
        return found
