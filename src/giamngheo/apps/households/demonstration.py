"""Made-up households for the demonstration: the same on every machine, their surnames say what they are."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Any, Final

from giamngheo.apps.households.actions import About, MemberSaid, record_birth, record_death, record_household
from giamngheo.apps.households.demonstration_standings import decide
from giamngheo.apps.households.models import Household, Person
from giamngheo.foundation.audit.actions import SYSTEM

SOURCE: Final = "dữ liệu trình diễn, không có thật"
HOUSEHOLDS: Final = 18  # in each village
_SURNAMES: Final = ("Mẫu", "Thử", "Trình", "Diễn", "Ví")
_GIVEN: Final = {
    "male": (
        "An",
        "Bình",
        "Cường",
        "Dũng",
        "Đức",
        "Hải",
        "Hoà",
        "Khánh",
        "Long",
        "Minh",
        "Nam",
        "Phúc",
        "Sơn",
        "Tùng",
    ),
    "female": (
        "Anh",
        "Bích",
        "Chi",
        "Dung",
        "Giang",
        "Hà",
        "Hoa",
        "Hoà",
        "Lan",
        "Mai",
        "Nga",
        "Oanh",
        "Thảo",
        "Yến",
    ),
}
_SINCE: Final = date(2025, 7, 1)


def fill_register(villages: Sequence[int]) -> int:
    """Give each village its households, where it has none yet; returns how many were written."""
    written = 0
    for place, village in enumerate(villages):
        if Household.objects.filter(area_id=village).exists():
            continue
        draw = Random(place)
        homes = [_record(village, draw) for _ in range(HOUSEHOLDS)]
        decide(homes, SOURCE, draw)
        _let_time_pass(homes, draw)
        written += len(homes)
    return written


def _record(village: int, draw: Random) -> Household:
    about = About(_SINCE, reason="Trình diễn", source=SOURCE)
    return record_household(
        village, list(_family(draw)), about, SYSTEM, numbers={"danh sách của xã": str(draw.randint(1, 400))}
    )


def _family(draw: Random) -> Iterator[MemberSaid]:
    surname, sex = draw.choice(_SURNAMES), draw.choice(("male", "male", "female"))
    born = draw.randint(1945, 1998)
    ethnicity = draw.choice(("kinh", "kinh", "kinh", "tay", "cham", ""))
    yield _member("head", (surname, sex), born, ethnicity, draw)
    if draw.random() < 0.75:
        other = "female" if sex == "male" else "male"
        yield _member("spouse", (draw.choice(_SURNAMES), other), born + draw.randint(-3, 5), ethnicity, draw)
    for _ in range(draw.choice((0, 1, 2, 2, 3))):
        child = min(2025, born + draw.randint(20, 34))
        yield _member("child", (surname, draw.choice(("male", "female"))), child, ethnicity, draw)


def _member(
    relationship: str, called: tuple[str, str], year: int, ethnicity: str, draw: Random
) -> MemberSaid:
    surname, sex = called
    middle = "Văn" if sex == "male" else "Thị"
    day_known = draw.random() < 0.8
    said: dict[str, Any] = {
        "full_name": f"{surname} {middle} {draw.choice(_GIVEN[sex])}",
        "sex": sex,
        "birth_date": date(year, draw.randint(1, 6), draw.randint(1, 28)) if day_known else date(year, 1, 1),
        "birth_precision": "day" if day_known else "year",
        "ethnicity": ethnicity,
        "has_health_insurance": draw.choice((True, True, True, False, None)),
    }
    age = _SINCE.year - year
    if 6 <= age <= 17:
        said["attending"] = "primary" if age < 11 else "lower_secondary" if age < 15 else "upper_secondary"
    if age > 17:
        said["work_status"] = draw.choice(("working", "working", "no_regular_job", "no_job", "unable"))
        said["training_level"] = draw.choice(("none", "none", "none", "elementary", "college"))
    return MemberSaid(relationship, said)


def _let_time_pass(homes: Sequence[Household], draw: Random) -> None:
    """Some of what a year brings, so that histories have something to tell."""
    about = About(date(2026, draw.randint(1, 9), 12), reason="Trình diễn", source=SOURCE)
    growing, losing = draw.sample(list(homes), 2)
    surname = growing.head_name.split()[0]
    name = f"{surname} Văn {draw.choice(_GIVEN['male'])}"
    record_birth(growing, MemberSaid("child", {"full_name": name, "sex": "male"}), about, SYSTEM)
    gone = Person.objects.filter(household=losing, is_living=True).exclude(relationship="head").first()
    if gone is not None:
        record_death(gone, about, SYSTEM)
