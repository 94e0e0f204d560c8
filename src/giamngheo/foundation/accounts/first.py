"""The first administrator: made from the command line by who holds the server, as nobody can invite them."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.areas.queries import find
from giamngheo.foundation.audit.actions import SYSTEM, record


class FirstError(Exception):
    """The account was not made; the message says why and what to do, in Vietnamese."""


@transaction.atomic
def make_first_administrator(
    username: str, full_name: str, password: str, *, area_code: str, day: date
) -> User:
    """Make a person who administers this area from this day on; the password was checked by who asks."""
    area = find(area_code, day)
    if area is None:
        raise FirstError(
            f"không có đơn vị nào mang mã «{area_code}» vào ngày {day:%d/%m/%Y}. "
            "Nạp địa bàn trước (giamngheo areas load), hoặc tìm mã bằng giamngheo areas find."
        )
    user = User(username=username.strip(), full_name=" ".join(full_name.split()))
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise FirstError(f"tên đăng nhập «{username}» đã có người dùng. Chọn tên khác.") from None
    Holding.objects.create(user=user, role="administrator", area=area, valid=DateRange(day, None))
    record(
        SYSTEM,
        "accounts.make_first_administrator",
        f"Lập người quản trị {user.full_name} từ dòng lệnh",
        area_id=area.pk,
        subject=("user", user.pk),
    )
    return user
