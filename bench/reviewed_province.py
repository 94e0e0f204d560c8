"""The province of `bench/reviewing.py`: communes with a review filled in, written once and kept.

The register goes in by the product's own bulk writer, rounds are opened by the product. Some sheets are
filled in and sealed by the product's deeds; every other sheet says what one of these says, with members and
points of its own, and goes in by COPY.
"""

import json
import random
import time
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import polars as pl
from bench.country import COMMUNES, FIRST_COMMUNE, PROVINCE, PROVINCES, make_country, villages_of

OF_A_COMMUNE, OF_THE_PROVINCE = 5_100, COMMUNES // PROVINCES  # 97 communes, about 500,000 households
OPENED, LISTED, REVIEWED, MET, POSTED, DECIDED = (
    date(2026, 9, 1),
    date(2026, 9, 7),
    date(2026, 9, 28),
    date(2026, 10, 5),
    date(2026, 10, 7),
    date(2026, 10, 20),
)
Pattern = tuple[tuple[str, str], tuple[str, str]]
"""What a sheet says as opened and as sealed: its answers as JSON, what is measured as a line."""

_PATTERNS_OF_A_SIZE = 6
_POINTS = 97_531_246  # stands in a pattern for the points of income
_SHEETS = """
INSERT INTO surveys_filledsheet (household_id, household_code, area_id, occasion, form, form_version,
    asked_also, day, state, reviewer_name, version, missing, opened_at)
SELECT household_id, household_code, area_id, %s, %s, %s, %s, %s, 'draft', 'Người đo', 1, 0, now()
FROM reviews_entry WHERE round_id = %s
"""
_SEALED = "UPDATE surveys_filledsheet SET state = 'sealed', version = 2 WHERE occasion = %s"


def fill(households: int, officer: Any) -> None:
    """Write the country, the register of some communes of a province and their reviews, unless there."""
    from django.db import connection  # noqa: PLC0415

    from giamngheo.apps.reviews.models import Round  # noqa: PLC0415

    if Round.objects.exists():
        return
    start = time.perf_counter()
    make_country()
    communes = communes_of(households)
    patterns: dict[int, list[Pattern]] = {}
    for place, commune in enumerate(communes):
        _take_in(commune, households // len(communes), seed=place)
        patterns = patterns or _patterns(commune, officer)
        _review(commune, patterns, officer, random.Random(place))
        print(f"  {place + 1}/{len(communes)} communes, {time.perf_counter() - start:.0f} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def communes_of(households: int) -> list[int]:
    """So many communes of the province that each is as large as they are; at most all of them."""
    first = FIRST_COMMUNE + (-FIRST_COMMUNE - 2 + PROVINCE) % PROVINCES
    return [
        first + PROVINCES * place
        for place in range(min(max(1, round(households / OF_A_COMMUNE)), OF_THE_PROVINCE))
    ]


def _take_in(commune: int, households: int, seed: int) -> None:
    """The register of a commune; all were poor or near-poor by the decision of last year."""
    from django.db import transaction  # noqa: PLC0415

    from giamngheo.apps.households.actions import About  # noqa: PLC0415
    from giamngheo.apps.households.bulk import record_many  # noqa: PLC0415
    from giamngheo.apps.households.bulk.batch import Batch  # noqa: PLC0415
    from giamngheo.apps.households.generated import generate  # noqa: PLC0415
    from giamngheo.apps.households.generated.calibration import OPENING  # noqa: PLC0415
    from giamngheo.apps.households.states import EventKind  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415

    made = generate(pl.DataFrame({"area_id": list(villages_of(commune))}), households, seed)
    written = record_many(made.households, made.people, About(OPENING, source="đo"), SYSTEM, made.numbers)
    day = date(2025, 12, 20)
    told = written.households.select(household_id="id", area_id="area_id").with_columns(
        household_class=pl.when(pl.int_range(pl.len()) % 2 == 0)
        .then(pl.lit("poor"))
        .otherwise(pl.lit("near_poor")),
        since=pl.lit(day),
        decision_number=pl.lit("1/QĐ"),
        decision_date=pl.lit(day),
        decided_by=pl.lit("đo"),
        list_year=pl.lit(2026, pl.Int64),
        income_points=pl.lit(130, pl.Int64),
        deprivation_points=pl.lit(30, pl.Int64),
        deprivations=pl.lit([], pl.List(pl.String)),
    )
    with transaction.atomic():
        batch = Batch(About(day, source="đo"), SYSTEM, kind=EventKind.LIST_RECOGNITION)
        batch.recognise(told)
        batch.close()


def _patterns(commune: int, officer: Any) -> dict[int, list[Pattern]]:
    """Contents of sheets, by the number of members; «#0#» stands for the key of the first."""
    from giamngheo.apps.households.models import Household  # noqa: PLC0415
    from giamngheo.apps.surveys.actions import open_sheets  # noqa: PLC0415
    from giamngheo.apps.surveys.demonstration import FORM, fill_whole  # noqa: PLC0415
    from giamngheo.apps.surveys.models import SheetVersion  # noqa: PLC0415
    from giamngheo.law.questionnaires.library import questionnaire  # noqa: PLC0415
    from giamngheo.law.questionnaires.measured import as_measured  # noqa: PLC0415
    from giamngheo.law.questionnaires.stored import from_stored  # noqa: PLC0415

    form = questionnaire(FORM)
    draw = random.Random(2026)
    homes = Household.objects.filter(area_id__in=villages_of(commune)).order_by("pk")
    sizes = set(homes.values_list("members", flat=True))
    chosen = [home for size in sorted(sizes) for home in homes.filter(members=size)[:_PATTERNS_OF_A_SIZE]]
    found: dict[int, list[Pattern]] = {}
    sheets = open_sheets(chosen, FORM, "do", LISTED, officer, asked_also=["income_points"])
    for home, sheet in zip(chosen, sheets, strict=True):
        fill_whole(sheet, officer, draw, {"income_points": 130})
        told = dict(SheetVersion.objects.filter(sheet=sheet).values_list("kind", "answers"))
        if "sealed" not in told:  # a generated family that the form asks about again
            continue
        told["sealed"]["household"]["income_points"] = _POINTS
        opened, sealed = (_as_pattern(told[kind]) for kind in ("opened", "sealed"))
        measured = as_measured(form, from_stored(form, json.loads(sealed)), sheet.asked_also)
        found.setdefault(home.members, []).append(((opened, ""), (sealed, measured)))
    print(f"  {sum(map(len, found.values()))} sheets filled in as patterns", flush=True)
    return found


def _as_pattern(told: dict[str, Any]) -> str:
    for place, member in enumerate(told["members"]):
        member["key"] = f"#{place}#"
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))  # as the product writes it


def _review(commune: int, patterns: dict[int, list[Pattern]], officer: Any, draw: random.Random) -> None:
    """A round of a commune with all sheets sealed, and what is told of each village until the decision."""
    from django.db import connection  # noqa: PLC0415

    from giamngheo.apps.reviews.actions import open_round, set_point  # noqa: PLC0415
    from giamngheo.apps.surveys.models import SheetVersion  # noqa: PLC0415
    from giamngheo.foundation.areas.models import Area  # noqa: PLC0415
    from giamngheo.law.questionnaires.library import questionnaire  # noqa: PLC0415
    from giamngheo.law.vocabulary.procedures import NOBODY, ProcedureKind, Setting  # noqa: PLC0415

    area, kind = Area.objects.get(pk=commune), ProcedureKind.PERIODIC_REVIEW
    nobody = Setting(point="opinion_authority", value=NOBODY, since=date(2026, 1, 1), source="đo")
    set_point(area, kind, nobody, officer)
    one = open_round(area, kind, OPENED, officer)
    with connection.cursor() as cursor:
        version = questionnaire(one.form).version
        also = list(one.asked_also)
        cursor.execute(_SHEETS, [one.occasion, one.form, version, also, LISTED, one.pk])
        for number, kind_of_version in ((1, "opened"), (2, "sealed")):
            contents = list(_contents(one.occasion, patterns, number - 1, draw))
            with cursor.copy(
                f"COPY {SheetVersion._meta.db_table} (sheet_id, number, kind, answers, measured, reasons, "
                "reason, author_name, written_at) FROM STDIN"
            ) as copy:
                for sheet, text, measured in contents:
                    copy.write_row(
                        (sheet, number, kind_of_version, text, measured, "{}", "", "Người đo", "2026-09-20")
                    )
        cursor.execute(_SEALED, [one.occasion])


def _contents(
    occasion: str, patterns: dict[int, list[Pattern]], which: int, draw: random.Random
) -> Iterator[tuple[int, str, str]]:
    from django.contrib.postgres.aggregates import ArrayAgg  # noqa: PLC0415
    from django.db.models import Q  # noqa: PLC0415

    from giamngheo.apps.surveys.models import FilledSheet  # noqa: PLC0415

    living = Q(household__people__is_living=True)
    rows = FilledSheet.objects.filter(occasion=occasion).order_by("pk")
    people = rows.annotate(people=ArrayAgg("household__people", filter=living))
    for sheet, folk in people.values_list("pk", "people"):
        known = patterns.get(len(folk)) or patterns[min(patterns, key=lambda size: abs(size - len(folk)))]
        texts, points = draw.choice(known)[which], str(draw.randint(60, 220))
        for stands_for, said in (
            (str(_POINTS), points),
            *((f"#{n}#", str(one)) for n, one in enumerate(folk)),
        ):
            texts = texts[0].replace(stands_for, said), texts[1].replace(stands_for, said)
        yield sheet, *texts


def tell_the_steps() -> None:
    """All villages were reviewed, met and posted, with one vote on the whole list."""
    from giamngheo.apps.reviews.models import Case, Happening, HouseholdVote  # noqa: PLC0415

    cases = list(Case.objects.order_by("pk"))
    told: dict[str, Any] = {"actor_id": None, "actor_name": "Người đo"}
    for verb, day in (("listed", LISTED), ("reviewed", REVIEWED), ("met", MET), ("posted", POSTED)):
        attending = 40 if verb == "met" else None
        rows = Happening.objects.bulk_create(
            Happening(case=case, verb=verb, day=day, attending=attending, **told) for case in cases
        )
        if verb == "met":
            HouseholdVote.objects.bulk_create(
                HouseholdVote(happening=row, votes_for=38, votes_of=40) for row in rows
            )


def rounds() -> Sequence[Any]:
    """All rounds, in the order of communes."""
    from giamngheo.apps.reviews.models import Round  # noqa: PLC0415

    return list(Round.objects.order_by("pk"))
