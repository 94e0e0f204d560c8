"""The review of a year: rounds, villages as cases, what happened in each, what was proposed and decided.

The law says what may follow (`law.procedures`); here is kept what happened, and by whom.
"""
