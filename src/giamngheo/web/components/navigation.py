"""The left navigation: the work of the year, in the order of the work."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One line of the navigation; `address` is the start of all its pages."""

    name: str
    address: str
    icon: str


@dataclass(frozen=True)
class Group:
    """Entries under one heading."""

    name: str
    entries: tuple[Entry, ...]


_GROUPS = (
    Group(
        "Việc cần làm",
        (
            Entry("Phân loại danh sách", "/phan-loai/", "table"),
            Entry("Chuẩn nghèo", "/chuan-ngheo/", "scale"),
        ),
    ),
)


def groups() -> tuple[Group, ...]:
    """All groups; what a role may see is decided here once there is sign-in."""
    return _GROUPS
