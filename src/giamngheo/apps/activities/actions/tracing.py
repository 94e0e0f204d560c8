"""Products under a code: their tests, what is published of them for everybody, taken back with a reason."""

import secrets
from datetime import date

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.activities.actions.writing import ActivityError, locked, tell
from giamngheo.apps.activities.models import Activity, Product, ProductTest
from giamngheo.apps.activities.states import GIVEN_UP
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.audit.actions import Actor


@transaction.atomic
def add_product(activity: Activity, name: str, producer: str, actor: Actor, *, words: str = "") -> Product:
    """Keep a product under a new code; `producer` is who stands for it to buyers. Raises ActivityError."""
    held = locked(activity)
    if not held.law.products or held.state in GIVEN_UP:
        raise ActivityError("Hoạt động này không ghi sản phẩm.")
    row = Product.objects.create(
        activity=held,
        area_id=held.area_id,
        name=ActivityError.words(name, "tên sản phẩm", about="san-pham", longest=200),
        producer=ActivityError.words(producer, "đơn vị đứng tên", about="dung-ten", longest=200),
        words=ActivityError.words(words, "mô tả", about="mo-ta", longest=500, needed=False),
        code=secrets.token_hex(8),
        made_by_name=actor.name,
    )
    tell(held, actor, "product", f"Ghi sản phẩm «{row.name}»", {"product": row.pk})
    return row


@transaction.atomic
def add_test(
    product: Product, day: date, what: str, result: str, actor: Actor, *, laboratory: str, passes: bool
) -> ProductTest:
    """Write a test of a product down; raises ActivityError."""
    held = locked(product.activity)
    row = ProductTest.objects.create(
        product=product,
        area_id=product.area_id,
        day=day,
        what=ActivityError.words(what, "chỉ tiêu kiểm nghiệm", about="kiem-gi", longest=200),
        laboratory=ActivityError.words(laboratory, "đơn vị kiểm nghiệm", about="kiem-ai", longest=200),
        result=ActivityError.words(result, "kết quả", about="kiem-kq", longest=200),
        passes=passes,
        by_name=actor.name,
    )
    tell(held, actor, "test", f"Ghi kiểm nghiệm «{product.name}»", {"product": product.pk, "passes": passes})
    return row


@transaction.atomic
def publish_product(product: Product, day: date, actor: Actor) -> Product:
    """Freeze what everybody may read of a product: name, who stands for it, where, tests; no household.

    Publishing anew freezes anew. Raises ActivityError.
    """
    held = Product.objects.select_for_update().get(pk=product.pk)
    path = path_of(held.area_id, day)
    held.told = {
        "name": held.name,
        "producer": held.producer,
        "words": held.words,
        "place": names_of([held.area_id], day).get(held.area_id, ""),
        "above": path[-2].full_name if len(path) > 1 else "",
        "tests": [
            {
                "day": one.day.isoformat(),
                "what": one.what,
                "laboratory": one.laboratory,
                "result": one.result,
                "passes": one.passes,
            }
            for one in held.tests.order_by("-day", "-pk")
        ],
    }
    held.published_at, held.published_by_name = timezone.now(), actor.name
    held.taken_back_at, held.taken_back_why = None, ""
    held.save(update_fields=["told", "published_at", "published_by_name", "taken_back_at", "taken_back_why"])
    tell(
        locked(held.activity), actor, "publish", f"Công bố trang truy xuất «{held.name}»", {"code": held.code}
    )
    return held


@transaction.atomic
def take_product_back(product: Product, why: str, actor: Actor) -> None:
    """Show a product to nobody outside any more, with the reason, which is shown. Raises ActivityError."""
    said = ActivityError.words(why, "lý do", about="ly-do", longest=300)
    standing = Product.objects.filter(pk=product.pk, published_at__isnull=False, taken_back_at=None)
    if not standing.update(taken_back_at=timezone.now(), taken_back_why=said):
        raise ActivityError("Trang của sản phẩm này không đang công bố. Cách xử lý: tải lại trang.")
    tell(
        product.activity, actor, "unpublish", f"Thôi công bố «{product.name}»: {said}", {"code": product.code}
    )
