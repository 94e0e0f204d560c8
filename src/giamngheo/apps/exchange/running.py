"""The long work on a list, as its task: reading, recognising, classifying, writing."""

from giamngheo.apps.exchange import actions, sitting_folder
from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.lists.classification import classify_list
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.apps.exchange.reading import REFUSALS, in_the_persons_words, open_for
from giamngheo.apps.exchange.saving import (
    named_for_the_person,
    recognition_shown,
    save_downloads,
    save_result,
)
from giamngheo.foundation.tasks.actions import CancelledError, TaskError, report
from giamngheo.foundation.tasks.models import Task


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
    except ListError as error:
        raise TaskError(str(error)) from error
    except OSError:
        _list_of(task)
        raise


def classify_in_background(task: Task) -> None:
    """Classify a list and write all that its pages and downloads need."""
    uploaded = _list_of(task)
    try:
        _classify(task, uploaded)
    except ListError as error:
        raise TaskError(str(error)) from error
    except REFUSALS as error:
        raise TaskError(in_the_persons_words(error, uploaded)) from error
    except OSError:
        _list_of(task)  # its folder went with it
        raise


def _classify(task: Task, uploaded: UploadedList) -> None:
    report(task, step=0)
    opened = open_for(uploaded)
    sitting_folder.keep_recognition(uploaded, recognition_shown(opened))  # with what the person corrected
    total = opened.height
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
