"""Two people who may be one, side by side: merged value by value, left as two, or taken apart again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.households.actions import About, RegisterError, keep_apart, merge_people, undo_event
from giamngheo.apps.households.models import SAID, Particulars, Person, PersonMerger, Suspicion
from giamngheo.apps.households.particulars import choices_of, label_of
from giamngheo.apps.households.states import SuspicionState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.personal_numbers import masked
from giamngheo.web.staff.registry.alike import agreeing, differing, how_sure
from giamngheo.web.staff.registry.doubles import pairs_seen
from giamngheo.web.staff.registry.said import birth, word

LONGEST = 200
_NOTHING: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Row:
    """What both say of one thing: `differs` where both say something and not the same."""

    field: str
    label: str
    first: str
    second: str
    same: bool
    differs: bool
    better: str  # which of both is proposed: first or second


@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def double(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Show two people side by side, or do what was decided of them."""
    who = person_of(request)
    found = pairs_seen(who).filter(pk=pair_id)
    pair = found.select_related("first__household", "second__household", "merger").first()
    if pair is None:
        raise Http404
    keeps = all(
        may(who, Permission.KEEP_HOUSEHOLDS, one.area_id, today()) for one in (pair.first, pair.second)
    )
    if request.method != "POST":
        return _page(request, pair, keeps, {})
    if not keeps:
        raise Http404
    wrong: dict[str, str] = {}
    try:
        done = _decided(request, pair, wrong)
    except RegisterError as error:
        done, wrong[""] = False, str(error)
    return redirect("double", pair.pk) if done else _page(request, pair, keeps, wrong)


def _decided(request: HttpRequest, pair: Suspicion, wrong: dict[str, str]) -> bool:
    """Do it if it can be done; else tell by field why not."""
    chosen, reason = request.POST.get("viec", ""), words_in(request.POST, "ly-do", LONGEST)
    if chosen == "gop":
        return _merge(request, pair, wrong)
    if chosen == "khac":
        keep_apart(pair, reason, actor_of(request))
        return True
    if chosen == "hoan-tac" and pair.merger is not None:
        undo_event(pair.merger, About(today(), reason), actor_of(request))
        return True
    wrong[""] = "Chưa chọn việc: bấm «Cùng một người – gộp» hoặc «Hai người khác nhau»."
    return False


def _merge(request: HttpRequest, pair: Suspicion, wrong: dict[str, str]) -> bool:
    typed = request.POST
    side = typed.get("giu", "")
    if side not in {"first", "second"}:
        wrong["giu-first"] = "Chưa chọn bản ghi được giữ: chọn một trong hai."
    missing = "Chưa có ngày gộp: gõ ngày, như 1/9/2026 hoặc 010926."
    day = day_needed(typed, "ngay", missing, wrong)
    homes = dict(_homes((pair.first, pair.second)))
    if homes and number_in(typed, "ho") not in homes:
        wrong["ho"] = "Chưa chọn hộ: chọn hộ mà người này đang ở từ ngày gộp."
    if wrong or day is None:
        return False
    stays, gone = (pair.first, pair.second) if side == "first" else (pair.second, pair.first)
    other = "second" if side == "first" else "first"
    taken = [field for field in SAID if typed.get(f"chon-{field}") == other]
    merge_people(
        stays,
        gone,
        About(day, words_in(typed, "ly-do", LONGEST), words_in(typed, "giay-to", LONGEST)),
        actor_of(request),
        taken=taken,
        home_id=number_in(typed, "ho"),
    )
    return True


def _page(request: HttpRequest, pair: Suspicion, keeps: bool, wrong: Mapping[str, str]) -> HttpResponse:
    who, people = person_of(request), (pair.first, pair.second)
    whole = all(may(who, Permission.SEE_NUMBERS, one.area_id, today()) for one in people)
    typed = request.POST if request.method == "POST" else {}
    merger = None
    if pair.state == SuspicionState.MERGED:
        rows = PersonMerger.objects.filter(person__in=people, superseded_by=None)
        merger = rows.select_related("into").first()
    return render(
        request,
        "staff/registry/double.html",
        {
            "pair": pair,
            "state": SuspicionState(pair.state),
            "people": (("first", pair.first), ("second", pair.second)),
            "rows": _rows(pair, whole),
            "names": names_of([one.area_id for one in people], today()),
            "relations": choices_of("relationship"),
            "agreeing": agreeing(pair.levels),
            "differing": differing(pair.levels),
            "how_sure": how_sure(pair.probability),
            "homes": _homes(people),
            "merger": merger,
            "may_merge": keeps and all(one.is_living for one in people),
            "keeps": keeps,
            "typed": typed,
            "day": typed.get("ngay", day_text(today())),
            "wrong": wrong,
        },
        status=422 if wrong else 200,
    )


def _homes(people: tuple[Person, Person]) -> list[tuple[int, str]]:
    """The households to choose from, where both are in one but not in the same."""
    homes = {one.household.pk: one.household for one in people if one.household is not None}
    if len(homes) < 2:
        return []
    return [(pk, f"{home.code} – chủ hộ {home.head_name or 'chưa rõ'}") for pk, home in homes.items()]


def _rows(pair: Suspicion, whole: bool) -> list[Row]:
    """What is said of both, in the order of the paper; what neither says is left out."""
    said = [_latest(one) for one in (pair.first, pair.second)]
    found = []
    for field in SAID:
        values = [getattr(one, field, None) for one in said]
        if field == "birth_precision" or all(value in _NOTHING for value in values):
            continue
        if field == "birth_date":
            texts = [birth(one.birth_date, one.birth_precision) if one else "–" for one in said]
        elif field == "personal_number":
            texts = [masked(value or "", whole) for value in values]
        else:
            texts = [word(field, value) for value in values]
        same = values[0] == values[1] and texts[0] == texts[1]
        both = all(value not in _NOTHING for value in values)
        better = _better(field, said) if both and not same else ""
        found.append(Row(field, label_of(field), texts[0], texts[1], same, both and not same, better))
    return found


def _latest(person: Person) -> Particulars | None:
    """What stands of somebody; of a record that was merged what stood last."""
    rows = Particulars.objects.filter(person=person)
    return rows.filter(superseded_by=None).order_by("valid").last() or rows.order_by("pk").last()


def _better(field: str, said: list[Particulars | None]) -> str:
    """Which value is proposed: the name with more accents, the birth that is known better, else the first."""
    first, second = said
    if first is None or second is None:
        return "first"
    if field == "full_name":
        marked = [sum(not letter.isascii() for letter in one.full_name) for one in (first, second)]
        return "second" if marked[1] > marked[0] else "first"
    if field == "birth_date":
        finer = {"day": 0, "month": 1, "year": 2}
        return "second" if finer[second.birth_precision] < finer[first.birth_precision] else "first"
    return "first"
