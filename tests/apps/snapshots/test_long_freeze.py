"""A freeze that takes long tells how far it is, while all that it reads is of one moment."""

from pathlib import Path

import pytest
from pytest_django import Settings
from tests.apps.households.made import home
from tests.apps.snapshots.test_snapshots import CLOSING, OPENING
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.apps.snapshots.actions import Wanted, start_snapshot
from giamngheo.apps.snapshots.long_work import make_in_background
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks import actions
from giamngheo.foundation.tasks.models import Task


@pytest.mark.django_db(transaction=True)
def test_progress_is_written_while_the_register_is_read(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(actions, "_SECONDS_BETWEEN_REPORTS", 0)
    country = make_country()
    home(country.east_1, "Mẫu Văn An")
    who = make_person(("officer", country.east))
    wanted = Wanted(country.east, OPENING, CLOSING, "Thử")
    waiting = start_snapshot(wanted, Actor(who.pk, "Thử"), "sitting")
    task = actions.begin(waiting.pk)
    assert task is not None
    make_in_background(task)
    found = Task.objects.get(pk=task.pk)
    assert (found.state, found.result["households"]) == ("done", 1)
    assert found.total and found.done == found.total
