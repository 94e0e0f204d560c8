"""How well plans are read: recall and precision against marks made by hand, on spoilt copies too.

`python bench/plan_reading.py [--show]`: the table of bench/README.md; `--show`: what is missing or wrong.
"""

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.apps.programmes.plans.measuring import GIVEN, HELD_OUT, KINDS, Score, measured, texts  # noqa: E402
from tests.apps.programmes.plans.mutating import MUTATIONS  # noqa: E402


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    show = parser.parse_args().show
    print(f"| Copy | {' | '.join(KINDS)} | s |")
    print(f"|---|{'---|' * len(KINDS)}---|")
    for folder, word in ((GIVEN, "given"), (HELD_OUT, "held out")):
        plans = texts(folder)
        for name, change in MUTATIONS.items():
            before = time.perf_counter()
            found = measured(plans, change)
            took = time.perf_counter() - before
            print(f"| {word}: {name} | {' | '.join(_cell(found[kind]) for kind in KINDS)} | {took:.2f} |")
            if show:
                for kind in KINDS:
                    for sign, said in (("-", found[kind].missing), ("+", found[kind].added)):
                        for one in said:
                            print(f"    {kind} {sign} {one}")


def _cell(score: Score) -> str:
    return f"{score.recall:.2f} / {score.precision:.2f} ({score.found}/{score.marked} +{score.wrong})"


if __name__ == "__main__":
    main()
