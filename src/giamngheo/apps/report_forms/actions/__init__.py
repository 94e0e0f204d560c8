"""Every change of forms: loaded, designed, signed, put in use, filled in, finished, opened again."""

from giamngheo.apps.report_forms.actions.designing import (
    add_field,
    add_heads,
    add_requirement,
    drop_draft,
    put_in_use,
    set_unit_rows,
    sign_official,
    take_away,
)
from giamngheo.apps.report_forms.actions.filling import (
    begin_filling,
    choose_snapshot,
    finish,
    reopen,
    roll_up,
    type_cells,
)
from giamngheo.apps.report_forms.actions.loading import Blank, Terms, load_form, load_version, read_blank
from giamngheo.apps.report_forms.actions.writing import ReportFormError

__all__ = [
    "Blank",
    "ReportFormError",
    "Terms",
    "add_field",
    "add_heads",
    "add_requirement",
    "begin_filling",
    "choose_snapshot",
    "drop_draft",
    "finish",
    "load_form",
    "load_version",
    "put_in_use",
    "read_blank",
    "reopen",
    "roll_up",
    "set_unit_rows",
    "sign_official",
    "take_away",
    "type_cells",
]
