"""A blank is loaded, as a new form or another version of one, with who loaded it and the hash of the file."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import msgspec
from django.db import transaction
from django.db.models import Max

from giamngheo.apps.report_forms.actions.writing import ReportFormError, called, files_folder
from giamngheo.apps.report_forms.blanks import LIMITS, BlankError, BlankSheet, sheets_of
from giamngheo.apps.report_forms.designs import first_design
from giamngheo.apps.report_forms.models import FormVersion, ReportForm
from giamngheo.apps.report_forms.states import Period, VersionState
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.files import FileError, FileKind, Kept, forget, keep, open_kept
from giamngheo.law.report_forms.library import form_slots

LEVELS: Final = (Tier.VILLAGE, Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE)


@dataclass(frozen=True)
class Blank:
    """A file as it was handed in, its name, and which of its sheets is the form (empty: the only one)."""

    content: bytes
    name: str
    sheet: str = ""


@dataclass(frozen=True)
class Terms:
    """What a version says of itself: who fills it in, how often, by which clause and paper."""

    levels: Sequence[int]
    period: str
    clause: str = ""
    ordered_by: str = ""


def read_blank(blank: Blank) -> BlankSheet:
    """The sheet of a blank that is the form; raises ReportFormError."""
    if not blank.content:
        raise ReportFormError("Tệp rỗng. Cách xử lý: chọn tệp .xlsx có đầu biểu.", "tep")
    if len(blank.content) > LIMITS.bytes:
        raise ReportFormError("Tệp lớn hơn 2 MB. Cách xử lý: xóa hình ảnh, trang thừa rồi nạp.", "tep")
    try:
        sheets = sheets_of(blank.content)
    except BlankError as error:
        raise ReportFormError(str(error), "tep") from error
    if len(sheets) == 1 and not blank.sheet:
        return sheets[0]
    found = next((one for one in sheets if one.name == blank.sheet), None)
    if found is None:
        names = ", ".join(f"«{one.name}»" for one in sheets[:20])
        raise ReportFormError(
            f"Tệp có các trang {names}. Cách xử lý: ghi tên trang là biểu này rồi nạp lại.", "trang"
        )
    return found


def load_form(
    area: Area, title: str, blank: Blank, terms: Terms, actor: Actor, *, slot: str = ""
) -> FormVersion:
    """Load the blank of a form new in a unit; its first version is a draft. Raises ReportFormError."""
    name = ReportFormError.words(title, "tên biểu", about="ten", longest=300)
    if slot and slot not in form_slots():
        raise ReportFormError("Không có biểu này trong thông tư. Cách xử lý: chọn lại.", "cho")
    if slot and ReportForm.objects.filter(area=area, slot=slot).exists():
        raise ReportFormError(
            f"«{form_slots()[slot].name}» đã có mẫu của đơn vị. Cách xử lý: mở biểu ấy, lập phiên bản mới.",
            "cho",
        )
    form = ReportForm(area=area, slot=slot, title=name, made_by_id=actor.id, made_by_name=actor.name)
    return _load(form, blank, terms, "", actor)


def load_version(form: ReportForm, blank: Blank, terms: Terms, reason: str, actor: Actor) -> FormVersion:
    """Load another version of a form, with the reason; what is in use stays until this one is."""
    said = ReportFormError.words(reason, "lý do lập phiên bản mới", about="ly-do", longest=500)
    return _load(form, blank, terms, said, actor)


def open_blank(version: FormVersion) -> bytes:
    """The blank of a version as it was loaded; raises FileNotFoundError where it is lost or changed."""
    with open_kept(version.stored, files_folder()) as opened:
        content = opened.read()
    if hashlib.sha256(content).hexdigest() != version.sha256:
        raise FileNotFoundError(version.stored)
    return content


def _load(form: ReportForm, blank: Blank, terms: Terms, reason: str, actor: Actor) -> FormVersion:
    _look_at(terms)
    sheet = read_blank(blank)
    kept = _kept(blank)
    try:
        return _write(form, blank, terms, sheet=sheet, kept=kept, reason=reason, actor=actor)
    except BaseException:
        forget(kept, files_folder())
        raise


def _kept(blank: Blank) -> Kept:
    try:
        return keep(BytesIO(blank.content), files_folder(), (FileKind.XLSX,))
    except FileError as error:
        raise ReportFormError(str(error), "tep") from error


@transaction.atomic
def _write(
    form: ReportForm, blank: Blank, terms: Terms, *, sheet: BlankSheet, kept: Kept, reason: str, actor: Actor
) -> FormVersion:
    if form._state.adding:
        form.save(force_insert=True)
    else:
        ReportForm.objects.select_for_update(of=["self"]).get(pk=form.pk)
    if form.versions.filter(state=VersionState.DRAFT).exists():
        raise ReportFormError(
            "Biểu đang có một phiên bản soạn dở. Cách xử lý: soạn tiếp hoặc đưa phiên bản ấy vào dùng trước.",
            "tep",
        )
    last = form.versions.aggregate(last=Max("number"))["last"] or 0
    version = FormVersion(
        form=form,
        number=last + 1,
        reason=reason,
        file_name=ReportFormError.words(blank.name, "tên tệp", about="tep", longest=200, needed=False),
        stored=kept.stored,
        size=kept.size,
        sha256=kept.sha256,
        sheet=msgspec.to_builtins(sheet),
        design=msgspec.to_builtins(first_design(sheet)),
        levels=sorted(set(terms.levels)),
        period=terms.period,
        clause=ReportFormError.words(
            terms.clause, "điều khoản", about="dieu-khoan", longest=300, needed=False
        ),
        ordered_by=ReportFormError.words(
            terms.ordered_by, "văn bản", about="van-ban", longest=300, needed=False
        ),
        loaded_by_id=actor.id,
        loaded_by_name=actor.name,
    )
    version.save(force_insert=True)
    record(
        actor,
        "report_forms.loaded",
        f"Nạp mẫu {called(version)} từ tệp «{version.file_name}»" + (f". Lý do: {reason}" if reason else ""),
        area_id=form.area_id,
        subject=("report_forms.FormVersion", version.pk),
        details={"slot": form.slot, "sha256": kept.sha256, "sheet": sheet.name},
    )
    return version


def _look_at(terms: Terms) -> None:
    wrong = {}
    if not terms.levels or not set(terms.levels) <= {int(one) for one in LEVELS}:
        wrong["cap"] = "Chưa chọn cấp nào lập biểu. Chọn ít nhất một cấp."
    if terms.period not in Period.values:
        wrong["ky"] = "Chưa chọn kỳ. Chọn kỳ lập biểu."
    if wrong:
        raise ReportFormError("Biểu mẫu chưa đủ.", wrong=wrong)
