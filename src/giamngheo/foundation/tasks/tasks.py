"""What the worker runs: one entry of the queue for every task, whatever its kind."""

import logging
import uuid

import procrastinate
from procrastinate.contrib.django import app as django_app

from giamngheo.foundation.tasks import actions
from giamngheo.foundation.tasks.kinds import work_of
from giamngheo.foundation.tasks.locks import held

_app: procrastinate.App = django_app
_log = logging.getLogger(__name__)


@_app.task(name=actions.RUN, pass_context=True)
def run_task(context: procrastinate.JobContext, task_id: str) -> None:
    """Do one task to its end; whatever happens, the task tells it."""
    key = uuid.UUID(task_id)
    with held(key):
        task = actions.begin(key)
        if task is None:
            return
        task.must_stop = context.should_abort
        try:
            work_of(task.kind)(task)
        except actions.CancelledError:
            actions.end_cancelled(task)
        except actions.StoppedError:
            actions.fail(task, actions.LOST)
        except actions.TaskError as error:
            actions.fail(task, str(error))
        except Exception:
            _log.exception("task %s (%s) failed", task.id, task.kind)
            actions.fail(task, actions.UNEXPECTED.format(id=task.id))
        else:
            actions.finish(task)
