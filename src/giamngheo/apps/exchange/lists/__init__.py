"""Lists of households in and out: any commune's table is recognised, classified and given back whole.

Words it owns: field (what a column of a list means), recognition (which column is which field), fault (a cell
that cannot be read as its field). Knows no Django and no database; the classes come from `measurement`.
"""
