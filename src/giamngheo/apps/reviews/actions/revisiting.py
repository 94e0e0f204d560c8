"""Deeds of the second visit: a sample is drawn, its sheets opened, and given to people who were not there."""

from collections.abc import Iterable, Sequence
from secrets import randbelow
from typing import Final

from django.db import transaction
from django.db.models import F, Q, QuerySet

from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.actions.scoring import score
from giamngheo.apps.reviews.actions.writing import ReviewError, some
from giamngheo.apps.reviews.models import Entry, Revisit, Round, Sample
from giamngheo.apps.reviews.sampling import drawn, frame_of
from giamngheo.apps.surveys.actions import SurveyError, assign_reviewer, open_sheets
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.states import AGAIN, SheetState, VersionKind
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.foundation.prepared_queries import Asked, OneOf, PreparedQuery
from giamngheo.foundation.text import whole

LONGEST_SEED: Final = 40
MOST_DRAWN: Final = 2_000
_SEEDS: Final = 10**8
_BLIND: Final = PreparedQuery(
    lambda: Revisit.objects.filter(
        OneOf(F("entry_id"), Asked("entries")), sheet__reviewer_id=Asked("person")
    ).exclude(sheet__state=SheetState.SEALED)
)


def occasion_again(one: Round) -> str:
    """The key under which the second sheets of a round are kept."""
    return f"{one.occasion}{AGAIN}"


def may_be_drawn(one: Round) -> QuerySet[Entry]:
    """The households of a round with a sealed sheet that were not drawn yet."""
    sealed = FilledSheet.objects.filter(occasion=one.occasion, form=one.form, state=SheetState.SEALED)
    waiting = Entry.objects.filter(round=one, left_out_on=None, revisit=None)
    return waiting.filter(household__in=sealed.values("household"))


@transaction.atomic
def draw(
    one: Round, actor: Actor, *, number: int | None = None, percent: int | None = None, seed: str = ""
) -> Sample:
    """Draw households to be visited again, by number or by share of those that may be, village by village.

    Without a seed one of eight digits is made; it is kept and shown. Each drawn household gets a second sheet
    on the day of its first, so that both ask of the same people. Raises ReviewError.
    """
    Round.objects.select_for_update().get(pk=one.pk)  # two who draw at once would draw the same households
    said = ReviewError.words(seed, "số gieo", about="so-gieo", longest=LONGEST_SEED, needed=False)
    score(one, actor)  # what the first sheet came to is held against the second
    frame = frame_of(list(may_be_drawn(one).values_list("pk", flat=True)))
    size = sum(len(homes) for homes in frame.values())
    wanted = _wanted(number, percent, size)
    said = said or f"{randbelow(_SEEDS):08d}"
    chosen = drawn(frame, said, wanted)
    sample = Sample.objects.create(
        round=one,
        area_id=one.area_id,
        seed=said,
        number=wanted,
        frame=sorted(entry for homes in frame.values() for entry in homes),
        drawn_by_id=actor.id,
        drawn_by_name=actor.name,
    )
    _open_second(sample, chosen, actor)
    per_village = {village: sum(entry in homes for entry in chosen) for village, homes in frame.items()}
    names = names_of(per_village, one.opened_on)
    record_all(
        actor,
        [
            Deed(
                "reviews.drawn",
                f"Rút {whole(count)} hộ để phúc tra: {names.get(village, 'địa bàn đã đổi')}, số gieo {said}",
                village,
                ("reviews.Sample", sample.pk),
                {"round": one.pk, "seed": said, "drawn": count, "of": len(frame[village])},
            )
            for village, count in per_village.items()
            if count
        ],
    )
    return sample


@transaction.atomic
def assign_revisits(revisits: Sequence[Revisit], reviewer: Actor | None, actor: Actor) -> None:
    """Give second sheets to somebody who was not given the first and wrote nothing in it. ReviewError."""
    held = Revisit.objects.filter(pk__in=[one.pk for one in revisits])
    done = held.filter(sheet__state=SheetState.SEALED)
    if codes := _codes(done):
        raise ReviewError(f"Phiếu phúc tra của hộ {some(codes)} đã khoá nên không giao lại được.", "ho")
    sheets = list(FilledSheet.objects.filter(revisit__in=held))
    if reviewer is not None and (refused := refused_to_be_given(sheets, reviewer)):
        raise ReviewError(refused, "nguoi")
    assign_reviewer(sheets, reviewer, actor)


def refused_to_be_given(sheets: Sequence[FilledSheet], reviewer: Actor) -> str:
    """Why these sheets are not given to somebody: second sheets of their own among them. Else empty."""
    codes = _codes(answered_first_by(Revisit.objects.filter(sheet__in=sheets), reviewer.id))
    return (
        f"{reviewer.name} đã được giao hoặc đã ghi phiếu đầu của hộ {some(codes)}. "
        "Cách xử lý: giao phúc tra các hộ này cho người khác."
        if codes
        else ""
    )


def answered_first_by(revisits: QuerySet[Revisit], person: int | None) -> QuerySet[Revisit]:
    """Those of these revisits whose first sheet this person was given or wrote in."""
    if person is None:
        return revisits.none()
    wrote = SheetVersion.objects.filter(author_id=person).exclude(kind=VersionKind.OPENED).values("sheet")
    return revisits.filter(Q(first_version__sheet__reviewer_id=person) | Q(first_version__sheet__in=wrote))


def refused_to_answer(sheet: FilledSheet, person: int | None) -> str:
    """Why this person may not fill in a sheet: it is a second one of their own. Empty where they may."""
    if not answered_first_by(Revisit.objects.filter(sheet=sheet), person).exists():
        return ""
    return (
        f"Bạn đã được giao hoặc đã ghi phiếu đầu của hộ {sheet.household_code} nên không phúc tra hộ này. "
        "Cách xử lý: người khác đến hộ và điền phiếu phúc tra."
    )


def refused_to_look(household: int, one: Q, person: int | None) -> str:
    """Why this person may not see what the first visit to a household of a round (`one`) found. Else empty.

    Who visits again must not know it: they see it when their own sheet is sealed.
    """
    waiting = Revisit.objects.filter(one, entry__household=household, sheet__reviewer_id=person)
    found = waiting.exclude(sheet__state=SheetState.SEALED).select_related("entry").first()
    if person is None or found is None:
        return ""
    return _not_yet(found.entry)


def refused_to_open(entry: Entry, person: int | None) -> str:
    """As `refused_to_look`, of a household of a list."""
    return _not_yet(entry) if visits_blind(person, [entry.pk]) else ""


def visits_blind(person: int | None, entries: Iterable[int]) -> frozenset[int]:
    """Which of these places on lists are of households that this person visits again and has not sealed."""
    if person is None:
        return frozenset()
    return frozenset(one.entry_id for one in _BLIND.rows(person=person, entries=list(entries)))


def _not_yet(entry: Entry) -> str:
    return (
        f"Bạn đang phúc tra hộ {entry.household_code} nên chưa xem được phiếu đầu và kết quả của hộ. "
        "Cách xử lý: điền và khoá phiếu phúc tra; sau đó mở lại trang này."
    )


def _wanted(number: int | None, percent: int | None, size: int) -> int:
    if not size:
        raise ReviewError(
            "Chưa có hộ nào để rút: chưa phiếu nào khoá, hoặc các hộ đã khoá phiếu đều đã được rút. "
            "Cách xử lý: khoá phiếu của các hộ rồi rút mẫu.",
            "so-ho",
        )
    if (number is None) is (percent is None):
        raise ReviewError("Ghi một trong hai: số hộ, hoặc tỷ lệ phần trăm.", "so-ho")
    if percent is not None and not 1 <= percent <= 100:
        raise ReviewError("Tỷ lệ phải từ 1 đến 100 phần trăm. Cách xử lý: ghi lại tỷ lệ.", "ty-le")
    wanted = number if number is not None else -(-size * (percent or 0) // 100)  # a part of a household: one
    if not 1 <= wanted <= size:
        raise ReviewError(
            f"Có {whole(size)} hộ rút được, không rút {whole(wanted)} hộ được. "
            f"Cách xử lý: ghi từ 1 đến {whole(size)}.",
            "so-ho",
        )
    if wanted > MOST_DRAWN:
        raise ReviewError(
            f"Một lần rút không quá {whole(MOST_DRAWN)} hộ. Cách xử lý: rút nhiều lần.", "so-ho"
        )
    return wanted


def _open_second(sample: Sample, chosen: Sequence[int], actor: Actor) -> None:
    """Second sheets, each on the day of the first: one opening for each such day, however many households."""
    one = sample.round
    first = SheetVersion.objects.filter(
        sheet__occasion=one.occasion,
        sheet__form=one.form,
        sheet__household__reviewed__in=chosen,
        number=F("sheet__version"),
    ).select_related("sheet__household")
    version_of = {version.sheet.household_id: version for version in first}
    homes_on: dict[tuple[object, tuple[str, ...]], list[Household]] = {}
    for version in version_of.values():
        key = (version.sheet.day, tuple(version.sheet.asked_also))
        homes_on.setdefault(key, []).append(version.sheet.household)
    second: dict[int, FilledSheet] = {}
    for homes in homes_on.values():
        held = version_of[homes[0].pk].sheet
        try:
            opened = open_sheets(
                homes, one.form, occasion_again(one), held.day, actor, asked_also=held.asked_also
            )
        except SurveyError as error:
            raise ReviewError(str(error)) from error
        second |= {sheet.household_id: sheet for sheet in opened}
    entries = {entry.pk: entry for entry in Entry.objects.filter(pk__in=chosen)}
    Revisit.objects.bulk_create(
        [
            Revisit(
                sample=sample,
                round_id=one.pk,
                area_id=entries[number].area_id,
                entry=entries[number],
                first_version=version_of[entries[number].household_id],
                sheet=second[entries[number].household_id],
            )
            for number in chosen
        ],
        MOST_DRAWN,
    )


def _codes(revisits: QuerySet[Revisit]) -> list[str]:
    return list(revisits.order_by("entry__sort_key", "pk").values_list("entry__household_code", flat=True))
