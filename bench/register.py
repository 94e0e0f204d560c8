"""What pages of the register cost at a million households, beside a bare indexed list of plain Django.

`python bench/register.py [--quick] [--show-plans] [--people WORD]`: the most restricted people (an officer of
one commune of 8,100 households, the head of one of its villages) and those above them ask a real gunicorn,
alone, the officer also fifty at once. The database is written once under bench/data/ (4.4 GB) and used again.
Ratios are to the bare list, asked in turn with the page.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.asking import (  # noqa: E402
    cookie_of,
    in_turn,
    make_bare_list,
    median_and_95th,
    on_database_of,
    people_of,
    row_of,
    said,
    serve,
    together,
)

AT_ONCE = 50
TARGET = 3


def _pages(village: int) -> dict[str, str]:
    """The addresses that are asked for, by what they are."""
    from giamngheo.apps.households.models import Household, Person  # noqa: PLC0415

    homes = Household.objects.filter(area_id=village, is_living=True).order_by("sort_key", "pk")
    mark = homes[min(50, homes.count() - 1)]
    person = Person.objects.filter(area_id=village).exclude(personal_number="").first()
    assert person is not None
    return {
        "list": "/so-ho/",
        "next page": f"/so-ho/?sau={mark.pk}",
        "list of a village": f"/so-ho/?dia-ban={village}",
        "search by name": "/so-ho/?tim=mau+thi+hoa",
        "search, one word": "/so-ho/?tim=thi",
        "search by number": f"/so-ho/?tim={person.personal_number}",
        "search by code": f"/so-ho/?tim={mark.code}",
        "household": f"/so-ho/{mark.code}/",
        "person": f"/so-ho/nguoi/{person.pk}/",
        "home": "/",
    }


def _queries(user: Any, pages: dict[str, str], show: bool) -> dict[str, int]:
    """How many questions each page asks the database, sessions and rights included."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client()
    client.force_login(user)
    client.get("/")
    counted = {}
    for name, address in pages.items():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, address
        counted[name] = len(captured)
        for one in captured if show else ():
            if float(one["time"]) >= 0.01:
                print(f"    {name}: {one['time']} s  {one['sql'][:2000]}")
    return counted


def _movement(user: Any) -> float:
    """Seconds of a count as of a movement table: households on two days, what happened between."""
    from django.db.models import Count  # noqa: PLC0415

    from giamngheo.apps.households.models import Event, Residence  # noqa: PLC0415
    from giamngheo.foundation.accounts.acting import acting  # noqa: PLC0415
    from giamngheo.foundation.accounts.roles import Permission  # noqa: PLC0415
    from giamngheo.foundation.accounts.scope import reached  # noqa: PLC0415

    first, last = date(2026, 1, 1), date(2026, 11, 15)
    spent = []
    for _ in range(15):
        start = time.perf_counter()
        with acting(user.pk, last):
            within = reached(user.pk, Permission.SEE_HOUSEHOLDS, last)
            for day in (first, last):
                Residence.objects.filter(within, superseded_by=None, valid__contains=day).count()
            events = Event.objects.filter(within, day__range=(first, last), undoes=None)
            list(events.values("kind").annotate(count=Count("pk")).order_by())
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def _measure(people: dict[str, Sequence[Any]], village: int, rounds: int, show: bool) -> None:
    """Each page beside the bare list, some of each in turn: what else the machine does, it does to both."""
    pages, bare = _pages(village), f"/tran/{village}/"
    cookies = {name: [cookie_of(user) for user in users] for name, users in people.items()}
    process = serve()
    try:
        for name, users in people.items():
            own = cookies[name]
            counted = _queries(users[0], pages, show)
            print(f"\n{name}")
            print(
                row_of(
                    "page", "queries", "CPU ms", "× bare", "alone", "× bare", f"{AT_ONCE} at once", "× bare"
                )
            )
            for page, address in pages.items():
                used, alone = in_turn(process, own[0], (bare, address), rounds)
                cells = [str(counted[page]), f"{used[1]:.1f}", f"{used[1] / used[0]:.1f}"]
                cells += [said(alone[1]), f"{alone[1][0] / alone[0][0]:.1f}"]
                if "commune" in name:  # all fifty ask for the same page
                    crowd = [median_and_95th(together(own, one, 2)) for one in (bare, address)]
                    cells += [said(crowd[1]), f"{crowd[1][1] / crowd[0][1]:.1f}"]
                print(row_of(page, *cells), flush=True)
            print(f"{'movement count':<20}{_movement(users[0]) * 1000:>12.1f} ms")
    finally:
        process.terminate()
        process.wait(30)


def main() -> None:
    """Fill the database where it is empty, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--show-plans", action="store_true", help="print questions of 10 ms and more")
    parser.add_argument("--people", default="", help="only those in whose name this word is")
    args = parser.parse_args()
    households = 20_000 if args.quick else 1_000_000
    data = ROOT / "bench" / "data" / f"register-{households}"
    on_database_of(data, lambda: _run(households, args.people, args.show_plans))


def _run(households: int, word: str, show: bool) -> None:
    from bench.country import NATION, PROVINCES, villages_of  # noqa: PLC0415
    from bench.filled_register import FULL, fill  # noqa: PLC0415

    from giamngheo.apps.households.models import Household, Person  # noqa: PLC0415

    fill(households)
    make_bare_list()
    village = villages_of(FULL)[0]
    held = {
        "officer of one commune": ("officer", FULL),
        "head of one village": ("village_head", village),
        "officer of a province": ("officer", 2 + FULL % PROVINCES),
        "officer of the nation": ("officer", NATION),
    }
    people = {name: people_of(*of) for name, of in held.items() if word in name}
    print(f"{Household.objects.count():,} households, {Person.objects.count():,} people")
    _measure(people, village, 4, show)


if __name__ == "__main__":
    main()
