"""Packages: the figures of a unit, signed, on their way to the unit above, and its answer on its way back.

Words: a package is a zip with a manifest; a line holds the values of a unit by column; a remark says of one
cell why the package was returned; an answer accepts or returns; formats of other systems are told as well.
"""
