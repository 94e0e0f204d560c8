"""What the worker does for reviews; the measure is loaded only when there is work."""

from giamngheo.foundation.tasks.models import Task


def score_round(task: Task) -> None:
    """Score the sealed sheets of a round."""
    from giamngheo.apps.reviews.long_work import score_in_background  # noqa: PLC0415

    score_in_background(task)


def draw_certificates(task: Task) -> None:
    """Draw up the certificates of a decision."""
    from giamngheo.apps.reviews.long_work import draw_in_background  # noqa: PLC0415

    draw_in_background(task)


def print_certificates(task: Task) -> None:
    """Make one file of the certificates of a decision."""
    from giamngheo.apps.reviews.long_work import print_in_background  # noqa: PLC0415

    print_in_background(task)


def decide_villages(task: Task) -> None:
    """Write the signed decision on villages of a round."""
    from giamngheo.apps.reviews.long_work import decide_in_background  # noqa: PLC0415

    decide_in_background(task)


def tabulate_period(task: Task) -> None:
    """Draw up the tables of movement of all rounds of a time."""
    from giamngheo.apps.reviews.long_work import tabulate_in_background  # noqa: PLC0415

    tabulate_in_background(task)
