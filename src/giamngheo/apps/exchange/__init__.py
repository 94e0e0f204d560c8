"""Lists and files in and out: any commune's table is recognised, classified and given back whole.

Words it owns: field (what a column of a list means), recognition (which column is which field),
fault (a cell that cannot be read as its field). Nothing here decides about a household: the classes
come from `measurement` under the rules of `law`.
"""
