"""Deeds that make answers count: a sheet sealed, a sealed sheet corrected."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.surveys.actions.filling import reasons_given, with_people
from giamngheo.apps.surveys.actions.thinning import thin
from giamngheo.apps.surveys.actions.writing import (
    SurveyError,
    UnfinishedError,
    add_version,
    locked,
    put_in,
    refuse_sealed,
    refuse_unseen,
    written_reason,
)
from giamngheo.apps.surveys.checks import Lack, Wanting, findings_of, wanting
from giamngheo.apps.surveys.content import Box, differences
from giamngheo.apps.surveys.forms import form_of, read
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.queries import last_year, people_changed, version_of
from giamngheo.apps.surveys.states import SheetState, VersionKind
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.law.questionnaires.sheets import Answer


@transaction.atomic
def seal(sheet: FilledSheet, seen: int, actor: Actor) -> SheetVersion:
    """Close a draft as the household's answers; the caller has looked whether this person may.

    What the page saved by itself on the way is thinned.

    Raises:
        StaleError: where a version was written that who seals has not seen.
        UnfinishedError: with all that is missing, wrong, or implausible without a reason.
        SurveyError: where it is sealed already, or its day has not come.
    """
    now = locked(sheet)
    refuse_sealed(now)
    last = version_of(now)
    refuse_unseen(now, last, seen)
    if now.day > timezone.localdate():
        raise SurveyError(
            f"Phiếu của hộ {now.household_code} ghi ngày {day_text(now.day)}, ngày này chưa tới. "
            "Cách xử lý: khoá phiếu từ ngày đó."
        )
    found = wanting_of(now, last.answers, last.reasons)
    if people_changed(now):
        told = "Người trong hộ theo sổ khác với phiếu. Bấm «Lấy người theo sổ hộ» rồi xem lại phiếu."
        found.insert(0, Wanting(None, Lack.SOUND, told))
    if found:
        raise UnfinishedError(now.household_code, found)
    return add_version(now, last, VersionKind.SEALED, actor, thinned=thin(now))


@transaction.atomic
def correct(
    sheet: FilledSheet,
    answers: Mapping[Box, Answer],
    why: str,
    seen: int,
    actor: Actor,
    *,
    reasons: Mapping[str, str] | None = None,
    people: bool = False,
) -> SheetVersion:
    """Put another version in place of a sealed one, which stays readable: these boxes say otherwise, and why.

    `reasons` are for what is implausible in the new answers, by the keys of the faults. With `people` the
    members are first brought in line with the register on the day of the sheet. The same is asked of the new
    version as of one that is sealed. Raises as `seal` does.
    """
    now = locked(sheet)
    if now.state != SheetState.SEALED:
        raise SurveyError(
            f"Phiếu của hộ {now.household_code} chưa khoá nên không cần đính chính. "
            "Cách xử lý: sửa thẳng trên phiếu."
        )
    said = written_reason(why, f"Đính chính phiếu của hộ {now.household_code}")
    last = version_of(now)
    refuse_unseen(now, last, seen)
    base = with_people(now, last.answers, people_changed(now)) if people else last.answers
    content = put_in(now, last, answers, seen, base)
    if not differences(last.answers, content):
        raise SurveyError(
            f"Phiếu của hộ {now.household_code}: không có câu trả lời nào khác bản đã khoá. "
            "Cách xử lý: sửa câu trả lời sai rồi đính chính."
        )
    explained = reasons_given(now, content, last.reasons, reasons or {})
    if found := wanting_of(now, content, explained):
        raise UnfinishedError(now.household_code, found)
    return add_version(now, last, VersionKind.CORRECTED, actor, content=content, reasons=explained, why=said)


def wanting_of(sheet: FilledSheet, content: Mapping[str, Any], reasons: Mapping[str, Any]) -> list[Wanting]:
    """All that is to be done before this content of a sheet can be sealed."""
    form = form_of(sheet)
    return wanting(findings_of(form, read(form, content), last_year(sheet)), reasons)
