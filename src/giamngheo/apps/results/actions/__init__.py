"""Every change of targets and figures: one deed, one transaction, one line of the trail for each unit."""

from giamngheo.apps.results.actions.computing import COUNT, Computed, compute, start_counting
from giamngheo.apps.results.actions.figures import Figure, read_proof, type_figure
from giamngheo.apps.results.actions.from_plans import Drawn, draw_from_plan, put_plan_in_force
from giamngheo.apps.results.actions.targets import draw_target, end_target, give_targets, put_in_force
from giamngheo.apps.results.actions.writing import ResultsError

__all__ = [
    "COUNT",
    "Computed",
    "Drawn",
    "Figure",
    "ResultsError",
    "compute",
    "draw_from_plan",
    "draw_target",
    "end_target",
    "give_targets",
    "put_in_force",
    "put_plan_in_force",
    "read_proof",
    "start_counting",
    "type_figure",
]
