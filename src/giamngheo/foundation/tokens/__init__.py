"""Tokens: with one a machine asks as the person who issued it, for a time and for less than they may.

Words: a token is shown once and kept as its hash; it is withdrawn, never deleted; what a machine wrote under
a key is kept with its answer, so that the same thing sent again is not done again.
"""
