"""What ODK and Kobo give out, as answers of our sheets: files read, matched with sheets, compared with them.

Words it owns: submission (one household as somebody sent it from a device). `opening` finds the tables of a
file, `reading` reads their rows, `people` finds the members, `comparing` says what would become of each.
"""
