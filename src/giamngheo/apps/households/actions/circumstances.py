"""Deeds of what is known of a household: causes of its poverty, needs, visits, notes, photos, papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from psycopg.types.range import DateRange

from giamngheo.apps.households.actions.writing import (
    About,
    RegisterError,
    close_event,
    end,
    living,
    open_event,
)
from giamngheo.apps.households.circumstances import OTHER, causes, needs
from giamngheo.apps.households.models import Cause, Event, Household, Need, Note, Paper
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.files import FileError, Kept, forget, keep, open_kept
from giamngheo.foundation.text import day as day_text


@dataclass(frozen=True)
class CauseSaid:
    """A cause by its code, with words where the code is not enough."""

    cause: str
    words: str = ""


@transaction.atomic
def set_causes(household: Household, said: Sequence[CauseSaid], about: About, actor: Actor) -> Event:
    """Let these be the causes of a household's poverty from the day on, the heaviest first; none ends all."""
    household = living(household)
    codes = [one.cause for one in said]
    if wrong := [code for code in codes if code not in causes()]:
        raise RegisterError(
            f"Không có nguyên nhân «{wrong[0]}». Cách xử lý: chọn trong danh sách nguyên nhân nghèo."
        )
    if twice := [code for code in codes if codes.count(code) > 1]:
        raise RegisterError(
            f"Nguyên nhân «{causes()[twice[0]]}» được chọn hai lần. Cách xử lý: mỗi nguyên nhân chọn một lần."
        )
    if any(one.cause == OTHER and not one.words for one in said):
        raise RegisterError("Nguyên nhân khác chưa ghi rõ. Cách xử lý: ghi nguyên nhân bằng lời.")
    event = open_event(EventKind.CAUSES, about, household.area_id, actor)
    ended = end(Cause.objects.filter(household=household), event, about.day)
    if not ended and not said:
        raise RegisterError(
            f"Hộ {household.code} chưa ghi nguyên nhân nào. Cách xử lý: chọn ít nhất một nguyên nhân."
        )
    valid = DateRange(about.day, None)
    Cause.objects.bulk_create(
        Cause(
            household=household, cause=one.cause, words=one.words, rank=rank, valid=valid, recorded_by=event
        )
        for rank, one in enumerate(said, 1)
    )
    close_event(event, actor, f"Ghi nguyên nhân nghèo của hộ {household.code}")
    return event


@transaction.atomic
def add_need(household: Household, need: str, words: str, about: About, actor: Actor) -> Event:
    """Write down something that a household needs from the day on."""
    household = living(household)
    if need not in needs():
        raise RegisterError("Chưa chọn nhu cầu. Cách xử lý: chọn một nhu cầu trong danh sách.")
    if need == OTHER and not words:
        raise RegisterError("Nhu cầu khác chưa ghi rõ. Cách xử lý: ghi nhu cầu bằng lời.")
    standing = Need.objects.filter(
        household=household, need=need, superseded_by=None, valid__contains=about.day
    )
    if standing.filter(words=words).exists():
        raise RegisterError(
            f"Hộ {household.code} đã có nhu cầu này. Cách xử lý: ghi rõ thêm bằng lời nếu là nhu cầu khác."
        )
    event = open_event(EventKind.NEED, about, household.area_id, actor)
    Need.objects.create(
        household=household, need=need, words=words, valid=DateRange(about.day, None), recorded_by=event
    )
    close_event(event, actor, f"Ghi nhu cầu của hộ {household.code}: {needs()[need].lower()}")
    return event


@transaction.atomic
def end_need(need: Need, about: About, actor: Actor) -> Event:
    """Let a need hold no more from the day on: it was met, or fell away."""
    household = need.household
    event = open_event(EventKind.NEED_ENDED, about, household.area_id, actor)
    if not end(Need.objects.filter(pk=need.pk), event, about.day):
        raise RegisterError(
            f"Nhu cầu này không còn từ trước ngày {day_text(about.day)}. Cách xử lý: tải lại trang để xem."
        )
    close_event(event, actor, f"Nhu cầu của hộ {household.code} không còn: {needs()[need.need].lower()}")
    return event


@transaction.atomic
def note_household(
    household: Household, words: str, about: About, actor: Actor, *, by_whom: str = "", is_visit: bool = False
) -> Event:
    """Write down what was seen on a visit of the day, or a note."""
    household = living(household)
    if not words:
        raise RegisterError("Chưa ghi nội dung. Cách xử lý: ghi những gì đã thấy, đã nghe ở hộ.")
    same_day = Note.objects.filter(
        household=household, is_visit=is_visit, superseded_by=None, valid__startswith=about.day
    )
    if same_day.filter(words=words).exists():  # sent twice
        raise RegisterError(
            f"Nội dung này đã ghi cho ngày {day_text(about.day)}. "
            "Cách xử lý: tải lại trang để xem; có điều mới thì ghi điều mới."
        )
    event = open_event(EventKind.VISIT if is_visit else EventKind.NOTE, about, household.area_id, actor)
    Note.objects.create(
        household=household,
        is_visit=is_visit,
        by_whom=by_whom,
        words=words,
        # A visit is over with its day, a note holds on.
        valid=DateRange(about.day, about.day + timedelta(days=1) if is_visit else None),
        recorded_by=event,
    )
    close_event(event, actor, f"{'Thăm' if is_visit else 'Ghi chú về'} hộ {household.code}")
    return event


def attach_paper(household: Household, given: IO[bytes], title: str, about: About, actor: Actor) -> Event:
    """Keep a photo or a paper of a household; raises RegisterError for what is not taken or is there."""
    if not title:
        raise RegisterError("Chưa ghi tên ảnh, giấy tờ. Cách xử lý: ghi đó là gì, như «Nhà ở nhìn từ ngõ».")
    try:
        kept = keep(given, _folder())
    except FileError as error:
        raise RegisterError(str(error)) from error
    try:
        return _attach(household, kept, title, about, actor)
    except BaseException:
        forget(kept, _folder())
        raise


@transaction.atomic
def _attach(household: Household, kept: Kept, title: str, about: About, actor: Actor) -> Event:
    household = living(household)
    same = Paper.objects.filter(household=household, superseded_by=None, sha256=kept.sha256).first()
    if same is not None:
        raise RegisterError(
            f"Tệp này đã có ở hộ {household.code}, tên «{same.title}», nên không thêm lần nữa. "
            "Cách xử lý: chọn tệp khác; nếu tên hoặc ngày cũ sai thì bỏ bản cũ trước, rồi thêm lại."
        )
    event = open_event(EventKind.PAPER, about, household.area_id, actor)
    Paper.objects.create(
        household=household,
        stored=kept.stored,
        kind=kept.kind,
        title=title,
        size=kept.size,
        sha256=kept.sha256,
        valid=DateRange(about.day, None),
        recorded_by=event,
    )
    close_event(event, actor, f"Thêm ảnh, giấy tờ của hộ {household.code}")
    return event


def read_paper(paper: Paper, actor: Actor) -> IO[bytes]:
    """Open a photo or paper for who may see its household: the trail tells that they did.

    Raises FileNotFoundError where the file is not in the data folder.
    """
    opened = open_kept(paper.stored, _folder())
    record(
        actor,
        "households.read_paper",
        f"Mở ảnh, giấy tờ của hộ {paper.household.code}",
        area_id=paper.household.area_id,
        subject=("households.Paper", paper.pk),
    )
    return opened


def _folder() -> Path:
    return Path(settings.DATA) / "files"
