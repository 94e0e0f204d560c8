"""Whatever is done with money in whatever order, it neither appears nor vanishes."""

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.apps.budgets.made import DAY, LEADER, YEAR, allocated, decide, given, key, line_of, paid
from tests.factories.places import Country, make_country

from giamngheo.apps.budgets.actions import BudgetError, Said, reverse_voucher
from giamngheo.apps.budgets.dimensions import Key
from giamngheo.apps.budgets.models import Entry, Line, Posting
from giamngheo.apps.budgets.queries import by_unit, within
from giamngheo.apps.budgets.states import Account, DecisionKind, EntryKind
from giamngheo.foundation.areas.models import Area

pytestmark = pytest.mark.django_db
K = DecisionKind
DEEDS = st.lists(
    st.tuples(
        st.sampled_from([*EntryKind, "receive_less", "take_back", "reverse"]),
        st.integers(0, 3),
        st.integers(1, 400),
    ),
    min_size=5,
    max_size=30,
)


@settings(max_examples=15)
@drawn(deeds=DEEDS)
def test_whatever_is_done_in_whatever_order_money_neither_appears_nor_vanishes(
    deeds: list[tuple[str, int, int]],
) -> None:
    with transaction.atomic():
        country = make_country()
        above = given(country.province, 1_000)
        keys = [key(country.east), key(country.east, "2"), key(country.west), key(country.west, "3.1")]
        outside = 1_000
        for kind, place, amount in deeds:
            to = keys[place]
            known = Line.objects.filter(area=to.area_id, project=to.project, year=YEAR).first()
            try:
                with transaction.atomic():
                    outside += _do(kind, Where(country, above, known, keys, place), amount)
            except BudgetError:
                pass
            _require_whole(outside)
        _close(country)
        _require_whole(outside)
        left = Line.objects.filter(year=YEAR).aggregate(
            given=Sum("given"), passed=Sum("passed"),
            split=Sum("split"), settled=Sum("settled"), carried=Sum("carried"),
            cancelled=Sum("cancelled"),
        )  # fmt: skip
        assert (
            left["given"] - left["passed"] - left["split"]
            == left["settled"] + left["carried"] + left["cancelled"]
        )
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Where:
    country: Country
    above: Line
    known: Line | None
    keys: list[Key]
    place: int

    @property
    def to(self) -> Key:
        return self.keys[self.place]

    @property
    def area(self) -> Area:
        return self.country.east if self.place < 2 else self.country.west


def _do(kind: str, at: Where, amount: int) -> int:
    """Do one thing; gives how much came from outside."""
    to, area, known = at.to, at.area, at.known
    if kind in {"receive", "receive_less"}:
        sign = 1 if kind == "receive" else -1
        decide(at.country.province, K.RECEIVE, [Said(key(at.country.province), sign * amount)])
        return sign * amount
    if kind in {"allocate", "take_back"}:
        _allocate(1 if kind == "allocate" else -1, at, amount)
    elif kind == "reverse":
        last = Entry.objects.filter(reversed_at=None, reverses=None, decision=None).order_by("-pk").first()
        if last is not None:
            reverse_voucher(last, "thử", DAY, LEADER)
    elif known is None:
        return 0
    elif kind == "settle":
        decide(area, K.SETTLE, [Said(to, amount)])
    elif kind == "carry":
        later = key(area, to.project, year=YEAR + 1, origin_year=YEAR)
        account = ("unallocated", "allocated", "advanced")[amount % 3]
        decide(area, K.CARRY, [Said(later, amount, known, account)])
    elif kind == "cancel":
        decide(area, K.CANCEL, [Said(to, amount, None, ("unallocated", "allocated")[amount % 2])])
    else:
        paid(known, amount, EntryKind(kind))
    return 0


def _allocate(sign: int, at: Where, amount: int) -> None:
    if at.place % 2:  # from the whole of the unit to its project
        own = Line.objects.filter(area=at.area, project="", year=YEAR).first()
        if own is not None:
            decide(at.area, K.ADJUST, [Said(at.to, sign * amount, own)])
        return
    decide(at.country.province, K.ADJUST, [Said(at.to, sign * amount, at.above)])
    if amount % 2 and sign > 0:
        allocated(line_of(at.to), amount // 2 or 1)


def _require_whole(outside: int) -> None:
    assert not Posting.objects.aggregate(all=Sum("amount"))["all"]
    lines = list(Line.objects.all())
    assert sum(one.given - one.passed - one.split - one.carried for one in lines) == outside
    for one in lines:
        sums = dict(one.postings.values_list("account").annotate(Sum("amount")))
        assert -sums.get("given", 0) == one.given
        assert all(sums.get(account, 0) == one.held(account) for account in Account if account != "given")
        allocated_in_all = one.given - one.unallocated
        assert one.given >= allocated_in_all >= one.advanced + one.paid + one.settled
        assert all(one.held(account) >= 0 for account in Account)


def _close(country: Country) -> None:
    """The end of the year: what was paid is settled, what is left carried over or cancelled."""
    for line in Line.objects.filter(year=YEAR).order_by("pk"):
        area = next(one for one in country.areas.values() if one.pk == line.area_id)
        own = key(area, line.project)
        if line.paid:
            decide(area, K.SETTLE, [Said(own, line.paid)])
        if line.advanced:
            later = key(area, line.project, year=YEAR + 1, origin_year=YEAR)
            decide(area, K.CARRY, [Said(later, line.advanced, line, "advanced")])
        left = [(account, line.held(account)) for account in ("unallocated", "allocated")]
        if said := [Said(own, amount, None, account) for account, amount in left if amount]:
            decide(area, K.CANCEL, said)


def test_money_is_told_by_unit_project_and_source_as_each_alone_would_be() -> None:
    country = make_country()
    above = given(country.province, 1_000, "2")
    allocated(above, 600, key(country.east, "2"))
    paid(allocated(line_of(key(country.east, "2")), 500), 120)
    given(country.west, 70, "3.1", source="local_province")
    units = [country.east.pk, country.west.pk, country.far.pk]
    told = within(None, units, YEAR, DAY)
    assert told.units == by_unit(units, YEAR, DAY)
    assert told.whole == by_unit([country.nation.pk], YEAR, DAY)[country.nation.pk]
    assert (told.whole.own, told.whole.disbursed) == (1_070, 120)
    assert set(told.projects) == {"2", "3.1"}
    assert told.sources["local_province"].own == 70
    only = within([country.west.pk], units, YEAR, DAY)
    assert set(only.units) == {country.west.pk}
    assert within([], units, YEAR, DAY).whole.own == 0
