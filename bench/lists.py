"""A 100,000-row .xlsx classified, against the same reading done with openpyxl alone, in one run.

`python bench/lists.py [--rows N]`: each way in its own process, best of two; CPU seconds decide.
"""

import argparse
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from giamngheo.apps.exchange.lists.demonstration import write_demonstration
from giamngheo.law.library import rules_for

DATA = Path(__file__).parent / "data"
TARGET = 5.0

READ_WITH_OPENPYXL = """
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
print(sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True)))
"""
CLASSIFY = """
import sys
from giamngheo.config.command_line.main import main
sys.exit(main(["classify", sys.argv[1], "-o", sys.argv[2], "--on", "15/11/2026", "--area-kind", "xã"]))
"""


def spent(script: str, *arguments: str) -> tuple[float, float]:
    """CPU and wall seconds of one process and all that it started."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.perf_counter() - start


def main() -> None:
    """Print the figures as a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    rows = 5_000 if args.quick else args.rows
    DATA.mkdir(parents=True, exist_ok=True)
    path = DATA / f"list-{rows}.xlsx"
    if not path.exists():
        write_demonstration("chi-so", path, rules_for(date(2026, 11, 15)), households=rows)
    ways = {
        "openpyxl, reading only": lambda: spent(READ_WITH_OPENPYXL, str(path)),
        "classify → .parquet": lambda: spent(CLASSIFY, str(path), str(DATA / "out.parquet")),
        "classify → .csv": lambda: spent(CLASSIFY, str(path), str(DATA / "out.csv")),
        "classify → .xlsx": lambda: spent(CLASSIFY, str(path), str(DATA / "out.xlsx")),
    }
    best = {name: min(way() for _ in range(2)) for name, way in ways.items()}
    floor = best["openpyxl, reading only"]
    print(f"{rows} rows × 18 columns (target: classify at least {TARGET:g}× faster than openpyxl reads)")
    for name, (cpu, wall) in best.items():
        print(f"{name:<26} {cpu:7.2f} CPU-s {wall:7.2f} s   {floor[0] / cpu:5.1f}× / {floor[1] / wall:5.1f}×")


if __name__ == "__main__":
    main()
