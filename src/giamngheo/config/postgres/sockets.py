"""Where the embedded server's socket lies: known from the data folder alone, without asking a server."""

import hashlib
from pathlib import Path

PORT = 5432  # only part of the socket's name: the server listens on no network
_LONGEST = 100  # sun_path holds 104 bytes on macOS and 108 on Linux, with a closing zero


def socket_folder(data: Path) -> Path:
    """The folder of the socket: in the data folder, or a short one under /tmp where that path is too long."""
    inside = data / "run"
    name = f"{inside}/.s.PGSQL.{PORT}"
    if len(name.encode()) <= _LONGEST and not set(name) & set(",\"'\\@"):
        return inside
    return Path("/tmp") / f"giamngheo-{hashlib.sha256(str(data).encode()).hexdigest()[:16]}"
