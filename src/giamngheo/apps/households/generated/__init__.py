"""A made-up register of any size: the same from the same seed, its counts those of a real city's plan.

Nobody in it is real: surnames say so, personal numbers begin with 999. A meeting that failed once and an
objection that was upheld are played by the product's own review (`manage fill_demonstration_reviews --city`).
"""

from giamngheo.apps.households.generated.register import Generated, generate

__all__ = ["Generated", "generate"]
