"""Which function does a kind of task: `settings.TASK_KINDS` names it by path, so that apps stay strangers."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from giamngheo.foundation.tasks.models import Task

Work = Callable[[Task], None]


class UnknownKindError(LookupError):
    """No function is named for this kind of task."""


def work_of(kind: str) -> Work:
    """The function that does this kind of task; raises UnknownKindError."""
    try:
        path = settings.TASK_KINDS[kind]
    except KeyError:
        raise UnknownKindError(f"settings.TASK_KINDS names no function for {kind!r}") from None
    return cast(Work, import_string(path))


def require_known(kind: str) -> None:
    """Raise UnknownKindError for a kind without a function, without loading that function."""
    if kind not in settings.TASK_KINDS:
        raise UnknownKindError(f"settings.TASK_KINDS names no function for {kind!r}")
