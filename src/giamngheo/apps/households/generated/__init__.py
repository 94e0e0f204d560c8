"""A made-up register of any size: the same from the same seed, its counts those of a real city's plan.

Nobody in it is real: surnames say so, personal numbers begin with 999. Still to come with the review (issue
5): an objection that was upheld, a meeting that failed once.
"""

from giamngheo.apps.households.generated.register import Generated, generate

__all__ = ["Generated", "generate"]
