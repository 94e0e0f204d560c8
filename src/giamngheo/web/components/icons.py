"""Icons drawn from one small file that holds only those named in `frontend/icons.json`."""

import json
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static
from markupsafe import Markup

_NAMES = frozenset(
    json.loads((Path(__file__).parent / "frontend" / "icons.json").read_text(encoding="utf-8"))
)


@lru_cache
def icon(name: str) -> Markup:
    """An icon for the eye, the words beside it carry the meaning; raises KeyError if it is not shipped."""
    if name not in _NAMES:
        raise KeyError(f"icon {name!r} is not named in frontend/icons.json")
    address = f"{static('frontend/icons.svg')}#{name}"
    drawn = Markup('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>')
    return drawn.format(address)
