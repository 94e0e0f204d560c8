"""Certificates as one file: a PDF to print, each on pages of its own, or a ZIP with a PDF of each.

A file that was made in the background lies in the data folder for a day, under a name that nobody guesses.
"""

import io
import secrets
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from django.conf import settings

from giamngheo.apps.papers.actions import note_handing_out_all
from giamngheo.apps.papers.making import ChangedContentError, pdf_of_paper, pdf_of_papers
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.reviews.actions import ReviewError
from giamngheo.foundation.audit.actions import Actor

PDF, ZIP = "pdf", "zip"
MOST: Final = 2_000
"""Papers in one file: what a printer takes in a day; a larger decision is printed village by village."""
_KEPT_SECONDS: Final = 24 * 60 * 60
_AT_ONCE: Final = 50


def folder() -> Path:
    """Where files wait to be fetched."""
    return Path(settings.DATA) / "printed"


def printed(
    papers: Sequence[IssuedPaper],
    ending: str,
    check_page: str,
    actor: Actor,
    report: Callable[[int], None] = lambda _: None,
) -> bytes:
    """The file, told to the trail paper by paper; `report` hears how many are done. Raises ReviewError."""
    if not papers:
        raise ReviewError("Chưa có giấy nào để in. Cách xử lý: lập giấy chứng nhận trước.")
    if len(papers) > MOST:
        raise ReviewError(f"Một tệp không quá {MOST} giấy. Cách xử lý: chọn từng thôn rồi in.")
    try:
        content = pdf_of_papers(papers, check_page) if ending == PDF else _zipped(papers, check_page, report)
    except ChangedContentError as error:
        raise ReviewError(str(error)) from error
    note_handing_out_all(papers, ending, actor)
    report(len(papers))
    return content


def put_down(content: bytes, ending: str) -> str:
    """Keep a file until it is fetched, and sweep away those of yesterday; gives its name."""
    place = folder()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep()
    name = f"{secrets.token_hex(16)}.{ending}"
    path = place / name
    path.touch(mode=0o600)
    path.write_bytes(content)
    return name


def picked_up(name: str) -> bytes | None:
    """A file that waits; None where it was swept away, or the name is none of ours."""
    _sweep()
    path = folder() / name
    if path.parent != folder() or not path.is_file():
        return None
    return path.read_bytes()


def _sweep() -> None:
    """Remove what has waited for a day."""
    for old in folder().glob("*"):
        if old.stat().st_mtime < time.time() - _KEPT_SECONDS:
            old.unlink(missing_ok=True)


def file_name(paper: IssuedPaper, place: int) -> str:
    """What a paper is called in a ZIP: its place in the list, number and check code; no name of anybody."""
    number = f"so-{paper.number}_" if paper.number else ""
    return f"{place:04d}_{number}{paper.check_code}.pdf"


def _zipped(papers: Sequence[IssuedPaper], check_page: str, report: Callable[[int], None]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, paper in enumerate(papers, start=1):
            archive.writestr(file_name(paper, place), pdf_of_paper(paper, check_page))
            if place % _AT_ONCE == 0:
                report(place)
    return made.getvalue()
