"""Plans of units with their pieces, and the files that plans were read from."""

from giamngheo.apps.programmes.models.pieces import (
    PlanActual,
    PlanAdjustment,
    PlanProject,
    PlanShare,
    PlanTarget,
    PlanTask,
)
from giamngheo.apps.programmes.models.plan_files import PlanFile
from giamngheo.apps.programmes.models.unit_plans import UnitPlan

__all__ = [
    "PlanActual",
    "PlanAdjustment",
    "PlanFile",
    "PlanProject",
    "PlanShare",
    "PlanTarget",
    "PlanTask",
    "UnitPlan",
]
