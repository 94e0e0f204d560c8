"""What the linter found, told with the file and the place."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec


@dataclass(frozen=True, order=True)
class Finding:
    """A fault, or with `warning` only a hint; `place` is a file of the law folder and the place in it."""

    place: str
    text: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{'Nhắc' if self.warning else 'Lỗi'}: {self.place}: {self.text}"


def below(path: Path, root: Path) -> str:
    """The path as findings show it: below `root` where it lies there."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def parts(whole: object, place: str) -> Iterator[tuple[str, msgspec.Struct]]:
    """Every struct inside `whole` with its place («dimensions › housing › deprivations › water»)."""
    if isinstance(whole, tuple):
        for number, one in enumerate(whole, start=1):
            yield from parts(one, f"{place} › {getattr(one, 'id', number)}")
    elif isinstance(whole, msgspec.Struct):
        yield place, whole
        for field in whole.__struct_fields__:
            yield from parts(getattr(whole, field), f"{place} › {field}")
