"""People who sign in, the roles they hold in an area for a time, and what each role may do.

Words: a role is a kind of work (`officer`); a holding is one person's role in one area from when to when; a
scope is the areas in which somebody may do something today. Nobody grants more than they hold.
"""
