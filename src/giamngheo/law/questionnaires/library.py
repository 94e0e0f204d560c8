"""Finds and reads the forms."""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from giamngheo.law.library import LAW, BrokenPackError, LawError, read
from giamngheo.law.vocabulary.questionnaires import Questionnaire


def questionnaires_under(law: Path) -> dict[str, Questionnaire]:
    """Every form of one law folder, by id.

    Raises:
        BrokenPackError: where a form does not read, or stands in a folder of another name.
    """
    found = {}
    for path in sorted((law / "questionnaires").glob("*/questionnaire.yaml")):
        form = read(path, Questionnaire)
        if form.id != path.parent.name:
            raise BrokenPackError(
                f"Gói luật hỏng: thư mục {path.parent.name} chứa phiếu «{form.id}»; hai tên phải giống nhau."
            )
        found[form.id] = form
    return found


@lru_cache
def questionnaires() -> Mapping[str, Questionnaire]:
    """Every form by id: the product's own, then those an operator keeps under `GIAMNGHEO_LAW`."""
    own = os.environ.get("GIAMNGHEO_LAW")
    return {**questionnaires_under(LAW), **(questionnaires_under(Path(own)) if own else {})}


def questionnaire(name: str) -> Questionnaire:
    """The form of a standard.

    Raises:
        LawError: where no form has the id.
    """
    if name not in questionnaires():
        raise LawError(f"Không có phiếu «{name}». Các phiếu đã nạp: {', '.join(sorted(questionnaires()))}.")
    return questionnaires()[name]
