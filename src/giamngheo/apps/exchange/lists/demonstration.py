"""Lists to try the product with: made by a machine, plainly marked, no household and no person is real."""

import random
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from giamngheo.apps.exchange.lists.fields import fields_for
from giamngheo.foundation.sheets import SheetOut, write_workbook
from giamngheo.law.library import Rules
from giamngheo.law.vocabulary.standards import Residence

PREFIX = "DEMO-"
TITLE = "DANH SÁCH MINH HOẠ – DỮ LIỆU DO MÁY SINH RA, KHÔNG PHẢI NGƯỜI THẬT"
VILLAGES = ("Thôn Minh Hoạ Đông", "Thôn Minh Hoạ Tây", "Thôn Minh Hoạ Nam")
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Hoàng")
_GIVEN = ("Văn Mẫu", "Thị Mẫu", "Văn Thử", "Thị Thử", "Minh Hoạ")
_LACKING = 0.22  # the share of ticks, so that two and three deprivations are both common
_KNOWN = 0.96  # the share of answers that a careful office has at hand


@dataclass(frozen=True)
class Demonstration:
    """One list to try: `id` names its file, `label` and `help` are what the person reads."""

    id: str
    label: str
    help: str


DEMONSTRATIONS = (
    Demonstration(
        "chi-so",
        "Thu nhập và chỉ số",
        "Thu nhập bình quân và từng chỉ số thiếu hụt đánh dấu x, tiêu đề hai dòng, có ô để trống",
    ),
    Demonstration(
        "diem", "Điểm B1, B2", "Tổng điểm B1 và B2 của phiếu đã chấm, vài dòng ghi sai để thấy cách báo lỗi"
    ),
    Demonstration(
        "phieu",
        "Phiếu của hộ và thành viên",
        "Câu trả lời của hộ ở một trang, của thành viên ở trang kia; điểm B1 theo bảng điểm minh hoạ",
    ),
)


def write_demonstration(
    name: str, path: Path, rules: Rules, *, households: int = 240, seed: int = 2026
) -> None:
    """Write one of `DEMONSTRATIONS` as an .xlsx workbook laid out as communes do.

    Raises:
        KeyError: where no demonstration has the name.
    """
    makers = {"chi-so": _indicators, "diem": _points, "phieu": _survey}
    dice = random.Random(seed)
    write_workbook(path, makers[name](dice, households, rules))


def _identity(dice: random.Random, number: int, households: int) -> dict[str, object]:
    village = VILLAGES[number * len(VILLAGES) // households]
    name = f"{dice.choice(_FAMILY)} {dice.choice(_GIVEN)} {number + 1:03d}"
    return {
        "STT": number + 1,
        "Mã hộ": f"{PREFIX}{number + 1:04d}",
        "Họ và tên chủ hộ": name,
        "Thôn": village,
    }


def _income(dice: random.Random, rules: Rules) -> int:
    """Incomes crowd around the line, so that every class is met."""
    line = rules.parameters.line("income_line")
    low = line if isinstance(line, int) or line is None else line.of(Residence.RURAL)
    return round((low or 0) * dice.lognormvariate(0.25, 0.45) / 10_000) * 10_000


def _above(first: list[str], spanning: str, count: int) -> list[list[object]]:
    return [
        [TITLE],
        ["Dùng để thử phần mềm giamngheo; không dùng làm căn cứ công nhận hộ nghèo."],
        [],
        [*([None] * len(first)), spanning, *([None] * (count - 1))],
    ]


def _indicators(dice: random.Random, households: int, rules: Rules) -> list[SheetOut]:
    names = [text.name for text in rules.standard.deprivations]
    rows = []
    for number in range(households):
        row = _identity(dice, number, households)
        income = _income(dice, rules)
        row["Số nhân khẩu"] = dice.randint(1, 7)
        row["Thu nhập bình quân đầu người/tháng (đồng)"] = income if dice.random() < _KNOWN else None
        for name in names:
            row[name] = ("x" if dice.random() < _LACKING else "không") if dice.random() < _KNOWN else None
        rows.append(row)
    frame = pl.DataFrame(rows, infer_schema_length=None)
    first = [c for c in frame.columns if c not in names]
    total: list[list[object]] = [[None, None, "Tổng cộng", None, frame.get_column("Số nhân khẩu").sum()]]
    return [
        SheetOut(
            "Danh sách", frame.columns, frame, lead=_above(first, "Chỉ số thiếu hụt", len(names)), trail=total
        )
    ]


def _points(dice: random.Random, households: int, rules: Rules) -> list[SheetOut]:
    line = rules.parameters.line("income_points_line") if rules.has_points else None
    middle = line.of(Residence.RURAL) if line is not None and not isinstance(line, int) else 0
    rows = []
    for number in range(households):
        row = _identity(dice, number, households)
        row["Số nhân khẩu"] = dice.randint(1, 7)
        row["Điểm B1"] = (
            str(max(0, round(dice.gauss(middle, 25)) // 5 * 5)) if dice.random() < _KNOWN else None
        )
        row["Điểm B2"] = str(dice.choice((0, 1, 1, 2, 2, 3, 3, 4, 5)) * rules.weight)
        rows.append(row)
    rows[6]["Điểm B2"], rows[11]["Điểm B1"] = str(rules.cutoff + 5), "một trăm"
    frame = pl.DataFrame(rows, infer_schema_length=None)
    lead: list[list[object]] = [[TITLE], []]
    return [SheetOut("Phiếu đã chấm", frame.columns, frame, lead=lead)]


def _survey(dice: random.Random, households: int, rules: Rules) -> list[SheetOut]:
    homes, people = [], []
    for number in range(households):
        home = _identity(dice, number, households)
        code, village = home["Mã hộ"], home["Thôn"]
        members = dice.randint(1, 6)
        home["member_count"] = members
        home["electricity_kwh"] = dice.choice((20, 45, 60, 80, 110, 180))
        home["has_motorbike"] = "có" if dice.random() < 0.6 else "không"
        home["has_refrigerator"] = "có" if dice.random() < 0.4 else "không"
        home["housing_area"] = dice.choice((18, 24, 36, 48, 60))
        for part in ("wall_durable", "column_durable", "roof_durable"):
            home[part] = "có" if dice.random() < 0.75 else "không"
        home["water_source"] = dice.choice(("piped", "drilled_well", "rain", "unprotected_dug_well"))
        home["toilet"] = dice.choice(("septic", "pour_flush", "none"))
        for means in (
            "has_television",
            "has_radio",
            "has_desktop_or_telephone",
            "has_laptop_or_tablet",
            "has_smartphone",
        ):
            home[means] = "có" if dice.random() < 0.4 else "không"
        homes.append(home)
        people += [_person(dice, code, village, first=order == 0) for order in range(members)]
    return [_labelled("Hộ", homes, rules), _labelled("Thành viên", people, rules)]


def _person(dice: random.Random, code: object, village: object, *, first: bool) -> dict[str, object]:
    born = dice.randint(1950, 2002) if first else dice.randint(1955, 2025)
    age = 2026 - born
    adult, studying = age >= 16, 3 <= age < 18
    level = (
        "preschool"
        if age < 6
        else "primary"
        if age < 12
        else "lower_secondary"
        if age < 16
        else "upper_secondary"
    )
    return {
        "Mã hộ": code,
        "Thôn": village,
        "Họ tên thành viên": f"{dice.choice(_FAMILY)} {dice.choice(_GIVEN)}",
        "Quan hệ với chủ hộ": "Chủ hộ" if first else "Thành viên",
        "Ngày sinh": f"{dice.randint(1, 28)}/{dice.randint(1, 12)}/{born}"
        if dice.random() < 0.8
        else str(born),
        "work_status": dice.choice(("working", "working", "no_job", "unable")) if adult else "studying",
        "contract": dice.choice(("has_contract", "no_contract", "not_wage_earner")) if adult else None,
        "social_assistance": "elderly" if age >= 80 else "none",
        "undernourished": ("có" if dice.random() < 0.1 else "không") if not adult else None,
        "has_health_insurance": "có" if dice.random() < 0.9 else "không",
        "attending": level if studying and dice.random() < 0.93 else "none",
        "education_level": dice.choice(("primary", "lower_secondary", "upper_secondary"))
        if adult
        else "none",
        "training_level": dice.choice(("none", "none", "elementary")) if adult else "none",
        "uses_internet": "có" if dice.random() < 0.5 else "không",
    }


def _labelled(sheet: str, rows: list[dict[str, object]], rules: Rules) -> SheetOut:
    """Codes as the words that people write: headings are the questions, answers their labels."""
    fields = fields_for(rules)
    labels = {name: dict(field.codes) for name, field in fields.items()}
    frame = pl.DataFrame(
        [{name: labels.get(name, {}).get(str(value), value) for name, value in row.items()} for row in rows],
        infer_schema_length=None,
    )
    frame = frame.rename({name: fields[name].label for name in frame.columns if name in fields})
    return SheetOut(sheet, frame.columns, frame, lead=[[TITLE], []])
