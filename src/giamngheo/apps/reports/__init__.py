"""Reports: the tables of `law/reports` reckoned from snapshots, by unit, on the boundaries of any day.

Words: a line is what a table tells of a unit; a figure is a cell with the households behind it; what does not
agree is told beside the table and never smoothed.
"""
