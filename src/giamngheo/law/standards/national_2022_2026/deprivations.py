"""Who is deprived: one function a deprivation; `a` holds the answers, `p` the numbers of the law."""

from functools import reduce
from operator import or_

import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary.formulas import (
    Answers,
    AnyMember,
    NoMember,
    OfHousehold,
    ShareOfMembers,
    unknown,
)
from giamngheo.law.vocabulary.parameters import Parameters

ATTENDS_OR_ABOVE_PRESCHOOL = (
    "preschool",
    "primary",
    "lower_secondary",
    "upper_secondary",
    "vocational",
    "higher",
)
ATTENDS_PRIMARY_OR_ABOVE = ATTENDS_OR_ABOVE_PRESCHOOL[1:]
ATTENDS_LOWER_SECONDARY_OR_ABOVE = ATTENDS_PRIMARY_OR_ABOVE[1:]
IMPROVED_WATER = ("piped", "drilled_well", "protected_dug_well", "protected_spring", "rain", "bottled")
HYGIENIC_TOILETS = ("septic", "pour_flush", "ventilated_pit", "double_vault")


def employment(a: Answers, p: Parameters) -> AnyMember:
    """Có người trong tuổi lao động cần mà không có việc, hoặc làm công không hợp đồng (chỉ số 1)."""
    without_work = a.one_of("work_status", "no_job", "no_regular_job")
    without_contract = a.one_of("work_status", "working") & a.one_of("contract", "no_contract")
    of_working_age = a.age_at_least(p.whole("working_age_from")) & (
        ~a.age_at_least(p.whole("working_age_open_from")) | unknown()
    )
    return AnyMember(of_working_age & (without_work | without_contract))


def dependency(a: Answers, p: Parameters) -> ShareOfMembers:
    """Người phụ thuộc trên 50 % số nhân khẩu (chỉ số 2)."""
    is_child = ~a.age_at_least(p.whole("child_under"))
    return ShareOfMembers(
        is_child | a.one_of("social_assistance", "elderly", "severe_disability"),
        more_than=p.pair("dependants_share"),
    )


def nutrition(a: Answers, p: Parameters) -> AnyMember:
    """Có trẻ em dưới 16 tuổi suy dinh dưỡng chiều cao hoặc cân nặng theo tuổi (chỉ số 3)."""
    return AnyMember(~a.age_at_least(p.whole("child_under")) & a.yes("undernourished"))


def health_insurance(a: Answers, p: Parameters) -> AnyMember:
    """Có người từ đủ 6 tuổi không có bảo hiểm y tế (chỉ số 4)."""
    return AnyMember(a.age_at_least(p.whole("insurance_from")) & ~a.yes("has_health_insurance"))


def adult_education(a: Answers, p: Parameters) -> AnyMember:
    """Có người 16–30 tuổi không đi học mà chưa đạt trình độ theo tuổi (chỉ số 5)."""
    on_the_job = a.one_of("work_status", "working") & a.one_of("training_level", "on_the_job")
    trained = a.one_of(
        "training_level", "elementary", "intermediate", "college", "university", "postgraduate"
    )
    finished = a.one_of("education_level", "upper_secondary")
    # Under 18 lower secondary is what the age asks for, and training for a trade does not stand for it.
    older = a.age_at_least(p.whole("upper_secondary_from")) & (trained | on_the_job)
    younger = ~a.age_at_least(p.whole("upper_secondary_from")) & a.one_of(
        "education_level", "lower_secondary"
    )
    of_the_age = a.age_from_through(p.whole("adult_education_from"), p.whole("adult_education_until"))
    return AnyMember(of_the_age & a.one_of("attending", "none") & ~(finished | older | younger))


def school_attendance(a: Answers, p: Parameters) -> AnyMember:
    """Có trẻ em 3 đến dưới 16 tuổi không học đúng bậc học theo tuổi (chỉ số 6)."""
    asked = {
        "preschool_from": ATTENDS_OR_ABOVE_PRESCHOOL,
        "primary_from": ATTENDS_PRIMARY_OR_ABOVE,
        "lower_secondary_from": ATTENDS_LOWER_SECONDARY_OR_ABOVE,
    }
    # Each level is asked of all who are older too, so that a birth year between two bands still tells.
    out = (_out(a, p.whole(age), p.whole("child_under"), levels) for age, levels in asked.items())
    return AnyMember(reduce(or_, out))


def _out(a: Answers, first: int, end: int, levels: tuple[str, ...]) -> nw.Expr:
    return a.age_from_to_under(first, end) & ~a.one_of("attending", *levels)


def housing_quality(a: Answers, p: Parameters) -> OfHousehold:
    """Từ hai trong ba kết cấu chính (tường, cột, mái) không bền chắc (chỉ số 7)."""
    durable = [a.yes("wall_durable"), a.yes("column_durable"), a.yes("roof_durable")]
    return OfHousehold(a.at_least([~part for part in durable], p.whole("non_durable_structures")))


def housing_area(a: Answers, p: Parameters) -> OfHousehold:
    """Diện tích nhà ở bình quân dưới 8 m² mỗi người (chỉ số 8)."""
    return OfHousehold(
        a.number("housing_area") < a.number("member_count") * p.whole("housing_area_per_person")
    )


def water(a: Answers, p: Parameters) -> OfHousehold:
    """Không tiếp cận được nguồn nước sạch (chỉ số 9)."""
    return OfHousehold(~a.one_of("water_source", *IMPROVED_WATER))


def toilet(a: Answers, p: Parameters) -> OfHousehold:
    """Không sử dụng nhà tiêu hợp vệ sinh (chỉ số 10)."""
    return OfHousehold(~a.one_of("toilet", *HYGIENIC_TOILETS))


def telecommunication(a: Answers, p: Parameters) -> NoMember:
    """Không thành viên nào sử dụng dịch vụ internet (chỉ số 11)."""
    return NoMember(a.yes("uses_internet"))


def information_means(a: Answers, p: Parameters) -> OfHousehold:
    """Hộ không có phương tiện tiếp cận thông tin nào (chỉ số 12)."""
    has_screen = a.yes("has_television") | a.yes("has_smartphone") | a.yes("has_laptop_or_tablet")
    return OfHousehold(~(has_screen | a.yes("has_radio") | a.yes("has_desktop_or_telephone")))
