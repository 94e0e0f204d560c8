"""The parts of a plan that are corrected: how each is called, what of the plan it is, what corrects it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from giamngheo.apps.programmes.correcting.citations import correct_cited, correct_reporting
from giamngheo.apps.programmes.correcting.corrected import Corrected, Correction
from giamngheo.apps.programmes.correcting.head import correct_head, correct_parent, correct_signer
from giamngheo.apps.programmes.correcting.projects import correct_projects
from giamngheo.apps.programmes.correcting.targets import correct_targets
from giamngheo.apps.programmes.correcting.unread import give_unread
from giamngheo.apps.programmes.correcting.words import (
    correct_lines,
    correct_policies,
    correct_solutions,
    correct_tasks,
)
from giamngheo.apps.programmes.plans.structure import Plan

_HEAD: Final = ("issuer", "number", "date", "place", "title", "period", "programme")


@dataclass(frozen=True)
class Part:
    """A part: its name in a sentence, the fields of the plan that it is, what corrects it."""

    called: str
    fields: tuple[str, ...]
    correct: Callable[[Correction], Corrected]


PARTS: Final[Mapping[str, Part]] = {
    "dau": Part("phần đầu", _HEAD, correct_head),
    "cap-tren": Part("kế hoạch cấp trên", ("parent_plan",), correct_parent),
    "nguoi-ky": Part("người ký", ("signer",), correct_signer),
    "can-cu": Part("căn cứ", ("legal_bases",), correct_cited("legal_bases", "cc")),
    "vien-dan": Part("văn bản nhắc ở trong", ("cited",), correct_cited("cited", "vd")),
    "chi-tieu": Part("chỉ tiêu", ("targets",), correct_targets),
    "du-an": Part("dự án", ("projects",), correct_projects),
    "chinh-sach": Part("chính sách", ("policies",), correct_policies),
    "giai-phap": Part("nhiệm vụ, giải pháp", ("solutions",), correct_solutions),
    "phan-cong": Part("phân công", ("tasks",), correct_tasks),
    "che-do": Part("chế độ báo cáo", ("reporting",), correct_reporting),
    "muc-tieu": Part("mục tiêu", ("aims",), correct_lines("aims", "muc-tieu-dong")),
    "pham-vi": Part("đối tượng, phạm vi", ("scope",), correct_lines("scope", "pham-vi-dong")),
    "boi-canh": Part("tình hình", ("background",), correct_lines("background", "boi-canh-dong")),
    "kinh-phi": Part("kinh phí", ("funding",), correct_lines("funding", "kinh-phi-dong")),
    "noi-nhan": Part("nơi nhận", ("recipients",), correct_lines("recipients", "noi-nhan-dong")),
    "de-muc": Part("đề mục", ("headings",), correct_lines("headings", "de-muc-dong")),
    "hinh-thuc": Part("phần hình thức", ("formal",), correct_lines("formal", "hinh-thuc-dong")),
    "chua-hieu": Part(
        "dòng chưa hiểu", ("unread", "projects", "policies", "solutions", "tasks"), give_unread
    ),
}


def corrected(part: str, plan: Plan, typed: Mapping[str, str]) -> Corrected:
    """The plan after the form of a part."""
    asked = Correction(plan, typed, PARTS[part].called)
    return PARTS[part].correct(asked)
