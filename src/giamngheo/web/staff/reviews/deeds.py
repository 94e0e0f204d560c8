"""What may be done in a village, one form each: what it asks for and what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.reviews import actions
from giamngheo.apps.reviews.actions import Minutes, OutOfOrderError, ReviewError
from giamngheo.apps.reviews.actions.deciding import to_refuse
from giamngheo.apps.reviews.actions.meeting import waiting_for_meeting
from giamngheo.apps.reviews.actions.writing import place_of
from giamngheo.apps.reviews.folding import Standing, rules_of, standing_of, standings_of
from giamngheo.apps.reviews.models import Case, Entry, Happening, Objection, PublicWord
from giamngheo.apps.reviews.states import EntrySource, ObjectionWay
from giamngheo.apps.reviews.subjects import applications_of
from giamngheo.apps.reviews.within import areas_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.vocabulary.procedures import StepKind
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reviews import applying
from giamngheo.web.staff.reviews.reaching import case_for, entry_for, require
from giamngheo.web.staff.reviews.typed import LONGEST_WORDS, Typed

ADDING: Final = "them-ho"
APPLYING: Final = "nhan-giay"
CLOSING: Final = "chot"
TOGETHER: Final = frozenset({CLOSING, "niem-yet", "xin-y-kien", "y-kien", "giay-chung-nhan"})
"""What is often the same in all villages: the day, the paper, the place."""


@dataclass(frozen=True)
class Deed:
    """One thing that may be done: its word in the address, its step, what it is called, what it does."""

    word: str
    verb: Verb
    kind: StepKind
    name: str
    template: str
    do: Callable[[Typed], object]
    shown: Callable[[Case, Standing], Mapping[str, Any]] = lambda _case, _standing: {}

    def fits(self, standing: Standing) -> bool:
        """Whether the procedure has such a step; households are added also where it lists none."""
        outcome = standing.rules.procedure.outcome
        if self.word == CLOSING and standing.state.listed:
            return False
        if self.word in (ADDING, APPLYING):
            return outcome.decides_the_lists == (self.word == ADDING)
        return standing.rules.procedure.step(self.kind) is not None

    def named(self, standing: Standing) -> "Deed":
        """The deed under the name that it has in the procedure."""
        outcome = standing.rules.procedure.outcome
        if self.verb is Verb.CERTIFIED:
            return replace(self, name=f"Ghi cấp {outcome.given}")
        if self.verb is Verb.REVIEWED and not outcome.decides_the_lists:
            return replace(self, name="Ghi xác định thu nhập xong")
        return self


def _add(typed: Typed) -> object:
    day, why = typed.day(), typed.words("ly-do", 300)
    source = typed.choice("nguon", "Chưa chọn vì sao rà soát hộ này.")
    home = typed.household("ho")
    if typed.wrong or home is None:
        return None
    if source not in EntrySource.values or source == EntrySource.ON_THE_LISTS.value:
        typed.wrong["nguon"] = "Chọn một trong các lý do."
        return None
    return actions.add_household(typed.case, home, EntrySource(source), day, typed.actor, note=why)


def _close(typed: Typed) -> object:
    day = typed.day()
    return None if typed.wrong else actions.close_list(typed.case, day, typed.actor)


def _review(typed: Typed) -> object:
    day, why, chosen = typed.day(), typed.words("ly-do", 1_000), typed.numbers("ho")
    if typed.standing.state.met and not chosen:
        typed.wrong["ho"] = "Chưa chọn hộ đã rà soát lại: chọn ít nhất một hộ."
    if typed.wrong:
        return None
    return actions.record_reviewed(typed.case, day, typed.actor, households=chosen, note=why)


def _reviewed_again(case: Case, standing: Standing) -> Mapping[str, Any]:
    waiting = [int(one) for one in standing.state.to_review if one]
    return {
        "waiting": list(Entry.objects.filter(case=case, household__in=waiting).order_by("sort_key", "pk"))
    }


def _meet(typed: Typed) -> object:
    day = typed.day()
    attending = typed.count("so-nguoi-du", "Chưa ghi số người dự họp.") or 0
    invited = typed.count("so-nguoi-moi")
    minutes = Minutes(
        typed.words("noi-hop"),
        typed.words("chu-tri"),
        typed.words("thu-ky"),
        attending,
        invited,
        typed.words("y-kien", LONGEST_WORDS),
        typed.words("noi-dung", 1_000),
    )
    of_the_others = typed.count("tat-ca")
    votes = {}
    for one in waiting_for_meeting(typed.case, typed.standing.state):
        own = typed.count(f"ho-{one.household_id}")
        if (said := own if own is not None else of_the_others) is not None:
            votes[one.household_id] = said
    return None if typed.wrong else actions.record_meeting(typed.case, day, minutes, votes, typed.actor)


def _to_meet(case: Case, standing: Standing) -> Mapping[str, Any]:
    return {"waiting": waiting_for_meeting(case, standing.state)}


def _post(typed: Typed) -> object:
    day, places, who = typed.day(), typed.lines("noi-niem-yet"), typed.words("nguoi-niem-yet")
    return None if typed.wrong else actions.post(typed.case, day, places, who, typed.actor)


def _object(typed: Typed) -> object:
    day, words = typed.day(), typed.words("noi-dung", LONGEST_WORDS)
    way = typed.choice("cach", "Chưa chọn cách nhận khiếu nại.")
    home = typed.household("ho", needed=False)
    told_by = typed.words("nguoi-noi")
    word = _word(typed.case, typed.count("y-kien"))
    if way and way not in ObjectionWay.values:
        typed.wrong["cach"] = "Chọn một cách trong danh sách."
    if typed.wrong:
        return None
    return actions.open_objection(
        typed.case, day, ObjectionWay(way), words, typed.actor, household=home, told_by=told_by, word=word
    )


def _word(case: Case, number: int | None) -> PublicWord | None:
    """What was written on the public page of the village and nobody has taken up yet."""
    rows = PublicWord.objects.filter(posting__happening__case=case, objection=None)
    return rows.filter(pk=number or 0).first()


def _answer(typed: Typed) -> object:
    day, answer = typed.day(), typed.words("tra-loi", LONGEST_WORDS)
    number = typed.count("khieu-nai", "Chưa chọn khiếu nại.")
    found = Objection.objects.filter(case=typed.case, pk=number or 0).first()
    if found is None:
        typed.wrong.setdefault("khieu-nai", "Chọn một khiếu nại đang mở.")
    result = typed.choice("ket-qua", "Chưa chọn kết quả phúc tra.")
    if typed.wrong or found is None:
        return None
    return actions.close_objection(found, day, answer, result == "dung", typed.actor)


def _open_ones(case: Case, standing: Standing) -> Mapping[str, Any]:
    return {"open": list(Objection.objects.filter(case=case, code__in=list(standing.state.open_objections)))}


def _ask(typed: Typed) -> object:
    day, paper = typed.day(), typed.words("van-ban")
    return None if typed.wrong else actions.ask_opinion(typed.case, day, paper, typed.actor)


def _hear(typed: Typed) -> object:
    day, paper, words = typed.day(), typed.words("van-ban"), typed.words("noi-dung", 1_000)
    return None if typed.wrong else actions.answer_opinion(typed.case, day, paper, words, typed.actor)


def _refuse(typed: Typed) -> object:
    day, why, paper = typed.day(), typed.words("ly-do", 1_000), typed.words("van-ban")
    chosen = typed.numbers("ho")
    if not chosen:
        typed.wrong["ho"] = "Chưa chọn hộ: chọn ít nhất một hộ."
    if typed.wrong:
        return None
    return actions.refuse(typed.case, day, chosen, typed.actor, reason=why, paper=paper)


def _unfit(case: Case, standing: Standing) -> Mapping[str, Any]:
    told = [int(one) for one in standing.state.refused if one]
    waiting = list(to_refuse([case]).exclude(household__in=told).order_by("sort_key", "pk"))
    return {"waiting": waiting, "asking": applications_of(waiting)}


def _certify(typed: Typed) -> object:
    day, note = typed.day(), typed.words("ghi-chu", 300)
    return None if typed.wrong else actions.certify(typed.case, day, typed.actor, note)


_ALL: Final = (
    # word, verb, step, what it is called, template, what it does, what its form shows
    Deed(ADDING, Verb.LISTED, StepKind.LIST, "Thêm hộ vào danh sách", "add", _add),
    Deed(
        APPLYING,
        Verb.APPLIED,
        StepKind.APPLICATION,
        "Tiếp nhận Giấy đề nghị",
        "apply",
        applying.apply,
        applying.of_whom,
    ),
    Deed(CLOSING, Verb.LISTED, StepKind.LIST, "Chốt danh sách cần rà soát", "close", _close),
    Deed(
        "ra-soat-xong", Verb.REVIEWED, StepKind.REVIEW, "Ghi rà soát xong", "review", _review, _reviewed_again
    ),
    Deed("hop-dan", Verb.MET, StepKind.MEETING, "Ghi họp dân", "meet", _meet, _to_meet),
    Deed("niem-yet", Verb.POSTED, StepKind.POSTING, "Ghi niêm yết", "post", _post),
    Deed("khieu-nai", Verb.OBJECTION_OPENED, StepKind.POSTING, "Ghi khiếu nại", "object", _object),
    Deed(
        "tra-loi",
        Verb.OBJECTION_CLOSED,
        StepKind.POSTING,
        "Ghi phúc tra, trả lời",
        "answer",
        _answer,
        _open_ones,
    ),
    Deed("xin-y-kien", Verb.OPINION_ASKED, StepKind.OPINION, "Ghi gửi xin ý kiến", "ask", _ask),
    Deed("y-kien", Verb.OPINION_ANSWERED, StepKind.OPINION, "Ghi văn bản trả lời", "hear", _hear),
    Deed(
        "khong-cong-nhan", Verb.REFUSED, StepKind.DECISION, "Ghi không công nhận", "refuse", _refuse, _unfit
    ),
    Deed(
        "giay-chung-nhan", Verb.CERTIFIED, StepKind.DECISION, "Ghi cấp giấy chứng nhận", "certify", _certify
    ),
)
DEEDS: Final = {deed.word: deed for deed in _ALL}


def deeds_of(standing: Standing) -> list[Deed]:
    """The deeds of a procedure, in their order, under the names that they have in it."""
    return [deed.named(standing) for deed in DEEDS.values() if deed.fits(standing)]


@needs(Permission.LEAD_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, case_id: int, word: str) -> HttpResponse:
    """Show the form of a deed, or do it and show the village."""
    case = case_for(request, case_id)
    require(request, Permission.LEAD_REVIEWS, case.area_id)
    standing = standing_of(case)
    found = DEEDS.get(word)
    if found is None or not found.fits(standing):
        raise Http404
    found = found.named(standing)
    typed = Typed(request, case, standing)
    refusals: tuple[Any, ...] = standing.what_is_refused(today()).get(found.verb, ())
    others = _others(request, found, case)
    ticked = set(typed.numbers("cung-thon"))
    if request.method == "POST" and _done_in_all(
        found, typed, [one for one in others if one.pk in ticked], request
    ):
        return redirect("review-village", case.pk)
    return render(
        request,
        f"staff/reviews/deed_{found.template}.html",
        {
            "deed": found,
            "case": case,
            "round": case.round,
            "state": standing.state,
            "rules": standing.rules,
            "refusals": refusals,
            "others": others,
            "ticked": ticked,
            "names": names_of([case.area_id, *(one.area_id for one in others)], case.round.opened_on),
            "typed": request.POST or request.GET,
            "chosen": set(typed.numbers("ho")),
            "today": today(),
            "wrong": typed.wrong,
            "sources": [(one.value, one.label) for one in EntrySource if one is not EntrySource.ON_THE_LISTS],
            "ways": [(way.value, way.label) for way in ObjectionWay],
            **found.shown(case, standing),
            **({"members": applying.members_of(request, case)} if found.word == APPLYING else {}),
        },
        status=422 if typed.wrong else 200,
    )


@needs(Permission.LEAD_REVIEWS)
@require_http_methods(["POST"])
def leaving_out(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Leave a household out of the list, with the reason; a refusal is told on a page."""

    one = entry_for(request, entry_id)
    require(request, Permission.LEAD_REVIEWS, one.area_id)
    return _or_refused(
        request,
        one.case,
        lambda who: actions.leave_out(one, words_in(request.POST, "ly-do", 500), today(), who),
    )


@needs(Permission.LEAD_REVIEWS)
@require_http_methods(["POST"])
def taking_back(request: HttpRequest, case_id: int) -> HttpResponse:
    """Put aside what was written last, with the reason."""
    case = case_for(request, case_id)
    require(request, Permission.LEAD_REVIEWS, case.area_id)
    happening = Happening.objects.filter(case=case, pk=number_in(request.POST, "viec") or 0).first()
    if happening is None:
        raise Http404
    return _or_refused(
        request, case, lambda who: actions.take_back(happening, words_in(request.POST, "ly-do", 500), who)
    )


@needs(Permission.LEAD_REVIEWS)
@require_http_methods(["POST"])
def scoring(request: HttpRequest, case_id: int) -> HttpResponse:
    """Score the sealed sheets of a village."""
    case = case_for(request, case_id)
    require(request, Permission.LEAD_REVIEWS, case.area_id)
    return _or_refused(request, case, lambda who: actions.score(case.round, who, areas_of(case)))


def _others(request: HttpRequest, found: Deed, case: Case) -> list[Case]:
    """The other villages of the round in which the same may be written today, word for word."""
    if found.word not in TOGETHER:
        return []
    within = reached(person_of(request), Permission.LEAD_REVIEWS, today())
    rows = Case.objects.filter(within, round=case.round_id).exclude(pk=case.pk)
    cases = list(rows.select_related("round").order_by("area_id"))
    standings = standings_of(cases, rules_of(case.round))
    return [
        one
        for one in cases
        if found.fits(standings[one.pk])
        and not standings[one.pk].what_is_refused(today()).get(found.verb, ())
    ]


def _done_in_all(found: Deed, typed: Typed, others: list[Case], request: HttpRequest) -> bool:
    """Do it in the village and in those that were ticked, in all or in none."""
    with transaction.atomic():
        for one in (None, *others):
            told = typed if one is None else Typed(request, one, standing_of(one))
            if not _done(found, told):
                if one is not None:
                    place = place_of(one)
                    typed.wrong["cung-thon"] = f"{place}: {' '.join(told.wrong.values())}"
                transaction.set_rollback(True)
                return False
    return True


def _done(found: Deed, typed: Typed) -> bool:
    try:
        found.do(typed)
    except OutOfOrderError as error:
        typed.wrong[""] = "\n".join(one.sentence for one in error.refusals)
    except ReviewError as error:
        typed.wrong[error.about] = str(error)
    return not typed.wrong


def _or_refused(request: HttpRequest, case: Case, do: Callable[[Actor], object]) -> HttpResponse:
    try:
        do(actor_of(request))
    except ReviewError as error:
        told = {"case": case, "round": case.round, "refused": str(error)}
        return render(request, "staff/reviews/refused.html", told, status=422)
    return redirect("review-village", case.pk)
