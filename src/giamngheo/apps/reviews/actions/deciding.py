"""Deeds of step 6: a decision that was signed and what follows from it; refusals, certificates, mending."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet

from giamngheo.apps.households.actions import RegisterError
from giamngheo.apps.households.bulk.copying import ran
from giamngheo.apps.reviews.actions.recognising import (
    recognised_in_register,
    refuse_listed,
    refuse_no_longer,
)
from giamngheo.apps.reviews.actions.writing import (
    LONGEST,
    ReviewError,
    Told,
    fact_on,
    happen,
    happens,
    some,
)
from giamngheo.apps.reviews.folding import outcome_of, rules_of, standings_of
from giamngheo.apps.reviews.models import Case, Decision, Entry, Happening, Round
from giamngheo.apps.reviews.subjects import COUNTED
from giamngheo.apps.surveys.models import SheetVersion
from giamngheo.apps.surveys.states import SEALING
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.vocabulary.results import UNKNOWN, result_label
from giamngheo.law.vocabulary.standards import HouseholdClass

DECIDE: Final = "reviews.decide"
DECIDE_STEPS: Final = ("Ghi quyết định, diện của từng hộ vào sổ",)
_LISTED: Final = (HouseholdClass.POOR.value, HouseholdClass.NEAR_POOR.value)
_NUMBER: Final = re.compile(r"\w[\w/.\-]{0,59}")
_CARRIED: Final = """
UPDATE reviews_entry SET decided_proposal = proposal, decided_class = proposed_class
WHERE id = ANY(%(entries)s)
"""


@dataclass(frozen=True)
class Signed:
    """What a decision says of itself: number and sign, day, who signed it."""

    number: str
    day: date
    by: str


@transaction.atomic
def decide(one: Round, cases: Sequence[Case], signed: Signed, actor: Actor) -> Decision:
    """Write down the signed decision on these villages: statuses hold in the register from its day.

    All villages or none. Who made what is decided (sealed a sheet, led a step) does not decide it.

    Raises:
        OutOfOrderError: with the clause, where a step before it is missing.
        ReviewError: where the number cannot be, nobody is to be decided on, or the decider made it.
    """
    if not cases:
        raise ReviewError("Chưa chọn thôn nào. Cách xử lý: chọn các thôn đã đủ các bước.", "thon")
    signed = _sound(signed)
    held = list(
        Case.objects.select_for_update(of=["self"])
        .filter(pk__in=[case.pk for case in cases], round=one)
        .select_related("round")
        .order_by("pk")
    )
    refuse_maker(held, actor)
    _refuse_unknown(held)
    refuse_listed(one, to_recognise(held), signed.day)
    decision = Decision.objects.create(
        round=one,
        area_id=one.area_id,
        number=signed.number,
        day=signed.day,
        decided_by=signed.by,
        households=0,
        actor_id=actor.id,
        actor_name=actor.name,
    )
    standings = standings_of(held, rules_of(one))
    told = Told({"number": signed.number, "decided_by": signed.by, "decision": decision.pk})
    for case in held:
        happen(standings[case.pk], fact_on(Verb.DECIDED, signed.day), actor, told)
    return _recognise(decision, to_recognise(held), actor)


@transaction.atomic
def start_deciding(one: Round, cases: Sequence[Case], signed: Signed, actor: Actor, owner: str) -> Task:
    """Begin to write a large decision in the background; `owner` is the sitting that may see the work.

    Raises ReviewError where it can be told at once that it cannot be written; the rest is told by the task.
    """
    signed = _sound(signed)
    refuse_maker(cases, actor)
    payload = {
        "round": one.pk,
        "cases": [case.pk for case in cases],
        "number": signed.number,
        "day": signed.day.isoformat(),
        "by": signed.by,
        "user": actor.id,
        "name": actor.name,
        "address": actor.address,
    }
    return tasks.start(DECIDE, owner, DECIDE_STEPS, payload)


@transaction.atomic
def mend(decision: Decision, entries: Iterable[Entry], signed: Signed, why: str, actor: Actor) -> Decision:
    """Put right by a new decision what an earlier one said of households whose sheets were corrected since.

    The earlier one stays as it was; what the new one says holds from its day. Raises ReviewError.
    """
    signed = _sound(signed)
    said = ReviewError.words(why, "lý do", about="ly-do", longest=LONGEST)
    wanted = Entry.objects.filter(pk__in=[entry.pk for entry in entries], round=decision.round_id)
    changed = wanted.filter(decided_proposal__gt=0).exclude(proposal=F("decided_proposal"))
    if not changed.exists() or changed.count() != wanted.count():
        raise ReviewError(
            "Hộ được chọn chưa có kết quả chấm mới sau quyết định. "
            "Cách xử lý: đính chính phiếu của hộ, chấm lại, rồi ghi quyết định sửa.",
            "ho",
        )
    if signed.day < decision.day:
        raise ReviewError(
            f"Quyết định sửa ngày {day_text(signed.day)} không thể trước quyết định {decision.number} ngày "
            f"{day_text(decision.day)}. Cách xử lý: xem lại ngày.",
            "ngay",
        )
    cases = list(Case.objects.filter(entries__in=changed).select_related("round").distinct())
    refuse_maker(cases, actor, only_sheets=changed)
    unknown = changed.filter(proposed_class__in=["", UNKNOWN])
    if codes := list(unknown.values_list("household_code", flat=True)):
        raise ReviewError(f"Hộ {some(codes)} chưa xác định được diện. Cách xử lý: hỏi thêm rồi chấm lại.")
    refuse_no_longer(decision.round, changed)
    refuse_listed(decision.round, changed, signed.day)
    new = Decision.objects.create(
        round=decision.round,
        area_id=decision.area_id,
        number=signed.number,
        day=signed.day,
        decided_by=signed.by,
        households=0,
        mends=decision,
        reason=said,
        actor_id=actor.id,
        actor_name=actor.name,
    )
    return _recognise(new, changed, actor)


@transaction.atomic
def refuse(
    case: Case, day: date, households: Sequence[int], actor: Actor, *, reason: str, paper: str
) -> Happening:
    """Tell that households were refused in writing, with the reasons; raises ReviewError."""
    said = ReviewError.words(reason, "lý do không công nhận", about="ly-do", longest=LONGEST)
    found = Entry.objects.filter(case=case, household__in=households, left_out_on=None)
    if not households or found.count() != len(set(households)):
        raise ReviewError("Chưa chọn hộ nào trong danh sách. Cách xử lý: chọn hộ không được công nhận.", "ho")
    recognised = outcome_of(case.round).recognised
    if listed := list(found.filter(proposed_class__in=recognised).values_list("household_code", flat=True)):
        words = ", ".join(result_label(one).lower() for one in recognised)
        raise ReviewError(
            f"Hộ {some(listed)} được đề xuất là {words} nên không từ chối được. "
            "Cách xử lý: đính chính phiếu nếu kết quả sai.",
            "ho",
        )
    told = Told({"paper": ReviewError.words(paper, "số, ngày thông báo", about="van-ban", longest=200)}, said)
    return happens(case, fact_on(Verb.REFUSED, day, about=households, reason_given=True), actor, told)


@transaction.atomic
def certify(case: Case, day: date, actor: Actor, note: str = "") -> Happening:
    """Tell that the certificates of a village were handed out; raises ReviewError."""
    said = ReviewError.words(note, "ghi chú", about="ghi-chu", longest=300, needed=False)
    return happens(case, fact_on(Verb.CERTIFIED, day), actor, Told({"note": said} if said else {}))


def to_recognise(cases: Sequence[Case]) -> QuerySet[Entry]:
    """Whom a decision on these villages is about: who is recognised from now on, and who leaves a list."""
    entries = Entry.objects.filter(case__in=[case.pk for case in cases], left_out_on=None)
    outcome = outcome_of(cases[0].round)
    recognised = entries.filter(proposed_class__in=outcome.recognised)
    return recognised | entries.filter(class_before__in=_LISTED) if outcome.decides_the_lists else recognised


def to_refuse(cases: Sequence[Case]) -> QuerySet[Entry]:
    """Who asked to be recognised and is not: they are told in writing, with the reasons."""
    entries = Entry.objects.filter(case__in=[case.pk for case in cases], left_out_on=None)
    if not cases:
        return entries.none()
    outcome = outcome_of(cases[0].round)
    refused = entries.exclude(proposed_class__in=["", UNKNOWN, *outcome.recognised])
    return refused.exclude(class_before__in=_LISTED) if outcome.decides_the_lists else refused


def refuse_maker(cases: Sequence[Case], actor: Actor, only_sheets: QuerySet[Entry] | None = None) -> None:
    """Maker and checker are different people; raises ReviewError."""
    if actor.id is None:
        return
    one = cases[0].round
    entries = only_sheets if only_sheets is not None else Entry.objects.filter(case__in=cases)
    filled = SheetVersion.objects.filter(
        sheet__occasion=one.occasion,
        sheet__household__in=entries.values("household"),
        kind__in=SEALING,
        author_id=actor.id,
    )
    led = Happening.objects.filter(case__in=cases, actor_id=actor.id, taken_back_by=None).exclude(
        verb__in=[Verb.DECIDED.value, Verb.REFUSED.value, Verb.CERTIFIED.value]
    )
    if filled.exists() or (only_sheets is None and led.exists()):
        raise ReviewError(
            "Bạn đã khoá phiếu hoặc ghi một bước của đợt rà soát này nên không ghi quyết định được. "
            "Cách xử lý: người khác có quyền quyết định ghi quyết định đã ký."
        )


def _refuse_unknown(cases: Sequence[Case]) -> None:
    unknown = Entry.objects.filter(case__in=cases, left_out_on=None, proposed_class__in=["", UNKNOWN])
    if codes := list(unknown.order_by("sort_key", "pk").values_list("household_code", flat=True)[:1000]):
        raise ReviewError(
            f"{whole(len(codes))} hộ chưa xác định được diện: {some(codes)}. "
            "Cách xử lý: hỏi thêm, đính chính phiếu, chấm lại trước khi quyết định."
        )


def _recognise(decision: Decision, entries: QuerySet[Entry], actor: Actor) -> Decision:
    """Write what a decision says into the register, as one batch, and carry it on the lists."""
    numbers = list(entries.values_list("pk", flat=True))
    try:
        decision.households, decision.batch = recognised_in_register(decision, numbers, actor)
    except RegisterError as error:
        raise ReviewError(str(error), "ngay") from error
    ran(_CARRIED, {"entries": _all_of(decision, numbers)})
    decision.save(update_fields=["households", "batch"])
    mended = f" sửa {decision.mends.number}" if decision.mends else ""
    counted = COUNTED[outcome_of(decision.round).subject]
    record(
        actor,
        "reviews.mended" if decision.mends else "reviews.recognised",
        f"Ghi quyết định {decision.number} ngày {day_text(decision.day)}{mended}: "
        f"{whole(decision.households)} {counted}",
        area_id=decision.area_id,
        subject=("reviews.Decision", decision.pk),
        details={
            "round": decision.round_id,
            "batch": str(decision.batch or ""),
            "reason": decision.reason,
        },
    )
    return decision


def _all_of(decision: Decision, recognised: Sequence[int]) -> list[int]:
    """Also who was not recognised has been decided on: nothing more of them waits."""
    if decision.mends_id is not None:
        return list(recognised)
    happened = Happening.objects.filter(
        case__round=decision.round_id, verb=Verb.DECIDED.value, said__decision=decision.pk
    )
    of_cases = Entry.objects.filter(case__in=happened.values("case"), left_out_on=None)
    return list(of_cases.values_list("pk", flat=True))


def _sound(signed: Signed) -> Signed:
    said = signed.number.strip()
    by = ReviewError.words(signed.by, "người ký", about="nguoi-ky", longest=200)
    if not _NUMBER.fullmatch(said):
        raise ReviewError(
            "Số quyết định để trống hoặc có ký tự lạ. Cách xử lý: ghi số và ký hiệu như trên văn bản, "
            "ví dụ «125/QĐ-UBND».",
            "so",
        )
    return Signed(said, signed.day, by)
