"""The twin's deprivations from answers under the standard of 2022–2026, each a sentence of plain Python."""

from datetime import date
from typing import Any

from tests.measurement.twin import Row, Told, every, no, some

CLEAN_WATER = {"piped", "drilled_well", "protected_dug_well", "protected_spring", "rain", "bottled"}
HYGIENIC = {"septic", "pour_flush", "ventilated_pit", "double_vault"}
OPEN_FROM = 60
LEVELS = ["preschool", "primary", "lower_secondary", "upper_secondary", "vocational", "higher"]
TRAINED = {"elementary", "intermediate", "college", "university", "postgraduate"}


def aged(member: Row, years: int, day: date) -> Told:
    """Whether the member's birthday of that age has come, for every birth date still possible."""
    told = {_came(member[column], years, day) for column in ("birth_earliest", "birth_latest")}
    return None if None in told or len(told) > 1 else told.pop()


def _came(born: int | None, years: int, day: date) -> Told:
    if born is None:
        return None
    year, month, of_month = born // 10_000 + years, born // 100 % 100, born % 100
    return (year, month, of_month) <= (day.year, day.month, day.day)


def between(member: Row, first: int, end: int, day: date) -> Told:
    return every(aged(member, first, day), no(aged(member, end, day)))


def is_one(answer: Any, codes: set[str]) -> Told:
    return None if answer is None else answer in codes


def anybody(told: list[Told]) -> Told:
    """A household whose members are not recorded has not answered."""
    return some(*told) if told else None


def twin_deprivations(home: Row, members: list[Row], day: date) -> list[Told]:
    """The twelve, in the official order."""
    count = len(members) or None
    dependants = [
        some(no(aged(m, 16, day)), is_one(m["social_assistance"], {"elderly", "severe_disability"}))
        for m in members
    ]
    certain, possible = dependants.count(True), len(dependants) - dependants.count(False)
    crowded = (
        None if count is None else True if certain * 2 > count else False if possible * 2 <= count else None
    )
    weak = [no(home[part]) for part in ("wall_durable", "column_durable", "roof_durable")]
    area = home["housing_area"]
    means = (
        "has_television",
        "has_radio",
        "has_desktop_or_telephone",
        "has_laptop_or_tablet",
        "has_smartphone",
    )
    return [
        anybody([_without_work(m, day) for m in members]),
        crowded,
        anybody([every(no(aged(m, 16, day)), m["undernourished"]) for m in members]),
        anybody([every(aged(m, 6, day), no(m["has_health_insurance"])) for m in members]),
        anybody([_untaught(m, day) for m in members]),
        anybody([_out_of_school(m, day) for m in members]),
        True if weak.count(True) >= 2 else False if weak.count(False) >= 2 else None,
        None if area is None or count is None else area < 8 * count,
        no(is_one(home["water_source"], CLEAN_WATER)),
        no(is_one(home["toilet"], HYGIENIC)),
        no(anybody([m["uses_internet"] for m in members])),
        no(some(*(home[name] for name in means))),
    ]


def _without_work(m: Row, day: date) -> Told:
    by_hire = every(is_one(m["work_status"], {"working"}), is_one(m["contract"], {"no_contract"}))
    still_of_age = True if aged(m, OPEN_FROM, day) is False else None
    no_job = is_one(m["work_status"], {"no_job", "no_regular_job"})
    return every(aged(m, 15, day), still_of_age, some(no_job, by_hire))


def _untaught(m: Row, day: date) -> Told:
    on_the_job = every(is_one(m["work_status"], {"working"}), is_one(m["training_level"], {"on_the_job"}))
    adult = aged(m, 18, day)
    trained = every(adult, some(is_one(m["training_level"], TRAINED), on_the_job))
    lower = every(no(adult), is_one(m["education_level"], {"lower_secondary"}))
    reached = some(is_one(m["education_level"], {"upper_secondary"}), trained, lower)
    return every(between(m, 16, 31, day), is_one(m["attending"], {"none"}), no(reached))


def _out_of_school(m: Row, day: date) -> Told:
    """From 3, 6 and 12 years on a higher level is asked for."""
    return some(
        *(
            every(between(m, first, 16, day), no(is_one(m["attending"], set(LEVELS[skipped:]))))
            for skipped, first in enumerate((3, 6, 12))
        )
    )
