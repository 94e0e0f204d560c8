"""Checks of the forms of official documents: measures within what is allowed, texts that are known."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from giamngheo.law.library import BrokenPackError
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import citations
from giamngheo.law.papers.library import layouts_under
from giamngheo.law.vocabulary.texts import Instrument


def layout_faults(law: Path, instruments: Mapping[str, Instrument]) -> Iterator[Finding]:
    """What does not hold in the layouts of one law folder."""
    try:
        found = layouts_under(law)
    except BrokenPackError as error:
        yield Finding("papers", str(error))
        return
    for name, layout in found.items():
        place = f"papers/{name}/layout.yaml"
        yield from citations(layout, place, instruments)
        for measure, value in layout.measures().items():
            if not value.is_kept:
                yield Finding(
                    f"{place} › {measure}",
                    f"lấy {value.taken:g}, ngoài khoảng cho phép {value.least:g} đến {value.most:g}.",
                )
        if layout.last is not None and layout.last < layout.first:
            yield Finding(f"{place} › last", "ngày cuối trước ngày đầu.")
