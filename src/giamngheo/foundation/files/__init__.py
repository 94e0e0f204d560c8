"""Files that people hand in: known by their content, freed of what a camera adds, named by chance.

They lie in the data folder and are opened only through a page that asks who may see what they belong to.
"""

from giamngheo.foundation.files.keeping import FileError, Kept, forget, keep, open_kept
from giamngheo.foundation.files.kinds import FileKind

__all__ = ["FileError", "FileKind", "Kept", "forget", "keep", "open_kept"]
