"""Finds the kinds of papers, and the wording of a kind on a day: an office's own before ours."""

import os
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from giamngheo.law.library import LAW, BrokenPackError, LawError, read
from giamngheo.law.vocabulary.paper_templates import PaperKind, Template

KINDS: Final = "papers/kinds.yaml"
TEMPLATES: Final = "papers/templates"
FILE: Final = "template.yaml"


class NoTemplateError(LawError):
    """No wording of a kind of paper is known for a day."""


def kinds_under(law: Path) -> dict[str, PaperKind]:
    """The kinds of papers of one law folder by id, perhaps none; raises BrokenPackError."""
    path = law / KINDS
    return {kind.id: kind for kind in read(path, tuple[PaperKind, ...])} if path.exists() else {}


def template_files(law: Path) -> list[Path]:
    """The templates of one law folder."""
    return sorted((law / TEMPLATES).glob(f"*/{FILE}"))


def read_template(path: Path) -> Template:
    """One template; raises BrokenPackError, also where it stands in a folder of another name."""
    template = read(path, Template)
    if template.id != path.parent.name:
        raise BrokenPackError(
            f"Gói luật hỏng: thư mục {path.parent.name} chứa mẫu văn bản «{template.id}»; hai tên phải giống "
            "nhau."
        )
    return template


@lru_cache
def paper_kinds() -> Mapping[str, PaperKind]:
    """Every kind of paper by id."""
    return kinds_under(LAW)


@lru_cache
def templates() -> tuple[Template, ...]:
    """Every template, an operator's own (`GIAMNGHEO_LAW`) first; one of the same id stands for ours."""
    own = os.environ.get("GIAMNGHEO_LAW")
    found: dict[str, Template] = {}
    for folder in ([Path(own)] if own else []) + [LAW]:
        for path in template_files(folder):
            template = read_template(path)
            found.setdefault(template.id, template)
    return tuple(found.values())


def template_on(kind: str, day: date, unit_code: str = "") -> Template:
    """The wording of a kind on a day: the unit's own before that for all, an operator's before ours.

    Raises:
        NoTemplateError: where none is known for the day.
    """
    fitting = [one for one in templates() if one.kind == kind and one.holds(day)]
    for one in fitting:
        if unit_code and unit_code in one.units:
            return one
    for one in fitting:
        if not one.units:
            return one
    name = paper_kinds()[kind].name if kind in paper_kinds() else kind
    raise NoTemplateError(
        f"Chưa có mẫu «{name}» cho ngày {day:%d/%m/%Y}. Cách xử lý: chọn ngày trong thời gian mẫu áp dụng, "
        f"hoặc thêm mẫu vào thư mục {TEMPLATES} của gói luật rồi chạy «giamngheo law check»."
    )
