"""Finds and reads the duties to report: the product's own, then those an operator keeps."""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from giamngheo.law.library import LAW, read_packs
from giamngheo.law.vocabulary.reporting import ReportDuty, ReportingPack


def reporting_under(law: Path) -> dict[str, ReportingPack]:
    """Every pack of duties of one law folder, by id; raises BrokenPackError."""
    return read_packs(law, "reporting/*/duties.yaml", ReportingPack, "chế độ báo cáo")


@lru_cache
def report_duties() -> Mapping[str, ReportDuty]:
    """Every duty by id, in the order of the packs."""
    own = os.environ.get("GIAMNGHEO_LAW")
    packs = {**reporting_under(LAW), **(reporting_under(Path(own)) if own else {})}
    return {duty.id: duty for pack in packs.values() for duty in pack.duties}
