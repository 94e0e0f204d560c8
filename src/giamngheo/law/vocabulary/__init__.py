"""The words the packs are written in.

`texts` cites instruments, `standards` describes a poverty standard as data, `formulas` gives the short
three-valued expressions in which a pack says who is deprived, `questionnaires` names questions and codes.
"""
