"""The long work on a list, as its task: reading, recognising, classifying, writing."""

from pathlib import Path

from django.conf import settings

from giamngheo.apps.exchange import actions, sitting_folder
from giamngheo.apps.exchange.classification import (
    Asked,
    NoEvidenceError,
    OpenedList,
    classify_list,
    open_list,
)
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.apps.exchange.recognition import ColumnMapping, MappingError
from giamngheo.apps.exchange.residence import UnknownResidenceError
from giamngheo.apps.exchange.saving import named_for_the_person, save_downloads, save_result
from giamngheo.foundation.sheets import SheetError
from giamngheo.foundation.tasks.actions import CancelledError, TaskError, report
from giamngheo.foundation.tasks.models import Task
from giamngheo.law.library import LawError, NoStandardError

REFUSALS = (SheetError, LawError, MappingError, NoEvidenceError, UnknownResidenceError)


def open_for(uploaded: UploadedList) -> OpenedList:
    """Read a list as its owner asked; ListError with the name that the person gave the file."""
    path = sitting_folder.upload_of(uploaded)
    members = sitting_folder.upload_of(uploaded, of_members=True)
    said = actions.said_of(uploaded)
    mapping = ColumnMapping(**{**uploaded.asked["mapping"], "blank_is_no": said.blank_is_no})
    if path is None:
        raise actions.ListError("Tệp không còn trên máy chủ. Gửi lại tệp.")
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
        raise actions.ListError(in_the_persons_words(error, uploaded), _about(error)) from error


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


def _list_of(task: Task) -> UploadedList:
    uploaded = UploadedList.objects.filter(id=task.payload["list"]).first()
    if uploaded is None:  # deleted before its turn came
        raise CancelledError
    return uploaded


def open_in_background(task: Task) -> None:
    """Recognise the columns of a large list."""
    uploaded = _list_of(task)
    report(task, step=0)
    try:
        actions.recognise_columns(uploaded)
    except actions.ListError as error:
        raise TaskError(str(error)) from error
    except OSError:
        _list_of(task)
        raise


def classify_in_background(task: Task) -> None:
    """Classify a list and write all that its pages and downloads need."""
    uploaded = _list_of(task)
    try:
        _classify(task, uploaded)
    except actions.ListError as error:
        raise TaskError(str(error)) from error
    except REFUSALS as error:
        raise TaskError(in_the_persons_words(error, uploaded)) from error
    except OSError:
        _list_of(task)  # its folder went with it
        raise


def _classify(task: Task, uploaded: UploadedList) -> None:
    report(task, step=0)
    opened = open_for(uploaded)
    total = opened.households.table.body.height
    report(task, step=1, done=total, total=total)
    classified = classify_list(
        named_for_the_person(opened, uploaded.file_name),
        lambda step, done, whole: report(task, step=step, done=done, total=whole),
    )
    report(task, step=4, done=0, total=total)
    draft = sitting_folder.draft_folder(uploaded)
    save_result(classified, draft)
    save_downloads(
        classified, draft, lambda done, whole: report(task, step=4, done=total * (done + 1) // (whole + 1))
    )
    report(task, step=4, done=total, total=total)
    _list_of(task)
    sitting_folder.settle(uploaded, draft)
    actions.mark_classified(uploaded)
