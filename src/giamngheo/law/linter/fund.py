"""Checks of the fund «Vì người nghèo»."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from giamngheo.law.library import BrokenPackError, read
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import citations
from giamngheo.law.vocabulary.fund import FundRules
from giamngheo.law.vocabulary.texts import Instrument


def check_fund(
    law: Path, instruments: Mapping[str, Instrument], needs: Sequence[str], found: list[Finding]
) -> None:
    """Texts are known, ids come once, days of a campaign are both there and in order, purposes meet needs."""
    try:
        rules = read(law / "fund.yaml", FundRules)
    except BrokenPackError as error:
        found.append(Finding("fund.yaml", str(error)))
        return
    found.extend(citations(rules, "fund.yaml", instruments))
    spent_on = [*(one.id for one in rules.purposes), *(one.id for one in rules.other_outlays)]
    for name, ids in (("campaigns", [one.id for one in rules.campaigns]), ("purposes", spent_on)):
        found.extend(
            Finding(f"fund.yaml › {name} › {one}", "ghi hai lần; giữ một.")
            for one, times in Counter(ids).items()
            if times > 1
        )
    for campaign in rules.campaigns:
        place = f"fund.yaml › campaigns › {campaign.id}"
        if (campaign.first is None) != (campaign.last is None):
            found.append(Finding(place, "ghi cả ngày đầu và ngày cuối, hoặc để trống cả hai."))
    for purpose in rules.purposes:
        if purpose.need not in needs:
            place = f"fund.yaml › purposes › {purpose.id}"
            found.append(Finding(place, f"không có nhu cầu «{purpose.need}» trong codes/needs.yaml."))
