"""Counts of large units, counted in the background and kept with the moment they were counted.

A page of a commune counts what it shows; a page of a province or of the country would count millions of rows
each time somebody looks. Other apps say by `settings.KEPT_COUNTS` what can be counted and who may see it.
"""
