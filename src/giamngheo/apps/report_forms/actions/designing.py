"""Deeds on the design of a draft, the signing that its blank is official, and putting it in use."""

from collections.abc import Callable

import msgspec
from django.db import transaction
from django.utils import timezone

from giamngheo.apps.report_forms.actions.writing import ReportFormError, called
from giamngheo.apps.report_forms.designs import (
    AnySource,
    Counted,
    Design,
    DesignError,
    Indicated,
    Planned,
    Requirement,
    UnitRows,
    faults_of,
    with_field,
    with_heads,
    with_requirement,
    with_unit_rows,
)
from giamngheo.apps.report_forms.models import FormVersion
from giamngheo.apps.report_forms.states import VersionState
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.law.reports.library import statutory_tables
from giamngheo.law.results.library import indicator_of

_STALE = "Phiên bản này không còn là bản soạn. Cách xử lý: tải lại trang; muốn sửa thì lập phiên bản mới."


def add_field(version: FormVersion, cells: str, source: AnySource, actor: Actor) -> None:
    """Say where the figures of a rectangle of cells are from; raises ReportFormError with its fields."""
    if isinstance(source, Counted):
        table = statutory_tables().get(source.table)
        if table is None or source.column not in {one.id for one in table.text.columns}:
            raise ReportFormError("Biểu tổng hợp không có cột này. Cách xử lý: chọn lại cột.", "cot")
    if isinstance(source, Indicated) and indicator_of(source.framework, source.indicator) is None:
        raise ReportFormError("Khung kết quả không có chỉ số này. Cách xử lý: chọn lại.", "chi-so")
    _changed(
        version, lambda one: with_field(one.sheet, one.design, cells, source), f"nguồn của {cells}", actor
    )


def add_heads(version: FormVersion, cells: str, actor: Actor) -> None:
    """Mark cells as heads, which nothing is written over; raises ReportFormError."""
    _changed(version, lambda one: with_heads(one.sheet, one.design, cells), f"đầu biểu {cells}", actor)


def add_requirement(version: FormVersion, requirement: Requirement, actor: Actor) -> None:
    """Say what must agree; raises ReportFormError."""
    _changed(
        version,
        lambda one: with_requirement(one.sheet, one.design, requirement),
        f"điều phải khớp của {requirement.cells}",
        actor,
    )


def set_unit_rows(version: FormVersion, rows: UnitRows, actor: Actor) -> None:
    """Say in which rows the units below stand; raises ReportFormError."""
    _changed(version, lambda one: with_unit_rows(one.sheet, one.design, rows), "dòng của đơn vị", actor)


def take_away(version: FormVersion, what: str, place: int, actor: Actor) -> None:
    """Take a head, a field or what must agree out of the design, by its place; or the rows of units."""

    def without(planned: Planned) -> Design:
        if what == "unit_rows":
            return msgspec.structs.replace(planned.design, unit_rows=None)
        known = list(getattr(planned.design, what, ())) if what in {"heads", "fields", "requirements"} else []
        if not 0 <= place < len(known):
            raise ReportFormError("Mục này không còn. Cách xử lý: tải lại trang để xem.")
        del known[place]
        return msgspec.structs.replace(planned.design, **{what: tuple(known)})

    _changed(version, without, "bỏ một mục", actor)


@transaction.atomic
def sign_official(version: FormVersion, paper: str, actor: Actor) -> None:
    """Sign that the blank is the official one of a paper; never by who loaded it. Raises ReportFormError."""
    said = ReportFormError.words(paper, "văn bản đã đối chiếu", about="doi-chieu", longest=300)
    one = _locked(version)
    if one.signed_at is not None:
        raise ReportFormError("Đã có người xác nhận. Cách xử lý: tải lại trang để xem.")
    if one.loaded_by_id is not None and one.loaded_by_id == actor.id:
        raise ReportFormError(
            "Người nạp mẫu không tự xác nhận mẫu. "
            "Cách xử lý: để người khác của đơn vị đối chiếu rồi xác nhận.",
            "doi-chieu",
        )
    one.signed_by_id, one.signed_by_name, one.signed_at = actor.id, actor.name, timezone.now()
    one.signed_for = said
    one.save(update_fields=["signed_by_id", "signed_by_name", "signed_at", "signed_for"])
    _tell(one, "report_forms.signed", f"Xác nhận mẫu {called(one)} đúng mẫu chính thức: {said}", actor)


@transaction.atomic
def put_in_use(version: FormVersion, actor: Actor) -> None:
    """Put a draft in use; the version before ends. Raises ReportFormError where its design does not hold."""
    one = _locked(version)
    if one.state != VersionState.DRAFT:
        raise ReportFormError(_STALE)
    found = faults_of(one.planned.sheet, one.planned.design)
    if found:
        raise ReportFormError(found[0], wrong={f"loi-{place}": said for place, said in enumerate(found[:10])})
    FormVersion.objects.filter(form=one.form_id, state=VersionState.IN_USE).update(state=VersionState.ENDED)
    one.state = VersionState.IN_USE
    one.save(update_fields=["state"])
    _tell(one, "report_forms.put_in_use", f"Đưa vào dùng {called(one)}", actor)


@transaction.atomic
def drop_draft(version: FormVersion, why: str, actor: Actor) -> None:
    """Drop a draft with the reason; its blank and design stay readable. Raises ReportFormError."""
    said = ReportFormError.words(why, "lý do bỏ bản soạn", about="ly-do", longest=500)
    one = _locked(version)
    if one.state != VersionState.DRAFT:
        raise ReportFormError(_STALE)
    one.state = VersionState.ENDED
    one.save(update_fields=["state"])
    _tell(one, "report_forms.dropped", f"Bỏ bản soạn {called(one)}. Lý do: {said}", actor)


@transaction.atomic
def _changed(version: FormVersion, how: Callable[[Planned], Design], words: str, actor: Actor) -> None:
    one = _locked(version)
    if one.state != VersionState.DRAFT:
        raise ReportFormError(_STALE)
    try:
        design = how(one.planned)
    except DesignError as error:
        raise ReportFormError(str(error), wrong=error.wrong) from error
    before, one.design = one.design, msgspec.to_builtins(design)
    one.save(update_fields=["design"])
    record(
        actor,
        "report_forms.designed",
        f"Khai {called(one)}: {words}",
        area_id=one.form.area_id,
        subject=("report_forms.FormVersion", one.pk),
        details={"before": before, "after": one.design},
    )


def _locked(version: FormVersion) -> FormVersion:
    return FormVersion.objects.select_for_update(of=["self"]).select_related("form").get(pk=version.pk)


def _tell(one: FormVersion, verb: str, sentence: str, actor: Actor) -> None:
    record(
        actor,
        verb,
        sentence,
        area_id=one.form.area_id,
        subject=("report_forms.FormVersion", one.pk),
        details={"sha256": one.sha256},
    )
