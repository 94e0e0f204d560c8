"""The tables of this app: lists of one sitting; imports into the register; intakes of submissions."""

from giamngheo.apps.exchange.models.imports import Import, SourceMapping
from giamngheo.apps.exchange.models.intakes import Intake, TakenIn
from giamngheo.apps.exchange.models.lists import UploadedList

__all__ = ["Import", "Intake", "SourceMapping", "TakenIn", "UploadedList"]
