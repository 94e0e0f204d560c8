"""Rà soát: rounds, villages with their steps, households of a list, decisions, what a unit sets."""
