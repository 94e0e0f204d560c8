"""Pages of errors say in Vietnamese what happened and what to do, and never more."""

import io
from typing import BinaryIO

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import Settings

from giamngheo.config import urls

pytestmark = pytest.mark.django_db


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def break_down(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("số của một người")


def take(request: HttpRequest) -> HttpResponse:
    return HttpResponse(",".join(request.FILES))


class Addresses:
    """The product's addresses with a few that fail."""

    urlpatterns = [  # noqa: RUF012
        path("cam/", forbid),
        path("nghi/", suspect),
        path("hong/", break_down),
        path("nhan/", take),
        path("", include(urls)),
    ]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/khong-co/", 404, "Không tìm thấy trang"),
        ("/cam/", 403, "Không có quyền"),
        ("/nghi/", 400, "Yêu cầu không hợp lệ"),
        ("/hong/", 500, "Phần mềm gặp lỗi"),
    ],
)
def test_an_error_says_what_happened_and_what_to_do(
    client: Client, settings: Settings, address: str, status: int, words: str
) -> None:
    settings.ROOT_URLCONF = Addresses
    client.raise_request_exception = False
    answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == status
    assert words in text
    assert "Làm gì bây giờ?" in text
    assert "số của một người" not in text
    assert 'lang="vi"' in text


def test_a_form_without_the_mark_of_its_sitting_is_refused_kindly(settings: Settings) -> None:
    settings.ROOT_URLCONF = Addresses
    answer = Client(enforce_csrf_checks=True).post("/nhan/", {"a": "b"})
    assert answer.status_code == 403
    assert "Biểu mẫu đã hết hạn" in answer.content.decode()


def test_a_host_name_we_do_not_answer_to_is_refused(client: Client) -> None:
    answer = client.get("/", headers={"host": "ke-gian.example"})
    assert answer.status_code == 400
    assert "GIAMNGHEO_HOSTS" in answer.content.decode()


def _file(size: int) -> BinaryIO:
    file = io.BytesIO(b"x" * size)
    file.name = "danh-sach.csv"
    return file


def test_a_file_over_the_limit_is_refused_with_the_limit_and_another_way(
    client: Client, settings: Settings
) -> None:
    settings.ROOT_URLCONF, settings.UPLOAD_LIMIT_BYTES = Addresses, 1024 * 1024
    answer = client.post("/nhan/", {"tep": _file(3 * 1024 * 1024)})
    text = answer.content.decode()
    assert answer.status_code == 413
    assert "1 MB" in text
    assert "giamngheo classify" in text


def test_a_file_under_the_limit_is_taken(client: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = Addresses
    assert client.post("/nhan/", {"tep": _file(1024)}).content == b"tep"


def test_a_form_that_is_too_long_is_told_as_such(client: Client) -> None:
    answer = client.post("/dang-nhap/", "login=" + "x" * 3_000_000, "application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert "Biểu mẫu quá dài" in answer.content.decode()
    fields = "&".join(f"o{number}=1" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    many = client.post("/dang-nhap/", fields, "application/x-www-form-urlencoded")
    assert many.status_code == 400
    assert "Biểu mẫu quá dài" in many.content.decode()
