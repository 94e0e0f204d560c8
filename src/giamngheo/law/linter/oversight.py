"""Checks of the data of oversight."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from giamngheo.law.library import BrokenPackError, read
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import citations
from giamngheo.law.vocabulary.oversight import OversightRules
from giamngheo.law.vocabulary.texts import Instrument

_FILE = "oversight.yaml"


def check_oversight(law: Path, instruments: Mapping[str, Instrument], found: list[Finding]) -> None:
    """Texts are known, ids come once, a report has days, every content asks something."""
    try:
        rules = read(law / _FILE, OversightRules)
    except BrokenPackError as error:
        found.append(Finding(_FILE, str(error)))
        return
    found.extend(citations(rules, _FILE, instruments))
    if rules.report.working_days < 1:
        found.append(Finding(f"{_FILE} › report", "số ngày làm việc phải từ 1 trở lên."))
    lists = {
        "kinds": [one.id for one in rules.kinds],
        "leaders": [one.id for one in rules.leaders],
        "levels": [one.id for one in rules.levels],
        "contents": [one.id for one in rules.contents],
        **{f"contents › {one.id}": [item.id for item in one.items] for one in rules.contents},
    }
    for name, ids in lists.items():
        if not ids:
            found.append(Finding(f"{_FILE} › {name}", "không có mục nào; ghi ít nhất một."))
        found.extend(
            Finding(f"{_FILE} › {name} › {one}", "ghi hai lần; giữ một.")
            for one, times in Counter(ids).items()
            if times > 1
        )
