"""Multidimensional poverty by the counting method of Alkire and Foster.

`structure` says what is measured, `answers` what a cell means, `cells` makes the one pass over the rows,
`measures` turns its integer sums into H, A, M0 and their parts, `sampling` gives standard errors, `change`
compares two rounds. The method: S. Alkire and J. Foster, "Counting and multidimensional poverty
measurement", Journal of Public Economics 95 (2011) 476-487.
"""
