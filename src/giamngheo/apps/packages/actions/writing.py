"""What deeds on packages share: files that are kept by their hash, words, how the trail calls a package."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from giamngheo.apps.packages.models import Package, kept_at
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.sealing import Sealed
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text


@contextmanager
def kept_file(sealed: Sealed) -> Iterator[None]:
    """Keep a zip under its hash while a deed is done; nothing of it is left where the deed fails."""
    path = kept_at(sealed.sha256)
    was_there = path.exists()
    if not was_there:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = path.with_suffix(f".{secrets.token_hex(8)}")
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(sealed.content)
            file.flush()
            os.fsync(file.fileno())
        aside.rename(path)
    try:
        yield
    except BaseException:
        if not was_there:
            path.unlink(missing_ok=True)
        raise


def said_words(text: str, what: str, about: str, longest: int = 500) -> str:
    """Words as they are kept; refused where they are missing or too long."""
    said = " ".join(text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8").split())
    if not said:
        raise PackageError(f"Chưa ghi {what}.", "ghi rồi làm lại.", about)
    if len(said) > longest:
        raise PackageError(f"{what.capitalize()} dài hơn {longest} chữ.", "ghi ngắn lại.", about)
    return said


def called(package: Package) -> str:
    """How the trail calls a package: «xã Đông, 01/01/2026 đến 14/12/2026, lần 2»."""
    told = package.report
    days = f"{day_text(told.opening)} đến {day_text(told.closing)}"
    return f"{told.unit.name}, {days}, lần {told.edition}"


def tell(actor: Actor, verb: str, words: str, package: Package, **details: Any) -> None:
    """Write the line of the trail of a deed on a package."""
    record(
        actor,
        verb,
        f"{words}: {called(package)}",
        area_id=package.area_id,
        subject=("packages.Package", package.pk),
        details={"manifest": package.manifest_hash, "sha256": package.sha256} | details,
    )
