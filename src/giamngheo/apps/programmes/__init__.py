"""Programmes and plans of a unit; so far plans handed in as files, read, corrected and taken in.

`plans/` reads the text of a plan by rules on its structure and by the words of the programme (QĐ 90/QĐ-TTg,
NĐ 30/2020 for the form of official documents). It knows no database: text in, a structured plan out.
"""
