"""What commands on the database share: the server runs, Django is set up, trouble is told in Vietnamese."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from giamngheo.config.database import serving
from giamngheo.config.postgres.errors import UnusableDatabaseError
from giamngheo.config.secret_key import make_secret_key


@contextmanager
def database_at_hand() -> Iterator[None]:
    """Start or join the database and set Django up; raises UnusableDatabaseError where it does not answer."""
    # Django takes 0.2 s to load: the commands that need no database must not pay for it.
    from django import setup  # noqa: PLC0415
    from django.db import OperationalError, ProgrammingError  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giamngheo.config.settings")
    with serving(lambda line: print(line, file=sys.stderr)):
        make_secret_key()
        setup()
        try:
            yield
        except OperationalError as error:
            raise UnusableDatabaseError(
                "Cơ sở dữ liệu không trả lời.",
                f"PostgreSQL báo: {error}".strip(),
                "kiểm tra máy chủ PostgreSQL và biến DATABASE_URL rồi chạy lại.",
            ) from None
        except ProgrammingError as error:
            if getattr(error.__cause__, "sqlstate", "") != "42P01":  # a table that is not there
                raise
            raise UnusableDatabaseError(
                "Cơ sở dữ liệu chưa có đủ bảng.",
                "phần mềm chưa chạy lần nào ở thư mục dữ liệu này, hoặc vừa được nâng cấp",
                "chạy «giamngheo manage migrate» (hoặc «giamngheo up») rồi chạy lại.",
            ) from None
