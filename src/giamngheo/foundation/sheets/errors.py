"""What can go wrong with a file; every message is Vietnamese and says what happened, why, and what to do."""


class SheetError(Exception):
    """A file of tables could not be used."""


class UnreadableFile(SheetError):  # noqa: N818  says more than UnreadableFileError
    """A file was refused or could not be read."""


class UnwritableFile(SheetError):  # noqa: N818  as above
    """A file could not be written; what stood there before is untouched."""
