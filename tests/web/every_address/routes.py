"""The addresses of the product that a test asks for, taken from the product itself."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, before + str(entry.pattern))
        else:
            yield before + str(entry.pattern), entry


OURS = {
    route: pattern
    for route, pattern in _patterns(get_resolver())
    if pattern.callback.__module__.startswith("giamngheo.") or hasattr(pattern.callback, "opened_to")
}
WHOLE = sorted(route for route in OURS if "<" not in route)
