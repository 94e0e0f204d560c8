"""Figures in the formats of other systems: DHIS2 data value sets, ADX, SDMX-CSV.

Nothing here asks a database. What is not known is left out, never told as nought.
"""
