"""The register: households and people, who lives where from when to when, and every event that said so.

Words it owns: household, person, membership, event. A row of fact is never changed nor deleted: an event
writes new rows and marks those that no longer stand, so that the register of any day, and what was known of
that day on any other, can be asked for. `Household` and `Person` carry what is said of them today.
"""
