"""The register by the thousand: the facts that deeds write one at a time, an event a unit and batch."""

from giamngheo.apps.households.bulk.batch import Batch, Written, record_many
from giamngheo.apps.households.bulk.undoing import undo_batch

__all__ = ["Batch", "Written", "record_many", "undo_batch"]
