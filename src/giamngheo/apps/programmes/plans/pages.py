"""Pages of a plan that were pictures: which a machine read, and which nothing read; told as warnings."""

from collections.abc import Iterable, Iterator, Sequence

from giamngheo.apps.programmes.plans.manuscript import Manuscript
from giamngheo.apps.programmes.plans.structure import Source, Span, Warned


def pages_told(source: Source, manuscript: Manuscript) -> Iterator[Warned]:
    """Pages that were not read first: what they say is missing; then each that was read by machine."""
    by_reason: dict[str, list[int]] = {}
    for left in source.left_pages:
        by_reason.setdefault(left.reason, []).append(left.page)
    for reason, pages in by_reason.items():
        yield Warned(
            code="page_not_read",
            text=f"Trang {runs(pages)} là ảnh, chưa được đọc ({reason}): phần ghi ở đó "
            "không có trong kết quả. Xin tệp .docx hoặc .pdf có chữ, hoặc cài Tesseract tiếng Việt "
            "(tesseract-ocr, tesseract-ocr-vie) trên máy chủ rồi đọc lại tệp; hoặc tự ghi phần còn thiếu.",
            spans=_places(pages, manuscript),
        )
    for page in source.ocr_pages:
        yield Warned(
            code="page_by_ocr",
            text=f"Trang {page} là ảnh, do máy nhận dạng chữ (Tesseract): soát lại từng chữ, từng con số "
            "với bản gốc.",
            spans=_places([page], manuscript),
        )


def runs(pages: Sequence[int]) -> str:
    """«2, 4–6»."""
    said: list[list[int]] = []
    for page in sorted(pages):
        if said and page == said[-1][-1] + 1:
            said[-1].append(page)
        else:
            said.append([page])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in said)


def _places(pages: Iterable[int], manuscript: Manuscript) -> list[Span]:
    """The whole of each page; of one that was not read the empty line in its place."""
    found = []
    for page in pages:
        lines = [line for line in manuscript.lines if line.page == page]
        if lines:
            first, last = lines[0], lines[-1]
            found.append(
                Span(start=first.start, end=last.end, line=first.number, last_line=last.number, page=page)
            )
    return found
