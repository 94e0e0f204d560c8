"""The key that signs sessions and forms: made once for an installation, read by every process."""

import contextlib
import os
import secrets

from giamngheo.config.places import data_folder


def known_secret_key() -> str:
    """The key from `GIAMNGHEO_SECRET_KEY` or from the data folder; a passing one where none was made yet.

    Reading the settings (type checks, tests) must not write to the disk, hence the passing key.
    """
    named = os.environ.get("GIAMNGHEO_SECRET_KEY", "").strip()
    if named:
        return named
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        kept = (data_folder() / "secret_key").read_text(encoding="ascii").strip()
        if kept:
            return kept
    return secrets.token_urlsafe(50)


def make_secret_key() -> None:
    """Write a key readable by its owner only into the data folder, unless one is there; may raise OSError."""
    path = data_folder() / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size:
        return
    # Written aside and linked: two first starts at once end with one whole key, never with half of one.
    aside = path.with_name(f"secret_key.{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50) + "\n")
    try:
        if path.exists():
            aside.replace(path)  # an empty file left by a full disk
        else:
            with contextlib.suppress(FileExistsError):
                os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)
