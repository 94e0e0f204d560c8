"""The fund «Vì người nghèo» as data: its campaigns through the year, and what it may be spent on."""

import msgspec

from giamngheo.law.vocabulary.texts import Certain, Clause


class MonthDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day of every year."""

    month: int
    day: int


class CampaignKind(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A campaign that comes every year; without days (lunar, or no source gave them) they are asked for."""

    id: str
    name: str
    first: MonthDay | None = None
    last: MonthDay | None = None


class Purpose(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the fund helps with, and which need of `codes/needs.yaml` that meets unless another is said."""

    id: str
    name: str
    need: str


class OtherOutlay(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the fund may spend without a household; `at_most`: what a text allows of it, in words."""

    id: str
    name: str
    goes_to_a_fund: bool = False
    at_most: str = ""


class FundRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`fund.yaml`: the texts behind the fund, its campaigns, purposes and what else it spends."""

    clauses: tuple[Clause, ...]
    campaigns: tuple[CampaignKind, ...]
    purposes: tuple[Purpose, ...]
    other_outlays: tuple[OtherOutlay, ...] = ()
