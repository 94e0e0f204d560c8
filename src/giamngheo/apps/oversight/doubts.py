"""Checks that support reached the right group: rows of the registers that somebody should look at.

Each check is one question over all rows of some areas and a year. Its rows have a `subject` (the row of the
register that is doubted), the household, the area, a day and words without names. What a person settled
(`SettledDoubt`) is told apart. Which rows are asked about is ours, after the plans' «đúng mục tiêu, đúng đối
tượng» (I19) and «quyết toán … tránh thất thoát» (F9); a doubt is not yet a fault.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypedDict

from django.db import connection

from giamngheo.apps.households.circumstances import OTHER, deprivations_of
from giamngheo.apps.households.statuses import months_of_newly_escaped
from giamngheo.apps.support.queries import LISTED
from giamngheo.law.activities.library import activity_kinds
from giamngheo.law.library import remedies
from giamngheo.law.vocabulary.activities import Group

MOST_AT_ONCE: Final = 20
"""So many doubts become one finding, or are set aside, at once."""
WHOLE: Final = ""
"""The key of counts of all units together."""
_BY_CLASS: Final = tuple(one.value for one in (Group.POOR, Group.NEAR_POOR, Group.NEWLY_ESCAPED))
_HERE: Final = "(%(areas)s::bigint[] IS NULL OR {area} = ANY(%(areas)s::bigint[]))"
_ONE: Final = "(%(subjects)s::bigint[] IS NULL OR {subject} = ANY(%(subjects)s::bigint[]))"


def _of(area: str, subject: str) -> str:
    return f"{_HERE.format(area=area)} AND {_ONE.format(subject=subject)}"


# Help of the programme on a day on which the register, as it tells today, has the household on no list and
# not newly escaped. Who takes part in an activity by another group that its kind allows is not asked about.
_WRONG_CLASS: Final = f"""
SELECT given.id AS subject, given.household_id, given.area_id, given.given_on AS day,
    given.what || CASE standing.household_class WHEN 'not_poor' THEN ' (hộ không nghèo vào ngày hỗ trợ)'
        WHEN 'average_living_standard' THEN ' (hộ có mức sống trung bình vào ngày hỗ trợ)'
        ELSE ' (chưa có quyết định công nhận vào ngày hỗ trợ)' END AS words
FROM support_support AS given
LEFT JOIN LATERAL (
    SELECT decision.household_class FROM households_recognition AS decision
    WHERE decision.household_id = given.household_id AND decision.superseded_by_id IS NULL
        AND lower(decision.valid) <= given.given_on
    ORDER BY decision.valid DESC LIMIT 1
) AS standing ON true
LEFT JOIN LATERAL (
    SELECT max(lower(decision.valid)) AS last FROM households_recognition AS decision
    WHERE decision.household_id = given.household_id AND decision.superseded_by_id IS NULL
        AND decision.household_class = ANY(%(listed)s) AND lower(decision.valid) <= given.given_on
) AS listed ON true
LEFT JOIN LATERAL (
    SELECT min(lower(decision.valid)) AS day FROM households_recognition AS decision
    WHERE decision.household_id = given.household_id AND decision.superseded_by_id IS NULL
        AND lower(decision.valid) > listed.last AND lower(decision.valid) <= given.given_on
) AS escape ON true
WHERE given.source = 'programme' AND given.taken_back_at IS NULL
    AND given.given_on BETWEEN %(first)s AND %(last)s AND {_of("given.area_id", "given.id")}
    AND coalesce(standing.household_class <> ALL(%(listed)s), true)
    AND NOT coalesce(
        %(months)s::int IS NULL OR given.given_on <= escape.day + make_interval(months => %(months)s::int),
        false
    )
    AND NOT EXISTS (
        SELECT FROM activities_participant AS there
        WHERE there.household_id = given.household_id AND there.left_on IS NULL
            AND given.occasion = 'activity:' || there.activity_id
            AND there."group" <> '' AND there."group" <> ALL(%(by_class)s)
    )
"""
_TWICE: Final = f"""
SELECT given.id AS subject, given.household_id, given.area_id, given.given_on AS day,
    given.what || ', trước đó ngày ' || to_char(before.given_on, 'DD/MM/YYYY') || ': ' || before.what
        || CASE given.again_because WHEN '' THEN '' ELSE ' (lý do đã ghi: ' || given.again_because || ')' END
        AS words
FROM support_support AS given
JOIN LATERAL (
    SELECT other.given_on, other.what FROM support_support AS other
    WHERE other.household_id = given.household_id AND other.need = given.need AND other.taken_back_at IS NULL
        AND other.given_on BETWEEN %(first)s AND given.given_on
        AND (other.given_on, other.id) < (given.given_on, given.id)
        AND (other.occasion <> given.occasion OR other.occasion = '')
        AND (other.person_id IS NULL OR given.person_id IS NULL OR other.person_id = given.person_id)
    ORDER BY other.given_on DESC, other.id DESC LIMIT 1
) AS before ON true
WHERE given.taken_back_at IS NULL AND given.need <> %(other)s
    AND given.given_on BETWEEN %(first)s AND %(last)s AND {_of("given.area_id", "given.id")}
"""
_LACKING: Final = f"""
SELECT household.id AS subject, household.id AS household_id, household.area_id, last_decision.day,
    'thiếu hụt chưa có hỗ trợ: ' || lacks.named AS words
FROM households_household AS household
JOIN LATERAL (
    SELECT decision.deprivations, lower(decision.valid) AS day FROM households_recognition AS decision
    WHERE decision.household_id = household.id AND decision.superseded_by_id IS NULL
        AND lower(decision.valid) <= %(last)s
    ORDER BY decision.valid DESC LIMIT 1
) AS last_decision ON true
JOIN LATERAL (
    SELECT string_agg(known.named, ', ' ORDER BY known.named) AS named
    FROM unnest(last_decision.deprivations) AS lack
    JOIN unnest(%(lacks)s::text[], %(lack_names)s::text[]) AS known (id, named) ON known.id = lack
    WHERE NOT EXISTS (
        SELECT FROM support_support AS given
        JOIN unnest(%(deprivations)s::text[], %(needs)s::text[]) AS remedy (deprivation, need)
            ON remedy.deprivation = lack AND remedy.need = given.need
        WHERE given.household_id = household.id AND given.taken_back_at IS NULL
            AND given.given_on BETWEEN %(first)s AND %(last)s
    )
) AS lacks ON lacks.named IS NOT NULL
WHERE household.is_living AND household.class_today = ANY(%(listed)s)
    AND {_of("household.area_id", "household.id")}
"""
_LEFT: Final = f"""
SELECT given.id AS subject, given.household_id, given.area_id, given.given_on AS day,
    given.what || CASE WHEN home.area_id IS NULL THEN ' (sổ hộ ghi hộ không còn ở địa bàn vào ngày này)'
        ELSE ' (sổ hộ ghi hộ đã chuyển sang địa bàn khác trước ngày này)' END AS words
FROM support_support AS given
LEFT JOIN LATERAL (
    SELECT place.area_id FROM households_residence AS place
    WHERE place.household_id = given.household_id AND place.superseded_by_id IS NULL
        AND place.valid @> given.given_on
    LIMIT 1
) AS home ON true
WHERE given.taken_back_at IS NULL AND given.given_on BETWEEN %(first)s AND %(last)s
    AND home.area_id IS DISTINCT FROM given.area_id AND {_of("given.area_id", "given.id")}
"""
_NOT_ATTENDED: Final = f"""
SELECT there.id AS subject, there.household_id, there.village_id AS area_id, activity.last AS day,
    activity.title || ': không có tên trong buổi điểm danh nào' AS words
FROM activities_activity AS activity
JOIN activities_participant AS there ON there.activity_id = activity.id AND there.left_on IS NULL
WHERE activity.state = 'accepted' AND activity.kind = ANY(%(attended_kinds)s)
    AND activity.last BETWEEN %(first)s AND %(last)s
    AND there.household_id IS NOT NULL AND {_of("there.village_id", "there.id")}
    AND NOT EXISTS (
        SELECT FROM activities_attendance AS marked WHERE marked.participant_id = there.id AND marked.present
    )
"""
_NO_PROOF_OF_FUND: Final = f"""
SELECT delivery.id AS subject, "case".household_id, "case".area_id, delivery.day,
    'phiếu chi ' || delivery.number || '/' || delivery.year || ': ' || "case".what AS words
FROM fund_delivery AS delivery JOIN fund_helpcase AS "case" ON "case".id = delivery.case_id
WHERE delivery.cancelled_at IS NULL AND delivery.day BETWEEN %(first)s AND %(last)s
    AND {_of('"case".area_id', "delivery.id")}
    AND NOT EXISTS (SELECT FROM fund_proof AS proof WHERE proof.delivery_id = delivery.id)
"""
_NO_PROOF_OF_THINGS: Final = f"""
SELECT thing.id AS subject, given.household_id, given.area_id, given.given_on AS day,
    activity.title || ': ' || given.what AS words
FROM activities_thing AS thing
JOIN activities_activity AS activity ON activity.id = thing.activity_id
JOIN support_support AS given ON given.id = thing.support_id AND given.taken_back_at IS NULL
WHERE given.given_on BETWEEN %(first)s AND %(last)s AND {_of("given.area_id", "thing.id")}
    AND NOT EXISTS (
        SELECT FROM activities_attached AS file
        WHERE file.activity_id = thing.activity_id AND file.aside_at IS NULL
    )
"""


@dataclass(frozen=True)
class Check:
    """A question to the registers: how it is called, what it looks for, how grave a finding it would be."""

    code: str
    name: str
    sentence: str
    level: str
    rows: str


CHECKS: Final[Mapping[str, Check]] = {
    one.code: one
    for one in (
        Check(
            "sai-doi-tuong",
            "Hỗ trợ sai đối tượng",
            "Hỗ trợ từ Chương trình cho hộ không thuộc hộ nghèo, cận nghèo, mới thoát nghèo vào ngày hỗ trợ, "
            "cũng không thuộc nhóm khác mà hoạt động cho phép.",
            "violation",
            _WRONG_CLASS,
        ),
        Check(
            "trung-nhu-cau",
            "Một nhu cầu hỗ trợ hai lần trong năm",
            "Cùng hộ, cùng nhu cầu, hai lần hỗ trợ khác nhau trong một năm; lý do nếu đã ghi đứng bên cạnh.",
            "fault",
            _TWICE,
        ),
        Check(
            "thieu-hut-chua-ho-tro",
            "Thiếu hụt chưa có hỗ trợ",
            "Hộ nghèo, cận nghèo có dịch vụ thiếu hụt mà trong năm chưa khoản hỗ trợ nào đáp ứng.",
            "note",
            _LACKING,
        ),
        Check(
            "da-roi-dia-ban",
            "Hỗ trợ sau khi hộ rời địa bàn",
            "Khoản hỗ trợ ghi vào ngày mà sổ hộ cho biết hộ không còn ở địa bàn đã nhận.",
            "violation",
            _LEFT,
        ),
        Check(
            "khong-diem-danh",
            "Tham gia mà không có điểm danh",
            "Hoạt động phải điểm danh đã nghiệm thu, nhưng hộ tham gia không có mặt trong buổi nào.",
            "fault",
            _NOT_ATTENDED,
        ),
        Check(
            "quy-chua-minh-chung",
            "Quỹ đã trao chưa có minh chứng",
            "Phiếu chi của Quỹ «Vì người nghèo» chưa gắn ảnh hoặc giấy tờ nào.",
            "fault",
            _NO_PROOF_OF_FUND,
        ),
        Check(
            "giao-chua-minh-chung",
            "Đã giao hiện vật chưa có minh chứng",
            "Hiện vật ghi đã giao trong hoạt động chưa gắn ảnh, danh sách ký nhận nào.",
            "fault",
            _NO_PROOF_OF_THINGS,
        ),
    )
}
_SETTLED: Final = """
LEFT JOIN oversight_settleddoubt AS settled ON settled.check_code = %(code)s
    AND settled.subject = doubt.subject AND settled.taken_back_at IS NULL
"""
_BY_UNIT: Final = """
WITH place AS MATERIALIZED (
    SELECT area_id, ancestor_id AS below FROM areas_containment
    WHERE ancestor_id = ANY(%(below)s::bigint[]) AND valid @> %(day)s::date
)
SELECT grouping(place.below), place.below, count(*) FILTER (WHERE settled.id IS NULL), count(settled.id),
    count(DISTINCT doubt.household_id) FILTER (WHERE settled.id IS NULL)
FROM ({rows}) AS doubt LEFT JOIN place USING (area_id)
{settled}
GROUP BY GROUPING SETS ((place.below), ())
"""
_LIST: Final = """
SELECT doubt.subject, household.code, household.head_name, doubt.area_id, doubt.day, doubt.words,
    settled.id, settled.finding_id, coalesce(settled.reason, ''), coalesce(settled.made_by_name, '')
FROM ({rows}) AS doubt
JOIN households_household AS household ON household.id = doubt.household_id
{settled}
WHERE (settled.id IS NOT NULL) = %(is_settled)s
ORDER BY doubt.area_id, household.sort_key, doubt.subject
LIMIT %(most)s OFFSET %(after)s
"""


@dataclass(frozen=True)
class Asked:
    """Where and of which year is asked; `area_ids` None for the whole country; `lacks` named as of today."""

    area_ids: list[int] | None
    year: int
    day: date
    lacks: Mapping[str, str]


class Counts(TypedDict):
    """Doubts that wait, that were settled, and how many households wait."""

    waiting: int
    settled: int
    households: int


@dataclass(frozen=True)
class Doubt:
    """A row that is doubted, with how it was settled if it was."""

    subject: int
    code: str
    head_name: str
    area_id: int
    day: date
    words: str
    settled_id: int | None
    finding_id: int | None
    reason: str
    settled_by: str


def counts_of(check: Check, asked: Asked, below: Sequence[int] = ()) -> dict[str, Counts]:
    """How many rows of a check there are in all (`WHOLE`), and by number of a unit below."""
    rows = _rows(_BY_UNIT.format(rows=check.rows, settled=_SETTLED), check, asked, below=list(below))
    return {
        WHOLE if is_whole else str(unit): Counts(waiting=waiting, settled=settled, households=homes)
        for is_whole, unit, waiting, settled, homes in rows
        if is_whole or unit is not None
    }


def check_counts(
    areas: Sequence[int] | None, below: Sequence[int], year: str, day: date
) -> dict[str, dict[str, Counts]]:
    """`counts_of` of every check in areas (None: all) in a year, by its code: what can be kept as JSON."""
    names = {one.id: one.name.lower() for one in deprivations_of(day)}
    asked = Asked(None if areas is None else list(areas), int(year), day, names)
    return {code: counts_of(check, asked, below) for code, check in CHECKS.items()}


def doubts_of(
    check: Check, asked: Asked, *, is_settled: bool = False, after: int = 0, most: int | None = None
) -> list[Doubt]:
    """The rows of a check that wait, or that were settled, in the order of areas and households."""
    query = _LIST.format(rows=check.rows, settled=_SETTLED)
    return [Doubt(*row) for row in _rows(query, check, asked, is_settled=is_settled, after=after, most=most)]


def doubts_named(check: Check, asked: Asked, subjects: Sequence[int]) -> list[Doubt]:
    """Those of these rows that are doubted now and that nobody settled."""
    query = _LIST.format(rows=check.rows, settled=_SETTLED)
    found = _rows(query, check, asked, subjects=list(subjects), is_settled=False, after=0, most=None)
    return [Doubt(*row) for row in found]


def _rows(query: str, check: Check, asked: Asked, **more: Any) -> list[tuple[Any, ...]]:
    pairs = [(one.deprivation, need) for one in remedies().values() for need in one.needs]
    values = {
        "code": check.code,
        "areas": None if asked.area_ids is None else list(asked.area_ids),
        "subjects": None,
        "first": date(asked.year, 1, 1),
        "last": min(date(asked.year, 12, 31), asked.day),
        "day": asked.day,
        "listed": list(LISTED),
        "months": months_of_newly_escaped(asked.day),
        "by_class": list(_BY_CLASS),
        "other": OTHER,
        "attended_kinds": [one.id for one in activity_kinds().values() if one.attendance],
        "lacks": list(asked.lacks),
        "lack_names": list(asked.lacks.values()),
        "deprivations": [one[0] for one in pairs],
        "needs": [one[1] for one in pairs],
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
