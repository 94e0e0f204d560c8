"""What pages of the programme cost at ten years × 3,321 communes, beside a bare indexed list of plain Django.

`python bench/programme.py [--quick] [--people WORD] [--pages WORD] [--show-plans]`: every list, home and
detail page of plans, coordination, activities, money, fund and help, asked by the officer of a commune of
8,100 households, of a province and of the nation, of a real gunicorn under row-level security, in turn with
the floor. `--officers SECONDS`: instead, what the same pages take while fifty officers look at them, each
opening one every ten seconds (the aim: 300 ms at the 95th of a hundred). The data
(`bench/filled_programme.py`) are written once under bench/data/ and used again.
"""

import argparse
import itertools
import random
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.asking import (  # noqa: E402
    asked,
    cookie_of,
    in_turn,
    make_bare_list,
    median_and_95th,
    on_database_of,
    people_of,
    row_of,
    said,
    serve,
)
from bench.at_work import Person, Step, at_work  # noqa: E402
from bench.filled_programme import HOUSEHOLDS, LAST_YEAR, QUICK, fill, told  # noqa: E402

ROUNDS, SLOW, BETWEEN_PAGES = 2, 0.4, 10.0
TARGET, MOST = 3, 300
"""A page of a commune: so many times the floor; of a province and the nation: so many milliseconds (p95)."""


def pages_of(area: int) -> dict[str, str]:
    """The addresses that are asked for in a unit, by what they are."""
    return {**_lists(), **_ones(area)}


def _lists() -> dict[str, str]:
    closed = LAST_YEAR - 1
    return {
        "first page": "/",
        "plans": "/ke-hoach/",
        "coordination": "/dieu-hanh/",
        "assignments": f"/dieu-hanh/phan-cong/?nam={closed}",
        "tasks": "/dieu-hanh/nhiem-vu/",
        "obstacles": "/dieu-hanh/vuong-mac/",
        "followed": "/dieu-hanh/giup-ho/",
        "plans of households": "/dieu-hanh/ke-hoach-ho/",
        "committees": "/dieu-hanh/ban-chi-dao/",
        "proposals": "/dieu-hanh/de-xuat/",
        "conferences": "/dieu-hanh/hoi-nghi/",
        "documents": "/dieu-hanh/phap-luat/",
        "activities": "/hoat-dong/",
        "of all years": "/hoat-dong/?nam=tat-ca",
        "late": "/hoat-dong/?buoc=qua-han",
        "by words": "/hoat-dong/?tim=ho%E1%BA%A1t+%C4%91%E1%BB%99ng+7",
        "of a kind": "/hoat-dong/?loai=model",
        "tenth page": "/hoat-dong/?trang=10",
        "added up": "/hoat-dong/?ket-qua=1",
        "calendar": f"/hoat-dong/lich/?thang={LAST_YEAR}-05",
        "officers": "/hoat-dong/can-bo/",
        "assets": "/hoat-dong/trang-thiet-bi/",
        "norms": "/hoat-dong/dinh-muc/",
        "money": "/kinh-phi/",
        "money, closed year": f"/kinh-phi/?nam={closed}",
        "rates": "/kinh-phi/ty-le/",
        "rates, closed year": f"/kinh-phi/ty-le/?nam={closed}",
        "rules of money": "/kinh-phi/quy-dinh/",
        "decisions": "/kinh-phi/quyet-dinh/",
        "needs of money": "/kinh-phi/nhu-cau/",
        "vouchers": "/kinh-phi/chung-tu/",
        "criteria": "/kinh-phi/tieu-chi/",
        "fund": "/quy/",
        "book": "/quy/so/",
        "donors": "/quy/nguoi-ung-ho/",
        "pledges": "/quy/cam-ket/",
        "receipts": "/quy/phieu-thu/",
        "cases": "/ho-so-quy/",
        "meetings": "/quy/hop/",
        "sponsorships": "/do-dau/",
        "sponsors": "/do-dau/nguoi/",
        "fund reports": "/quy/bao-cao/",
        "help": "/ho-tro/",
        "needs unmet": "/ho-tro/chua-dap-ung/",
        "lacks": "/ho-tro/thieu-hut/",
        "one lack": "/ho-tro/thieu-hut/?thieu=employment",
        "oversight": "/giam-sat/",
        "checks of data": "/giam-sat/doi-chieu/",
        "one check": "/giam-sat/doi-chieu/dong/?kiem=trung-nhu-cau",
        "check of lacks": "/giam-sat/doi-chieu/dong/?kiem=thieu-hut-chua-ho-tro",
    }


def _ones(area: int) -> dict[str, str]:
    """One of each kind that the unit has, the last that was made."""
    from giamngheo.apps import activities, budgets, coordination, fund, programmes  # noqa: PLC0415
    from giamngheo.apps.households.models import Household  # noqa: PLC0415
    from giamngheo.foundation.areas.models import Containment  # noqa: PLC0415

    within = Containment.objects.filter(ancestor_id=area).values("area_id")
    of_unit = {"area_id": area}
    home = Household.objects.filter(area_id__in=within, class_today="poor").order_by("pk").first()
    assert home is not None
    found: Mapping[str, tuple[str, Any, dict[str, Any]]] = {
        "plan": ("/ke-hoach/{}/", programmes.models.UnitPlan, of_unit),
        "task": ("/dieu-hanh/nhiem-vu/{}/", coordination.models.GivenTask, of_unit),
        "obstacle": ("/dieu-hanh/vuong-mac/{}/", coordination.models.Obstacle, of_unit),
        "follow": ("/dieu-hanh/giup-ho/{}/", coordination.models.Follow, {"household": home}),
        "plan of a household": (
            "/dieu-hanh/ke-hoach-ho/{}/",
            coordination.models.HouseholdPlan,
            {"household__area_id__in": within},
        ),
        "committee": ("/dieu-hanh/ban-chi-dao/{}/", coordination.models.Committee, of_unit),
        "meeting of people": (
            "/dieu-hanh/de-xuat/hop/{}/",
            coordination.models.CommunityMeeting,
            {"area_id__in": within},
        ),
        "conference": ("/dieu-hanh/hoi-nghi/{}/", coordination.models.Conference, of_unit),
        "document": ("/dieu-hanh/phap-luat/{}/", coordination.models.LocalDocument, of_unit),
        "activity": (
            "/hoat-dong/{}/",
            activities.models.Activity,
            {"area_id__in": within, "kind": "household_training", "state": "accepted"},
        ),
        "of things handed over": (
            "/hoat-dong/{}/",
            activities.models.Activity,
            {"area_id__in": within, "kind": "model", "state": "accepted"},
        ),
        "gathering": (
            "/hoat-dong/buoi/{}/",
            activities.models.Gathering,
            {"area_id__in": within, "topic": "Buổi 1"},
        ),
        "line of money": ("/kinh-phi/dong/{}/", budgets.models.Line, of_unit),
        "decision": ("/kinh-phi/quyet-dinh/{}/", budgets.models.Decision, {**of_unit, "kind": "allocate"}),
        "campaign": ("/quy/cuoc-van-dong/{}/", fund.models.Campaign, of_unit),
        "donor": ("/quy/nguoi-ung-ho/{}/", fund.models.Donor, of_unit),
        "receipt": ("/quy/phieu-thu/{}/", fund.models.Receipt, of_unit),
        "case": ("/ho-so-quy/{}/", fund.models.HelpCase, {"area_id__in": within}),
        "delivery": ("/quy/phieu-chi/{}/", fund.models.Delivery, of_unit),
        "meeting": ("/quy/hop/{}/", fund.models.Meeting, of_unit),
        "sponsor": ("/do-dau/nguoi/{}/", fund.models.Sponsor, of_unit),
        "sponsorship": ("/do-dau/{}/", fund.models.Sponsorship, {"area_id__in": within}),
    }
    told_of = {"help of a household": f"/so-ho/{home.code}/ho-tro/"}
    for name, (address, model, where) in found.items():
        if (one := model.objects.filter(**where).order_by("-pk").first()) is not None:
            told_of[name] = address.format(one.pk)
    return told_of


def held() -> dict[str, tuple[str, int]]:
    """Who asks: role and area by name."""
    from bench.country import NATION, PROVINCES  # noqa: PLC0415
    from bench.filled_register import FULL  # noqa: PLC0415

    return {
        "officer of one commune": ("officer", FULL),
        "officer of a province": ("officer", 2 + FULL % PROVINCES),
        "officer of the nation": ("officer", NATION),
    }


def _queries(user: Any, address: str, *, show: bool) -> int:
    """How many questions a page asks the database, sessions and rights included."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    _count_first(user, address)
    client = Client()
    client.force_login(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    for one in captured if show else ():
        if float(one["time"]) >= 0.02:
            print(f"    {one['time']} s  {one['sql'][:3000]}")
    return len(captured)


def _counted() -> float:
    """Do what a page began to count in the background, as the worker does; gives the seconds."""
    from giamngheo.foundation.kept_counts.actions import COUNT, count_in_background  # noqa: PLC0415
    from giamngheo.foundation.tasks.actions import begin, finish  # noqa: PLC0415
    from giamngheo.foundation.tasks.models import Task  # noqa: PLC0415

    start = time.perf_counter()
    for one in Task.objects.filter(kind=COUNT, state="waiting"):
        task = begin(one.pk)
        assert task is not None
        count_in_background(task)
        finish(task)
    return time.perf_counter() - start


def _measure(word: str, only: str, *, show: bool) -> None:
    from bench.country import villages_of  # noqa: PLC0415
    from bench.filled_register import FULL  # noqa: PLC0415

    people = {
        name: (people_of(role, area, 1)[0], area) for name, (role, area) in held().items() if word in name
    }
    cookies = {name: cookie_of(user) for name, (user, _) in people.items()}
    process = serve()
    try:
        for name, (user, area) in people.items():
            bare, missed = f"/tran/{villages_of(FULL)[0]}/", []
            print(f"\n{name}")
            print(row_of("page", "queries", "CPU ms", "× bare", "alone", "× bare"))
            for page, address in pages_of(area).items():
                if only not in page:
                    continue
                count = _queries(user, address, show=show)
                first = min(asked(cookies[name], address, 2))
                patient = {"warm": 3, "times": 8} if first < SLOW else {"warm": 1, "times": 2}
                used, alone = in_turn(process, cookies[name], (bare, address), ROUNDS, **patient)
                times = alone[1][0] / alone[0][0]
                if times > TARGET if "commune" in name else alone[1][1] > MOST:
                    missed.append(page)
                cells = [
                    str(count),
                    f"{used[1]:.1f}",
                    f"{used[1] / (used[0] or 1):.1f}",
                    said(alone[1]),
                    f"{times:.1f}",
                ]
                print(row_of(page, *cells), flush=True)
            print(f"  missed: {', '.join(missed) or 'none'}")
    finally:
        process.terminate()
        process.wait(30)


def _at_work(seconds: int) -> None:
    """Fifty officers: of communes (a third in the measured one), of provinces, two of the nation."""
    from bench.country import FIRST_COMMUNE, NATION, PROVINCES  # noqa: PLC0415
    from bench.filled_register import FULL  # noqa: PLC0415

    places = [("commune", FULL)] * 12 + [("commune", FIRST_COMMUNE + 97 * place) for place in range(1, 22)]
    places += [("province", 2 + place % PROVINCES) for place in range(15)] + [("nation", NATION)] * 2
    crowd, numbers = [], dict[int, int]()
    for tier, area in places:
        numbers[area] = numbers.get(area, 0) + 1
        cookie = cookie_of(people_of("officer", area, numbers[area])[-1])
        crowd.append(Person(cookie, _looking(tier, pages_of(area))))
    for area in numbers:
        user = people_of("officer", area, 1)[0]
        for address in pages_of(area).values():
            _count_first(user, address)
    process = serve()
    try:
        spent = at_work(crowd, seconds)
    finally:
        process.terminate()
        process.wait(30)
    for tier in ("commune", "province", "nation"):
        of_tier = {name: took for name, took in spent.items() if name.startswith(tier)}
        every = list(itertools.chain.from_iterable(of_tier.values()))
        print(f"{tier}: {len(every):,} answers, {said(median_and_95th(every))}")
        slow = sorted(
            ((max(took), name) for name, took in of_tier.items() if max(took) > MOST / 1000), reverse=True
        )
        for most, name in slow:
            print(f"  {name}: up to {most * 1000:.0f} of {len(of_tier[name])}")


def _looking(tier: str, pages: Mapping[str, str]) -> Iterator[Step]:
    """An officer goes through all pages again and again, in an order of their own."""
    for page, address in itertools.cycle(random.sample(list(pages.items()), len(pages))):
        yield f"{tier}: {page}", address, BETWEEN_PAGES


def _count_first(user: Any, address: str) -> None:
    """Open a page once; what it wants to have counted in the background is counted."""
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(user)
    if client.get(address).status_code == 302:
        print(f"  counted in the background: {_counted():.1f} s", flush=True)


def main() -> None:
    """Fill the database where it is empty, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--people", default="", help="only those in whose name this word is")
    parser.add_argument("--pages", default="", help="only those in whose name this word is")
    parser.add_argument("--show-plans", action="store_true", help="print questions of 20 ms and more")
    parser.add_argument("--officers", type=int, default=0, help="seconds of fifty officers at work")
    args = parser.parse_args()
    households = QUICK if args.quick else HOUSEHOLDS

    def work() -> None:
        fill(households)
        make_bare_list()
        for table, rows, megabytes in told():
            print(f"  {table:<36}{rows:>12,} rows{megabytes:>8.0f} MB")
        if args.officers:
            _at_work(args.officers)
        else:
            _measure(args.people, args.pages, show=args.show_plans)

    on_database_of(ROOT / "bench" / "data" / f"programme-{households}", work)


if __name__ == "__main__":
    main()
