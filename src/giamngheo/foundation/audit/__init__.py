"""The trail: who did what, when and where; only ever added to, and chained so that a changed past shows.

Words: a line tells one deed in Vietnamese; a link chains it to the line before when its transaction ends.
The room knows no other: people and areas are noted by number and name, so that the trail outlives them.
"""
