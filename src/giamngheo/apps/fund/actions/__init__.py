"""Every change of the fund: one verb, one function, one transaction, a line of the trail."""
