"""The name of a sheet as the name of a village: communes keep one sheet per village."""

import re

from giamngheo.foundation.text import plain

_KINDS = (
    r"(?:thon|xom|ap|lang|buon|bon|plei|phum|soc|khom|khu pho|kp|to dan pho|tdp|khoi pho|khoi|khu dan cu"
    r"|ban(?!\s+(?:sao|goc|in|cu|moi|nhap|chinh|du thao|chi dao|copy|luu)\b)|(?:khu|to)(?=\s*\d))"
)
_VILLAGE = re.compile(rf"^{_KINDS}(?=\s|\d)\s*(.+)$")
_NUMBERED = re.compile(rf"^(?:x{{0,3}}(?:ix|iv|v?i{{1,3}}|v|x)|[a-h]|\d{{1,2}})\s+(?={_KINDS}(?:\s|\d))")
_COUNTED = re.compile(r"(?<=\S)\s+(?:(?:co|gom|tong so)\s+)?\d+\s+(?:ho|khau|nhan khau|nguoi)\b.*$")
_YEAR = re.compile(r"\b(?:nam )?(?:19|20)\d\d\b")


def is_village(sheet: str) -> bool:
    """Whether the name of a sheet reads as a village's: «Thôn Đông», «TDP 3», but not «Bản sao»."""
    return _VILLAGE.match(_bare(sheet)) is not None


def core_of(name: str) -> str:
    """What tells a village from another: «Thôn Đông 2026», «thôn Đông» and «Đông» are one."""
    words = " ".join(_YEAR.sub(" ", _bare(name)).split())
    found = _VILLAGE.match(words)
    return found[1] if found else words


def _bare(name: str) -> str:
    """«II. Thôn Đông (12 hộ)» without what numbers it and what is counted in it."""
    words = _NUMBERED.sub("", plain(name))
    return _COUNTED.sub("", words) if _VILLAGE.match(words) else words
