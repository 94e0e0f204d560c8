"""The document of the API: OpenAPI for machines, and the same as a page for people."""

import json
from copy import deepcopy
from functools import cache
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from giamngheo.foundation.tokens.models import GIVEN
from giamngheo.web.api.first_version import api
from giamngheo.web.api.limits import A_MINUTE
from giamngheo.web.api.problems import CONTENT_TYPE
from giamngheo.web.api.shapes import ProblemShape
from giamngheo.web.api.writing import REPEATED
from giamngheo.web.components.guard import open_to_all

_PREFIX: Final = "api/v1/"
_PROBLEM: Final = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemShape"}}}
_PROBLEMS: Final = {
    "400": "Nội dung không đọc được.",
    "401": "Không có mã truy cập, hoặc mã sai, hết hạn, đã thu hồi.",
    "403": "Mã truy cập không có quyền cần thiết.",
    "404": "Không có, hoặc ngoài phạm vi của mã truy cập.",
    "413": "Nội dung dài hơn 1 MB.",
    "422": "Tham số hoặc nội dung chưa đúng; errors nêu từng mục.",
    "429": f"Quá {A_MINUTE} lần gọi một phút; chờ số giây ở Retry-After.",
}
_SAMPLES: Final = {"code": "MAU-000001", "number": 1}
_NOTHING: Final[dict[str, Any]] = {}


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document: what the operations say, with the problems that every one of them may tell."""
    made: dict[str, Any] = deepcopy(dict(api.get_openapi_schema(path_prefix=_PREFIX)))
    problem = ProblemShape.model_json_schema(ref_template="#/components/schemas/{model}")
    made["components"]["schemas"] |= {**problem.pop("$defs", {}), "ProblemShape": problem}
    made["servers"] = [{"url": "/", "description": "Máy chủ này"}]
    for operations in made["paths"].values():
        for method, operation in operations.items():
            _complete(operation, method)
    return made


@open_to_all
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Give the document."""
    said, etag = _written()
    answer = HttpResponse(said, content_type="application/json")
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "no-cache"
    told = get_conditional_response(request, etag=etag, response=answer)
    return told if isinstance(told, HttpResponse) else answer


@open_to_all
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show every operation with what it takes, what it answers and how it is called."""
    root = request.build_absolute_uri("/").rstrip("/")
    told = document()
    operations = [
        _shown(told, root, path, method, operation)
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
    ]
    schemas = [
        (name, _fields(schema), schema.get("description", ""))
        for name, schema in sorted(told["components"]["schemas"].items())
        if schema.get("properties")
    ]
    shown = {
        "about": told["info"],
        "operations": operations,
        "schemas": schemas,
        "permissions": [(one.value, name) for one, name in GIVEN.items()],
    }
    return render(request, "api/document.html", shown)


@cache
def _written() -> tuple[bytes, str]:
    said = json.dumps(document(), ensure_ascii=False, indent=1).encode()
    return said, f'"{sha256(said).hexdigest()[:32]}"'


def _complete(operation: dict[str, Any], method: str) -> None:
    """Add what ninja does not say: problems, headers of answers; examples stand in the types."""
    for parameter in operation.get("parameters", ()):
        parameter.pop("examples", None)
    for status, told in list(operation["responses"].items()):
        del operation["responses"][status]
        operation["responses"][str(status)] = told | {"description": "Được"}
    if method == "get":
        operation["responses"]["200"]["headers"] = {
            "ETag": {"schema": {"type": "string"}, "description": "Gửi lại ở If-None-Match để nhận 304."}
        }
        operation["responses"]["304"] = {"description": "Không đổi so với ETag đã gửi."}
    if "201" in operation["responses"]:  # written under a key
        operation["responses"]["201"]["headers"] = {
            REPEATED: {"schema": {"type": "string"}, "description": "true: câu trả lời của lần trước."}
        }
        operation["responses"]["409"] = {
            "description": "Khoá đã dùng cho nội dung khác.",
            "content": _PROBLEM,
        }
    for status, why in _PROBLEMS.items():
        operation["responses"][status] = {"description": why, "content": _PROBLEM}
    operation["responses"]["429"]["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}


def _shown(told: dict[str, Any], root: str, path: str, method: str, operation: dict[str, Any]) -> Any:
    answers = [
        (status, one["description"], _schema_name(one))
        for status, one in sorted(operation["responses"].items())
    ]
    body = operation.get("requestBody", _NOTHING)
    return {
        "id": operation["operationId"],
        "summary": operation["summary"],
        "method": method.upper(),
        "path": path,
        "about": operation.get("description", ""),
        "parameters": [_parameter(one) for one in operation.get("parameters", ())],
        "body": _schema_name(body),
        "answers": answers,
        "example": _example(told, root, path, method, operation),
    }


def _parameter(one: dict[str, Any]) -> tuple[str, str, bool, str]:
    where = {"query": "ở địa chỉ", "path": "trong đường dẫn", "header": "đầu mục"}[one["in"]]
    return one["name"], where, bool(one.get("required")), one.get("description", "")


def _schema_name(one: dict[str, Any]) -> str:
    schema = next(iter(one.get("content", _NOTHING).values()), _NOTHING).get("schema", _NOTHING)
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _fields(schema: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (name, _type(one), one.get("description", ""))
        for name, one in schema.get("properties", _NOTHING).items()
    ]


def _type(one: dict[str, Any]) -> str:
    """How the type of a field is said."""
    if "$ref" in one:
        return str(one["$ref"]).rpartition("/")[2]
    if "anyOf" in one:
        return " hoặc ".join(_type(part) for part in one["anyOf"])
    if one.get("type") == "array":
        return f"danh sách {_type(one.get('items', _NOTHING))}"
    words = {
        "string": {"date": "ngày", "date-time": "thời điểm"}.get(one.get("format", ""), "chữ"),
        "integer": "số nguyên",
        "number": "số",
        "boolean": "true, false",
        "null": "null",
        "object": "đối tượng",
    }
    return words.get(str(one.get("type", "")), "chữ")


def _example(told: dict[str, Any], root: str, path: str, method: str, operation: dict[str, Any]) -> str:
    """The call as it is typed into a shell."""
    filled, query, headers = path, {}, ['-H "Authorization: Bearer $MA_TRUY_CAP"']
    for one in operation.get("parameters", ()):
        sample = next(iter(one["schema"].get("examples", ())), _SAMPLES.get(one["name"]))
        if one["in"] == "path":
            filled = filled.replace(f"{{{one['name']}}}", str(sample))
        elif one["in"] == "header":
            headers.append(f'-H "{one["name"]}: {sample}"')
        elif sample is not None:
            query[one["name"]] = sample
    asked = f"?{urlencode(query)}" if query else ""
    parts = ["curl", *(["-X POST"] if method == "post" else []), *headers]
    if name := _schema_name(operation.get("requestBody", _NOTHING)):
        schema = told["components"]["schemas"][name]
        body = {
            field: next(iter(one.get("examples", ())), False if one.get("type") == "boolean" else "")
            for field, one in schema["properties"].items()
        }
        parts += ['-H "Content-Type: application/json"', f"-d '{json.dumps(body, ensure_ascii=False)}'"]
    return " \\\n  ".join([*parts, f'"{root}{filled}{asked}"'])
