"""ADX (IHE QRPH Aggregate Data Exchange): one group for each unit and period, the values in it.

What is told apart stands in an attribute of its own (`part`); what is not has no such attribute.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from xml.etree import ElementTree

from giamngheo.apps.packages.formats.codes import DEFAULT, Told, plain
from giamngheo.apps.packages.formats.periods import for_adx

NAMESPACE: Final = "urn:ihe:qrph:adx:2015"
PART: Final = "part"


def adx(values: Iterable[Told], data_set: str, exported: datetime) -> bytes:
    """The values as an ADX document of a data set."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(f"{{{NAMESPACE}}}adx", {"exported": exported.isoformat(timespec="seconds")})
    groups: dict[tuple[str, str], ElementTree.Element] = {}
    for one in values:
        place = (one.unit, one.period)
        if place not in groups:
            told = {"dataSet": data_set, "orgUnit": one.unit, "period": for_adx(one.period)}
            groups[place] = ElementTree.SubElement(root, f"{{{NAMESPACE}}}group", told)
        apart = {} if one.option == DEFAULT else {PART: one.option}
        attributes = {"dataElement": one.element, "value": plain(one.value)} | apart
        ElementTree.SubElement(groups[place], f"{{{NAMESPACE}}}dataValue", attributes)
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content
