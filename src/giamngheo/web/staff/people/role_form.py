"""The part of a form that says a role, an area and from when to when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from giamngheo.foundation.accounts.refusals import RefusedError
from giamngheo.foundation.accounts.roles import ROLES, Permission, Role
from giamngheo.foundation.accounts.scope import holdings_with
from giamngheo.foundation.areas.models import Containment, Version
from giamngheo.foundation.text import parse_day

_FIELDS = {
    "role": "vai-tro",
    "since": "tu",
    "until": "den",
    "full_name": "ho-ten",
    "email": "thu",
    "area": "dia-ban",
}


@dataclass
class RoleForm:
    """What was typed, what was understood, and what is wrong by the id of its field."""

    typed: Mapping[str, str]
    role: str = ""
    since: date | None = None
    until: date | None = None
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def period(self) -> DateRange:
        """The days, both named ones included."""
        return DateRange(self.since, self.until + timedelta(days=1) if self.until else None)

    def refuse(self, error: RefusedError) -> None:
        """Note a refusal beside the field that it concerns."""
        self.wrong[_FIELDS.get(error.about, "")] = str(error)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, for the summary on top."""
        return list(self.wrong.items())


def read_role_form(typed: Mapping[str, str], day: date) -> RoleForm:
    """Read the fields; the first day is today where nothing is typed."""
    form = RoleForm(typed, role=typed.get("vai-tro", ""))
    if form.role not in ROLES:
        form.wrong["vai-tro"] = "Chọn một vai trò trong danh sách."
    for name, otherwise in (("tu", day), ("den", None)):
        text = typed.get(name, "")[:20]
        try:
            value = parse_day(text) if text.strip() else otherwise
        except ValueError as error:
            form.wrong[name] = str(error)
            continue
        if name == "tu":
            form.since = value
        else:
            form.until = value
    return form


def roles_to_grant(person_id: int, area_id: int, day: date) -> list[Role]:
    """The roles that this person may grant in this area, by what they hold around it and by its tier."""
    around = Containment.objects.filter(area_id=area_id, valid__contains=day).values("ancestor_id")
    mine = holdings_with(person_id, Permission.GRANT, day).filter(area_id__in=around)
    grants = {role for held in mine for role in ROLES[held.role].grants}
    if not mine.exclude(area_id=area_id).exists():
        grants.discard("administrator")  # who administers an area is named from above
    tier = Version.objects.filter(area_id=area_id, valid__contains=day).values_list("tier", flat=True).first()
    return [role for role in ROLES.values() if role.id in grants and tier in role.tiers]
