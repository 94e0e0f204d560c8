"""Text files with separators (.csv): finds encoding and separator, gives every record as text cells."""

import csv
import io
import unicodedata
from pathlib import Path

import polars as pl

from giamngheo.foundation.text.legacy import Encoding, guess_encoding

_SEPARATORS = ";\t|,"
_SAMPLE = 200_000
_SPOILT = 0.5
_MOST_LINES_IN_A_CELL = 5


def load_separated(path: Path) -> tuple[pl.DataFrame, Encoding]:
    """Return all records as text in c0..cN, and the encoding of their letters, which are left as they are."""
    text, encoding = decode(path.read_bytes())
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
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
        text = content.decode("utf-8", errors="replace")
        # A few spoilt bytes do not make good UTF-8 an old font: most of its letters are still whole.
        spoilt = text.count("\ufffd")
        whole = len(text) - len(text.encode("ascii", errors="ignore")) - spoilt
        if spoilt > _SPOILT * whole:
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
        widths = [len(record) for record in _records(sample, separator)][:200]
        widths = widths[:-1] or widths  # the last record of a sample may be cut
        usual = max(set(widths), key=lambda width: (widths.count(width) * (width > 1), width), default=1)
        score = widths.count(usual) * max(usual - 1, 0) ** 0.5
        if score > best_score:
            best, best_score = separator, score
    return best


def _parse(text: str, separator: str) -> pl.DataFrame:
    lines = pl.Series(text.split("\n"))
    width = max(lines.str.count_matches(separator, literal=True), default=0) + 1
    quoted = '"' in text
    if not quoted:
        return _split(lines, separator, width)
    records = _records(text, separator)
    width = max(map(len, records), default=0)
    columns = zip(*(record + [""] * (width - len(record)) for record in records), strict=True)
    return _nulls(pl.DataFrame({f"c{place}": list(cells) for place, cells in enumerate(columns)}))


def _records(text: str, separator: str) -> list[list[str]]:
    """Return the records; where a quote was left open and swallowed rows, quotes count as plain letters."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:  # a cell beyond csv's limit: surely a quote left open
        return _unquoted(text, separator)
    # A cell of some lines is a cell; one that holds separators in them is a row that was swallowed.
    swallowed = any(
        cell.count("\n") > _MOST_LINES_IN_A_CELL
        or (
            "\n" in cell
            and any(line.count(separator) >= max(1, len(records[0]) - 1) for line in cell.split("\n"))
        )
        for record in records
        for cell in record
        if "\n" in cell
    )
    return _unquoted(text, separator) if swallowed else records


def _unquoted(text: str, separator: str) -> list[list[str]]:
    return [line.split(separator) for line in text.split("\n")]


def _split(lines: pl.Series, separator: str, width: int) -> pl.DataFrame:
    if width == 1:
        return _nulls(lines.alias("c0").to_frame())
    fields = lines.str.split_exact(separator, width - 1).struct.unnest()
    fields.columns = [f"c{place}" for place in range(width)]
    return _nulls(fields)


def _nulls(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.when(pl.all() != "").then(pl.all()))
