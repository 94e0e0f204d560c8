"""Every change of targets and figures: one deed, one transaction, one line of the trail for each unit."""

from giamngheo.apps.results.actions.figures import Computed, Figure, compute, read_proof, type_figure
from giamngheo.apps.results.actions.targets import draw_target, end_target, give_targets, put_in_force
from giamngheo.apps.results.actions.writing import ResultsError

__all__ = [
    "Computed",
    "Figure",
    "ResultsError",
    "compute",
    "draw_target",
    "end_target",
    "give_targets",
    "put_in_force",
    "read_proof",
    "type_figure",
]
