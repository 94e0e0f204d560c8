"""Checks of `instruments.yaml` and of every clause that cites it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from giamngheo.law.library import BrokenPackError, read
from giamngheo.law.linter.findings import Finding, parts
from giamngheo.law.vocabulary.texts import Certain, Clause, Instrument

FILE = "instruments.yaml"


def read_instruments(law: Path, found: list[Finding]) -> dict[str, Instrument]:
    """The instruments of a law folder by id; what does not hold goes to `found`."""
    try:
        texts = read(law / FILE, tuple[Instrument, ...])
    except BrokenPackError as error:
        found.append(Finding(FILE, str(error)))
        return {}
    by_id = {text.id: text for text in texts}
    found.extend(_faults(texts, by_id))
    return by_id


def _faults(texts: Sequence[Instrument], by_id: Mapping[str, Instrument]) -> Iterator[Finding]:
    for name, times in Counter(text.id for text in texts).items():
        if times > 1:
            yield Finding(f"{FILE} › {name}", "mã văn bản này ghi hai lần; giữ một mục.")
    for text in texts:
        place = f"{FILE} › {text.id}"
        cited = [
            *text.amended_by,
            *text.replaced_by,
            *([text.consolidated_in] if text.consolidated_in else []),
        ]
        for other in cited:
            if other not in by_id:
                yield Finding(place, f"dẫn tới văn bản không có «{other}»; thêm văn bản đó hoặc sửa mã.")
        if text.issued and text.in_force and text.in_force < text.issued:
            yield Finding(place, "có hiệu lực trước ngày ban hành; xem lại hai ngày.")
        if text.in_force and text.ended and text.ended < text.in_force:
            yield Finding(place, "hết hiệu lực trước ngày có hiệu lực; xem lại hai ngày.")
        if not text.verified and not text.note:
            yield Finding(
                place, "ghi chưa đối chiếu (verified: false) mà không có ghi chú (note) nói vì sao."
            )


def citations(whole: object, place: str, instruments: Mapping[str, Instrument]) -> Iterator[Finding]:
    """Clauses of unknown instruments, and what is unverified without a note, anywhere inside `whole`."""
    for where, part in parts(whole, place):
        if isinstance(part, Clause) and part.instrument not in instruments:
            yield Finding(
                where,
                f"điều khoản dẫn văn bản «{part.instrument}» không có trong {FILE}; thêm vào đó hoặc sửa mã.",
            )
        if isinstance(part, Certain) and not part.verified and not part.note:
            yield Finding(
                where, "ghi chưa đối chiếu (verified: false) mà không có ghi chú (note) nói vì sao."
            )
