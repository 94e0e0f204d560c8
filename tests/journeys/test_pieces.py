"""The pieces pages are made of, all on one page, in a real browser."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from giamngheo.config import urls
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.tasks.states import State
from giamngheo.web.components.shown import CLASSES

pytestmark = pytest.mark.browser


def pieces(request: HttpRequest) -> HttpResponse:
    task = Task(
        steps=["Đọc tệp", "Phân loại", "Ghi kết quả"],
        state=State.RUNNING,
        step=1,
        done=1_250_000,
        total=5_000_000,
        started_at=timezone.now() - timedelta(seconds=10),
        message="dòng 1.250.000",
    )
    return render(request, "pieces.html", {"task": task})


class Addresses:
    """The product's addresses with the page of pieces."""

    urlpatterns = [path("manh/", pieces), path("", include(urls))]  # noqa: RUF012
    handler404 = urls.handler404


@pytest.fixture(autouse=True)
def _with_pieces(settings: Settings) -> None:
    template = {**settings.TEMPLATES[0]}
    template["DIRS"] = [*template["DIRS"], Path(__file__).parents[1] / "web" / "templates"]
    settings.TEMPLATES = [template]
    settings.ROOT_URLCONF = Addresses


def test_all_pieces_are_accessible_and_break_no_policy(
    page: Page, accessible: Callable[[Page], None]
) -> None:
    page.goto("/manh/")
    expect(page.locator("[data-canvas] svg")).to_be_visible()
    accessible(page)


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(page: Page) -> None:
    page.goto("/manh/")
    expect(page.get_by_role("alert").first).to_be_focused()
    page.get_by_role("link", name="Số hộ: ghi một số").click()
    expect(page.get_by_role("textbox", name="Số hộ")).to_be_focused()


def test_each_class_has_its_words_and_its_own_icon(page: Page) -> None:
    page.goto("/manh/")
    for shown in CLASSES.values():
        badge = page.locator("p .class-badge", has_text=shown.name)
        expect(badge).to_be_visible()
        expect(badge.locator("use")).to_have_attribute("href", re.compile(f"#{shown.icon}$"))
    assert len({shown.icon for shown in CLASSES.values()}) == len(CLASSES)


def test_progress_tells_rows_speed_and_time_left(page: Page) -> None:
    page.goto("/manh/")
    work = page.get_by_label("Tiến độ")
    expect(work).to_contain_text("1.250.000 / 5.000.000 dòng")
    expect(work).to_contain_text("dòng/giây")
    expect(work).to_contain_text("còn khoảng")
    expect(work.get_by_role("progressbar")).to_have_attribute("value", "25")


def test_the_chart_tells_its_numbers_beside_the_bars(page: Page) -> None:
    page.goto("/manh/")
    expect(page.locator("[data-canvas]")).to_contain_text("4.600 hộ")
