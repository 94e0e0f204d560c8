"""The Jinja2 environment of all pages: strict about names, with the words and signs the macros need."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html, json_script
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from giamngheo import __version__
from giamngheo.foundation.accounts.passwords import NEEDED
from giamngheo.foundation.areas.naming import called
from giamngheo.law.library import cited
from giamngheo.web.components import numbers
from giamngheo.web.components.guard import ACCOUNT, SIGN_IN
from giamngheo.web.components.icons import icon
from giamngheo.web.components.navigation import Group, groups, sees_households
from giamngheo.web.components.running import running_count
from giamngheo.web.components.shown import CLASSES, FLAG_ICONS, RESULTS

_VALUE: Final = "7777777777"  # stands in an address for its one value


@cache
def _named(name: str) -> str:
    return reverse(name)


@cache
def _around(name: str) -> tuple[str, str] | None:
    """What stands before and after the one value of an address; None where it takes other values."""
    try:
        before, _, after = reverse(name, args=[_VALUE]).partition(_VALUE)
    except NoReverseMatch:
        return None
    return before, after


def _url(name: str, args: Sequence[Any] = ()) -> str:
    """The address of a page: its shape is made out once, as every page shows a dozen and a list a hundred."""
    if not args:
        return _named(name)
    value = str(args[0]) if isinstance(args[0], int | str) else ""
    is_plain = value.isascii() and value.replace("-", "").isalnum()
    if len(args) > 1 or not is_plain or (found := _around(name)) is None:
        return reverse(name, args=args)
    return value.join(found)


def _navigation(made: Environment) -> Callable[[HttpRequest | None, str], Markup]:
    """The left navigation of a page, drawn once for all who may open the same and are at the same entry."""

    @lru_cache(maxsize=1_000)
    def drawn(shown: tuple[Group, ...], here: tuple[str, ...], path: str) -> Markup:
        template = made.get_template("components/navigation.html")
        return Markup(template.render(groups=shown, here=here, path=path))

    def navigation(request: HttpRequest | None, path: str) -> Markup:
        shown = groups(request)
        here = tuple(one.address for group in shown for one in group.entries if one.leads_to(path))
        return drawn(shown, here, path if path in here else "")

    return navigation


def token_once(request: HttpRequest) -> dict[str, object]:
    """The token of a page, masked once for all its forms: each masking draws two times 32 signs by chance."""
    token = SimpleLazyObject(lambda: get_token(request))
    field = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    return {"csrf_token": token, "csrf_input": SimpleLazyObject(lambda: format_html(field, token))}


def environment(**options: Any) -> Environment:
    """The environment Django's Jinja2 backend asks for; a misspelt name is an error, not an empty string."""
    made = Environment(
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )
    made.globals.update(
        static=static,
        url=_url,
        remembered=cache,  # a macro that says the same of many rows: {% set mark = remembered(mark) %}
        htmx_script=htmx_script,
        icon=icon,
        navigation=_navigation(made),
        cited=cited,
        classes=CLASSES,
        results=RESULTS,
        flag_icons=FLAG_ICONS,
        running_count=running_count,
        sees_households=sees_households,
        sign_in_address=SIGN_IN,
        account_address=ACCOUNT,
        idle_seconds=lambda: settings.IDLE_SECONDS,
        json_script=json_script,
        password_rules_said=NEEDED,
        version=__version__,
    )
    made.filters.update(number=numbers.number, percent=numbers.percent, day=numbers.day, size=numbers.size)
    made.filters.update(moment=numbers.moment, eve=numbers.eve, days=numbers.days, capital=numbers.capital)
    made.filters.update(called=called)
    return made
