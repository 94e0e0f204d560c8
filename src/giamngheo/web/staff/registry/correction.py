"""«Sửa thông tin»: what is said of a person put right, as it always was or as it is from a day on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.households.actions import About, RegisterError, correct_person
from giamngheo.apps.households.models import FormerNumber, Particulars, Person, PersonMerger
from giamngheo.apps.households.particulars import choices_of, faults_of, label_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_needed, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.registry.done import tell_done
from giamngheo.web.staff.registry.form import LONGEST, kept_by
from giamngheo.web.staff.registry.said import birth
from giamngheo.web.staff.registry.typed import HEAD, IDS, birth_typed, name_typed, number_typed

ALWAYS, SINCE = "sai", "doi"
# The fields as groups of the paper; the words of a group, then its fields.
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "Nhân thân": (
        "full_name",
        "relationship",
        "sex",
        "birth_date",
        "ethnicity",
        "personal_number",
        "former_number",
        "phone",
    ),
    "Học tập, việc làm": (
        "attending",
        "education_level",
        "training_level",
        "work_status",
        "job_type",
        "contract",
    ),
    "Trợ cấp, bảo hiểm": (
        "pension",
        "social_assistance",
        "has_health_insurance",
        "is_meritorious",
    ),
    "Sức khỏe": (
        "can_work",
        "serious_illness",
        "disability_kind",
        "disability_degree",
        "height",
        "body_weight",
    ),
}
ID_OF: Final[Mapping[str, str]] = {
    **IDS,
    "phone": "dien-thoai",
    "attending": "dang-hoc",
    "education_level": "hoc-van",
    "training_level": "dao-tao",
    "work_status": "viec-lam",
    "job_type": "noi-lam",
    "contract": "hop-dong",
    "pension": "luong-huu",
    "social_assistance": "tro-cap",
    "has_health_insurance": "bao-hiem",
    "is_meritorious": "co-cong",
    "can_work": "lao-dong",
    "serious_illness": "benh-nang",
    "disability_kind": "khuyet-tat",
    "disability_degree": "muc-khuyet-tat",
    "height": "chieu-cao",
    "body_weight": "can-nang",
}
_SEVERAL: Final = frozenset({"social_assistance"})
_YES_NO: Final = frozenset({"has_health_insurance", "is_meritorious", "can_work", "serious_illness"})
_SIZES: Final = frozenset({"height", "body_weight"})
_ANSWERS: Final[Mapping[str, bool | None]] = {"co": True, "khong": False, "": None}
_SIZE: Final = re.compile(r"^\d{1,3}([.,]\d)?$", re.ASCII)
_PHONE: Final = re.compile(r"^\+?\d{8,15}$", re.ASCII)
_CHANGED_MEANWHILE: Final = (
    "Thông tin người này vừa được sửa ở nơi khác sau khi bạn mở trang. Chưa ghi gì. "
    "Cách xử lý: so với «Đang ghi» dưới từng ô đã đổi, sửa lại cho đúng rồi ghi."
)
_NO_DAY: Final = "Chưa có ngày thay đổi: gõ như 1/9/2026 hoặc 010926."


@dataclass
class CorrectionForm:
    """What stands of a person, what was typed, and what is wrong by the id of a field."""

    person: Person
    standing: Particulars
    former_number: str
    mark: str  # names the rows that stand: who saw others is told so
    typed: QueryDict
    wrong: dict[str, str] = field(default_factory=dict)

    def kept(self, name: str) -> Any:
        """What stands of a field."""
        if name == "former_number":
            return self.former_number
        return getattr(self.person if name == "relationship" else self.standing, name)

    def kept_words(self, name: str) -> str:
        """What stands of a field, as it would be typed."""
        value = self.kept(name)
        if name == "birth_date":
            return birth(value, self.standing.birth_precision) if value else ""
        if name in _YES_NO:
            return next(word for word, one in _ANSWERS.items() if one is value)
        if name in _SIZES:
            return "" if value is None else f"{value:f}".replace(".", ",")
        return str(value or "")


@needs(Permission.KEEP_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show what stands of a person to be put right, or write it down and show the household."""
    form = _form_of(request, person_id)
    if PersonMerger.objects.filter(person=form.person, superseded_by=None).exists():
        return redirect("register-person", person_id)  # which leads on to the record that was kept
    if request.method == "POST" and _write(request, form):
        tell_done(request, f"Đã sửa thông tin của {form.person.full_name}.")
        if form.person.household is not None:
            return redirect("household", form.person.household.code)
        return redirect("register-person", form.person.pk)
    return render(
        request,
        "staff/registry/correction.html",
        {
            "form": form,
            "groups": GROUPS,
            "ids": ID_OF,
            "several": _SEVERAL,
            "yes_no": _YES_NO,
            "label_of": label_of,
            "choices_of": choices_of,
            "is_head": form.person.relationship == HEAD,
        },
        status=422 if form.wrong else 200,
    )


def _form_of(request: HttpRequest, person_id: int) -> CorrectionForm:
    people = Person.objects.filter(kept_by(request), pk=person_id).select_related("household")
    person = people.first()
    rows = Particulars.objects.filter(person_id=person_id, superseded_by=None)
    standing = rows.order_by("valid").last()
    if person is None or standing is None:
        raise Http404
    former = FormerNumber.objects.filter(person=person, superseded_by=None).order_by("pk").last()
    mark = f"{standing.pk}-{former.pk if former else 0}-{person.relationship}"
    typed = request.POST if request.method == "POST" else QueryDict()
    return CorrectionForm(person, standing, former.number if former else "", mark, typed)


def _write(request: HttpRequest, form: CorrectionForm) -> bool:
    wrong = form.wrong
    said = _changes(form)
    since, about = _about(form)
    if form.typed.get("da-thay", form.mark) != form.mark:
        wrong[""] = _CHANGED_MEANWHILE
    elif not said and not wrong:
        wrong[""] = "Chưa có gì thay đổi so với sổ. Cách xử lý: sửa ô cần sửa rồi ghi."
    for fault in faults_of(_whole(form) | said, about.day if about else today()):
        wrong.setdefault(ID_OF[fault.field], str(fault))
    if wrong or about is None:
        return False
    former, relationship = said.pop("former_number", None), said.pop("relationship", None)
    try:
        correct_person(
            form.person,
            said,
            about,
            actor_of(request),
            since=since,
            former_number=former,
            relationship=relationship,
        )
    except RegisterError as error:
        wrong[""] = str(error)
    return not wrong


def _whole(form: CorrectionForm) -> dict[str, Any]:
    """What must fit together: a number tells the sex and the year of birth."""
    names = ("full_name", "sex", "birth_date", "birth_precision", "personal_number")
    return {name: getattr(form.standing, name) for name in names}


def _about(form: CorrectionForm) -> tuple[date | None, About | None]:
    """Since when it holds, None where it always did; and the deed itself."""
    typed, wrong = form.typed, form.wrong
    how = typed.get("cach", "")
    day: date | None = today()
    since: date | None = None
    if how == SINCE:
        since = day = day_needed(typed, "ngay", _NO_DAY, wrong)
    elif how != ALWAYS:
        wrong["cach"] = "Chưa chọn ghi sai từ trước hay đã thay đổi: chọn một trong hai."
    reason = words_in(typed, "ly-do", LONGEST)
    if not reason:
        wrong["ly-do"] = "Chưa ghi lý do: ghi vì sao sửa, để người sau hiểu."
    if day is None:
        return None, None
    return since, About(day, reason, words_in(typed, "giay-to", LONGEST))


def _changes(form: CorrectionForm) -> dict[str, Any]:
    """What was typed otherwise than it stands."""
    typed, wrong = form.typed, form.wrong
    said: dict[str, Any] = {
        "full_name": name_typed(typed, ID_OF["full_name"]),
        "personal_number": number_typed(typed, ID_OF["personal_number"]),
        "former_number": number_typed(typed, ID_OF["former_number"]),
        "phone": number_typed(typed, ID_OF["phone"]),
    }
    if words_in(typed, ID_OF["birth_date"]) != form.kept_words("birth_date"):
        nothing = {"birth_date": None, "birth_precision": ""}
        said |= birth_typed(typed, ID_OF["birth_date"], wrong) or nothing
    for name in (one for group in GROUPS.values() for one in group):
        if name in _YES_NO:
            said[name] = _ANSWERS.get(typed.get(ID_OF[name], ""))
        elif name in _SEVERAL:
            said[name] = [one[:LONGEST] for one in typed.getlist(ID_OF[name])] or None
        elif name in _SIZES:
            said[name] = _size(form, name)
        elif name not in said and choices_of(name):
            said[name] = words_in(typed, ID_OF[name], LONGEST)
    if form.person.relationship == HEAD:
        del said["relationship"]  # another head is another deed
    if said["phone"] != form.standing.phone and said["phone"] and not _PHONE.match(said["phone"]):
        wrong[ID_OF["phone"]] = "Số điện thoại: không phải 8 đến 15 chữ số. Ghi các chữ số, không kèm chữ."
    if "none" in (said["social_assistance"] or []) and len(said["social_assistance"]) > 1:
        wrong[ID_OF["social_assistance"]] = (
            "Trợ cấp xã hội: đã chọn không hưởng cùng loại khác. Bỏ một trong hai."
        )
    precision = said.get("birth_precision", form.standing.birth_precision)
    if said.get("birth_date") == form.standing.birth_date and precision == form.standing.birth_precision:
        said.pop("birth_date", None)
        said.pop("birth_precision", None)
    return {name: value for name, value in said.items() if _is_other(form, name, value)}


def _is_other(form: CorrectionForm, name: str, value: Any) -> bool:
    """Whether a value is not what stands; no answer and «không» are two."""
    if name == "birth_precision":
        return True  # what stands was left out with its date
    if name in _YES_NO:
        return value is not form.kept(name)
    return bool((value or None) != (form.kept(name) or None))


def _size(form: CorrectionForm, name: str) -> Decimal | None:
    text = words_in(form.typed, ID_OF[name], LONGEST)
    if not text:
        return None
    if not _SIZE.match(text):
        form.wrong[ID_OF[name]] = f"{label_of(name)}: «{text}» không phải số đo. Ghi như 112 hoặc 18,5."
        return None
    return Decimal(text.replace(",", "."))
