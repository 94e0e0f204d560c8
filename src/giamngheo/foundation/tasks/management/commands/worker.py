"""`giamngheo manage worker`: does the background work, one task at a time."""

from typing import Any

import procrastinate
from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app as django_app

from giamngheo.foundation.tasks import actions

_SECONDS_TO_END = 3.0


class Command(BaseCommand):
    """Close what a dead worker left, then work until told to stop."""

    help = "Làm các việc chạy nền, mỗi lúc một việc, cho đến khi bị dừng (Ctrl-C)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options of the command."""
        parser.add_argument("--once", action="store_true", help="làm hết các việc đang chờ rồi thoát")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the worker."""
        ended = actions.end_abandoned()
        if ended:
            self.stderr.write(f"Đã đánh dấu {ended} việc dở dang từ lần chạy trước là không xong.")
        app: procrastinate.App = django_app
        with app.replace_connector(django_app.connector.get_worker_connector()) as worker_app:
            worker_app.run_worker(
                wait=not options["once"],
                concurrency=1,
                # What happened is told by our own table; entries of the queue are not kept.
                delete_jobs="always",
                shutdown_graceful_timeout=_SECONDS_TO_END,
            )
