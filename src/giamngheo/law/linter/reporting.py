"""Checks of the duties to report: told once, owed by who sends, made of tables that there are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from giamngheo.law.library import BrokenPackError
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import citations
from giamngheo.law.reporting.library import reporting_under
from giamngheo.law.reports.library import statutory_tables
from giamngheo.law.vocabulary.reporting import Frequency, ReportDuty
from giamngheo.law.vocabulary.texts import Instrument


def check_reporting(
    laws: Sequence[Path], instruments: Mapping[str, Instrument], found: list[Finding]
) -> None:
    """Everything that does not hold in the duties to report of these law folders goes to `found`."""
    told: Counter[str] = Counter()
    for law in laws:
        try:
            packs = reporting_under(law)
        except BrokenPackError as error:
            found.append(Finding("reporting", str(error)))
            continue
        for pack in packs.values():
            place = f"reporting/{pack.id}/duties.yaml"
            found.extend(citations(pack, place, instruments))
            for duty in pack.duties:
                told[duty.id] += 1
                found.extend(duty_faults(duty, f"{place} › {duty.id}"))
    found.extend(
        Finding("reporting", f"báo cáo «{name}» ghi hai lần; giữ một.")
        for name, times in told.items()
        if times > 1
    )


def duty_faults(duty: ReportDuty, place: str) -> Iterator[Finding]:
    """What does not hold in one duty."""
    if duty.last < duty.first:
        yield Finding(place, "ngày cuối trước ngày đầu.")
    if not duty.senders or not duty.sections:
        yield Finding(place, "phải có cấp gửi và ít nhất một mục.")
    for name, times in Counter(section.id for section in duty.sections).items():
        if times > 1:
            yield Finding(f"{place} › sections", f"mục «{name}» ghi hai lần; giữ một.")
    for table in duty.tables:
        if table not in statutory_tables():
            yield Finding(f"{place} › sections", f"không có biểu «{table}».")
    for due in duty.dues:
        if due.tier not in duty.senders:
            yield Finding(f"{place} › dues", f"cấp «{due.tier}» không gửi báo cáo này.")
        if bool(due.month) == bool(due.months_after):
            yield Finding(f"{place} › dues", "ghi tháng (month) hoặc số tháng sau kỳ (months_after).")
    missing = [tier for tier in duty.senders if tier not in {due.tier for due in duty.dues}]
    if missing and not duty.ask:
        yield Finding(place, f"chưa có hạn của {', '.join(missing)}: ghi câu hỏi (ask).")
    if duty.every is Frequency.AS_ASKED and duty.dues:
        yield Finding(f"{place} › dues", "báo cáo theo yêu cầu thì hạn do nơi yêu cầu ghi.")
