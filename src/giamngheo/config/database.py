"""The one database: the server that `DATABASE_URL` names, else the embedded PostgreSQL on the data folder."""

import contextlib
import os
from collections.abc import Callable
from typing import Any

import dj_database_url

from giamngheo.config.places import data_folder
from giamngheo.config.postgres.errors import UnusableDatabaseError
from giamngheo.config.postgres.server import DATABASE, ROLE, EmbeddedServer
from giamngheo.config.postgres.sockets import PORT, socket_folder

_BACKEND = "django.db.backends.postgresql"
__all__ = ["UnusableDatabaseError", "connection_settings", "is_embedded", "serving"]


def is_embedded() -> bool:
    """Whether no external server is named, so that the product brings its own."""
    return not os.environ.get("DATABASE_URL", "").strip()


def connection_settings() -> dict[str, Any]:
    """Django's `DATABASES["default"]`; starts nothing and touches no disk. Raises UnusableDatabaseError."""
    if is_embedded():
        return {
            "ENGINE": _BACKEND,
            "NAME": DATABASE,
            "USER": ROLE,
            "HOST": str(socket_folder(data_folder())),
            "PORT": str(PORT),
        }
    url = os.environ["DATABASE_URL"].strip()
    try:
        parsed = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    except ValueError:
        parsed = {}
    if parsed.get("ENGINE") != _BACKEND:
        # The address itself is not repeated: it may hold a password.
        raise UnusableDatabaseError(
            "Biến DATABASE_URL không dùng được.",
            "phần mềm chỉ chạy trên PostgreSQL và địa chỉ này không phải địa chỉ PostgreSQL",
            "ghi theo mẫu postgresql://người_dùng:mật_khẩu@máy_chủ:5432/tên_cơ_sở_dữ_liệu, "
            "hoặc bỏ biến này để dùng cơ sở dữ liệu đi kèm.",
        )
    return parsed


def serving(tell: Callable[[str], None] = lambda _: None) -> contextlib.AbstractContextManager[object]:
    """A context in which the database runs: the embedded one is started or joined."""
    return EmbeddedServer(data_folder(), tell) if is_embedded() else contextlib.nullcontext()
