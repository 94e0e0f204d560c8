"""Deeds on many drafts at once: answers that were gathered on other devices come in, and go out again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction

from giamngheo.apps.surveys.actions.writing import StaleError, lacking
from giamngheo.apps.surveys.content import Content, boxes, differences, members_of, put, same
from giamngheo.apps.surveys.forms import form_of, read
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.queries import last_versions
from giamngheo.apps.surveys.states import SheetState, VersionKind
from giamngheo.foundation.audit.actions import Actor, Deed, record_all

_AT_ONCE: Final = 1_000
_MOST_TOLD: Final = 50
_SENTENCES: Final[Mapping[VersionKind, str]] = {
    VersionKind.GATHERED: "Nhận câu trả lời từ {source} vào phiếu của hộ {code}",
    VersionKind.TAKEN_BACK: "Hoàn tác câu trả lời nhận từ {source} ở phiếu của hộ {code}",
}
_MOVE: Final = """
UPDATE surveys_filledsheet AS sheet SET version = said.version, missing = said.missing
FROM unnest(%(ids)s::bigint[], %(versions)s::int[], %(missing)s::int[]) AS said (id, version, missing)
WHERE sheet.id = said.id
"""


@dataclass(frozen=True)
class Gathered:
    """What a draft will say: the sheet, its last version, and the content that comes after it."""

    sheet: FilledSheet
    last: SheetVersion
    content: Content


@dataclass(frozen=True)
class Written:
    """A version that was written into a sheet with what was gathered, and the one before it, by number."""

    sheet_id: int
    before: int
    version: int


@dataclass(frozen=True)
class TakenBack:
    """What became of written versions: how many sheets are as before, which stay, how many boxes stay."""

    sheets: int
    sealed: tuple[str, ...]
    kept_boxes: int


@transaction.atomic
def write_gathered(gathered: Sequence[Gathered], source: str, actor: Actor) -> list[Written]:
    """Write these contents into their drafts; the caller has looked whether this person may.

    The number of questions of the database does not grow with the sheets, but for thousands.

    Raises:
        StaleError: where one of them was sealed or written since it was looked at; nothing is written then.
    """
    held = _locked([one.sheet.pk for one in gathered])
    for one in gathered:
        now = held.get(one.sheet.pk)
        if now is None or now.state == SheetState.SEALED or now.version != one.last.number:
            raise StaleError(
                f"Phiếu của hộ {one.sheet.household_code} vừa được ghi hoặc khoá. "
                "Cách xử lý: so lại với phiếu rồi ghi."
            )
    _write(gathered, VersionKind.GATHERED, source, actor)
    return [Written(one.sheet.pk, one.last.number, one.last.number + 1) for one in gathered]


@transaction.atomic
def take_gathered_back(written: Sequence[Written], source: str, actor: Actor) -> TakenBack:
    """Let drafts say again what they said before these versions, box by box.

    A box that somebody has answered otherwise since stays, and so does a sheet that is sealed: its answers
    are the household's, and only corrected.
    """
    held = _locked([one.sheet_id for one in written])
    is_sealed = {key: sheet.state == SheetState.SEALED for key, sheet in held.items()}
    draft = [one for one in written if not is_sealed[one.sheet_id]]
    sealed = sorted(held[one.sheet_id].household_code for one in written if is_sealed[one.sheet_id])
    told = _told(draft)
    now = {one.sheet_id: one for one in last_versions(FilledSheet.objects.filter(pk__in=list(held)))}
    back, kept_boxes = [], 0
    for one in draft:
        last = now[one.sheet_id]
        restored, kept = _restored(
            told[one.sheet_id, one.before], told[one.sheet_id, one.version], last.answers
        )
        kept_boxes += kept
        if restored != last.answers:
            back.append(Gathered(held[one.sheet_id], last, restored))
    _write(back, VersionKind.TAKEN_BACK, source, actor)
    return TakenBack(len(back), tuple(sealed), kept_boxes)


def _restored(before: Content, after: Content, now: Content) -> tuple[dict[str, Any], int]:
    """What a sheet says without what came from `before` to `after`, and how many such boxes stay."""
    said, people = boxes(now), members_of(now)
    changed = {
        box: was for box, (was, _) in differences(before, after).items() if box[1] is None or box[1] in people
    }
    since = boxes(after)
    mine = {box: was for box, was in changed.items() if same(said.get(box), since.get(box))}
    return put(now, mine), len(changed) - len(mine)


def _told(written: Sequence[Written]) -> dict[tuple[int, int], Content]:
    """The contents of both versions of each, by sheet and number."""
    wanted = {(one.sheet_id, number) for one in written for number in (one.before, one.version)}
    rows = SheetVersion.objects.filter(
        sheet__in=[one.sheet_id for one in written], number__in={number for _, number in wanted}
    ).values_list("sheet_id", "number", "answers")
    return {(sheet, number): answers for sheet, number, answers in rows if (sheet, number) in wanted}


def _locked(ids: Sequence[int]) -> dict[int, FilledSheet]:
    rows = FilledSheet.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    return {one.pk: one for one in rows}


def _write(gathered: Sequence[Gathered], kind: VersionKind, source: str, actor: Actor) -> None:
    """Add a version to each of these locked drafts, with the line of the trail."""
    for first in range(0, len(gathered), _AT_ONCE):
        part = gathered[first : first + _AT_ONCE]
        SheetVersion.objects.bulk_create(
            [
                SheetVersion(
                    sheet=one.sheet,
                    number=one.last.number + 1,
                    kind=kind,
                    answers=one.content,
                    reasons=one.last.reasons,
                    author_id=actor.id,
                    author_name=actor.name,
                )
                for one in part
            ]
        )
        forms = {_asked_in(one.sheet): form_of(one.sheet) for one in part}
        missing = []
        for one in part:
            form = forms[_asked_in(one.sheet)]
            missing.append(lacking(form, read(form, one.content)))
        with connection.cursor() as cursor:
            told = {
                "ids": [one.sheet.pk for one in part],
                "versions": [one.last.number + 1 for one in part],
                "missing": missing,
            }
            cursor.execute(_MOVE, told)
        record_all(actor, [_line(one, kind, source) for one in part])


def _asked_in(sheet: FilledSheet) -> tuple[str, ...]:
    return (sheet.form, *sheet.asked_also)


def _line(one: Gathered, kind: VersionKind, source: str) -> Deed:
    # Which boxes, not what they say: who reads the trail need not be entitled to the answers.
    changed = [
        name if key is None else f"{name}/{key}" for name, key in differences(one.last.answers, one.content)
    ]
    return Deed(
        f"surveys.{kind}",
        _SENTENCES[kind].format(source=source, code=one.sheet.household_code),
        one.sheet.area_id,
        ("surveys.FilledSheet", one.sheet.pk),
        {
            "occasion": one.sheet.occasion,
            "form": one.sheet.form,
            "version": one.last.number + 1,
            "source": source,
            "changed": changed[:_MOST_TOLD],
            "changed_count": len(changed),
        },
    )
