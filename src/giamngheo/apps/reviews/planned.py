"""What a plan of a round says, what is offered for the first one, and who may stand on its team."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any, Final

import msgspec

from giamngheo.apps.reviews.folding import rules_of
from giamngheo.apps.reviews.models import Case, Plan, Round
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import roles_with
from giamngheo.foundation.calendar import calendar
from giamngheo.foundation.prepared_queries import Asked, PreparedQuery
from giamngheo.foundation.text import quantity as written
from giamngheo.law.procedures.deadlines import last_day, opening_day_of
from giamngheo.law.procedures.library import Rules, role_name
from giamngheo.law.vocabulary.procedures import Ending, Step, StepKind

_LAST: Final = PreparedQuery(lambda: Plan.objects.filter(round=Asked("round")).order_by("-number")[:1])


class Task(msgspec.Struct, frozen=True):
    """A line of the schedule; a day that is not known is left out."""

    task: str
    first: date | None = None
    last: date | None = None
    who: str = ""


class Duty(msgspec.Struct, frozen=True):
    """What somebody answers for."""

    who: str
    task: str


class Cost(msgspec.Struct, frozen=True):
    """Something that costs money, in đồng; without quantity and price the amount is a lump sum."""

    item: str
    quantity: Decimal | None = None
    price: int | None = None
    amount: int | None = None


class Member(msgspec.Struct, frozen=True):
    """Somebody who reviews: in which village (an area), by which account, whether trained and when."""

    name: str
    duty: str = ""
    village: int | None = None
    person: int | None = None
    trained_on: date | None = None
    is_trained: bool = False


class Planned(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole plan; `parent_plan` is the plan of the unit above that it carries out."""

    schedule: tuple[Task, ...] = ()
    duties: tuple[Duty, ...] = ()
    costs: tuple[Cost, ...] = ()
    team: tuple[Member, ...] = ()
    cost_source: str = ""
    parent_plan: str = ""

    @property
    def cost(self) -> int | None:
        """All amounts together; None where there are none, or one is not known."""
        amounts = [one.amount for one in self.costs]
        known = [amount for amount in amounts if amount is not None]
        return sum(known) if known and len(known) == len(amounts) else None

    @property
    def first_day(self) -> date | None:
        """The earliest day of the schedule."""
        return min((one.first for one in self.schedule if one.first), default=None)

    @property
    def last_day(self) -> date | None:
        """The latest day of the schedule."""
        return max((one.last for one in self.schedule if one.last), default=None)


def as_kept(said: Planned) -> Any:
    """A plan as JSON."""
    return msgspec.to_builtins(said)


def as_said(plan: Plan) -> Planned:
    """The plan that `as_kept` wrote."""
    return msgspec.convert(plan.said, Planned)


def quantity_text(quantity: Decimal | None) -> str:
    """A quantity as people write it: «1.200», «1,5»; nothing where there is none."""
    return "" if quantity is None else written(quantity)


def last_plan(one: Round) -> Plan | None:
    """The version that counts."""
    return _LAST.first(round=one.pk)


def offered(one: Round) -> Planned:
    """What the law itself says for a first plan: the steps, who does them, the first and the last day."""
    rules = rules_of(one)
    steps = [step for step in rules.procedure.steps if not _falls_away(step, rules, one.opened_on)]
    opening = _first_day(rules, one)
    tasks = [
        Task(
            task=step.name,
            first=opening if place == 0 else None,
            last=_decided_until(rules, opening) if step.kind is StepKind.DECISION else None,
            who=", ".join(role_name(role) for role in step.who),
        )
        for place, step in enumerate(steps)
    ]
    answering = defaultdict(list)
    for step in steps:
        for role in step.who:
            answering[role].append(step.name)
    duties = [Duty(role_name(role), "; ".join(names)) for role, names in answering.items()]
    return Planned(schedule=tuple(tasks), duties=tuple(duties))


def accounts_for(one: Round, day: date) -> dict[int, User]:
    """Who fills in sheets in the commune of a round or in one of its villages on a day, by number."""
    areas = [one.area_id, *Case.objects.filter(round=one).values_list("area_id", flat=True)]
    held = Holding.objects.in_force_on(day).filter(
        area__in=areas, role__in=roles_with(Permission.FILL_SHEETS), user__is_active=True
    )
    return User.objects.in_bulk(held.values_list("user_id", flat=True).distinct())


def _first_day(rules: Rules, one: Round) -> date:
    season = rules.value("season_first", one.opened_on)
    return date(one.year, *season) if isinstance(season, tuple) else opening_day_of(rules, one.opened_on)


def _decided_until(rules: Rules, opening: date) -> date | None:
    point = next((one.point for one in rules.procedure.deadlines if one.ends is Ending.DECIDED), None)
    return last_day(rules, point, opening, calendar()) if point else None


def _falls_away(step: Step, rules: Rules, day: date) -> bool:
    """Whether the law of the day does not ask for this step; where it is open, it stands."""
    return step.kind is StepKind.OPINION and rules.asks_opinion(day) is False
