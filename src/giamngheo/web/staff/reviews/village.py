"""A village of a round: its steps, its list, what happened; a household of the list with «Vì sao?»."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.reviews.actions.attaching import ATTACHED_TO
from giamngheo.apps.reviews.actions.revisiting import visits_blind
from giamngheo.apps.reviews.folding import is_reviewed, outcome_of, standing_by
from giamngheo.apps.reviews.folding import rules_of as procedure_of
from giamngheo.apps.reviews.models import (
    Entry,
    HouseholdVote,
    Objection,
    Proposal,
    PublicPosting,
    PublicWord,
)
from giamngheo.apps.reviews.point_tables import reckoned_in
from giamngheo.apps.reviews.queries import (
    SheetAt,
    attachments_of,
    filters_of,
    happened_in,
    last_of,
    sheets_within,
)
from giamngheo.apps.reviews.states import TAKEN_BACK, VERB_NAMES, ObjectionWay
from giamngheo.apps.reviews.subjects import applications_in, applications_of
from giamngheo.apps.reviews.witnesses import witnessed_in
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import NAMES, as_names, names_of
from giamngheo.foundation.prepared_queries import Asked, PreparedQuery
from giamngheo.law.library import LawError, rules_of
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.procedures.library import role_name
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reviews.deeds import ADDING, deeds_of
from giamngheo.web.staff.reviews.reaching import case_for, entry_for, kinds_of, may_here
from giamngheo.web.staff.reviews.said import particulars
from giamngheo.web.staff.reviews.village_list import list_asked, rows_of_classes
from giamngheo.web.staff.reviews.words import words_of

_PROPOSALS: Final = PreparedQuery(
    lambda: (
        Proposal.objects.filter(entry=Asked("entry"))
        .select_related("sheet_version__sheet", "point_table")
        .order_by("-number")
    )
)
_OBJECTIONS: Final = PreparedQuery(
    lambda: Objection.objects.filter(case=Asked("case"), household=Asked("household")).order_by("pk")
)
_VOTES: Final = PreparedQuery(
    lambda: (
        HouseholdVote.objects.filter(
            household=Asked("household"), happening__case=Asked("case"), happening__taken_back_by=None
        )
        .select_related("happening")
        .order_by("pk")
    )
)
# Most households have none of these: they are asked for where there are some.
_BESIDE: Final = f"""
SELECT EXISTS (SELECT FROM reviews_objection WHERE case_id = %(case)s AND household_id = %(household)s),
    EXISTS (SELECT FROM reviews_householdvote WHERE household_id = %(household)s),
    EXISTS (SELECT FROM reviews_application WHERE entry_id = %(entry)s),
    EXISTS (SELECT FROM reviews_happening WHERE case_id = %(case)s AND verb = '{Verb.REVIEWED}'),
    (SELECT json_agg(named) FROM ({NAMES}) AS named)
"""


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def village(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show where a village stands: steps with their clauses, what may be done, its list, what happened."""
    case, day = case_for(request, case_id), today()
    happened = happened_in(case)
    standing = standing_by(case, procedure_of(case.round), happened)
    asked = request.GET.get("loc", "")
    filters, outcome = filters_of(case.round), standing.rules.procedure.outcome
    asked = asked if asked in filters else ""
    words = words_of(case.round)
    listed = list_asked(request, case, asked)
    page = listed.entries
    sheets = sheets_within(case.round, [one.household_id for one in page])
    state, refused = standing.state, standing.what_is_refused(day)
    may = may_here(request, case.area_id)
    coming = standing.next_step(day)
    deeds = [(deed, refused.get(deed.verb, ())) for deed in deeds_of(standing)]
    main = next(
        (
            deed
            for deed, told in deeds
            if coming
            and deed.kind is coming.step.kind
            and not (told or deed.word == ADDING or deed.verb is Verb.REFUSED)
        ),
        None,
    )
    blind = visits_blind(person_of(request), [one.pk for one in page])
    to_review = {int(one) for one in state.to_review if one}
    put_aside = {one.takes_back_id for one in happened}
    codes = (
        {one.code: one for one in Objection.objects.filter(case=case).select_related("household")}
        if state.open_objections
        else {}
    )
    return render(
        request,
        "staff/reviews/village.html",
        {
            "case": case,
            "round": case.round,
            "rules": standing.rules,
            "state": state,
            "next": coming,
            "steps": [
                (step, standing.is_done(step, day), ", ".join(map(role_name, step.who)))
                for step in standing.rules.procedure.steps
            ],
            "time_limits": standing.time_limits(),
            "deeds": deeds,
            "main": main,
            "entries": page,
            "rows": rows_of_classes(page, sheets, blind, to_review) if words.checks else (),
            "sheets": sheets,
            "total": listed.total,
            "asked": asked,
            "filters": filters,
            "words_of_round": words,
            "workers": {} if words.checks else applications_in([one.pk for one in page]),
            "next_page": listed.next,
            "is_first": listed.is_first,
            "query": urlencode({"loc": asked}) if asked else "",
            "left_out": Entry.objects.filter(case=case).exclude(left_out_on=None).order_by("sort_key", "pk")
            if listed.left_out
            else (),
            "asks_opinion": standing.rules.asks_opinion(day),
            "happened": [(one, particulars(one), one.pk in put_aside) for one in happened],
            "attachments": attachments_of(case) if happened else {},
            "attached_to": ATTACHED_TO,
            "last": last_of(happened),
            "verbs": {
                **{verb.value: VERB_NAMES[verb] for verb in Verb},
                TAKEN_BACK: VERB_NAMES[TAKEN_BACK],
                Verb.REVIEWED.value: words.reviewed,
            },
            "objections": [codes[code] for code in state.open_objections if code in codes],
            "public": PublicPosting.objects.filter(happening__case=case).order_by("-pk").first()
            if state.posted
            else None,
            "words": PublicWord.objects.filter(posting__happening__case=case, objection=None).order_by("pk")
            if any(one.verb == Verb.POSTED for one in happened)
            else (),
            "ways": {way.value: way.label for way in ObjectionWay},
            "to_review": to_review,
            "names": names_of(
                {case.area_id, case.round.area_id, *(each.area_id for each in page)}, case.round.opened_on
            ),
            "day": day,
            "paper_kinds": kinds_of("village", "village-paper", case.pk, outcome),
            "may_lead": Permission.LEAD_REVIEWS in may,
            "final": {Verb.OPENED.value, Verb.DECIDED.value},
        },
    )


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show why a household is proposed for its class: points, lacks, what is missing, votes, versions."""
    one = entry_for(request, entry_id)
    proposals = _PROPOSALS.rows(entry=one.pk)
    may = may_here(request, one.area_id)
    with connection.cursor() as cursor:
        cursor.execute(
            _BESIDE,
            {
                "case": one.case_id,
                "household": one.household_id,
                "entry": one.pk,
                "areas": [one.area_id, one.case.area_id],
                "day": one.case.round.opened_on,
            },
        )
        has_objections, has_votes, has_applications, had_review, named = cursor.fetchone()
    of_household = {"case": one.case_id, "household": one.household_id}
    objections = _OBJECTIONS.rows(**of_household) if has_objections else []
    standard_name, lacks = _standard(proposals[0].standard if proposals else "")
    outcome = outcome_of(one.case.round)
    applications = applications_of([one]).get(one.pk, []) if has_applications else []
    workers = [told for told in applications if told.person_id is not None]
    return render(
        request,
        "staff/reviews/entry.html",
        {
            "entry": one,
            "case": one.case,
            "round": one.case.round,
            "proposals": proposals,
            "outcome": outcome,
            "applications": applications,
            "lacks": lacks,
            "witnessed": witnessed_in(proposals[0]) if proposals else [],
            "points_told": reckoned_in(proposals[0]) if proposals else None,
            "standard_name": standard_name,
            "votes": _VOTES.rows(**of_household) if has_votes else [],
            "objections": objections,
            "sheet": _sheet_of(one, proposals),
            "names": as_names(each.values() for each in named or ()),
            "may_lead": Permission.LEAD_REVIEWS in may,
            "paper_kinds": [
                *kinds_of("household", "household-review-paper", one.pk, outcome, workers),
                *(
                    (f"{name} {own.code}", address)
                    for own in objections
                    for name, address in kinds_of("objection", "objection-paper", own.pk, outcome)
                ),
            ],
            "may_leave_out": one.left_out_on is None
            and Permission.LEAD_REVIEWS in may
            and not (had_review and is_reviewed(one.case)),
        },
    )


def _sheet_of(one: Entry, proposals: Sequence[Proposal]) -> FilledSheet | SheetAt | None:
    """The sheet of a household in the round: that on which what was proposed rests, or else asked for."""
    if proposals:
        return proposals[0].sheet_version.sheet
    return sheets_within(one.case.round, [one.household_id]).get(one.household_id)


def _standard(name: str) -> tuple[str, dict[str, str]]:
    """What a standard and its deprivations are called."""
    try:
        standard = rules_of(name).standard if name else None
    except LawError:
        standard = None
    if standard is None:
        return name, {}
    return standard.short_name, {text.id: text.name for text in standard.deprivations}
