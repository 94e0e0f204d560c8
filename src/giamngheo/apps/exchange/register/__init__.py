"""The list doctor: a commune's workbook or CSV of households into the register, and back with its faults.

`reading` finds the rows and whose they are, `checking` what they say, `comparing` what is new, changed,
unchanged and missing (`finding` who is who, `changing` what differs, `refusing` what is left out),
`writing` brings it into the register, `returned` gives the workbook back.
"""
