"""What pages of the review cost while 50 officers and 200 reviewers are at work at once.

`python bench/review_pages.py [--seconds N]`: four communes of 5,100 households under review, two of three
sheets sealed and scored, the others given to the reviewers. A reviewer opens a sheet and types an answer
every 17 seconds (73 questions in twenty minutes with the household): the page saves each by itself and has
every third looked at before. An officer opens a page every ten seconds. Among them ten people ask for the
bare list of `bench/register_site.py` every two seconds: the floor under the same load. All come within the
first half minute, which is not counted. Before, each page is asked alone, in turn with the floor.
"""

import argparse
import http.client
import itertools
import json
import random
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.asking import (  # noqa: E402
    CONNECTIONS,
    PORT,
    WARM,
    asked,
    cookie_of,
    make_bare_list,
    median_and_95th,
    on_copy_of_reviewed,
    people_of,
    row_of,
    said,
    serve,
    together,
)

HOUSEHOLDS, OFFICERS, REVIEWERS, OF_THE_FLOOR = 20_400, 50, 200, 10
ANSWERED_AFTER, ANSWERS_OF_A_SHEET, BETWEEN_PAGES, BETWEEN_LISTS = 17.0, 12, 10.0, 2.0
COMING = 30.0  # seconds in which all come
FLOOR, LOOKED, SAVED = "bare list", "answer looked at", "draft saved"
_TOKEN = "a" * 32
_OPENED_AGAIN = """
ALTER TABLE surveys_sheetversion DISABLE TRIGGER USER;
ALTER TABLE surveys_filledsheet DISABLE TRIGGER kept;
DELETE FROM surveys_sheetversion WHERE number = 2 AND sheet_id % 3 = 0;
UPDATE surveys_filledsheet SET state = 'draft', version = 1 WHERE id % 3 = 0;
ALTER TABLE surveys_sheetversion ENABLE TRIGGER USER;
ALTER TABLE surveys_filledsheet ENABLE TRIGGER kept
"""
_GIVEN = """
UPDATE surveys_filledsheet SET reviewer_id = (%(reviewers)s::bigint[])[1 + (id / 3) %% %(count)s]
WHERE occasion = %(occasion)s AND state = 'draft'
"""
_MINE = (
    "SELECT reviewer_id, array_agg(id) FROM surveys_filledsheet WHERE state = 'draft' GROUP BY reviewer_id"
)
Step = tuple[str, str, bytes | None, float]
"""What it is called, the address, what is sent, the seconds until the next."""


def main() -> None:
    """Write the communes where they are not there, measure on a copy of them, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=240)
    args = parser.parse_args()
    on_copy_of_reviewed(HOUSEHOLDS, lambda: _run(args.seconds))


def _run(seconds: int) -> None:
    from bench.reviewed_province import rounds  # noqa: PLC0415

    found = rounds()
    officers, reviewers = _at_work(found)
    make_bare_list()
    bare = f"/tran/{_village(found[0])}/"
    officer, reviewer = officers[found[0].pk][0], reviewers[found[0].pk][0]
    cookies = {one.pk: cookie_of(one) for of in (officers, reviewers) for who in of.values() for one in who}
    mine = _sheets()
    pages = _pages_of_officer(found[0]) | _pages_of_reviewer(mine[reviewer.pk][0])
    process = serve()
    try:
        alone = {
            page: _alone(cookies[(officer if page in _pages_of_officer(found[0]) else reviewer).pk], bare, to)
            for page, to in pages.items()
        }
        crowd: list[_Person] = []
        for one in found:
            own = _pages_of_officer(one)
            crowd += [_Person(cookies[who.pk], _looking(own)) for who in officers[one.pk]]
            crowd += [_Person(cookies[who.pk], _filling(mine[who.pk])) for who in reviewers[one.pk]]
        floor = itertools.repeat((FLOOR, bare, None, BETWEEN_LISTS))
        crowd += [_Person(cookies[officer.pk], floor) for _ in range(OF_THE_FLOOR)]
        _print(alone, _together(crowd, seconds), seconds)
    finally:
        process.terminate()
        process.wait(30)


def _at_work(found: Sequence[Any]) -> tuple[dict[int, list[Any]], dict[int, list[Any]]]:
    """Officers and reviewers by round; what is scored, and sheets that wait for the reviewers."""
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from giamngheo.apps.reviews.actions import score  # noqa: PLC0415
    from giamngheo.foundation.accounts.acting import acting  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import Actor  # noqa: PLC0415

    officers, reviewers = {}, {}
    with connection.cursor() as cursor:
        for statement in _OPENED_AGAIN.split(";"):
            cursor.execute(statement)
    for one, of_officers in zip(found, _shared_out(OFFICERS, len(found)), strict=True):
        officers[one.pk] = people_of("officer", one.area_id, of_officers)
        reviewers[one.pk] = people_of("reviewer", one.area_id, REVIEWERS // len(found))
        with connection.cursor() as cursor:
            ids = [who.pk for who in reviewers[one.pk]]
            cursor.execute(_GIVEN, {"reviewers": ids, "count": len(ids), "occasion": one.occasion})
        actor = Actor(officers[one.pk][0].pk, "Người đo")
        with acting(actor.id, timezone.localdate()):
            score(one, actor)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return officers, reviewers


def _shared_out(whole: int, parts: int) -> list[int]:
    return [whole // parts + (place < whole % parts) for place in range(parts)]


def _sheets() -> dict[int, list[int]]:
    """The sheets that wait, by reviewer."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(_MINE)
        return dict(cursor.fetchall())


def _village(one: Any) -> int:
    from giamngheo.apps.reviews.models import Case  # noqa: PLC0415

    return int(Case.objects.filter(round=one).earliest("pk").area_id)


def _pages_of_officer(one: Any) -> dict[str, str]:
    from giamngheo.apps.reviews.models import Case, Entry  # noqa: PLC0415

    case = Case.objects.filter(round=one).earliest("pk")
    entry = Entry.objects.filter(case=case).earliest("pk")
    return {
        "home of an officer": "/",
        "rounds": "/ra-soat/",
        "round": f"/ra-soat/{one.pk}/",
        "village": f"/ra-soat/thon/{case.pk}/",
        "household in review": f"/ra-soat/ho/{entry.pk}/",
        "sheets": "/phieu/",
        "register": "/so-ho/",
    }


def _pages_of_reviewer(sheet: int) -> dict[str, str]:
    return {"home of a reviewer": "/", "own sheets": "/phieu/?nguoi=toi", "sheet": f"/phieu/{sheet}/"}


def _alone(cookie: str, bare: str, address: str) -> list[tuple[float, float]]:
    """The floor and the page in turn."""
    spent: tuple[list[float], list[float]] = ([], [])
    for to in (bare, address):
        together([cookie] * CONNECTIONS, to, WARM)
    for _ in range(4):
        for place, to in enumerate((bare, address)):
            spent[place].extend(asked(cookie, to, 8))
    return [median_and_95th(one) for one in spent]


def _looking(pages: dict[str, str]) -> Iterator[Step]:
    """An officer goes through the pages."""
    for page, address in itertools.cycle(random.sample(list(pages.items()), len(pages))):
        yield page, address, None, BETWEEN_PAGES


def _filling(sheets: Sequence[int]) -> Iterator[Step]:
    """A reviewer fills in one sheet after the other."""
    for sheet in itertools.cycle(sheets):
        pages = _pages_of_reviewer(sheet)
        yield "own sheets", pages["own sheets"], None, 2.0
        yield "sheet", pages["sheet"], None, ANSWERED_AFTER
        for place in range(ANSWERS_OF_A_SHEET):
            typed = {"o-income_points": random.randint(60, 220), "csrfmiddlewaretoken": _TOKEN}
            if place % 3 == 0:
                yield LOOKED, pages["sheet"], urlencode({**typed, "lam": "xem"}).encode(), 1.0
            yield SAVED, pages["sheet"], urlencode({**typed, "lam": "ghi"}).encode(), ANSWERED_AFTER


class _Person(threading.Thread):
    """Somebody at work until a moment; `spent` are the seconds of each answer, by what it was."""

    def __init__(self, cookie: str, steps: Iterator[Step]) -> None:
        super().__init__(daemon=True)
        self.spent: list[tuple[str, float]] = []
        self.failed: list[str] = []
        self.begins = self.ends = 0.0
        self._cookie, self._steps, self._version = cookie, steps, "1"

    def run(self) -> None:
        """Work: one step, a pause."""
        time.sleep(random.uniform(0, COMING))
        for name, address, sent, pause in self._steps:
            if time.monotonic() > self.ends:
                return
            start = time.perf_counter()
            status, told = self._ask(address, sent)
            if time.monotonic() > self.begins:
                self.spent.append((name, time.perf_counter() - start))
            if status != 200:
                self.failed.append(f"{name} {address}: {status} {told[:300]!r}")
            self._version = str(json.loads(told)["version"]) if sent and status == 200 else "1"
            time.sleep(random.uniform(0.5, 1.5) * pause)

    def _ask(self, address: str, sent: bytes | None) -> tuple[int, bytes]:
        cookie = f"{self._cookie}; csrftoken={_TOKEN}"
        headers = {"Cookie": cookie, "Host": "127.0.0.1"}
        if sent is None:
            headers["Accept-Encoding"] = "gzip"
        else:
            headers |= {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
            sent += f"&ban={self._version}".encode()
        link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)  # pauses outlast a connection
        try:
            link.request("GET" if sent is None else "POST", address, sent, headers)
            answer = link.getresponse()
            return answer.status, answer.read()
        finally:
            link.close()


def _together(crowd: Sequence[_Person], seconds: int) -> dict[str, list[float]]:
    """All at work; what each kind of answer took once all have come."""
    begins = time.monotonic() + COMING
    for one in crowd:
        one.begins, one.ends = begins, begins + seconds
        one.start()
    for one in crowd:
        one.join()
    spent: dict[str, list[float]] = {}
    for one in crowd:
        for name, took in one.spent:
            spent.setdefault(name, []).append(took)
    failed = [line for one in crowd for line in one.failed]
    assert not failed, (len(failed), failed[:3])
    return spent


def _print(alone: dict[str, list[tuple[float, float]]], spent: dict[str, list[float]], seconds: int) -> None:
    answers = sum(map(len, spent.values()))
    print(
        f"{OFFICERS} officers, {REVIEWERS} reviewers: {answers:,} answers, {answers / seconds:.0f} a second"
    )
    print(row_of("page", "alone", "× bare", "at work", "× bare (p95)", "answers"))
    floor = median_and_95th(spent[FLOOR])
    for name in sorted(spent):
        times = median_and_95th(spent[name])
        by_itself = ["", ""]
        if name in alone:
            bare, page = alone[name]
            by_itself = [said(page), f"{page[0] / bare[0]:.1f}"]
        print(row_of(name, *by_itself, said(times), f"{times[1] / floor[1]:.1f}", str(len(spent[name]))))


if __name__ == "__main__":
    main()
