"""Whether the money of units keeps to the rules of the law: reckoned from the ledger, with the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Sum, When

from giamngheo.apps.budgets.models import Line
from giamngheo.foundation.prepared_queries import OneOf
from giamngheo.foundation.text import whole
from giamngheo.law.budgets.library import money_law
from giamngheo.law.vocabulary.budgets import Limit, MoneyRule, RuleKind


@dataclass(frozen=True)
class Kept:
    """A rule and what was found: of which unit, whether it holds (None: nothing to say), in words."""

    rule: MoneyRule
    limit: Limit
    holds: bool | None
    sentence: str
    area_id: int | None = None


def kept_rules(areas: Sequence[int] | None, year: int) -> list[Kept]:
    """Each rule of the year on the money of these units, what breaks one first; of every unit where None.

    Money of the State only. Passed on, it is counted where it arrived. At most two questions a rule.
    """
    law, day = money_law(), date(year, 12, 31)
    state = [one.id for one in law.sources if one.is_state_budget]
    rows = Line.objects.filter(source__in=state)
    if areas is not None:
        rows = rows.filter(OneOf(F("area_id"), list(areas)))
    found: list[Kept] = []
    for rule in law.rules:
        limit = rule.on(day)
        if limit is None:
            continue
        within = rows.filter(use__in=rule.among)
        if rule.kind is RuleKind.SHARE_AT_LEAST:
            found += _shares(rule, limit, within, year)
        else:
            found += _each(rule, limit, within, year)
    return sorted(found, key=lambda one: {False: 0, None: 1, True: 2}[one.holds])


_OWN = F("given") - F("passed") - F("split") - F("carried") - F("cancelled")


def _shares(rule: MoneyRule, limit: Limit, rows: QuerySet[Line], year: int) -> list[Kept]:
    """By unit: what of the money for these uses is for the one that the rule asks for; then by activity."""
    sums = {"whole": Sum(_OWN), "part": Sum(_OWN, filter=Q(use=rule.use))}
    units = rows.filter(year=year).values("area_id").annotate(**sums).order_by("area_id")
    found = [_share(rule, limit, row) for row in units if row["whole"]]
    # An activity is the project that the law speaks of: in all years, where some of it is of this one.
    named = rows.filter(activity__isnull=False).values("area_id", "activity_id", title=F("activity__title"))
    summed = named.annotate(now=Sum("given", filter=Q(year=year))).filter(now__gt=0).annotate(**sums)
    each = [_share(rule, limit, row) for row in summed.order_by("activity_id") if row["whole"]]
    short = [one for one in each if not one.holds]
    if right := len(each) - len(short):
        found.append(Kept(rule, limit, True, f"{whole(right)} hoạt động đạt từ {limit.value}%."))
    found += short
    return found or [Kept(rule, limit, None, f"Năm {year} chưa có khoản nào ghi mục chi này.")]


def _share(rule: MoneyRule, limit: Limit, row: Mapping[str, Any]) -> Kept:
    part = row["part"] or 0
    share = Fraction(part * 100, row["whole"])
    holds = share >= limit.value
    short = -(-(limit.value * row["whole"] - part * 100) // 100)
    called = f"«{row['title']}»: " if "title" in row else ""
    sentence = (
        f"{called}{whole(part)} / {whole(row['whole'])} đồng, bằng {_hundredths(share)}%; "
        f"phải từ {limit.value}%" + ("" if holds else f", thiếu {whole(short)} đồng")
    )
    return Kept(rule, limit, holds, sentence + ".", row["area_id"])


def _each(rule: MoneyRule, limit: Limit, rows: QuerySet[Line], year: int) -> list[Kept]:
    """By work: what it was given in all years, where some of it is of this one."""
    # An activity is one work whatever its parts are called; else the words of the decision are.
    words = Case(When(activity__isnull=False, then=F("activity__title")), default=F("item"))
    works = (
        rows.filter(Q(activity__isnull=False) | ~Q(item=""))
        .annotate(work=words)
        .values("area_id", "programme", "project", "activity_id", "work")
        .annotate(amount=Sum(_OWN), now=Sum("given", filter=Q(year=year)))
    )
    found, right = [], 0
    for row in works.filter(now__gt=0).order_by("-amount"):
        if row["amount"] <= limit.value:
            right += 1
            continue
        sentence = (
            f"«{row['work']}» (dự án {row['project']}): {whole(row['amount'])} đồng các năm cộng lại; "
            f"không quá {whole(limit.value)} đồng, vượt {whole(row['amount'] - limit.value)} đồng."
        )
        found.append(Kept(rule, limit, False, sentence, row["area_id"]))
    if right:
        found.append(Kept(rule, limit, True, f"{whole(right)} công trình, dự án trong mức."))
    nameless = rows.filter(year=year, item="", activity=None, given__gt=F("passed") + F("split")).count()
    if nameless:
        found.append(
            Kept(
                rule,
                limit,
                None,
                f"{whole(nameless)} dòng kinh phí chưa ghi tên công trình, dự án nên chưa xét được.",
            )
        )
    return found or [Kept(rule, limit, None, f"Năm {year} chưa có khoản nào ghi mục chi này.")]


def _hundredths(share: Fraction) -> str:
    return f"{float(share):.2f}".rstrip("0").rstrip(".").replace(".", ",")
