"""Writes made-up people of a whole area, some of them twice, with the errors of real lists; nobody is real.

Names are drawn from common words by how common they are (nearly four in ten are Nguyễn); numbers begin with
099, which no province ever had.
"""

import unicodedata
from datetime import date, timedelta
from random import Random

import numpy as np
import polars as pl

from giamngheo.foundation.text import plain

SEED = 2026
TWICE = 0.05
VILLAGE = 150  # households
_SURNAMES = """
    Nguyễn 384 Trần 121 Lê 95 Phạm 70 Hoàng 30 Huỳnh 21 Phan 45 Vũ 20 Võ 19 Đặng 21 Bùi 20 Đỗ 14 Hồ 13
    Ngô 13 Dương 10 Lý 5 Đinh 8 Đoàn 7 Lâm 6 Mai 6 Trương 9 Trịnh 7 Đào 8 Cao 6 Hà 6 Tạ 4 Châu 4 Quách 2
    Lò 5 Vi 4
"""  # a word and how many of about a thousand have it
_MIDDLES = {
    "male": """
        Văn 400 Đức 60 Hữu 50 Minh 60 Quốc 45 Xuân 35 Ngọc 40 Thanh 45 Công 35 Đình 35 Trọng 25 Hoàng 30
        Quang 40 Duy 25 Bá 20 Thế 25 Tiến 20 Gia 15
    """,
    "female": """
        Thị 520 Thị_Thanh 60 Thị_Ngọc 50 Thị_Kim 45 Thị_Thu 45 Thị_Mỹ 30 Thị_Hồng 40 Ngọc 50 Thanh 30
        Kim 25 Thuý 20 Bích 20 Phương 25 Minh 20 Khánh 15
    """,
}
_GIVEN = {
    "male": """
        Hùng Dũng Tuấn Minh Nam Hải Long Sơn Thắng Cường Đức Hoà Bình Thành Trung Hiếu Phúc Tùng Quang
        Huy Khánh An Tâm Tài Lộc Phước Thọ Vinh Hưng Đạt Toàn Kiên Linh Duy Khoa Bảo Phong Thịnh Thái
        Lâm Lợi Nghĩa Nhân Tín Trí Dương Giang Hậu Hoàng Hoàn Tiến Tân Tú Việt Vũ Mạnh Quân Quốc Quyết
        Sang Sáng Thuận Thiện Trường Văn Xuân Yên Ý Đông Định Đoàn Ân Ba Bảy Chiến Chính Công Du Hợp
        Khải
    """,
    "female": """
        Hoa Lan Hương Hồng Mai Hà Nga Thuỷ Thảo Trang Linh Phương Anh Ngọc Hằng Hạnh Dung Yến Oanh Loan
        Liên Huệ Cúc Đào Bích Châu Chi Diệp Diễm Giang Hân Hiền Hoài Hoà Huyền Khánh Kiều Lệ Loan Ly Mỹ
        My Na Ngân Nhi Nhung Như Phượng Quyên Quỳnh Sen Sương Tâm Thanh Thắm Thoa Thơ Thu Thúy Thương
        Tiên Trâm Trinh Trúc Tuyết Tươi Uyên Vân Vy Xuân Ý Ánh Bé Hai Hường Lài Lành Mận Nụ
    """,
}
_NEAR_KEYS = {
    "a": "s",
    "o": "p",
    "n": "m",
    "i": "u",
    "h": "g",
    "t": "r",
    "e": "w",
    "u": "i",
    "g": "h",
    "m": "n",
}


def _drawn(random: np.random.Generator, told: str, count: int) -> np.ndarray:
    parts = told.split()
    words = np.array([word.replace("_", " ") for word in parts[::2]])
    weights = np.array(parts[1::2], dtype=float)
    return words[random.choice(len(words), count, p=weights / weights.sum())]


def _given(random: np.random.Generator, sex: str, count: int) -> np.ndarray:
    words = list(dict.fromkeys(_GIVEN[sex].split()))
    weights = 1 / (np.arange(len(words)) + 8.0)
    return np.array(words)[random.choice(len(words), count, p=weights / weights.sum())]


def made_people(count: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """People (columns of `linkage.PEOPLE`), some told twice, and the pairs (left, right) that are one."""
    random = np.random.default_rng(SEED)
    first = round(count / (1 + TWICE))
    once = _families(random, first)
    again = _told_again(once, count - first, int(once["village"].max()))  # type: ignore[arg-type]
    people = pl.concat([once, again.drop("of")])
    pairs = again.select(left="of", right="id")
    shuffled = people.sample(fraction=1.0, shuffle=True, seed=SEED)
    return shuffled, pairs


def _families(random: np.random.Generator, count: int) -> pl.DataFrame:
    sizes = random.choice([1, 2, 3, 4, 5, 6], count, p=[0.1, 0.17, 0.2, 0.3, 0.15, 0.08])
    homes = np.repeat(np.arange(count), sizes)[:count]
    place = np.arange(count) - np.searchsorted(homes, homes)  # 0 head, 1 spouse, 2 … children
    of_home = homes
    male = np.where(place == 0, random.random(count) < 0.75, random.random(count) < 0.5)
    head = np.searchsorted(homes, homes)
    male = np.where(place == 1, ~male[head], male)
    surname = _drawn(random, _SURNAMES, count)
    surname = np.where((place != 1) & male[head], surname[head], surname)
    middle = np.where(
        male, _drawn(random, _MIDDLES["male"], count), _drawn(random, _MIDDLES["female"], count)
    )
    given = np.where(male, _given(random, "male", count), _given(random, "female", count))
    head_born = np.datetime64("1945-01-01") + random.integers(0, 55 * 365, count)
    gap = np.select(
        [place == 0, place == 1],
        [0, random.integers(-2000, 2500, count)],
        random.integers(7300, 13000, count),
    )
    born = head_born[head] + gap
    young = np.datetime64("2026-06-01") - random.integers(0, 6 * 365, count)
    born = np.minimum(born, young)
    brother = np.maximum(np.arange(count) - 1, 0)
    twin = (place > 2) & (random.random(count) < 0.02)
    born = np.where(twin, born[brother], born)
    middle = np.where(twin & (male == male[brother]), middle[brother], middle)
    son_like_father = (place == 2) & male & male[head] & (random.random(count) < 0.004)
    middle, given = (np.where(son_like_father, a[head], a) for a in (middle, given))
    year = born.astype("datetime64[Y]").astype(int) + 1970
    mark = np.where(year < 2000, 0, 2) + ~male
    serial = random.integers(0, 1_000_000, count)
    serial = np.where(twin & (male == male[brother]), serial[brother] + 1, serial) % 1_000_000
    old = (year < 1990) & (random.random(count) < 0.3)
    by_year = (year < 1970) & (random.random(count) < 0.25)
    frame = pl.DataFrame(
        {
            "id": np.arange(count, dtype=np.int64),
            "surname": surname,
            "middle": middle,
            "given": given,
            "male": male,
            "born": born,
            "by_year": by_year,
            "number": (mark * 100 + year % 100) * 1_000_000 + serial,
            "numbered": random.random(count) < 0.75,
            "former": random.integers(100_000_000, 999_999_999, count),
            "old": old,
            "home": of_home,
        }
    )
    return frame.select(
        "id",
        full_name=pl.concat_str("surname", "middle", "given", separator=" "),
        sex=pl.when("male").then(pl.lit("male")).otherwise(pl.lit("female")),
        birth_date=pl.when("by_year")
        .then(pl.col("born").cast(pl.Date).dt.truncate("1y"))
        .otherwise(pl.col("born").cast(pl.Date)),
        birth_precision=pl.when("by_year").then(pl.lit("year")).otherwise(pl.lit("day")),
        personal_number=pl.when("numbered")
        .then(pl.format("099{}", pl.col("number").cast(pl.String).str.zfill(9)))
        .otherwise(pl.lit("")),
        former_number=pl.when("old").then(pl.col("former").cast(pl.String)).otherwise(pl.lit("")),
        village=pl.col("home").cast(pl.Int64) // VILLAGE,
        head_name=pl.concat_str("surname", "middle", "given", separator=" ").first().over("home"),
    )


def _told_again(once: pl.DataFrame, count: int, villages: int) -> pl.DataFrame:
    """A second record of some, as another list has them."""
    draw = Random(SEED)
    chosen = once.sample(count, seed=SEED)
    heads = once["head_name"].sample(count, seed=SEED + 1).to_list()
    rows = []
    for place, row in enumerate(chosen.iter_rows(named=True)):
        said = {**row, "of": row["id"], "id": once.height + place}
        _name_as_typed(said, draw)
        _birth_as_typed(said, draw)
        _number_as_typed(said, draw)
        moved = draw.random()
        if moved < 0.2:
            said["village"] = draw.randint(0, villages)
        if moved < 0.1 or draw.random() < 0.12:
            said["head_name"] = heads[place]
        rows.append(said)
    return pl.DataFrame(rows, schema={**once.schema, "of": pl.Int64}, orient="row")


def _name_as_typed(said: dict[str, object], draw: Random) -> None:
    name = str(said["full_name"])
    if draw.random() < 0.08:
        name = _slip(name, draw)
    if draw.random() < 0.04:
        surname, *middle, given = name.split()
        name = f"{surname[:2]}. {' '.join(f'{one[0]}.' for one in middle)} {given}"
    kind = draw.random()
    if kind < 0.25:
        name = plain(name).title()
    elif kind < 0.35:
        name = unicodedata.normalize("NFD", name)
    elif kind < 0.5:
        name = name.replace("oà", "òa").replace("uý", "úy").replace("uỷ", "ủy").upper()
    said["full_name"] = name
    if draw.random() < 0.2:
        said["head_name"] = plain(str(said["head_name"]))


def _slip(name: str, draw: Random) -> str:
    place = draw.randrange(len(name))
    letter = name[place]
    kind = draw.random()
    if letter == " " or kind < 0.3:
        return name[:place] + letter + name[place:]
    if kind < 0.6 and name.count(" ") < len(name) - 6:
        return name[:place] + name[place + 1 :]
    return name[:place] + _NEAR_KEYS.get(letter, letter) + name[place + 1 :]


def _birth_as_typed(said: dict[str, object], draw: Random) -> None:
    born = said["birth_date"]
    assert isinstance(born, date)
    kind = draw.random()
    if kind < 0.25:
        said["birth_date"] = date(born.year, 1, 1)
        said["birth_precision"] = "year" if draw.random() < 0.7 else "day"
    elif said["birth_precision"] == "day":
        if kind < 0.31 and born.day <= 12:
            said["birth_date"] = date(born.year, born.day, born.month)
        elif kind < 0.35:
            said["birth_date"] = born + timedelta(days=draw.choice((-10, -1, 1, 10, 30, 365)))
        elif kind < 0.36:
            said["birth_date"] = None
            said["birth_precision"] = ""


def _number_as_typed(said: dict[str, object], draw: Random) -> None:
    number = str(said["personal_number"])
    kind = draw.random()
    if kind < 0.35:
        said["personal_number"] = ""
    elif kind < 0.45 and said["former_number"]:
        said["personal_number"] = said["former_number"]
        said["former_number"] = ""
    elif kind < 0.52 and number:
        said["personal_number"] = number[1:]
    elif kind < 0.58 and number:
        place = draw.randrange(6, 12)
        said["personal_number"] = number[:place] + str(draw.randint(0, 9)) + number[place + 1 :]
    if draw.random() < 0.4:
        said["former_number"] = ""
