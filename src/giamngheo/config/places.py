"""Where the product keeps things on this machine; importing this changes nothing on the disk."""

import os
from pathlib import Path

_BESIDE_THE_SOURCES = Path(__file__).resolve().parents[3]


def checkout() -> Path | None:
    """The folder that holds the Makefile when the product runs from its sources, else nothing."""
    return _BESIDE_THE_SOURCES if (_BESIDE_THE_SOURCES / "Makefile").is_file() else None


def data_folder() -> Path:
    """The one folder with everything that must be kept: the database, the secret key, the files at work.

    Named by `GIAMNGHEO_DATA`; else `data/` beside the Makefile, else `giamngheo` in the person's data folder.
    """
    named = os.environ.get("GIAMNGHEO_DATA", "").strip()
    if named:
        return Path(named).expanduser().absolute()
    sources = checkout()
    if sources is not None:
        return sources / "data"
    home = os.environ.get("XDG_DATA_HOME", "").strip() or "~/.local/share"
    return Path(home).expanduser().absolute() / "giamngheo"


def build_folder() -> Path:
    """Where `deploy/prepare` puts the built front end and the collected static files."""
    named = os.environ.get("GIAMNGHEO_BUILD", "").strip()
    if named:
        return Path(named).expanduser().absolute()
    return (checkout() or data_folder()) / "build"
