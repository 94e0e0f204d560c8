"""Checks of what the law says of money: codes told once, clauses known, rules that can be reckoned."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from giamngheo.law.budgets.library import FILE
from giamngheo.law.library import BrokenPackError, read
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import citations
from giamngheo.law.vocabulary.budgets import MoneyLaw, MoneyRule, RuleKind
from giamngheo.law.vocabulary.programmes import CODE
from giamngheo.law.vocabulary.texts import Instrument

MOST_PERCENT = 100


def check_budgets(laws: Sequence[Path], instruments: Mapping[str, Instrument], found: list[Finding]) -> None:
    """Everything that does not hold in what these law folders say of money goes to `found`."""
    for law in laws:
        if not (law / FILE).is_file():
            continue  # an operator's own folder need not say anything of money
        try:
            said = read(law / FILE, MoneyLaw)
        except BrokenPackError as error:
            found.append(Finding(FILE, str(error)))
            continue
        found.extend(citations(said, FILE, instruments))
        found.extend(_codes(said))
        for rule in said.rules:
            found.extend(Finding(f"{FILE} › rules › {rule.id}", why) for why in _rule(rule, said))
        found.extend(
            Finding(f"{FILE} › open › {one.id}", "chưa ghi cần để làm gì (needed_for).")
            for one in said.open
            if not one.needed_for.strip()
        )


def _codes(said: MoneyLaw) -> Iterator[Finding]:
    for part in ("natures", "sources", "uses", "rules"):
        listed = getattr(said, part)
        if not listed and part != "rules":
            yield Finding(f"{FILE} › {part}", "chưa ghi mục nào.")
        for code, times in Counter(one.id for one in listed).items():
            if times > 1:
                yield Finding(f"{FILE} › {part} › {code}", "mã này ghi hai lần; giữ một.")
        for one in listed:
            if not one.name.strip():
                yield Finding(f"{FILE} › {part} › {one.id}", "chưa ghi tên.")
    for use in said.uses:
        for project in use.projects:
            if not CODE.fullmatch(project):
                yield Finding(f"{FILE} › uses › {use.id}", f"mã dự án «{project}» không đúng dạng «3.1».")


def _rule(rule: MoneyRule, said: MoneyLaw) -> Iterator[str]:
    for code in (*rule.among, *((rule.use,) if rule.use else ())):
        if said.use(code) is None:
            yield f"không có mục chi «{code}» trong uses."
    if not rule.among or not rule.sentence.strip():
        yield "chưa ghi các mục chi (among) hoặc lời của quy định (sentence)."
    if rule.kind is RuleKind.SHARE_AT_LEAST and rule.use not in rule.among:
        yield "mục chi phải đạt tỷ lệ (use) phải nằm trong các mục chi (among)."
    if not rule.values:
        yield "chưa ghi con số nào; chưa biết thì ghi vào phần còn để ngỏ (open), bỏ quy định này."
    for limit in rule.values:
        if limit.value <= 0 or (rule.kind is RuleKind.SHARE_AT_LEAST and limit.value > MOST_PERCENT):
            yield f"con số {limit.value} không hợp lý."
        if limit.until is not None and limit.until < limit.since:
            yield "ngày cuối trước ngày đầu."
    for before, after in pairwise(rule.values):
        if after.since <= before.since or before.until is None or before.until >= after.since:
            yield "các con số phải theo thứ tự thời gian, không chồng lên nhau."
