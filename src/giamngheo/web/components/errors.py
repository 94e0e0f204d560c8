"""The pages of errors: what happened, why, what to do now. A refusal alone asks the database: the trail."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from giamngheo.foundation.accounts.sign_in_trail import tell_denied
from giamngheo.web.components.guard import NotNowError


@dataclass(frozen=True)
class Trouble:
    """One page of errors, in Vietnamese."""

    status: int
    title: str
    what: str
    remedies: tuple[str, ...]


def _page(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    return render(request, "components/error.html", {"trouble": trouble}, status=trouble.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be understood, often a host name the server does not answer to."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
        return _page(
            request,
            Trouble(
                400,
                "Biểu mẫu quá dài",
                f"Những gì gõ vào biểu mẫu dài hơn {limit} MB hoặc có quá nhiều ô nên chưa lưu gì.",
                (
                    "Quay lại trang trước, gõ ngắn lại rồi gửi.",
                    "Danh sách dài: gửi thành tệp ở trang có ô chọn tệp.",
                ),
            ),
        )
    return _page(
        request,
        Trouble(
            400,
            "Yêu cầu không hợp lệ",
            "Máy chủ không hiểu yêu cầu vừa gửi nên chưa thay đổi gì.",
            (
                "Quay lại trang trước, tải lại trang rồi làm lại.",
                "Nếu mở bằng tên máy khác: người quản trị thêm tên đó vào biến GIAMNGHEO_HOSTS.",
            ),
        ),
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the person may not do this here; the trail has a line of it."""
    if getattr(request, "user", None) is not None:
        tell_denied(request, f"Từ chối mở trang {request.path[:100]}")
    if isinstance(exception, NotNowError):
        why, _, remedy = str(exception).partition("Cách xử lý: ")
        return _page(request, Trouble(403, "Chưa xem được", why.strip(), (remedy[:1].upper() + remedy[1:],)))
    return _page(
        request,
        Trouble(
            403,
            "Không có quyền",
            "Phiên làm việc hiện tại không được phép mở trang này.",
            (
                "Về trang đầu và chọn việc trong danh mục.",
                "Nếu cần quyền này, liên hệ người quản trị của đơn vị.",
            ),
        ),
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing at this address."""
    return _page(
        request,
        Trouble(
            404,
            "Không tìm thấy trang",
            "Địa chỉ này không có trang nào, hoặc kết quả của phiên làm việc trước đã được xoá.",
            ("Kiểm tra lại địa chỉ.", "Về trang đầu và chọn việc cần làm."),
        ),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """413: the file is larger than the product takes."""
    limit = settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)
    return _page(
        request,
        Trouble(
            413,
            "Tệp quá lớn",
            f"Mỗi lần chỉ nhận tệp đến {limit} MB. Tệp vừa gửi lớn hơn nên không được lưu.",
            (
                "Tách danh sách theo xã hoặc lưu thành .csv, .parquet cho nhẹ rồi gửi lại.",
                "Danh sách rất lớn: dùng lệnh «giamngheo classify», «giamngheo register import» ở máy chủ.",
            ),
        ),
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """429: the same thing asked too often in a short time."""
    return _page(
        request,
        Trouble(
            429,
            "Làm quá nhanh",
            "Máy hoặc mạng này vừa gửi quá nhiều yêu cầu cùng loại nên yêu cầu cuối chưa được làm.",
            ("Chờ một phút rồi làm lại.", "Nếu không phải bạn làm, báo người quản trị của đơn vị."),
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _page(
        request,
        Trouble(
            500,
            "Phần mềm gặp lỗi",
            "Việc vừa rồi chưa làm xong. Lỗi đã được ghi vào nhật ký của máy chủ.",
            (
                "Thử lại sau ít phút; những gì đã lưu trước đó vẫn còn.",
                "Nếu vẫn lỗi, báo người quản trị kèm thời điểm và việc đang làm.",
            ),
        ),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that does not carry the mark of its sitting."""
    return _page(
        request,
        Trouble(
            403,
            "Biểu mẫu đã hết hạn",
            "Không xác nhận được biểu mẫu này thuộc phiên làm việc hiện tại nên chưa lưu gì.",
            (
                "Quay lại trang trước, tải lại trang rồi gửi lại.",
                "Cho phép trình duyệt lưu cookie của địa chỉ này.",
            ),
        ),
    )
