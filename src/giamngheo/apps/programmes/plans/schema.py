"""The JSON schema of a plan, made from the types; `plan.schema.json` beside it is the published one."""

from pathlib import Path
from typing import Any, Final

import msgspec

from giamngheo.apps.programmes.plans.structure import Plan

PUBLISHED: Final = Path(__file__).parent / "plan.schema.json"


def schema() -> dict[str, Any]:
    """The schema as the types say it now."""
    made = msgspec.json.schema(Plan)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Kế hoạch đã đọc", **made}
