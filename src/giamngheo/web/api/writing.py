"""Writes: each under a key, so that what is sent again is not done again."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Header

from giamngheo.apps.households.actions import RegisterError
from giamngheo.apps.households.actions.writing import FaultyError
from giamngheo.foundation.tokens.once import PROMISED_DAYS, OtherAskedError, answered_once, hash_asked
from giamngheo.web.api.callers import Caller
from giamngheo.web.api.problems import Fault, ProblemError, faulty

REPEATED: Final = "Idempotency-Replayed"
LONGEST_KEY: Final = 200

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=LONGEST_KEY,
        pattern=r"^[0-9A-Za-z._\-]+$",
        description="Khoá của lần ghi, như một UUID: gửi lại cùng khoá và cùng nội dung thì nhận lại đúng "
        f"câu trả lời cũ và không ghi thêm; khoá được nhớ ít nhất {PROMISED_DAYS} ngày.",
        examples=["6f1c9f0e-1b1f-4d55-9d0b-3a2f2f6f7a11"],
    ),
]


def written_once(
    request: HttpRequest, caller: Caller, key: str, do: Callable[[], dict[str, Any]]
) -> HttpResponse:
    """Do it and answer 201, or answer what was answered before; 409 where the key stands for something else.

    What the register refuses is 422, and the key is not used up.
    """
    asked = hash_asked(str(request.method), request.path, request.body)
    try:
        told, is_repeated = answered_once(caller.token, key, asked, timezone.now(), do)
    except OtherAskedError:
        raise ProblemError(
            409,
            "Khoá Idempotency-Key này đã dùng cho một nội dung khác nên chưa ghi gì.",
            "Dùng khoá mới cho nội dung mới; gửi lại đúng nội dung cũ nếu là lần gửi lại.",
        ) from None
    except FaultyError as error:
        raise faulty([Fault(one.field, one.sentence, one.remedy) for one in error.faults]) from error
    except RegisterError as error:
        why, _, remedy = str(error).partition("Cách xử lý: ")
        raise ProblemError(422, why.strip(), remedy[:1].upper() + remedy[1:]) from error
    answer = JsonResponse(told, status=201, json_dumps_params={"ensure_ascii": False, "sort_keys": True})
    if is_repeated:
        answer.headers[REPEATED] = "true"
    return answer
