"""The tables of this app: lists of one sitting; imports into the register and mappings of their sources."""

from giamngheo.apps.exchange.models.imports import Import, SourceMapping
from giamngheo.apps.exchange.models.lists import UploadedList

__all__ = ["Import", "SourceMapping", "UploadedList"]
