"""The rounds in reach, one round with its villages, and a new one."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from giamngheo.apps.reviews.actions import ReviewError, open_round
from giamngheo.apps.reviews.folding import rules_of
from giamngheo.apps.reviews.models import Decision, Round
from giamngheo.apps.reviews.point_tables import tables_of
from giamngheo.apps.reviews.queries import Place, Village, filters_of, listed_by_round, villages_of
from giamngheo.apps.surveys.progress import summed_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area, Version
from giamngheo.foundation.areas.naming import called, names_of
from giamngheo.foundation.prepared_queries import Asked, PreparedQuery
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.procedures.library import open_points, to_compare
from giamngheo.law.vocabulary.procedures import ProcedureKind
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reviews.own_households import own_households
from giamngheo.web.staff.reviews.planning import team_of
from giamngheo.web.staff.reviews.reaching import areas_seen_by, kinds_of, may_here, touched_round_for
from giamngheo.web.staff.reviews.scoring import rounds_scored_with
from giamngheo.web.staff.reviews.words import counted_in, words_of

ON_A_PAGE: Final = 50
_DECISIONS: Final = PreparedQuery(
    lambda: Decision.objects.filter(round=Asked("round")).select_related("mends").order_by("pk")
)
# Of each round who sees a village or a household; the last number of the page before stands for its end.
_ROUNDS: Final = """
SELECT * FROM reviews_round AS round
WHERE (%(last)s::bigint IS NULL OR id < %(last)s) AND (
    %(areas)s::bigint[] IS NULL OR area_id = ANY(%(areas)s::bigint[])
    OR EXISTS (SELECT FROM reviews_case AS own
        WHERE own.round_id = round.id AND own.area_id = ANY(%(areas)s::bigint[]))
    OR EXISTS (SELECT FROM reviews_entry AS own
        WHERE own.round_id = round.id AND own.left_out_on IS NULL AND own.area_id = ANY(%(areas)s::bigint[]))
) ORDER BY id DESC LIMIT %(most)s
"""


@dataclass(frozen=True)
class Sums:
    """What the villages of a round add up to."""

    villages: list[Village]

    def of(self, name: str) -> int:
        """Households of all lists that a filter counts, all that are listed, or all with a sealed sheet."""
        return self.sealed if name == "sealed" else sum(one.counts[name] for one in self.villages)

    @property
    def sealed(self) -> int:
        """Sheets that are sealed."""
        return sum(one.sealed for one in self.villages)


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Show the rounds in reach, the newest first."""
    last = number_in(request.GET, "sau")
    areas = areas_seen_by(request)
    found = list(Round.objects.raw(_ROUNDS, {"areas": areas, "last": last, "most": ON_A_PAGE + 1}))
    shown = found[:ON_A_PAGE]
    return render(
        request,
        "staff/reviews/rounds.html",
        {
            "rounds": shown,
            "counts": listed_by_round(shown, areas),
            "names": names_of([one.area_id for one in shown], today()),
            "next": shown[-1].pk if len(found) > ON_A_PAGE else None,
            "is_first": last is None,
            "may_open": bool(communes_led(request)),
        },
    )


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def one_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show a round: its villages with what is done, next and late; what the law leaves open; decisions.

    Who sees none of its lists, as the list is the commune's, is shown the households that they see.
    """
    one, day = touched_round_for(request, round_id), today()
    rules, may = rules_of(one), may_here(request, one.area_id)
    areas = areas_seen_by(request)
    progress = summed_of(one.occasion, areas)
    villages = villages_of(one, areas, day, rules, progress.sealed)
    if not villages:
        return own_households(request, one)
    names = names_of([one.area_id, *(each.case.area_id for each in villages)], one.opened_on)
    return render(
        request,
        "staff/reviews/round.html",
        {
            "round": one,
            "rules": rules,
            "villages": villages,
            "sums": Sums(villages),
            "names": names,
            "open_points": open_points(rules),
            "to_compare": to_compare(rules),
            "progress": progress.reviewers,
            "team": team_of(one, areas, names),
            "decisions": _DECISIONS.rows(round=one.pk),
            "filters": filters_of(one),
            "words": words_of(one),
            "counted": counted_in(rules.procedure.outcome),
            "day": day,
            "tables": tables_of(one).values(),
            "paper_kinds": kinds_of("round", "review-paper", one.pk, rules.procedure.outcome),
            "may_lead": Permission.LEAD_REVIEWS in may,
            "scored_with": rounds_scored_with(request, one, {each.case.area_id for each in villages})
            if Permission.LEAD_REVIEWS in may
            else [],
            "may_decide": Permission.DECIDE_REVIEWS in may,
            "ready": [each for each in villages if is_ready(each, day)],
        },
    )


@needs(Permission.LEAD_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: HttpRequest) -> HttpResponse:
    """Show the form, or open a round and show it."""
    wrong: dict[str, str] = {}
    communes = communes_led(request)
    if request.method == "POST":
        opened = _open(request, {one.area_id for one in communes}, wrong)
        if opened is not None:
            return redirect("review", opened.pk)
    told = {
        "communes": [(one.area_id, called(one)) for one in communes],
        "kinds": [(kind.value, kind.label) for kind in ProcedureKind],
        "typed": request.POST,
        "today": today(),
        "wrong": wrong,
    }
    return render(request, "staff/reviews/new_round.html", told, status=422 if wrong else 200)


def is_ready(village: Place, day: date) -> bool:
    """Whether the decision on a village may be written today."""
    return village.standing.may_be_done(Verb.DECIDED, day)


def communes_led(request: HttpRequest, most: int = 300) -> list[Version]:
    """The communes in which who asks leads reviews, in the order of names."""
    led = areas_where(person_of(request), Permission.LEAD_REVIEWS, today())
    rows = Version.objects.filter(area__in=led, tier=Tier.COMMUNE, valid__contains=today())
    return list(rows.order_by("sort_key", "area_id")[:most])


def _open(request: HttpRequest, communes: set[int], wrong: dict[str, str]) -> Round | None:
    typed = request.POST
    day = day_needed(typed, "ngay", "Chưa có ngày mở đợt: gõ ngày, như 1/9/2026 hoặc 010926.", wrong)
    area = number_in(typed, "dia-ban")
    if area not in communes:
        wrong["dia-ban"] = "Chưa chọn xã, phường, đặc khu: chọn trong danh sách."
    kind = next((one for one in ProcedureKind if one.value == typed.get("loai")), None)
    if kind is None:
        wrong["loai"] = "Chưa chọn loại rà soát: chọn một loại."
    if wrong or day is None or kind is None:
        return None
    try:
        return open_round(Area.objects.get(pk=area or 0), kind, day, actor_of(request))
    except ReviewError as error:
        wrong[error.about] = str(error)
        return None
