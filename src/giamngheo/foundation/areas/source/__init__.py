"""Units of both orders from the data files of a package: read, corrected where a name misled, told, proposed.

Nothing of the package is imported or run; see docs/adr/0008-area-data.md.
"""
