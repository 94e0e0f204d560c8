"""Whether the money of units keeps to the rules of the law: reckoned from the ledger, with the figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import F, Q, QuerySet, Sum

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

    Money of the State only. Passed on, it is counted where it arrived. Two questions.
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


def _shares(rule: MoneyRule, limit: Limit, rows: QuerySet[Line], year: int) -> list[Kept]:
    """By unit: what of the money for these uses is for the one that the rule asks for."""
    own = Sum(F("given") - F("passed") - F("split") - F("carried") - F("cancelled"))
    told = (
        rows.filter(year=year)
        .values("area_id")
        .annotate(
            whole=own,
            part=Sum(
                F("given") - F("passed") - F("split") - F("carried") - F("cancelled"), filter=Q(use=rule.use)
            ),
        )
        .order_by("area_id")
    )
    found = []
    for row in told:
        if not row["whole"]:
            continue
        part = row["part"] or 0
        share = Fraction(part * 100, row["whole"])
        holds = share >= limit.value
        short = -(-(limit.value * row["whole"] - part * 100) // 100)
        sentence = (
            f"{whole(part)} / {whole(row['whole'])} đồng, bằng {_hundredths(share)}%; "
            f"phải từ {limit.value}%" + ("" if holds else f", thiếu {whole(short)} đồng")
        )
        found.append(Kept(rule, limit, holds, sentence + ".", row["area_id"]))
    return found or [Kept(rule, limit, None, f"Năm {year} chưa có khoản nào ghi mục chi này.")]


def _each(rule: MoneyRule, limit: Limit, rows: QuerySet[Line], year: int) -> list[Kept]:
    """By work: what it was given in all years, where some of it is of this one."""
    own = Sum(F("given") - F("passed") - F("split") - F("carried") - F("cancelled"))
    works = (
        rows.exclude(item="")
        .values("area_id", "programme", "project", "item")
        .annotate(amount=own, now=Sum("given", filter=Q(year=year)))
    )
    found, right = [], 0
    for row in works.filter(now__gt=0).order_by("-amount"):
        if row["amount"] <= limit.value:
            right += 1
            continue
        sentence = (
            f"«{row['item']}» (dự án {row['project']}): {whole(row['amount'])} đồng các năm cộng lại; "
            f"không quá {whole(limit.value)} đồng, vượt {whole(row['amount'] - limit.value)} đồng."
        )
        found.append(Kept(rule, limit, False, sentence, row["area_id"]))
    if right:
        found.append(Kept(rule, limit, True, f"{whole(right)} công trình, dự án trong mức."))
    nameless = rows.filter(year=year, item="", given__gt=F("passed") + F("split")).count()
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
