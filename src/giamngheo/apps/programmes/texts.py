"""The words of a plan of a unit that no other row points to: aims, bases, policies, solutions, recipients."""

import msgspec

Lines = tuple[str, ...]


class Basis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An instrument that the plan rests on; `instrument` is its entry in the law folder, where it has one."""

    text: str
    instrument: str = ""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A policy or a solution: its title and what is said under it."""

    title: str
    contents: Lines = ()


class EconomicPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The socio-economic plan (or resolution on it) to which poverty targets are tied, and which ones.

    `day` is written as 2022-12-15.
    """

    name: str
    number: str = ""
    day: str = ""
    indicators: Lines = ()


class PlanText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All words of a plan beside its targets, projects and tasks."""

    bases: tuple[Basis, ...] = ()
    aims: Lines = ()
    scope: Lines = ()
    policies: tuple[Part, ...] = ()
    solutions: tuple[Part, ...] = ()
    funding: Lines = ()
    reporting: Lines = ()
    recipients: Lines = ()
    economic: tuple[EconomicPlan, ...] = ()
