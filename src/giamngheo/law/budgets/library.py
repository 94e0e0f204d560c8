"""Finds what the law says of money: the product's own, or what an operator keeps under `GIAMNGHEO_LAW`."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from giamngheo.law.library import LAW, read
from giamngheo.law.vocabulary.budgets import MoneyLaw

FILE: Final = "budgets/money.yaml"


@lru_cache
def money_law() -> MoneyLaw:
    """Natures, sources, uses and rules; raises BrokenPackError."""
    own = os.environ.get("GIAMNGHEO_LAW")
    path = Path(own) / FILE if own and (Path(own) / FILE).is_file() else LAW / FILE
    return read(path, MoneyLaw)
