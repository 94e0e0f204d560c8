"""What deeds on forms share: words that are kept, and the refusal."""

from pathlib import Path

from django.conf import settings

from giamngheo.apps.report_forms.models import FilledForm, FormVersion
from giamngheo.apps.report_forms.states import Period
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.refused import RefusedError


class ReportFormError(RefusedError):
    """A form cannot take this; of several fields it says all."""

    def __init__(self, message: str, about: str = "", wrong: dict[str, str] | None = None) -> None:
        super().__init__(" ".join(wrong.values()) if wrong else message, about, wrong)


def called(version: FormVersion) -> str:
    """How the trail calls a version: «Biểu số 03», phiên bản 2."""
    return f"«{version.form.title}», phiên bản {version.number}"


def filled_called(filled: FilledForm) -> str:
    """How the trail calls a filled form."""
    place = names_of([filled.area_id], filled.last).get(filled.area_id, "địa bàn đã đổi")
    period = Period(filled.version.period).called(filled.first, filled.last)
    return f"{called(filled.version)} ({place}, {period})"


def files_folder() -> Path:
    """Where blanks lie."""
    return Path(settings.DATA) / "files"
