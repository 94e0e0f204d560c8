"""Which records may be one person told twice: candidates, comparison, probability, why.

Frames in, frames out: no Django and no database here; splink and DuckDB are loaded when something is linked.
"""

from giamngheo.apps.households.linkage.blocking import Dropped
from giamngheo.apps.households.linkage.comparisons import COMPARISONS, level_of, sentence_of
from giamngheo.apps.households.linkage.linking import (
    LIKELY,
    Parameters,
    Suspected,
    levels_of,
    pairs_between,
    pairs_within,
    reweighed,
    scored_against,
)
from giamngheo.apps.households.linkage.prepared import PEOPLE

__all__ = [
    "COMPARISONS",
    "LIKELY",
    "PEOPLE",
    "Dropped",
    "Parameters",
    "Suspected",
    "level_of",
    "levels_of",
    "pairs_between",
    "pairs_within",
    "reweighed",
    "scored_against",
    "sentence_of",
]
