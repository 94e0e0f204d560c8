"""PDFs as offices scan them: pages with their own text among pages that are pictures of text; made here."""

import os
import stat
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
import typst
from tests.apps.programmes.plans.measuring import HELD_OUT

OPENING = (
    "ỦY BAN NHÂN DÂN XÃ VÍ DỤ",
    "Số: 7/KH-UBND",
    "Ví Dụ, ngày 15 tháng 01 năm 2024",
    "KẾ HOẠCH",
    "Giảm nghèo năm 2024 trên địa bàn xã Ví Dụ",
    "I. MỤC TIÊU, CHỈ TIÊU",
    "- Giảm tỷ lệ hộ nghèo còn dưới 1,5%.",
)
MIDDLE = (
    "- Tỷ lệ hộ cận nghèo còn dưới 3,2%.",
    "- 100% hộ nghèo được cấp thẻ bảo hiểm y tế.",
    "II. NỘI DUNG",
    "1. Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo",
    "Hỗ trợ cây giống, con giống cho hộ nghèo.",
)
CLOSING = (
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Công chức Văn hóa - Xã hội",
    "- Tổng hợp, báo cáo UBND huyện trước ngày 30/11/2024.",
    "2. Hội Nông dân xã",
    "- Phối hợp tuyên truyền, vận động hội viên giúp nhau thoát nghèo.",
)
WHOLE = HELD_OUT / "phuong-tan-an.md"


_SHEET = "#set page(width: 21cm, height: 29.7cm)"


def set_pages(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with text: a page for each sequence of lines; an empty one is an empty page."""
    said = "\n#pagebreak()\n".join("\n\n".join(f'#"{line}"' for line in page) or "#box()" for page in pages)
    letters = '#set text(font: "Libertinus Serif", size: 13pt, hyphenate: false)'
    return bytes(typst.compile(f"{_SHEET}\n{letters}\n{said}\n".encode()))


def scanned(path: Path, pages: Sequence[Sequence[str]], pictures: Sequence[int], stamp: str = "") -> Path:
    """A PDF of these pages in which those of these numbers are scanned; `stamp` lies upon them."""
    with_text = pypdfium2.PdfDocument(set_pages(pages))
    made = pypdfium2.PdfDocument.new()
    for number in range(1, len(pages) + 1):
        if number not in pictures:
            made.import_pages(with_text, [number - 1])
            continue
        picture = BytesIO()
        with_text[number - 1].render(scale=150 / 72).to_pil().save(picture, format="JPEG", quality=80)
        (path.parent / f"trang-{number}.jpg").write_bytes(picture.getvalue())
        laid = f'#set page(margin: 0pt, background: image("trang-{number}.jpg", width: 100%))'
        (path.parent / "trang.typ").write_text(f"{_SHEET}\n{laid}\n{stamp or '#box()'}\n", encoding="utf-8")
        made.import_pages(pypdfium2.PdfDocument(bytes(typst.compile(str(path.parent / "trang.typ")))))
    made.save(str(path))
    return path


def only_these_programs(folder: Path) -> str:
    """A path of programs with those of this folder and the shell."""
    return f"{folder}{os.pathsep}/bin"


def make_reader(folder: Path, said: str, languages: str = "eng vie") -> None:
    """A program in the place of Tesseract, for machines without it: it knows languages, says these words."""
    program = folder / "tesseract"
    listing = "\n".join(languages.split())
    says = [f"printf '%s\\n' '{words}'" for words in (listing, said)]
    program.write_text(
        f'#!/bin/sh\nif [ "$1" = --list-langs ]; then {says[0]}; else {says[1]}; fi\n', encoding="utf-8"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
