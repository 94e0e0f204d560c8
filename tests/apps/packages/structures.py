"""What the standards demand of a document, written down here: names, order, kinds of values.

ADX: IHE QRPH ADX, the schema that its stylesheet makes of a data structure definition (normative part of the
profile): `adx` has `exported` and groups; a group `orgUnit`, `period` and values; a value `dataElement` and
`value`; codes of further dimensions are attributes. SDMX-CSV 2.0: the guide of the SDMX Technical Working
Group: STRUCTURE, STRUCTURE_ID, ACTION, then the components of the structure, all records alike (RFC 4180).
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from xml.etree import ElementTree

_ADX = "{urn:ihe:qrph:adx:2015}"
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DURATION = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+D)?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_STRUCTURE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*:[A-Za-z0-9_@$-]+\(\d+(\.\d+){1,2}(\+|-[A-Za-z0-9.]+)?\)")


def faults_of_adx(document: bytes) -> list[str]:
    """What in a document is not as ADX demands it; none where all is."""
    return list(_adx(ElementTree.fromstring(document)))


def _adx(root: ElementTree.Element) -> Iterator[str]:
    if root.tag != f"{_ADX}adx":
        yield f"root {root.tag}"
    try:
        told = datetime.fromisoformat(root.get("exported", ""))
        if "T" not in root.get("exported", "") or told.tzinfo is None:
            yield "exported is no moment"
    except ValueError:
        yield "exported"
    if len(root) == 0:
        yield "no group"
    for group in root:
        if group.tag != f"{_ADX}group" or len(group) == 0:
            yield f"group {group.tag} of {len(group)}"
        if not _is_token(group.get("orgUnit")):
            yield "orgUnit"
        if not _is_time_range(group.get("period", "")):
            yield f"period {group.get('period')}"
        yield from (one for value in group for one in _value(value))


def _value(value: ElementTree.Element) -> Iterator[str]:
    if value.tag != f"{_ADX}dataValue" or (value.text or "").strip():
        yield f"value {value.tag}"
    if [one.tag for one in value] not in ([], [f"{_ADX}annotation"]):
        yield "only an annotation stands in a value"
    if not _is_token(value.get("dataElement")):
        yield "dataElement"
    if not _DECIMAL.fullmatch(value.get("value", "")):
        yield f"value {value.get('value')}"
    for name, said in value.attrib.items():
        if not _NAME.fullmatch(name) or not _is_token(said):
            yield f"{name}={said!r}"


def _is_token(said: str | None) -> bool:
    return bool(said) and said == " ".join((said or "").split())


def _is_time_range(said: str) -> bool:
    """«2026-01-01/P1Y»: a day or moment, and how long from it."""
    first, mark, length = said.partition("/")
    try:
        date.fromisoformat(first[:10])
    except ValueError:
        return False
    return bool(mark) and bool(_DURATION.fullmatch(length))


def faults_of_sdmx_csv(content: bytes) -> list[str]:
    """What in a file is not as SDMX-CSV 2.0 demands it; none where all is."""
    return list(_sdmx(content.decode("utf-8")))


def _sdmx(text: str) -> Iterator[str]:
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    if head[:3] != ["STRUCTURE", "STRUCTURE_ID", "ACTION"]:
        yield f"head {head[:3]}"
    if len(set(head)) != len(head) or not all(_NAME.fullmatch(one) for one in head):
        yield "components are called once each, by an identifier"
    if not {"TIME_PERIOD", "OBS_VALUE"} <= set(head) or head.index("TIME_PERIOD") > head.index("OBS_VALUE"):
        yield "dimensions stand before the measure"
    if not text.endswith("\r\n") or text.startswith("\ufeff"):
        yield "records end in CR LF, without a mark of byte order"
    for row in rows:
        told = dict(zip(head, row, strict=False))
        if len(row) != len(head):
            yield f"a record of {len(row)}"
        if told["STRUCTURE"] not in {"dataflow", "datastructure", "dataprovision"}:
            yield f"structure {told['STRUCTURE']}"
        if not _STRUCTURE_ID.fullmatch(told["STRUCTURE_ID"]):
            yield f"structure id {told['STRUCTURE_ID']}"
        if told["ACTION"] not in {"I", "A", "M", "R", "D"}:
            yield f"action {told['ACTION']}"
        if told["OBS_VALUE"] and not _DECIMAL.fullmatch(told["OBS_VALUE"]):
            yield f"value {told['OBS_VALUE']}"
