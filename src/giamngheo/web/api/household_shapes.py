"""What is told of households and of people."""

from datetime import date
from typing import Literal

from pydantic import Field

from giamngheo.web.api.shapes import PlaceShape, Shape

ClassAsked = Literal["poor", "near_poor", "average_living_standard", "not_poor", "undecided"]


class HouseholdShape(Shape):
    """Hộ, như hôm nay."""

    code: str = Field(description="Mã hộ: của riêng hộ, không đổi.")
    area: PlaceShape = Field(description="Nơi hộ ở, hoặc ở lần cuối.")
    is_living: bool = Field(description="Hộ còn trong sổ.")
    head: str = Field(description="Họ và tên chủ hộ; trống khi không có.")
    members: int = Field(description="Số nhân khẩu.")
    household_class: str | None = Field(
        description="Diện theo quyết định gần nhất: poor (nghèo), near_poor (cận nghèo), "
        "average_living_standard, not_poor; null khi chưa có quyết định."
    )
    class_since: date | None = Field(description="Diện này có từ ngày.")
    escaped_on: date | None = Field(description="Ngày ra khỏi danh sách nghèo, cận nghèo, khi chưa trở lại.")


class HouseholdPage(Shape):
    """Một trang hộ."""

    items: list[HouseholdShape]
    next: str | None = Field(description="Con trỏ trang sau; null ở trang cuối.")
    event_mark: int = Field(
        description="Số biến động mà danh sách đã tính đến: giữ số của trang đầu và gửi ở "
        "changed_since_event lần sau."
    )


class PersonShape(Shape):
    """Nhân khẩu."""

    number: int = Field(description="Số của nhân khẩu trong hệ thống.")
    full_name: str = Field(description="Họ và tên.")
    sex: str | None = Field(description="male (nam), female (nữ).")
    birth_date: date | None = Field(description="Ngày sinh; khi chỉ biết tháng hoặc năm: ngày đầu tiên.")
    birth_precision: str | None = Field(description="Biết đến đâu: day, month, year.")
    personal_number: str | None = Field(
        description="Số định danh cá nhân; che các chữ số giữa khi mã truy cập không có quyền see_numbers."
    )
    is_number_whole: bool = Field(description="Số định danh hiện đủ chữ số.")


class MemberShape(PersonShape):
    """Thành viên của hộ trong ngày đã hỏi; các mã là của phiếu rà soát, null khi chưa ghi."""

    relationship: str | None = Field(description="Quan hệ với chủ hộ, head là chủ hộ.")
    ethnicity: str | None
    attending: str | None
    education_level: str | None
    training_level: str | None
    work_status: str | None
    job_type: str | None
    has_health_insurance: bool | None
    is_meritorious: bool | None
    disability_kind: str | None
    disability_degree: str | None
    serious_illness: bool | None
    can_work: bool | None


class RecognitionShape(Shape):
    """Quyết định công nhận diện của hộ."""

    household_class: str
    since: date = Field(description="Có hiệu lực từ ngày.")
    decision_number: str | None = Field(description="Số quyết định, khi có ghi.")
    decision_date: date | None = Field(description="Ngày quyết định, khi có ghi.")
    decided_by: str | None = Field(description="Nơi quyết định, khi có ghi.")


class CauseShape(Shape):
    """Nguyên nhân nghèo."""

    cause: str = Field(description="Mã nguyên nhân.")
    name: str = Field(description="Nguyên nhân bằng chữ.")
    rank: int = Field(description="Thứ tự, 1 là nặng nhất.")
    words: str | None = Field(description="Ghi rõ thêm.")


class NeedShape(Shape):
    """Nhu cầu của hộ."""

    need: str = Field(description="Mã nhu cầu.")
    name: str = Field(description="Nhu cầu bằng chữ.")
    words: str | None = Field(description="Ghi rõ thêm.")


class WholeHouseholdShape(HouseholdShape):
    """Hộ cùng thành viên như trong ngày đã hỏi."""

    day: date = Field(description="Ngày đã hỏi.")
    was_registered: bool = Field(description="Ngày đó hộ có trong sổ.")
    address: str | None = Field(description="Số nhà, đường, xóm ngày đó.")
    recognition: RecognitionShape | None = Field(description="Quyết định có hiệu lực ngày đó.")
    causes: list[CauseShape]
    needs: list[NeedShape]
    people: list[MemberShape] = Field(description="Thành viên ngày đó, chủ hộ trước.")


class FoundPersonShape(PersonShape):
    """Nhân khẩu tìm được theo số."""

    asked: str = Field(description="Số đã gửi.")
    household: str | None = Field(description="Mã hộ đang ở, hoặc ở lần cuối.")
    relationship: str | None = Field(description="Quan hệ với chủ hộ.")
    area: PlaceShape
    is_living: bool = Field(description="Còn trong sổ.")


class FoundPeopleShape(Shape):
    """Nhân khẩu tìm được; số không có trong phạm vi thì không có dòng."""

    items: list[FoundPersonShape]
