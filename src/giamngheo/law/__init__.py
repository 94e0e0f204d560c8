"""What the law says: dated, cited data and short pure formulas.

A change of law is a change in this folder and, nearly always, nowhere else. Nothing here knows Django,
a database or a file of a commune; what the sources did not give is left open, never invented.
"""
