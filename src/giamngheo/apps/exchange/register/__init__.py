"""The list doctor: a commune's workbook or CSV of households into the register, and back with its faults.

`reading` finds the rows and whose they are, `checking` what they say, `comparing` what is new, changed,
unchanged and missing, `writing` brings it into the register, `returned` gives the workbook back.
"""
