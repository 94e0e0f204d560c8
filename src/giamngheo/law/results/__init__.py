"""Frameworks of results: one folder, one programme; and what targets, figures and units say of each other.

Pure functions over the words of `vocabulary.targets`: whether a target is met (`judging`), where it stands
(`standing`, `forecasting`), whether targets agree among themselves (`agreement`) and with those of the units
below (`cascade`). Nothing here knows where figures are kept.
"""
