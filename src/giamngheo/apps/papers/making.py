"""A paper as a file: its content as it was drawn up, with the number, the day and the code of the paper."""

from collections.abc import Sequence

import msgspec
from django.utils import timezone

from giamngheo.apps.papers.documents import Document
from giamngheo.apps.papers.keeping import hash_of, read_back
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.typesetting import pdf_of, pdf_of_all
from giamngheo.law.papers.library import layouts


class ChangedContentError(Exception):
    """The content of a paper is not what was drawn up: somebody went round the database's guard."""

    def __init__(self, paper: IssuedPaper) -> None:
        super().__init__(
            f"Nội dung của văn bản mã {paper.check_code} không còn như lúc lập nên không in ra nữa. "
            "Cách xử lý: báo người quản trị hệ thống; lấy lại nội dung từ bản sao lưu."
        )


def document_of_paper(paper: IssuedPaper, check_page: str = "") -> Document:
    """What the paper says; `check_page` is the whole address of the page where its code is asked for.

    Raises:
        ChangedContentError: where the content is not the one that was drawn up.
    """
    if hash_of(paper.content) != paper.content_hash:
        raise ChangedContentError(paper)
    return msgspec.structs.replace(
        read_back(paper.content),
        number=paper.number,
        day=paper.day,
        year=timezone.localtime(paper.drawn_up_at).year,
        check_code=paper.check_code,
        check_address=f"{check_page}{paper.check_code}/" if check_page else "",
    )


def pdf_of_paper(paper: IssuedPaper, check_page: str = "") -> bytes:
    """The paper as PDF in the layout that it was drawn up for; raises ChangedContentError."""
    return pdf_of(document_of_paper(paper, check_page), layouts()[paper.layout])


def pdf_of_papers(papers: Sequence[IssuedPaper], check_page: str = "") -> bytes:
    """Papers as one PDF to print, each on pages of its own; raises ChangedContentError."""
    return pdf_of_all([(document_of_paper(one, check_page), layouts()[one.layout]) for one in papers])


def word_of_paper(paper: IssuedPaper, check_page: str = "") -> bytes:
    """The paper as .docx in the layout that it was drawn up for; raises ChangedContentError."""
    from giamngheo.apps.papers.word import word_of  # noqa: PLC0415  heavy, and needed where a file is made only

    return word_of(document_of_paper(paper, check_page), layouts()[paper.layout])
