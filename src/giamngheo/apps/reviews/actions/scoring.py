"""Deeds of step 2: sheets scored into proposals, the list of a village told to be reviewed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import polars as pl
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from giamngheo import __version__
from giamngheo.apps.households.bulk.copying import asked_at_once, ran, staged
from giamngheo.apps.reviews.actions.writing import (
    LONGEST,
    ReviewError,
    Told,
    fact_on,
    happen,
    locked,
    place_of,
    some,
)
from giamngheo.apps.reviews.folding import standing_of
from giamngheo.apps.reviews.models import Case, Entry, Happening, Round, RoundTable
from giamngheo.apps.reviews.point_tables import tables_of_all
from giamngheo.apps.reviews.scoring import basis_of, proposed_by
from giamngheo.apps.reviews.within import areas_of
from giamngheo.apps.surveys.evidence import TOLD, answers_of
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.text import whole
from giamngheo.law.library import LawError
from giamngheo.law.procedures.facts import WHOLE, Verb
from giamngheo.law.questionnaires.evidence import HOUSEHOLD
from giamngheo.law.questionnaires.measured import shape_of
from giamngheo.law.vocabulary.standards import HouseholdClass, Residence

SCORE: Final = "reviews.score_round"
SCORE_STEPS: Final = ("Chấm phiếu đã khoá",)
ENGINE: Final = f"giamngheo {__version__}"
_MADE: Final = """
INSERT INTO reviews_proposal (
    entry_id, area_id, number, sheet_version_id, day, standard, engine, household_class, income_points,
    point_table_id, points_at_least, points_at_most, deprivations, reason, missing, pivot, made_by_id,
    made_by_name
)
SELECT told.entry_id, told.area_id, told.number, told.version_id, %(day)s, %(standard)s, %(engine)s,
    told.household_class, told.income_points, told.point_table_id, told.points_at_least,
    told.points_at_most, told.deprivations, told.reason, told.missing, told.pivot, %(actor)s, %(name)s
FROM told_proposals AS told
"""
_CARRIED: Final = """
UPDATE reviews_entry AS entry SET proposal = told.number, proposed_class = told.household_class
FROM told_proposals AS told
WHERE entry.id = told.entry_id AND entry.id BETWEEN %(first)s AND %(last)s -- of all, only these are read
"""
_SAME: Final = """
FROM reviews_proposal AS last WHERE last.entry_id = sealed.entry_id AND last.number = sealed.proposal
    AND last.sheet_version_id = sealed.version_id
    AND last.standard = %(standard)s AND last.engine = %(engine)s
"""
# Lists are read by the owner (migration 0017).
# Where the round has tables of points, only the measure tells which of them a household is reckoned by.
_TOLD: Final = f"""
SELECT entry_id, household_id, round_id, area_id, proposal + 1, version_id,
    %(has_tables)s AND (SELECT true {_SAME}) IS NOT NULL,
    CASE WHEN %(has_tables)s THEN (SELECT last.point_table_id {_SAME}) END, told
FROM reviews_sealed(
    %(rounds)s::bigint[], %(occasions)s::text[], %(form)s, %(mark)s, %(villages)s::bigint[]
) AS sealed
WHERE proposal = 0 OR %(has_tables)s OR (SELECT true {_SAME}) IS NULL
"""
_ASKED: Final[dict[str, Any]] = {
    "entry_id": pl.Int64,
    "household_id": pl.Int64,
    "round_id": pl.Int64,
    "area_id": pl.Int64,
    "number": pl.Int64,
    "version_id": pl.Int64,
    "is_same": pl.Boolean,
    "last_table_id": pl.Int64,
    TOLD: pl.String,
}


def score(one: Round, actor: Actor, villages: Sequence[int] | None = None) -> int:
    """Propose a class for every household whose sealed sheet says something new; returns for how many.

    A proposal that rests on the same version of the sheet, standard, engine and table of points stays.
    Set-based for any number of sheets; raises ReviewError where no standard holds on the day of the round.
    """
    return score_together([one], actor, villages)


@transaction.atomic
def score_together(rounds: Sequence[Round], actor: Actor, villages: Sequence[int] | None = None) -> int:
    """As `score`, of several rounds, all of them or none: those alike are measured at once.

    Alike are rounds of one day, kind and form without a table of points of their own.
    """
    numbers = {one.pk for one in rounds}
    # Two who score at once would number alike.
    held = list(Round.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))
    if len(held) < len(numbers):
        raise ReviewError(
            "Có đợt rà soát ngoài địa bàn của bạn nên chưa chấm phiếu nào. Cách xử lý: tải lại trang."
        )
    tables = tables_of_all(held)
    alike: dict[tuple[Any, ...], list[Round]] = {}
    for one in held:
        own = one.pk if tables[one.pk] else None
        alike.setdefault((one.opened_on, one.kind, one.form, own, *one.asked_also), []).append(one)
    return sum(_score_alike(several, tables[several[0].pk], actor, villages) for several in alike.values())


def _score_alike(
    rounds: Sequence[Round],
    tables: Mapping[Residence, RoundTable],
    actor: Actor,
    villages: Sequence[int] | None,
) -> int:
    """Score rounds of one day, kind and form by these tables of points."""
    one = rounds[0]
    try:
        basis = basis_of(one, tables)
        standard, shape = basis.rules.standard.id, shape_of(basis.form, basis.also)
        asked = _to_score(rounds, standard, shape.mark, villages, has_tables=bool(tables))
        if asked.is_empty():
            return 0
        told = asked.select(pl.col("entry_id").cast(pl.String).alias(HOUSEHOLD), TOLD)
        answers = answers_of(basis.form, shape, told, basis.also)
        household_of = dict(asked.select("entry_id", "household_id").iter_rows())
        made = proposed_by(answers, basis, "entry_id", household_of)
    except LawError as error:
        raise ReviewError(str(error)) from error
    told = asked.drop(TOLD, "household_id").join(made, on="entry_id")
    same_table = pl.col("last_table_id").eq_missing(pl.col("point_table_id"))
    told = told.filter(~(pl.col("is_same") & same_table))
    if told.is_empty():
        return 0
    staged(
        "told_proposals",
        told.drop("round_id", "is_same", "last_table_id").sort("entry_id"),  # as the entries lie
        analysed=False,
    )
    values: dict[str, Any] = {
        "day": one.opened_on,
        "standard": standard,
        "engine": ENGINE,
        "actor": actor.id,
        "name": actor.name,
    }
    ran(_MADE, values)
    ran(_CARRIED, told.select(first=pl.min("entry_id"), last=pl.max("entry_id")).row(0, named=True))
    counts = told.group_by("round_id", "area_id").len().sort("round_id", "area_id").iter_rows()
    record_all(
        actor,
        [
            Deed(
                "reviews.scored",
                f"Chấm {whole(count)} phiếu đã khoá",
                area_id,
                ("reviews.Round", number),
                {"standard": standard, "engine": ENGINE, "sheets": count},
            )
            for number, area_id, count in counts
        ],
    )
    return told.height


def _to_score(
    rounds: Sequence[Round], standard: str, mark: str, villages: Sequence[int] | None, *, has_tables: bool
) -> pl.DataFrame:
    """The entries of which something new is to be proposed, and what the sheet of each says (`_ASKED`)."""
    values: dict[str, Any] = {
        "rounds": [one.pk for one in rounds],
        "occasions": [one.occasion for one in rounds],
        "form": rounds[0].form,
        "mark": mark,
        "villages": None if villages is None else list(villages),
        "standard": standard,
        "engine": ENGINE,
        "has_tables": has_tables,
    }
    return asked_at_once(_TOLD, values, _ASKED)


@transaction.atomic
def start_scoring(one: Round, actor: Actor, owner: str, also: Sequence[Round] = ()) -> Task:
    """Begin to score a round in the background; where that is under way already, it is given back.

    `owner` is the sitting that may see the work. `also` are other rounds that are scored with it, as far as
    who asks may lead them when it is done.
    """
    others = [each.pk for each in also]
    waiting = Task.objects.of_owner(owner).not_over().filter(kind=SCORE, payload__round=one.pk)
    if (same := waiting.filter(payload__also=others).first()) is not None:
        return same
    payload = {"round": one.pk, "user": actor.id, "name": actor.name, "address": actor.address}
    return tasks.start(SCORE, owner, SCORE_STEPS, {**payload, "also": others})


@transaction.atomic
def record_reviewed(
    case: Case, day: date, actor: Actor, *, households: Iterable[int] = (), note: str = ""
) -> Happening:
    """Tell that the list of a village was reviewed, or households again that a meeting did not agree to.

    Every sheet must be sealed and its class known. A household that is reviewed again has a corrected sheet,
    or `note` says why its answers stand. Raises ReviewError.
    """
    standing = standing_of(locked(case))
    score(case.round, actor, areas_of(case))
    again = [int(one) for one in households]
    entries = Entry.objects.filter(case=case, left_out_on=None)
    if again:
        entries = entries.filter(household__in=again)
        if entries.count() != len(set(again)):
            raise ReviewError("Có hộ không nằm trong danh sách. Cách xử lý: tải lại trang rồi chọn lại.")
    _refuse_unsealed(case, entries)
    _refuse_unknown(entries)
    said = ReviewError.words(note, "lý do", about="ly-do", longest=LONGEST, needed=False)
    to_review = standing.state.to_review
    if standing.state.met and not said:
        looked_at = again or [int(one) for one in to_review if one != WHOLE]
        _refuse_same(case, looked_at)
    return happen(standing, fact_on(Verb.REVIEWED, day, about=again), actor, Told(reason=said))


def _refuse_unsealed(case: Case, entries: Any) -> None:
    one = case.round
    sealed = FilledSheet.objects.filter(
        household=OuterRef("household"), occasion=one.occasion, form=one.form, state=SheetState.SEALED
    )
    codes = _codes(entries.exclude(Exists(sealed)))
    if codes:
        raise ReviewError(
            f"{place_of(case)}: {whole(len(codes))} hộ chưa khoá phiếu: {some(codes)}. "
            "Cách xử lý: điền xong và khoá phiếu của các hộ này."
        )


def _refuse_unknown(entries: Any) -> None:
    open_ones = list(
        entries.filter(proposed_class__in=["", HouseholdClass.UNKNOWN.value])
        .filter(proposals__number=F("proposal"))
        .order_by("sort_key", "pk")
        .values_list("household_code", "proposals__missing")
    )
    if open_ones:
        code, missing = open_ones[0]
        raise ReviewError(
            f"{whole(len(open_ones))} hộ chưa xác định được diện: {some([code for code, _ in open_ones])}. "
            f"Hộ {code} còn thiếu: {missing or 'câu trả lời'} "
            "Cách xử lý: hỏi thêm, đính chính phiếu rồi chấm lại."
        )


def _refuse_same(case: Case, households: Sequence[int]) -> None:
    """A household that a meeting did not agree to is looked at again: its sheet was corrected since."""
    last = (
        Happening.objects.filter(case=case, verb=Verb.MET.value, taken_back_by=None)
        .order_by("-id")
        .values_list("recorded_at", flat=True)
        .first()
    )
    one = case.round
    corrected = SheetVersion.objects.filter(
        sheet__occasion=one.occasion, sheet__household=OuterRef("household"), written_at__gt=last
    )
    same = Entry.objects.filter(case=case, household__in=households).exclude(Exists(corrected))
    if codes := _codes(same):
        raise ReviewError(
            f"Phiếu của hộ {some(codes)} chưa đính chính sau cuộc họp. Cách xử lý: đến hộ hỏi lại và "
            "đính chính phiếu, hoặc ghi lý do giữ nguyên kết quả.",
            "ly-do",
        )


def _codes(entries: Any) -> list[str]:
    return list(entries.order_by("sort_key", "pk").values_list("household_code", flat=True))
