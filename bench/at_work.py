"""People at work at the same time: each opens pages with a pause between them; what each answer took."""

import itertools
import random
import threading
import time
from collections.abc import Iterator, Sequence

from bench.asking import asked

COMING = 30.0
"""All come within so many seconds, which are not counted."""
Step = tuple[str, str, float]
"""What the page is called, its address, about how many seconds pass before the next."""


class Person(threading.Thread):
    """Somebody at work until a moment; `spent` are the seconds of each answer, by what it was."""

    def __init__(self, cookie: str, steps: Iterator[Step]) -> None:
        super().__init__(daemon=True)
        self.spent: list[tuple[str, float]] = []
        self.begins = self.ends = 0.0
        self._cookie, self._steps = cookie, steps

    def run(self) -> None:
        """Look: one page, a pause."""
        time.sleep(random.uniform(0, COMING))
        for name, address, pause in self._steps:
            if time.monotonic() > self.ends:
                return
            took = asked(self._cookie, address, 1)[0]
            if time.monotonic() > self.begins:
                self.spent.append((name, took))
            time.sleep(random.uniform(0.5, 1.5) * pause)


def at_work(crowd: Sequence[Person], seconds: int) -> dict[str, list[float]]:
    """All at work; what each kind of answer took once all have come."""
    begins = time.monotonic() + COMING
    for one in crowd:
        one.begins, one.ends = begins, begins + seconds
        one.start()
    for one in crowd:
        one.join()
    spent: dict[str, list[float]] = {}
    for name, took in itertools.chain.from_iterable(one.spent for one in crowd):
        spent.setdefault(name, []).append(took)
    return spent
