"""Who is deprived, for the four of ten deprivations whose threshold is known; the others are only ticked."""

import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary.formulas import BIRTH_EARLIEST, Answers, AnyMember, NoMember, OfHousehold
from giamngheo.law.vocabulary.parameters import Parameters


def adult_education(a: Answers, p: Parameters) -> AnyMember:
    """Có người từ 15 tuổi, sinh từ 1986, chưa tốt nghiệp trung học cơ sở và không đi học (chỉ số 3)."""
    finished = a.one_of("education_level", "lower_secondary", "upper_secondary")
    out = a.one_of("attending", "none") & ~finished
    return AnyMember(a.age_at_least(p.whole("adult_education_from")) & _born_from(a, p) & out)


def _born_from(a: Answers, p: Parameters) -> nw.Expr:
    """A birth year is known in every precision of a birth date: yyyymmdd needs no day and month for it."""
    return a.number(BIRTH_EARLIEST) >= p.first_day_of_year("adult_education_born_from")


def school_attendance(a: Answers, p: Parameters) -> AnyMember:
    """Có trẻ em từ 5 đến dưới 15 tuổi không đi học (chỉ số 4)."""
    of_school_age = a.age_from_to_under(p.whole("school_from"), p.whole("school_under"))
    return AnyMember(of_school_age & a.one_of("attending", "none"))


def housing_area(a: Answers, p: Parameters) -> OfHousehold:
    """Diện tích nhà ở bình quân dưới 8 m² mỗi người (chỉ số 6)."""
    return OfHousehold(
        a.number("housing_area") < a.number("member_count") * p.whole("housing_area_per_person")
    )


def telecommunication(a: Answers, p: Parameters) -> NoMember:
    """Không thành viên nào thuê bao điện thoại hoặc internet (chỉ số 9)."""
    return NoMember(a.yes("subscribes_telecom"))
