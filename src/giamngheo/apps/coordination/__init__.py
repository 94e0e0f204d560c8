"""Coordination: who leads what, what was given to whom, what hinders, who follows which household.

Words: an *assignment* names who leads or takes part in a project in a year; a *given task* is what an
organisation is to do by a day; an *obstacle* is raised, goes up the tree of units, is answered and closed.
Plans are read by `apps/programmes`; here a person confirms what they say of who does what.
"""
