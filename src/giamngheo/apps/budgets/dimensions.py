"""What a line of money is of, checked against the law before it is opened; how it is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.budgets.models import Dimensions, Line
from giamngheo.apps.budgets.posting import BudgetError
from giamngheo.foundation.text import plain
from giamngheo.law.budgets.library import money_law
from giamngheo.law.programmes.library import programmes
from giamngheo.law.vocabulary.programmes import Programme

LONGEST_ITEM = 200
YEARS = range(2016, 2101)


@dataclass(frozen=True)
class Key:
    """What tells one line of a unit from another; `origin_year` is `year` unless it was carried over."""

    area_id: int
    year: int
    programme: str
    nature: str
    source: str
    project: str = ""
    use: str = ""
    item: str = ""
    origin_year: int = 0
    activity_id: int | None = None

    @property
    def first_year(self) -> int:
        """The year for which it was given first."""
        return self.origin_year or self.year


def key_of(one: Dimensions, area_id: int | None = None) -> Key:
    """The key of a line or a need; of another unit where one is named, which has activities of its own."""
    return Key(
        area_id or one.area_id,
        one.year,
        one.programme,
        one.nature,
        one.source,
        one.project,
        one.use,
        one.item,
        one.origin_year if isinstance(one, Line) else 0,
        one.activity_id if area_id in {None, one.area_id} else None,
    )


def programmes_of(year: int) -> list[Programme]:
    """The programmes whose money moves in a year: the one that runs, then those that ended shortly before.

    What was carried over and what is settled late is of a programme that is over (two years: ours).
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    begun = [one for one in programmes().values() if any(p.first <= last for p in one.periods)]
    ends = {one.id: max(p.last or date.max for p in one.periods) for one in begun}
    found = [one for one in begun if ends[one.id].year >= year - 2]
    return sorted(
        found, key=lambda one: (not any(p.holds(first) or p.holds(last) for p in one.periods), one.id)
    )


def activity_called(activities: Mapping[int, Activity], title: str, of: Key) -> int | None:
    """The one activity of the project of a key that is called so; None where none or two are."""
    found = [
        number
        for number, one in activities.items()
        if (one.programme, one.project) == (of.programme, of.project) and plain(one.title) == plain(title)
    ]
    return found[0] if title and len(found) == 1 else None


def activities_named(keys: Sequence[Key]) -> Mapping[int, Activity]:
    """The activities that keys name, by number; one question where they name some."""
    wanted = {key.activity_id for key in keys if key.activity_id is not None}
    return Activity.objects.in_bulk(wanted) if wanted else {}


def faults_of(key: Key, activities: Mapping[int, Activity]) -> dict[str, str]:
    """What is wrong with a key, by field of the form; empty where nothing is."""
    law, wrong = money_law(), dict[str, str]()
    programme = programmes().get(key.programme)
    if key.year not in YEARS:
        wrong["nam"] = f"Năm phải từ {YEARS[0]} đến {YEARS[-1]}. Cách xử lý: ghi năm ngân sách, như 2026."
    if programme is None:
        wrong["chuong-trinh"] = "Chưa chọn chương trình. Cách xử lý: chọn một chương trình."
    elif key.project and programme.project(key.project) is None:
        others = [one.short_name for one in programmes_of(key.year) if one.project(key.project)]
        instead = f", hoặc chọn chương trình «{others[0]}»" if others else ""
        wrong["du-an"] = (
            f"{programme.short_name} không có dự án «{key.project}». "
            f"Cách xử lý: chọn dự án trong danh sách{instead}."
        )
    if law.nature(key.nature) is None:
        wrong["tinh-chat"] = "Chưa chọn tính chất vốn. Cách xử lý: chọn vốn đầu tư hay vốn sự nghiệp."
    source = law.source(key.source)
    if source is None:
        wrong["nguon"] = "Chưa chọn nguồn. Cách xử lý: chọn nguồn kinh phí."
    elif key.year in YEARS and not source.holds(date(key.year, 1, 1)):
        wrong["nguon"] = f"{source.name} không còn trong năm {key.year}. Cách xử lý: chọn nguồn khác."
    if key.use and key.use not in {one.id for one in law.uses_of(key.project)}:
        wrong["muc-chi"] = "Mục chi này không dùng cho dự án đã chọn. Cách xử lý: chọn lại, hoặc để trống."
    if len(key.item) > LONGEST_ITEM:
        wrong["noi-dung"] = f"Nội dung dài hơn {LONGEST_ITEM} chữ. Cách xử lý: ghi ngắn lại."
    if key.activity_id is not None and (sentence := _misfit(key, activities.get(key.activity_id))):
        wrong["hoat-dong"] = sentence
    return wrong


def _misfit(key: Key, activity: Activity | None) -> str:
    """Why money of this key is not for an activity; empty where it may be."""
    if activity is None or activity.area_id != key.area_id:
        return "Hoạt động này không thuộc đơn vị. Cách xử lý: chọn hoạt động của chính đơn vị nhận kinh phí."
    called = f"Hoạt động «{activity.title}»"
    if activity.programme != key.programme:
        programme = programmes().get(activity.programme)
        return (
            f"{called} thuộc chương trình «{programme.short_name if programme else activity.programme}». "
            "Cách xử lý: chọn dự án của chương trình ấy, hoặc chọn hoạt động khác."
        )
    if activity.project != key.project:
        return (
            f"{called} thuộc dự án {activity.project}, khoản này của dự án {key.project or 'chưa rõ'}. "
            f"Cách xử lý: ghi dự án {activity.project}, hoặc chọn hoạt động khác."
        )
    if not (activity.first.year <= key.year and key.first_year <= activity.last.year):
        return (
            f"{called} diễn ra từ năm {activity.first.year} đến năm {activity.last.year}, khoản này của năm "
            f"{key.year}. Cách xử lý: chọn kinh phí của năm có hoạt động."
        )
    return ""


def lines_for(keys: Sequence[Key]) -> list[Line]:
    """The lines of these keys, opened empty where there are none yet; raises BudgetError.

    Two questions, one more where they name activities.
    """
    activities = activities_named(keys)
    for key in keys:
        if wrong := faults_of(key, activities):
            raise BudgetError(next(iter(wrong.values())), wrong=wrong)
    rows = [
        Line(
            area_id=key.area_id,
            year=key.year,
            origin_year=key.first_year,
            programme=key.programme,
            project=key.project,
            nature=key.nature,
            source=key.source,
            use=key.use,
            item=key.item,
            activity_id=key.activity_id,
        )
        for key in dict.fromkeys(keys)
    ]
    Line.objects.bulk_create(rows, ignore_conflicts=True)
    areas, years = {key.area_id for key in keys}, {key.year for key in keys}
    known = Line.objects.filter(area__in=areas, year__in=years).select_related("activity")
    found = {_known(one): one for one in known}
    return [found[_wanted(key)] for key in keys]


def named(one: Dimensions, day: date | None = None, *, with_activity: bool = True) -> str:
    """How a line is told in a sentence: project, activity, item, nature and source."""
    law = money_law()
    nature, source = law.nature(one.nature), law.source(one.source)
    first = f"Dự án {one.project}" if one.project and "." not in one.project else ""
    first = first or (f"Tiểu dự án {one.project}" if one.project else "Chưa phân theo dự án")
    on = day or date(one.year, 12, 31)
    parts = [
        first,
        one.activity.title if with_activity and one.activity else "",
        one.item,
        nature.called(on) if nature else one.nature,
        source.name if source else one.source,
    ]
    running = programmes_of(one.year)
    if running and one.programme != running[0].id and (programme := programmes().get(one.programme)):
        parts.append(programme.short_name)
    if isinstance(one, Line) and one.origin_year != one.year:
        parts.append(f"chuyển từ năm {one.origin_year}")
    return ", ".join(part for part in parts if part)


def key_named(key: Key, activities: Mapping[int, Activity]) -> str:
    """How the line of a key is told in a sentence, before there is one."""
    line = Line(
        year=key.year,
        origin_year=key.year,
        programme=key.programme,
        project=key.project,
        nature=key.nature,
        source=key.source,
        item=key.item,
        activity=activities.get(key.activity_id) if key.activity_id else None,
    )
    return named(line)


def _wanted(key: Key) -> tuple[object, ...]:
    return (
        key.area_id,
        key.year,
        key.first_year,
        key.programme,
        key.project,
        key.nature,
        key.source,
        key.use,
        key.item,
        key.activity_id,
    )


def _known(one: Line) -> tuple[object, ...]:
    return (
        one.area_id,
        one.year,
        one.origin_year,
        one.programme,
        one.project,
        one.nature,
        one.source,
        one.use,
        one.item,
        one.activity_id,
    )
