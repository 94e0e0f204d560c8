"""Reading an uploaded list as its owner asked, with refusals in the words that they know."""

from pathlib import Path

import msgspec
from django.conf import settings

from giamngheo.apps.exchange import sitting_folder
from giamngheo.apps.exchange.asked import ListError, said_of
from giamngheo.apps.exchange.lists.classification import Asked, NoEvidenceError, OpenedList, open_list
from giamngheo.apps.exchange.lists.recognition import ColumnMapping, MappingError
from giamngheo.apps.exchange.lists.residence import UnknownResidenceError
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.foundation.sheets import SheetError
from giamngheo.law.library import LawError, NoStandardError

REFUSALS = (SheetError, LawError, MappingError, NoEvidenceError, UnknownResidenceError)


def open_for(uploaded: UploadedList) -> OpenedList:
    """Read a list as its owner asked; ListError with the name that the person gave the file."""
    path = sitting_folder.upload_of(uploaded)
    members = sitting_folder.upload_of(uploaded, of_members=True)
    said = said_of(uploaded)
    told = uploaded.asked["mapping"] | {"blank_is_no": said.blank_is_no}
    mapping = msgspec.convert(told, ColumnMapping)
    if path is None:
        raise ListError("Tệp không còn trên máy chủ. Gửi lại tệp.")
    try:
        asked = Asked(
            said.day,
            said.area_kind or None,
            mapping=mapping,
            point_tables=Path(settings.DATA),
            region=said.region or None,
        )
        return open_list(path, asked, members)
    except REFUSALS as error:
        raise ListError(in_the_persons_words(error, uploaded), _about(error)) from error


def _about(error: Exception) -> str:
    if isinstance(error, NoStandardError):
        return "day"
    return "area_kind" if isinstance(error, UnknownResidenceError) else "file"


def in_the_persons_words(error: Exception, uploaded: UploadedList) -> str:
    """A message with the file names that the person knows."""
    text = str(error)
    for of_members, name in ((False, uploaded.file_name), (True, uploaded.member_file_name)):
        path = sitting_folder.upload_of(uploaded, of_members=of_members)
        if path is not None:
            text = text.replace(f"«{path.name}»", f"«{name}»")
    return text
