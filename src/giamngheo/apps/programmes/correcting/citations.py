"""Instruments that a plan rests on or names, and the reports that it asks for."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from giamngheo.apps.programmes.correcting.corrected import Corrected, Correction
from giamngheo.apps.programmes.plans.citations import entry_of
from giamngheo.apps.programmes.plans.structure import Cited, ReportingDuty, Span
from giamngheo.apps.programmes.plans.words import INSTRUMENT_KINDS

ADDED: Final = 2
"""How many further rows a form offers at a time."""
KINDS: Final = tuple(dict.fromkeys(INSTRUMENT_KINDS.values()))
_LONGEST: Final = 4_000


def correct_cited(field: str, short: str) -> Callable[[Correction], Corrected]:
    """What corrects a list of instruments whose rows are named by `short`."""

    def correct(asked: Correction) -> Corrected:
        kept = []
        before: Sequence[Cited] = getattr(asked.plan, field)
        for at, one in enumerate(before):
            if asked.form.ticked(f"{short}{at}-bo"):
                asked.places.take_out(one.span)
            else:
                kept.append(_cited(one, asked, f"{short}{at}"))
        for name in (f"{short}m{at}" for at in range(ADDED)):
            if asked.is_typed(name):
                words = asked.form.words(f"{name}-loi", _LONGEST) or ""
                kept.append(_cited(bare_citation(words, asked.places.of(words)), asked, name))
        changed: dict[str, Any] = {field: kept}
        return asked.done(**changed)

    return correct


def bare_citation(words: str, place: Span) -> Cited:
    """An instrument of which only the words are known."""
    return Cited(text=words, kind="", number=None, date=None, issuer=None, id=None, span=place)


def _cited(one: Cited, asked: Correction, name: str) -> Cited:
    form = asked.form
    words = form.words(f"{name}-loi", _LONGEST)
    if words is None:
        form.wrong.setdefault(f"{name}-loi", "Chưa ghi văn bản. Ghi loại, số, ngày, cơ quan ban hành.")
    kind = form.words(f"{name}-loai", 60) or ""
    if kind and kind not in KINDS and kind != one.kind:
        form.wrong[f"{name}-loai"] = "Không có loại văn bản này. Chọn lại."
    said = msgspec.structs.replace(
        one,
        text=words if words and words != " ".join(one.text.split()) else one.text,
        kind=kind,
        number=form.words(f"{name}-so", 60),
        date=form.day(f"{name}-ngay"),
        issuer=form.words(f"{name}-co-quan"),
    )
    if (said.kind, said.number, said.date, said.text) == (one.kind, one.number, one.date, one.text):
        return said
    known = entry_of(said.kind, said.number, said.date, said.text) if said.number else None
    return msgspec.structs.replace(said, id=known.id if known else None)


def correct_reporting(asked: Correction) -> Corrected:
    """Each duty to report as typed, further ones under «bcm0» …; one that is ticked is left out."""
    kept = []
    for at, one in enumerate(asked.plan.reporting):
        if asked.form.ticked(f"bc{at}-bo"):
            asked.places.take_out(one.span)
        else:
            kept.append(_duty(one, asked, f"bc{at}"))
    for name in (f"bcm{at}" for at in range(ADDED)):
        if asked.is_typed(name):
            words = asked.form.words(f"{name}-loi", _LONGEST) or ""
            kept.append(_duty(bare_duty(words, asked.places.of(words)), asked, name))
    return asked.done(reporting=kept)


def bare_duty(words: str, place: Span) -> ReportingDuty:
    """A duty of which only the words are known."""
    return ReportingDuty(text=words, sender=None, to=[], when=None, span=place)


def _duty(one: ReportingDuty, asked: Correction, name: str) -> ReportingDuty:
    form = asked.form
    words = form.words(f"{name}-loi", _LONGEST)
    if words is None:
        form.wrong.setdefault(f"{name}-loi", "Chưa ghi việc báo cáo. Ghi báo cáo gì, hoặc đánh dấu bỏ.")
    return msgspec.structs.replace(
        one,
        text=words if words and words != " ".join(one.text.split()) else one.text,
        sender=form.words(f"{name}-ai"),
        to=form.listed(f"{name}-cho"),
        when=form.words(f"{name}-khi"),
    )
