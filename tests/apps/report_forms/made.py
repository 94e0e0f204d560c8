"""Forms loaded and put in use, for tests."""

from tests.apps.report_forms.blank_files import blank

from giamngheo.apps.report_forms.actions import (
    Blank,
    Terms,
    add_field,
    add_heads,
    add_requirement,
    load_form,
    put_in_use,
)
from giamngheo.apps.report_forms.designs import Counted, Requirement, Typed
from giamngheo.apps.report_forms.models import FormVersion
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor

LOADER = Actor(11, "Người nạp thử")
TERMS = Terms([Tier.VILLAGE, Tier.COMMUNE, Tier.PROVINCE], "quarter", "TT 10/2022", "Công văn 9/CV-THU")


def loaded_form(area: Area, actor: Actor = LOADER, slot: str = "bieu_03") -> FormVersion:
    """A form of a unit whose first version is a draft."""
    return load_form(area, "Biểu thử vốn vay", Blank(blank(), "bieu.xlsx"), TERMS, actor, slot=slot)


def form_in_use(area: Area, actor: Actor = LOADER) -> FormVersion:
    """A form in use: row 5 drawn from table 1, row 6 typed, notes typed, formulas of the blank."""
    version = loaded_form(area, actor)
    add_heads(version, "A1:F4", actor)
    add_field(version, "C5", Counted("official_result", "poor"), actor)
    add_field(version, "D5", Counted("official_result", "near_poor"), actor)
    add_field(version, "C6:D6", Typed(unit="hộ"), actor)
    add_field(version, "F5:F7", Typed("text"), actor)
    add_requirement(version, Requirement("C6:D6", "C5", is_most=True), actor)
    put_in_use(version, actor)
    return FormVersion.objects.select_related("form").get(pk=version.pk)
