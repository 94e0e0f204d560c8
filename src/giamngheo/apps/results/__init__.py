"""Targets of units against what was reached: set and put in force by two people, counted or typed with proof.

What the words mean is the law's (`law.results`); here is kept who set what for which unit, and every figure.
"""
