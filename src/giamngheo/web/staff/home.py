"""The first page: what this is, and where to start."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    return render(request, "staff/home.html", {"classify": "/phan-loai/", "standards": "/chuan-ngheo/"})
