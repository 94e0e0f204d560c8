"""«Truy xuất nguồn gốc»: a product as it was published, for everybody who has its code; no household."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from giamngheo.apps.activities.published import is_code, product_of_code
from giamngheo.apps.papers.qr import svg_of
from giamngheo.web.components.errors import too_many
from giamngheo.web.portal.limit import asks_too_often


@require_safe
def product(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a published product with its tests, and the QR that leads here."""
    if asks_too_often(request):
        return too_many(request)
    told = product_of_code(code) if is_code(code) else None
    if told is None:
        raise Http404
    address = request.build_absolute_uri(reverse("product", args=[code]))
    shown = {"told": told, "qr": Markup(svg_of(address)), "address": address}
    answer: HttpResponse = render(request, "portal/product.html", shown)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
