"""Oversight: yearly plans of inspections, inspections, recommendations, supervision by the Front, doubts.

Words: an *inspection* is a round of a team; a *finding* is what it found, a *recommendation* what follows and
is kept up until closed; *social supervision* is the Front's; a *doubt* is a row of the registers to look at.
Law: TT 10/2022/TT-BLĐTBXH Điều 4, NĐ 27/2022/NĐ-CP Điều 30, as data in `law/oversight.yaml`.
"""
