"""Deeds that begin a review: a round opened for a commune, what the unit sets for its procedures."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.reviews.actions.listing import gather
from giamngheo.apps.reviews.actions.point_tables import take_tables
from giamngheo.apps.reviews.actions.writing import ReviewError, happens
from giamngheo.apps.reviews.folding import rules_of
from giamngheo.apps.reviews.models import Case, ProcedureSetting, Round
from giamngheo.apps.reviews.settings import as_kept
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import children_of, unit_on
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import LawError, rules_for
from giamngheo.law.procedures.facts import Fact, Verb
from giamngheo.law.procedures.library import procedure_for, procedures, setting_refused
from giamngheo.law.procedures.reading import value_in_words
from giamngheo.law.questionnaires.library import forms_on
from giamngheo.law.vocabulary.procedures import Procedure, ProcedureKind, Setting, StepKind

BY_POINTS, BY_INCOME = "income_points", "income_per_head"


@transaction.atomic
def open_round(commune: Area, kind: ProcedureKind, day: date, actor: Actor) -> Round:
    """Open the review of a commune by the procedure of the day, with a case for each list that it has.

    That is one for each village, or one for the whole commune. A loaded table of points that fits the commune
    is the round's. Where the law orders a list, households that are on the lists of poor and near-poor
    households stand on it from the beginning.

    Raises:
        ReviewError: where the unit is no commune, or has this review already.
        OutOfOrderError: where the day is not one on which it may be opened.
    """
    unit = unit_on(commune.pk, day)
    if unit is None or unit.tier != Tier.COMMUNE:
        raise ReviewError(
            f"Ngày {day_text(day)} địa bàn này không phải xã, phường, đặc khu. "
            "Cách xử lý: chọn xã, phường, đặc khu tổ chức rà soát.",
            "dia-ban",
        )
    if day > timezone.localdate():
        raise ReviewError(
            f"Ngày {day_text(day)} chưa tới. Cách xử lý: mở đợt vào ngày bắt đầu rà soát.", "ngay"
        )
    one = Round(
        area=commune,
        kind=kind.value,
        year=day.year,
        opened_on=day,
        opened_by_id=actor.id,
        opened_by_name=actor.name,
    )
    try:
        procedure = rules_of(one).procedure
        one.month = day.month if procedure.is_monthly else None
        one.form, one.asked_also = _form_of(procedure, day)
    except LawError as error:
        raise ReviewError(str(error), "ngay") from error
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as error:
        raise ReviewError(
            f"«{one.name}» của {unit.full_name} đã mở. Cách xử lý: làm tiếp trong đợt đang mở.", "loai"
        ) from error
    listed = [commune.pk] if procedure.outcome.list_of == "commune" else _villages(commune, day)
    cases = Case.objects.bulk_create([Case(round=one, area_id=area) for area in listed])
    for case in cases:
        happens(case, Fact(verb=Verb.OPENED, day=day), actor)
    take_tables(one, Path(settings.DATA), actor)
    if procedure.step(StepKind.LIST) is not None:
        gather(one, cases, day, actor)
    return one


def _villages(commune: Area, day: date) -> list[int]:
    return [child.area_id for child in children_of(commune.pk, day)] or [commune.pk]


def _form_of(procedure: Procedure, day: date) -> tuple[str, Sequence[str]]:
    """The sheet of the procedure, and what it asks also.

    Where that is the sheet of the standard, it tells the income by the sum of points of the table, else in
    đồng.
    """
    own = procedure.outcome.form
    others = {each.outcome.form for each in procedures().values()} - {own}
    forms = [
        form
        for form in forms_on(day)
        if form.sheet and not form.empty and form.id not in others and own in {"", form.id}
    ]
    if not forms:
        raise ReviewError(
            f"Ngày {day_text(day)} chưa có phiếu rà soát nào được nạp. "
            "Cách xử lý: người quản trị nạp phiếu của giai đoạn này.",
            "ngay",
        )
    if own:
        return own, []
    wanted = BY_POINTS if rules_for(day).has_points else BY_INCOME
    return forms[0].id, [wanted] if forms[0].question(wanted) is not None else []


@transaction.atomic
def set_point(commune: Area, kind: ProcedureKind, said: Setting, actor: Actor) -> ProcedureSetting:
    """Set what the law leaves open or lets a unit change, from a day on, by a paper; raises ReviewError."""
    paper = ReviewError.words(said.source, "căn cứ", about="can-cu", longest=300)
    point, value, since = said.point, said.value, said.since
    try:
        rules = procedure_for(kind, since)
    except LawError as error:
        raise ReviewError(str(error), "tu-ngay") from error
    if refused := setting_refused(rules.procedure, said):
        raise ReviewError(refused, "gia-tri")
    kept = ProcedureSetting.objects.filter(
        area=commune, kind=kind.value, point=point, since=since, ended_at=None
    )
    kept.update(ended_at=timezone.now())
    row = ProcedureSetting.objects.create(
        area=commune,
        kind=kind.value,
        point=point,
        value=as_kept(value),
        since=since,
        source=paper,
        set_by_id=actor.id,
        set_by_name=actor.name,
    )
    found = rules.procedure.point(point)
    name = found.name if found is not None else point
    record(
        actor,
        "reviews.set",
        f"Đặt «{name}» là {value_in_words(value)} từ {day_text(since)} theo {paper}: "
        f"{names_of([commune.pk], since).get(commune.pk, '')}",
        area_id=commune.pk,
        subject=("reviews.ProcedureSetting", row.pk),
        details={"kind": kind.value, "point": point, "value": row.value, "since": since.isoformat()},
    )
    return row
