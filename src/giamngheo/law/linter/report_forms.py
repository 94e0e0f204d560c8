"""Checks of the places of forms: each once, and of an instrument that is known."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from giamngheo.law.library import BrokenPackError
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import citations
from giamngheo.law.report_forms.library import slots_under
from giamngheo.law.vocabulary.texts import Instrument


def check_form_slots(law: Path, instruments: Mapping[str, Instrument], found: list[Finding]) -> None:
    """Everything that does not hold in the places of forms goes to `found`."""
    try:
        packs = slots_under(law)
    except BrokenPackError as error:
        found.append(Finding("report_forms", str(error)))
        return
    for pack in packs.values():
        found.extend(citations(pack, f"report_forms/{pack.id}/report_forms.yaml", instruments))
    times = Counter(slot.id for pack in packs.values() for slot in pack.slots)
    found.extend(
        Finding(f"report_forms › {name}", "mã này ghi hai lần; giữ một mục.")
        for name, count in times.items()
        if count > 1
    )
