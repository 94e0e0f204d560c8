"""Text files with separators (.csv): finds encoding and separator, gives every record as text cells."""

import csv
import io
import unicodedata
from pathlib import Path

import polars as pl

from giamngheo.foundation.sheets.safety import broken
from giamngheo.foundation.text.legacy import Encoding, guess_encoding

_SEPARATORS = ";\t|,"
_SAMPLE = 200_000


def load_separated(path: Path) -> tuple[pl.DataFrame, Encoding]:
    """Return all records as text in c0..cN, and the encoding of their letters, which are left as they are."""
    text, encoding = decode(path.read_bytes())
    if "\0" in text:
        raise broken(path)
    separator = find_separator(text[:_SAMPLE])
    return _parse(text, separator), encoding


def decode(content: bytes) -> tuple[str, Encoding]:
    """Return the text of a file and the encoding of its letters."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(name, errors="replace"), "unicode"
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_single_bytes(content)
    return text, guess_encoding(text[:_SAMPLE].splitlines())


def _decode_single_bytes(content: bytes) -> tuple[str, Encoding]:
    """Tell Windows-1258 from the old fonts, whose bytes are also valid Windows-1258."""
    sample = content[:_SAMPLE].decode("latin-1")
    encoding = guess_encoding(sample.splitlines())
    if encoding != "unicode":
        return content.decode("latin-1"), encoding
    return unicodedata.normalize("NFC", content.decode("cp1258", errors="replace")), "unicode"


def find_separator(sample: str) -> str:
    """Return the separator that cuts the most lines into the same number (two or more) of fields."""
    best, best_score = ",", 0.0
    for separator in _SEPARATORS:
        widths = [len(record) for record in csv.reader(io.StringIO(sample), delimiter=separator)][:200]
        widths = widths[:-1] or widths  # the last record of a sample may be cut
        usual = max(set(widths), key=lambda width: (widths.count(width) * (width > 1), width), default=1)
        score = widths.count(usual) * (usual - 1) ** 0.5
        if score > best_score:
            best, best_score = separator, score
    return best


def _parse(text: str, separator: str) -> pl.DataFrame:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = pl.Series(text.split("\n"))
    width = max(lines.str.count_matches(separator, literal=True), default=0) + 1
    quoted = '"' in text
    if not quoted:
        return _split(lines, separator, width)
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    width = max(map(len, records), default=0)
    columns = zip(*(record + [""] * (width - len(record)) for record in records), strict=True)
    return _nulls(pl.DataFrame({f"c{place}": list(cells) for place, cells in enumerate(columns)}))


def _split(lines: pl.Series, separator: str, width: int) -> pl.DataFrame:
    if width == 1:
        return _nulls(lines.alias("c0").to_frame())
    fields = lines.str.split_exact(separator, width - 1).struct.unnest()
    fields.columns = [f"c{place}" for place in range(width)]
    return _nulls(fields)


def _nulls(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.when(pl.all() != "").then(pl.all()))
