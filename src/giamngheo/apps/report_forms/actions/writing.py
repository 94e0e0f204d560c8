"""What deeds on forms share: words that are kept, and the refusal."""

from pathlib import Path

from django.conf import settings

from giamngheo.apps.report_forms.models import FilledForm, FormVersion
from giamngheo.apps.report_forms.states import Period
from giamngheo.foundation.areas.naming import names_of


class ReportFormError(Exception):
    """Refused; says in Vietnamese why and what to do. `wrong` has a sentence for each field of the form."""

    def __init__(self, message: str, about: str = "", wrong: dict[str, str] | None = None) -> None:
        super().__init__(" ".join(wrong.values()) if wrong else message)
        self.wrong = wrong or {about: message}


def plain_words(text: str, what: str, *, about: str, longest: int, needed: bool = True) -> str:
    """Words as they are kept; refused where they are missing or too long."""
    said = " ".join(text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8").split())
    if needed and not said:
        raise ReportFormError(f"Chưa ghi {what}. Cách xử lý: ghi {what} rồi lưu lại.", about)
    if len(said) > longest:
        raise ReportFormError(f"{what.capitalize()} dài hơn {longest} chữ. Cách xử lý: ghi ngắn lại.", about)
    return said


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
