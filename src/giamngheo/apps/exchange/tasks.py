"""What the worker does for lists; reading and computing are loaded only when there is work."""

import procrastinate
from django.utils import timezone
from procrastinate.contrib.django import app as django_app

from giamngheo.apps.exchange import actions
from giamngheo.foundation.tasks.models import Task

_app: procrastinate.App = django_app


@_app.periodic(cron="*/10 * * * *")
@_app.task(name="giamngheo.apps.exchange.delete_expired", queueing_lock="exchange.delete_expired")
def delete_expired(timestamp: int) -> None:
    """Delete every ten minutes the lists whose time or session is over."""
    actions.delete_expired(timezone.now())


def open_list(task: Task) -> None:
    """Recognise the columns of a large list."""
    from giamngheo.apps.exchange.running import open_in_background  # noqa: PLC0415

    open_in_background(task)


def classify_list(task: Task) -> None:
    """Classify a list."""
    from giamngheo.apps.exchange.running import classify_in_background  # noqa: PLC0415

    classify_in_background(task)


def compare_import(task: Task) -> None:
    """Compare an import with the register, with the rights of who sent it."""
    from giamngheo.apps.exchange.importing_tasks import compare_in_background  # noqa: PLC0415

    compare_in_background(task)


def return_import(task: Task) -> None:
    """Write the workbook of an import with its faults."""
    from giamngheo.apps.exchange.importing_tasks import return_in_background  # noqa: PLC0415

    return_in_background(task)


def write_import(task: Task) -> None:
    """Write an import into the register, with the rights of who sent it."""
    from giamngheo.apps.exchange.importing_tasks import write_in_background  # noqa: PLC0415

    write_in_background(task)


def take_in(task: Task) -> None:
    """Compare, write, take back or give back a file of submissions, with the rights of who asked for it."""
    from giamngheo.apps.exchange.intake_tasks import do_in_background  # noqa: PLC0415

    do_in_background(task)
