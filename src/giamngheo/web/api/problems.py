"""What is answered to what cannot be done: problem details (RFC 9457) in Vietnamese, with what to do now."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja.errors import ValidationError

CONTENT_TYPE: Final = "application/problem+json"

_TITLES: Final = {
    400: "Yêu cầu không hợp lệ",
    401: "Mã truy cập không dùng được",
    403: "Không có quyền",
    404: "Không tìm thấy",
    405: "Địa chỉ này không nhận cách gọi đó",
    409: "Khoá đã dùng cho nội dung khác",
    413: "Nội dung quá dài",
    422: "Nội dung chưa đúng",
    429: "Gọi quá nhanh",
    500: "Phần mềm gặp lỗi",
}
_REMEDIES: Final = {
    400: "Xem lại địa chỉ và nội dung đã gửi ở tài liệu API.",
    401: "Gửi đầu mục Authorization: Bearer kèm mã còn hạn; tạo mã mới ở trang Tài khoản, mục Mã truy cập.",
    403: "Tạo mã truy cập có quyền này, hoặc nhờ người quản trị giao vai trò.",
    404: "Kiểm tra lại địa chỉ và mã đã gửi.",
    405: "Xem tài liệu API để chọn cách gọi (GET, POST) của địa chỉ này.",
    413: "Chia nhỏ nội dung rồi gửi nhiều lần.",
    500: "Gọi lại sau ít phút; nếu vẫn lỗi, báo người quản trị kèm thời điểm.",
}
_WHAT: Final = {
    400: "Máy chủ không hiểu yêu cầu nên chưa làm gì.",
    403: "Yêu cầu này không được phép.",
    404: "Không có gì mang địa chỉ hoặc mã này trong phạm vi của mã truy cập.",
    405: "Cách gọi vừa dùng không có ở địa chỉ này.",
    413: "Nội dung dài hơn mức nhận được nên chưa làm gì.",
    500: "Việc vừa gọi chưa làm xong; lỗi đã được ghi lại.",
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field: its name as it was sent, why, what to do."""

    field: str
    reason: str
    remedy: str


class ProblemError(Exception):
    """Something that is answered with a problem instead."""

    def __init__(
        self, status: int, detail: str = "", remedy: str = "", *, faults: Sequence[Fault] = (), wait: int = 0
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.remedy, self.faults, self.wait = status, detail, remedy, faults, wait


def answer(problem: ProblemError) -> HttpResponse:
    """The problem as it is sent."""
    status = problem.status
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": _TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": problem.detail or _WHAT.get(status, _WHAT[400]),
        "remedy": problem.remedy or _REMEDIES.get(status, _REMEDIES[400]),
    }
    if problem.faults:
        told["errors"] = [
            {"field": one.field, "reason": one.reason, "remedy": one.remedy} for one in problem.faults
        ]
    sent = JsonResponse(
        told, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
    )
    if status == HTTPStatus.UNAUTHORIZED:
        sent.headers["WWW-Authenticate"] = 'Bearer realm="giamngheo"'
    if problem.wait:
        sent.headers["Retry-After"] = str(problem.wait)
    return sent


def wrong(field: str, reason: str, remedy: str) -> ProblemError:
    """422 for one field."""
    return faulty([Fault(field, reason, remedy)])


def faulty(faults: Sequence[Fault]) -> ProblemError:
    """422 for these fields."""
    named = ", ".join(dict.fromkeys(one.field for one in faults))
    return ProblemError(422, f"Chưa nhận: {named}.", "Sửa những chỗ nêu ở errors rồi gửi lại.", faults=faults)


def not_found() -> ProblemError:
    """404: the same words whether there is nothing or it lies outside."""
    return ProblemError(404)


def told_problem(request: HttpRequest, error: Exception) -> HttpResponse:
    """A problem that an operation raised."""
    return answer(error if isinstance(error, ProblemError) else not_found())


def told_faults(request: HttpRequest, error: Exception) -> HttpResponse:
    """What of a request is not as the document says, field by field."""
    found = error.errors if isinstance(error, ValidationError) else []
    by_field = {one.field: one for one in reversed([_fault(one) for one in found])}  # one each is enough
    return answer(faulty(list(reversed(by_field.values()))))


def _fault(error: dict[str, Any]) -> Fault:
    # («query», «filters», «limit») or («body», «payload», «day»): the last names are the sender's own.
    place = [str(part) for part in error.get("loc", ())]
    field = ".".join(place[2:] or place[-1:])
    limits = error.get("ctx") or {}
    reason, remedy = _said(str(error.get("type", "")), limits)
    return Fault(field, reason, remedy)


def _said(kind: str, limits: dict[str, Any]) -> tuple[str, str]:
    """Why a value is not taken, and what to send."""
    said = {
        "missing": ("thiếu", "Gửi thêm mục này."),
        "less_than_equal": ("lớn quá", f"Gửi số không quá {limits.get('le')}."),
        "greater_than_equal": ("nhỏ quá", f"Gửi số từ {limits.get('ge')} trở lên."),
        "string_too_long": ("dài quá", f"Gửi không quá {limits.get('max_length')} ký tự."),
        "string_too_short": ("ngắn quá", f"Gửi ít nhất {limits.get('min_length')} ký tự."),
        "too_long": ("nhiều quá", f"Gửi không quá {limits.get('max_length')} mục một lần."),
        "too_short": ("ít quá", f"Gửi ít nhất {limits.get('min_length')} mục."),
        "string_pattern_mismatch": ("có ký tự không nhận", "Gửi đúng dạng ghi ở tài liệu API."),
        "extra_forbidden": ("không có mục này", "Bỏ mục này, hoặc xem đúng tên ở tài liệu API."),
        "literal_error": ("không thuộc danh mục", f"Gửi một trong: {limits.get('expected')}."),
        "enum": ("không thuộc danh mục", f"Gửi một trong: {limits.get('expected')}."),
        "json_invalid": ("không phải JSON", "Gửi nội dung JSON hợp lệ."),
    }
    if kind in said:
        return said[kind]
    if kind.startswith("date"):
        return "không phải ngày", "Gửi ngày dạng năm-tháng-ngày, như 2026-09-01."
    if kind.startswith("int"):
        return "không phải số nguyên", "Gửi số nguyên viết bằng chữ số."
    if kind.startswith("bool"):
        return "không phải đúng hoặc sai", "Gửi true hoặc false."
    return "không đúng dạng", "Gửi đúng dạng ghi ở tài liệu API."
