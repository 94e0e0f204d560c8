"""Procedures: one folder a procedure, with its steps, days, shares and authorities by date.

`library` finds the one in force on a day; `facts`, `state`, `conditions`, `moves` and `deadlines` tell from
what happened so far what may be done now, what is refused by which clause, and what is late.
"""
