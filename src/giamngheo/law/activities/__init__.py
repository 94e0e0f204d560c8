"""One folder = one field of the programme: the kinds of activities in it, with fields, groups and outputs."""
