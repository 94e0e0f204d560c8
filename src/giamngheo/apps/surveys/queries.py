"""Questions about kept sheets: how far an occasion is, what was answered, what is offered, what differs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, CharField, DateField, F, OuterRef, QuerySet, Subquery, When

from giamngheo.apps.surveys import register
from giamngheo.apps.surveys.checks import explained, findings_of, key_of
from giamngheo.apps.surveys.content import Box, boxes_of, differences, members_of
from giamngheo.apps.surveys.forms import form_of, read
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.states import AGAIN, SEALING, SheetState
from giamngheo.foundation.prepared_queries import Asked, PreparedQuery
from giamngheo.law.questionnaires.asking import Place, State, named, places
from giamngheo.law.questionnaires.carrying import carried
from giamngheo.law.questionnaires.checking import Fault
from giamngheo.law.questionnaires.sheets import BIRTH, Answer, Sheet
from giamngheo.law.vocabulary.questionnaires import Questionnaire, Use


def _last() -> QuerySet[SheetVersion]:
    """The last version of a sheet; its number is found first, or all versions are read for it."""
    number = FilledSheet.objects.filter(pk=Asked("sheet")).values("version")
    rows = SheetVersion.objects.filter(sheet=Asked("sheet"), number=Subquery(number))
    # Once more, as a row that was waited for may say otherwise than the one that was found.
    return rows.filter(number=F("sheet__version")).select_related("sheet")


_LAST: Final = PreparedQuery(_last)
_LAST_LOCKED: Final = PreparedQuery(lambda: _last().select_for_update(of=("sheet",)))
_NUMBERED: Final = PreparedQuery(
    lambda: SheetVersion.objects.filter(sheet=Asked("sheet"), number=Asked("number"))
)
# As `_earlier` has it, with what it says.
_SEALED_BEFORE: Final = PreparedQuery(
    lambda: (
        SheetVersion.objects.filter(
            number=F("sheet__version"),
            sheet__household=Asked("household"),
            sheet__day__lt=Asked("day", DateField()),
            sheet__state=SheetState.SEALED,
        )
        .exclude(sheet__occasion__endswith=AGAIN)
        .select_related("sheet")
        .order_by(
            Case(When(sheet__form=Asked("form", CharField()), then=0), default=1), "-sheet__day", "-sheet__pk"
        )[:1]
    )
)
_AT_ONCE: Final = 5_000  # sheets in memory as text and objects; frames hold the rest


@dataclass(frozen=True)
class PeopleChanged:
    """Whom the register has in the household on the day of the sheet and the sheet not, and the reverse."""

    came: tuple[register.Member, ...]
    left: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.came or self.left)


@dataclass(frozen=True)
class Offer:
    """An answer that may be taken over: of which box, what, and who says so."""

    box: Box
    answer: Answer
    source: str


@dataclass(frozen=True)
class SheetFault:
    """A fault of a sealed sheet; `reason` is the one given for it, empty where there is none."""

    sheet_id: int
    household_code: str
    area_id: int
    fault: Fault
    reason: str


@dataclass(frozen=True)
class Difference:
    """A box in which two versions differ, named as on the sheet; answers as they are kept."""

    box: Box
    name: str
    before: Any
    after: Any


def last_versions(sheets: QuerySet[FilledSheet]) -> QuerySet[SheetVersion]:
    """The last version of each of these sheets."""
    return SheetVersion.objects.filter(sheet__in=sheets, number=F("sheet__version"))


def version_of(sheet: FilledSheet, number: int | None = None) -> SheetVersion:
    """A version of a sheet, the last one without a number; SheetVersion.DoesNotExist where there is none."""
    found = numbered(sheet, number or sheet.version)
    if found is None:
        raise SheetVersion.DoesNotExist
    return found


def numbered(sheet: FilledSheet, number: int) -> SheetVersion | None:
    """The version of this number; None where there is none, or none any more."""
    return _NUMBERED.first(sheet=sheet.pk, number=number)


def last_version(sheet_id: int) -> SheetVersion | None:
    """The last version of the sheet of this number with the sheet itself; None where it is not seen."""
    return _LAST.first(sheet=sheet_id)


def last_version_locked(sheet: FilledSheet) -> SheetVersion:
    """The last version of a sheet with the sheet as it is kept now, held until the transaction ends."""
    held = _LAST_LOCKED.first(sheet=sheet.pk)
    if held is None:  # somebody wrote while this waited: what was last then is so no more
        now = FilledSheet.objects.select_for_update().get(pk=sheet.pk)
        held = version_of(now)
        held.sheet = now
    return held


def version_kept(sheet: FilledSheet, number: int) -> int:
    """The number of this version or, where it was thinned, of the one that it was typed on to."""
    found = sheet.versions.filter(number__gte=number).order_by("number").values_list("number", flat=True)
    return found.first() or sheet.version


def version_before(sheet: FilledSheet, number: int) -> int:
    """The number of the last version that is kept before this one; 1 where there is none."""
    found = sheet.versions.filter(number__lt=number).order_by("-number").values_list("number", flat=True)
    return found.first() or 1


def sheet_now(sheet: FilledSheet) -> Sheet:
    """What the last version of a sheet says."""
    return read(form_of(sheet), version_of(sheet).answers)


def sealed_version(sheet: FilledSheet) -> SheetVersion | None:
    """The version that counts: as sealed, or as last corrected; None while it is a draft."""
    rows = SheetVersion.objects.filter(sheet=sheet, kind__in=SEALING)
    return rows.order_by("-number").first()


def last_sealed(sheet: FilledSheet) -> FilledSheet | None:
    """The household's last sealed sheet of an earlier day: of the same form, where none is of another."""
    return before.sheet if (before := _sealed_before(sheet)) is not None else None


def last_year(sheet: FilledSheet) -> Sheet | None:
    """What that sheet says, members under the keys of today; None where there is none."""
    before = told_before(sheet)
    return before[1] if before is not None else None


def told_before(sheet: FilledSheet) -> tuple[FilledSheet, Sheet] | None:
    """The household's last sealed sheet of an earlier day and what it says, members under today's keys."""
    before = _sealed_before(sheet)
    return None if before is None else (before.sheet, _as_known_now(before.sheet, before.answers))


def offer_last_year(sheet: FilledSheet) -> list[Offer]:
    """What may be taken over into empty boxes of a sheet, one by one: last year's answers, the register's.

    To take one is to save it (`save_draft`). What the form asks anew every year is never offered, nor what
    this sheet does not ask by now.
    """
    known = register.members_on(sheet.household_id, sheet.day)
    form, now = form_of(sheet), sheet_now(sheet)
    return offers_for(form, now, told_before(sheet), known, places(form, now))


def offers_for(
    form: Questionnaire,
    now: Sheet,
    before: tuple[FilledSheet, Sheet] | None,
    known: Sequence[register.Member],
    boxes: Iterable[Place],
) -> list[Offer]:
    """As `offer_last_year`, of what was asked for already and the boxes of the sheet; asks nothing."""
    to_fill = (one for one in boxes if not one.answered and one.state is not State.SKIPPED)
    empty = {(one.question.id, one.member) for one in to_fill}
    sources: list[tuple[str, Sheet]] = []
    if before is not None:
        sources.append((f"phiếu ngày {before[0].day:%d/%m/%Y}", carried(form, before[1], now.day)))
    if known:
        sources.append(("sổ hộ", register.offered_answers(form, known, now.day)))
    found: dict[Box, Offer] = {}
    for source, offered in sources:
        for box, answer in boxes_of(offered).items():
            if box in empty and box not in found:
                found[box] = Offer(box, answer, source)
    return list(found.values())


def people_changed(sheet: FilledSheet) -> PeopleChanged:
    """Who belongs to the household on the day of the sheet and is not on it; who is on it and does not."""
    return people_differing(version_of(sheet).answers, register.members_on(sheet.household_id, sheet.day))


def people_differing(content: Mapping[str, Any], members: Sequence[register.Member]) -> PeopleChanged:
    """As `people_changed`, of what was asked for already."""
    on_sheet = members_of(content)
    keys = {member.key for member in members}
    return PeopleChanged(
        came=tuple(member for member in members if member.key not in on_sheet),
        left=tuple(key for key in on_sheet if key not in keys),
    )


def faults_of_sealed(sheets: QuerySet[FilledSheet]) -> Iterator[SheetFault]:
    """What sealed sheets hold that is wrong by the form of today, or implausible, with the reason given.

    Three questions of the database for any number of sheets.
    """
    sealed = sheets.filter(state=SheetState.SEALED)
    last_of = _last_of(sealed)
    earlier = last_versions(FilledSheet.objects.filter(pk__in={one for one in last_of.values() if one}))
    told = {one.sheet_id: one for one in earlier.select_related("sheet")}
    people = register.merged_into([key for one in told.values() for key in members_of(one.answers)])
    rows = last_versions(sealed).select_related("sheet").order_by("sheet_id")
    for version in rows.iterator(_AT_ONCE):
        form = form_of(version.sheet)
        now, last = read(form, version.answers), None
        if (one := told.get(last_of.get(version.sheet_id) or 0)) is not None:
            last = read(form_of(one.sheet), one.answers, people)
        found = findings_of(form, now, last)
        for fault in (*found.wrong, *found.to_explain):
            given = version.reasons[key_of(fault)] if explained(fault, now, version.reasons) else {}
            yield SheetFault(
                version.sheet_id,
                version.sheet.household_code,
                version.sheet.area_id,
                fault,
                given.get("reason", ""),
            )


def unchanged_since_last(sheets: QuerySet[FilledSheet]) -> Iterator[int]:
    """The households of those sealed sheets that measure just as the household's last one of the same form.

    Compared are the answers that something is measured by; who the people are and who filled in is not.
    Four questions of the database for any number of sheets.
    """
    sealed = sheets.filter(state=SheetState.SEALED)
    last_of = _last_of(sealed)
    earlier = last_versions(FilledSheet.objects.filter(pk__in={one for one in last_of.values() if one}))
    told = {one.sheet_id: one for one in earlier.select_related("sheet")}
    people = register.merged_into([key for one in told.values() for key in members_of(one.answers)])
    for version in last_versions(sealed).select_related("sheet").order_by("sheet_id").iterator(_AT_ONCE):
        last = told.get(last_of.get(version.sheet_id) or 0)
        if last is None or last.sheet.form != version.sheet.form:
            continue
        form = form_of(version.sheet)
        now, before = read(form, version.answers), read(form_of(last.sheet), last.answers, people)
        if measured(form, now) == measured(form, before):
            yield version.sheet.household_id


def measured(form: Questionnaire, sheet: Sheet) -> dict[Box, Answer]:
    """The answers by which something is measured, box by box; what only describes people stays out."""
    found = {}
    for (name, key), answer in boxes_of(sheet).items():
        question = form.question(name)
        if question is not None and set(question.used_for) != {Use.RECORD} and name not in BIRTH:
            found[name, key] = answer
    return found


def changed_between(sheet: FilledSheet, older: int, newer: int) -> list[Difference]:
    """The answers that differ between two versions of a sheet, in the order in which they are asked."""
    form = form_of(sheet)
    found = {one.number: one.answers for one in sheet.versions.filter(number__in={older, newer})}
    changed = differences(found[older], found[newer])
    keys = list(dict.fromkeys([*members_of(found[newer]), *members_of(found[older])]))
    order = {question.id: number for number, question in enumerate(form.sheet)}
    names = name_of_boxes(sheet, changed, keys)
    return [
        Difference(box, names[box], *changed[box])
        for box in sorted(
            changed, key=lambda one: (order.get(one[0], len(order)), keys.index(one[1]) if one[1] else -1)
        )
    ]


def name_of_boxes(sheet: FilledSheet, boxes: Collection[Box], keys: list[str]) -> Mapping[Box, str]:
    """Boxes as messages name them: the question, and the place of the member, never a name."""
    form = form_of(sheet)
    names: dict[Box, str] = {}
    for name, key in boxes:
        question = form.question(name)
        ordinal = keys.index(key) + 1 if key in keys else None
        names[name, key] = named(question, ordinal) if question is not None else f"«{name}»"
    return names


def explained_faults(sheet: FilledSheet) -> list[tuple[str, Fault, str]]:
    """What stands with a reason only on the last version: key, fault, the reason given (empty: none)."""
    form, version = form_of(sheet), version_of(sheet)
    now = read(form, version.answers)
    found = []
    for fault in findings_of(form, now, last_year(sheet)).to_explain:
        given = explained(fault, now, version.reasons)
        found.append((key_of(fault), fault, version.reasons[key_of(fault)]["reason"] if given else ""))
    return found


def _sealed_before(sheet: FilledSheet) -> SheetVersion | None:
    return _SEALED_BEFORE.first(household=sheet.household_id, day=sheet.day, form=sheet.form)


def _last_of(sealed: QuerySet[FilledSheet]) -> dict[int, int | None]:
    """The number of each of these sheets with that of the household's last one before it."""
    before = (
        _earlier(OuterRef("form"))
        .filter(household=OuterRef("household"), day__lt=OuterRef("day"))
        .values("pk")[:1]
    )
    return dict(sealed.annotate(last=Subquery(before)).values_list("pk", "last"))


def _earlier(form: str | OuterRef) -> QuerySet[FilledSheet]:
    of_another = Case(When(form=form, then=0), default=1)
    sealed = FilledSheet.objects.filter(state=SheetState.SEALED).exclude(occasion__endswith=AGAIN)
    rows = sealed.annotate(of_another=of_another)
    return rows.order_by("of_another", "-day", "-pk")


def _as_known_now(sheet: FilledSheet, content: Mapping[str, Any]) -> Sheet:
    return read(form_of(sheet), content, register.merged_into(members_of(content)))
