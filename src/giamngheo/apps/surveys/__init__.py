"""Filled sheets: what households answered in a review, version after version, before and after sealing.

Words it owns: filled sheet, version, box, reason of an answer. A version is never changed nor deleted: who
saves, seals or corrects adds one. What a form asks and when an answer is wrong is the form's to say
(`law/questionnaires`); which review asks (`occasion`) is told by an app above, by QĐ 24/2021/QĐ-TTg.
"""
