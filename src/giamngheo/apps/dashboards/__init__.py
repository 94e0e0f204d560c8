"""Dashboards: what a snapshot says, summed once by unit, and what of it everybody may see.

Words: a summary is that a snapshot was summed by the law of a day; figures are the counts of a unit by ids of
`law/reports`; a page of figures is the tables of a commune with small counts left out, and never changes.
"""
