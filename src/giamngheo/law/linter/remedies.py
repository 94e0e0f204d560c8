"""Checks of what helps against which deprivation."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from giamngheo.law.library import BrokenPackError, read
from giamngheo.law.linter.drafts import Draft
from giamngheo.law.linter.findings import Finding
from giamngheo.law.vocabulary.codes import Remedy


def check_remedies(law: Path, drafts: Sequence[Draft], needs: Sequence[str], found: list[Finding]) -> None:
    """Every deprivation of a standard has its remedies once, each of them a need that households tell."""
    try:
        remedies = read(law / "remedies.yaml", tuple[Remedy, ...])
    except BrokenPackError as error:
        found.append(Finding("remedies.yaml", str(error)))
        return
    known = {one.id for draft in drafts for one in draft.standard.deprivations}
    times = Counter(one.deprivation for one in remedies)
    for one in remedies:
        place = f"remedies.yaml › {one.deprivation}"
        if one.deprivation not in known:
            found.append(Finding(place, "không chuẩn nào có chỉ số thiếu hụt này."))
        if times[one.deprivation] > 1:
            found.append(Finding(place, "chỉ số này ghi hai lần; giữ một."))
        if not one.needs:
            found.append(Finding(place, "chưa ghi nhu cầu nào đáp ứng chỉ số này (needs)."))
        found.extend(
            Finding(place, f"không có nhu cầu «{need}» trong codes/needs.yaml.")
            for need in one.needs
            if need not in needs
        )
    found.extend(
        Finding(f"remedies.yaml › {missing}", "chỉ số thiếu hụt này chưa có nhu cầu nào đáp ứng.")
        for missing in sorted(known - set(times))
    )
