"""What many answers hold."""

from typing import Final

from ninja import Schema
from pydantic import ConfigDict, Field

CODE: Final = r"^[0-9A-Za-z][0-9A-Za-z.\-]{0,39}$"
"""A code of a unit."""


class Shape(Schema):
    """A part of an answer."""

    model_config = ConfigDict(extra="forbid")


class PlaceShape(Shape):
    """Đơn vị hành chính."""

    number: int = Field(description="Số của đơn vị trong hệ thống: không đổi và không dùng lại.")
    code: str | None = Field(
        description="Mã đơn vị hôm nay (Cục Thống kê hoặc mã thôn); null khi đã kết thúc."
    )
    name: str | None = Field(description="Tên kèm loại đơn vị, như «xã Đông»; null khi đã kết thúc.")


class ProblemShape(Schema):
    """Vì sao không làm được và cần làm gì (RFC 9457)."""

    type: str
    title: str = Field(description="Tên lỗi.")
    status: int
    detail: str = Field(description="Điều đã xảy ra, vì sao.")
    remedy: str = Field(description="Cách xử lý.")
    errors: list["FaultShape"] | None = Field(None, description="Từng mục sai, khi có.")


class FaultShape(Schema):
    """Một mục sai."""

    field: str = Field(description="Tên mục như đã gửi.")
    reason: str = Field(description="Vì sao chưa nhận.")
    remedy: str = Field(description="Cần gửi thế nào.")


ProblemShape.model_rebuild()
