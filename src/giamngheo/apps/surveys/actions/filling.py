"""Deeds on drafts: what was typed is kept, reasons are given, people follow the register."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from giamngheo.apps.surveys.actions.writing import (
    SurveyError,
    add_version,
    locked,
    put_in,
    refuse_sealed,
    written_reason,
)
from giamngheo.apps.surveys.checks import answer_of, findings_of, key_of
from giamngheo.apps.surveys.content import Box, differences, members_of, put, same, with_members
from giamngheo.apps.surveys.forms import form_of, read
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.queries import (
    PeopleChanged,
    last_version_locked,
    last_year,
    people_changed,
    version_of,
)
from giamngheo.apps.surveys.register import HEAD, households_on, known_answers, merged_into
from giamngheo.apps.surveys.states import VersionKind
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.law.questionnaires.sheets import Answer
from giamngheo.law.questionnaires.stored import as_stored


@transaction.atomic
def save_draft(
    sheet: FilledSheet,
    answers: Mapping[Box, Answer],
    seen: int,
    actor: Actor,
    *,
    by_itself: bool = False,
    on_screen: SheetVersion | None = None,
) -> SheetVersion:
    """Keep what was typed into these boxes, right or wrong; other boxes stay as they are. None empties a box.

    `seen` is the number of the version on the screen. Boxes that say what that version says are not the
    typist's: others may have changed them since, and stay changed. Without a change nothing is written.
    `by_itself`: the page saves while somebody types; such versions are thinned when the sheet is sealed.
    `on_screen` is the version that was seen, where the caller has it. What is given has its sheet with it.

    Raises:
        StaleError: where the same box was answered otherwise since.
        SurveyError: where the sheet is sealed, or has no such box.
    """
    last = last_version_locked(sheet)
    now = last.sheet
    refuse_sealed(now)
    content = put_in(now, last, answers, seen, last.answers, on_screen=on_screen)
    if not differences(last.answers, content):
        return last
    return add_version(now, last, _kind(by_itself=by_itself), actor, content=content)


@transaction.atomic
def give_reason(
    sheet: FilledSheet, reasons: Mapping[str, str], actor: Actor, *, by_itself: bool = False
) -> SheetVersion:
    """Say why implausible answers and jumps against last year stand, by the keys of their faults.

    A reason holds for the answer that it was given for, and is asked for anew of another. `by_itself` as of
    `save_draft`. Raises SurveyError.
    """
    now = locked(sheet)
    refuse_sealed(now)
    last = version_of(now)
    given = reasons_given(now, last.answers, last.reasons, reasons)
    return add_version(now, last, _kind(by_itself=by_itself), actor, reasons=given)


@transaction.atomic
def take_people(sheet: FilledSheet, actor: Actor) -> SheetVersion:
    """Bring the people of a draft in line with the register on its day; without a change nothing is written.

    Who came is written in as at opening, with what an earlier version held of them. Who left is no more on
    the sheet: earlier versions keep their answers. Of two records that became one the answers go together.
    """
    now = locked(sheet)
    refuse_sealed(now)
    last = version_of(now)
    content = with_people(now, last.answers, people_changed(now))
    if content == last.answers:
        return last
    return add_version(now, last, VersionKind.PEOPLE, actor, content=content)


@transaction.atomic
def assign_reviewer(sheets: Sequence[FilledSheet], reviewer: Actor | None, actor: Actor) -> None:
    """Let somebody else fill in these sheets, or nobody yet."""
    name = reviewer.name if reviewer else ""
    rows = FilledSheet.objects.filter(pk__in=[one.pk for one in sheets])
    held = list(rows.select_for_update().order_by("pk"))
    rows.update(reviewer_id=reviewer.id if reviewer else None, reviewer_name=name)
    record_all(
        actor,
        [
            Deed(
                "surveys.assigned",
                f"Giao phiếu của hộ {one.household_code} cho {name}"
                if name
                else f"Thôi giao phiếu của hộ {one.household_code}",
                one.area_id,
                ("surveys.FilledSheet", one.pk),
                {"occasion": one.occasion, "reviewer": reviewer.id if reviewer else None},
            )
            for one in held
        ],
    )


def reasons_given(
    sheet: FilledSheet, content: Mapping[str, Any], held: Mapping[str, Any], given: Mapping[str, str]
) -> dict[str, Any]:
    """The reasons held and given now, each with the answer that it explains; refused where none is asked."""
    form = form_of(sheet)
    answers = read(form, content)
    asked = {key_of(fault): fault for fault in findings_of(form, answers, last_year(sheet)).to_explain}
    found = dict(held)
    for key, reason in given.items():
        if key not in asked:
            raise SurveyError(
                f"Phiếu của hộ {sheet.household_code}: ô này không còn cần lý do. "
                "Cách xử lý: mở lại phiếu và xem các ô đang cần lý do."
            )
        said = written_reason(reason, str(asked[key]).split(":", maxsplit=1)[0])
        found[key] = {"reason": said, "answer": answer_of(asked[key], answers)}
    return found


def with_people(sheet: FilledSheet, content: Mapping[str, Any], changed: PeopleChanged) -> dict[str, Any]:
    """The content with the people of the register; what was told of the household's people follows them."""
    if not changed:
        return dict(content)
    form = form_of(sheet)
    known = households_on([sheet.household_id], sheet.day).get(sheet.household_id)
    if known is None:
        raise SurveyError(
            f"Ngày của phiếu hộ {sheet.household_code} không còn trong sổ. "
            "Cách xử lý: xem lịch sử của hộ; hộ đã rời sổ thì không rà soát theo phiếu này."
        )
    fresh = as_stored(form, known_answers(form, known))
    told_before = _told_before(sheet, {member.key for member in changed.came})
    held = {member["key"]: member["answers"] for member in content["members"]}
    for key, into in merged_into(changed.left).items():
        told_before[into] = held[key] | told_before.get(into, {})
    members = {
        member["key"]: held.get(member["key"], member["answers"] | told_before.get(member["key"], {}))
        for member in fresh["members"]
    }
    following = _follow_people(content, fresh)
    return put(with_members(content, members), following)


def _kind(*, by_itself: bool) -> VersionKind:
    return VersionKind.TYPED if by_itself else VersionKind.DRAFT


def _told_before(sheet: FilledSheet, keys: Collection[str]) -> dict[str, dict[str, Any]]:
    """What the last version that had them held of people who come back to the sheet."""
    found: dict[str, dict[str, Any]] = {}
    if keys:
        for version in sheet.versions.order_by("-number").iterator():
            for member in version.answers["members"]:
                if member["key"] in keys:
                    found.setdefault(member["key"], member["answers"])
            if len(found) == len(keys):
                break
    return found


def _follow_people(content: Mapping[str, Any], fresh: Mapping[str, Any]) -> dict[Box, Any]:
    """Answers of the household that said what its list of people says: they say what the new list says."""
    household = content["household"]
    heads = [one["answers"] for one in content["members"] if one["answers"].get("relationship") == HEAD]
    head = heads[0] if heads else {}
    said = {
        "member_count": len(members_of(content)),
        "head_name": head.get("member_name"),
        "head_ethnicity": head.get("ethnicity"),
    }
    return {
        (name, None): fresh["household"].get(name)
        for name, before in said.items()
        if name in household and same(household[name], before)
    }
