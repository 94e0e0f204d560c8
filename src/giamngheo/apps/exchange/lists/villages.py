"""The name of a sheet as the name of a village: communes keep one sheet per village."""

import re

from giamngheo.foundation.text import plain

_KINDS = (
    r"(?:thon|xom|ap|lang|buon|bon|plei|phum|soc|khom|khu pho|kp|to dan pho|tdp|khoi pho|khoi|khu dan cu"
    r"|ban(?!\s+(?:sao|goc|in|cu|moi|nhap|chinh|du thao|chi dao|copy|luu)\b)|(?:khu|to)(?=\s*\d))"
)
_VILLAGE = re.compile(rf"^{_KINDS}(?=\s|\d)\s*(.+)$")
_YEAR = re.compile(r"\b(?:nam )?(?:19|20)\d\d\b")


def is_village(sheet: str) -> bool:
    """Whether the name of a sheet reads as a village's: «Thôn Đông», «TDP 3», but not «Bản sao»."""
    return _VILLAGE.match(plain(sheet)) is not None


def core_of(name: str) -> str:
    """What tells a village from another: «Thôn Đông 2026», «thôn Đông» and «Đông» are one."""
    words = " ".join(_YEAR.sub(" ", plain(name)).split())
    found = _VILLAGE.match(words)
    return found[1] if found else words
