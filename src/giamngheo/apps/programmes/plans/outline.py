"""Where each block stands: in which part of the plan, under which heading, in which project and role."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from giamngheo.apps.programmes.plans.blocks import Block
from giamngheo.apps.programmes.plans.manuscript import fold
from giamngheo.apps.programmes.plans.markers import Levels, MarkerKind, is_capitals
from giamngheo.apps.programmes.plans.projects import ProjectHead, project_head
from giamngheo.apps.programmes.plans.words import Part, Role, part_of, role_of
from giamngheo.law.vocabulary.programmes import Programme

_TOP: Final = {MarkerKind.PART, MarkerKind.UPPER, MarkerKind.ROMAN, MarkerKind.CAPITALS}
_NO_PROJECTS: Final = {Part.TASKS, Part.BACKGROUND, Part.OPENING, Part.FUNDING, Part.REPORTING}
_KEEPS: Final = {
    Part.BACKGROUND: set[Part](),
    Part.TASKS: {Part.REPORTING},
    Part.POLICIES: {Part.PROJECTS, Part.SOLUTIONS},
    Part.SOLUTIONS: {Part.PROJECTS, Part.POLICIES},
    Part.FUNDING: set[Part](),
    Part.REPORTING: {Part.TASKS},
    Part.SCOPE: {Part.SCOPE, Part.AIMS, Part.TARGETS, Part.FUNDING},
}
"""Which parts may begin below another's heading; a part that is not named lets all begin."""
_MOST_WORDS: Final = 45
_NUMBER: Final = re.compile(r"\d+")


@dataclass
class ProjectNode:
    """A project as it is gathered: its heading and the blocks that belong to it."""

    head: ProjectHead
    block: Block
    depth: int
    kind: MarkerKind
    parent: "ProjectNode | None"
    placed: "list[Placed]" = field(default_factory=list)


@dataclass
class Placed:
    """A block with what is known of its place; of a heading `title` ends at `title_end` of the body."""

    block: Block
    depth: int
    part: Part
    is_heading: bool
    title_end: int
    titles: tuple[str, ...]
    project: ProjectNode | None = None
    role: Role | None = None
    own: int = 0
    is_mixed: bool = False
    opens_part: bool = False

    @property
    def title(self) -> str:
        """The words of the heading."""
        return self.block.body[: self.title_end].strip(" .:;*")


@dataclass
class _Frame:
    depth: int
    part: Part
    title: str
    is_mixed: bool = False


class Outline:
    """Walks the blocks once, from the opening to the end."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._levels = Levels()
        self._frames = [_Frame(-1, Part.OPENING, "")]
        self._projects: list[ProjectNode] = []
        self._role: Role | None = None
        self._kept: int | None = None
        self.projects: list[ProjectNode] = []

    def walk(self, blocks: Sequence[Block]) -> Iterator[Placed]:
        """Each block with its place."""
        placed = [
            self._place(block, blocks[at + 1] if at + 1 < len(blocks) else None)
            for at, block in enumerate(blocks)
        ]
        for at, one in enumerate(placed):
            has_words_below = at + 1 < len(placed) and placed[at + 1].depth > one.depth
            if one.is_heading and one.project is None and not one.opens_part and not has_words_below:
                _take_for_words(one)
            yield one

    def _place(self, block: Block, following: Block | None) -> Placed:
        title_end = _title_end(block)
        head = self._head(block)
        role = role_of(block.folded) if self._projects and head is None else None
        if role is not None and self._stays_in_project(block, role[0]):
            return self._in_project(block, role)
        kind = self._kind(block, head)
        depth = self._levels.depth(kind)
        self._close(depth, kind, head)
        if head is not None:
            return self._project(block, head, depth, kind)
        if self._projects:
            return self._in_project(block, role)
        has_more = title_end < len(block.body.rstrip(" .:;")) or (
            following is not None and self._levels.is_below(following.marker.kind)
        )
        return self._section(block, depth, kind, title_end, has_more=has_more or kind is MarkerKind.NONE)

    def _head(self, block: Block) -> ProjectHead | None:
        kind = block.marker.kind
        depth = self._levels.would_be(kind)
        frame = next(
            one
            for one in reversed(self._frames)
            if kind is MarkerKind.NONE or one.depth < depth or one is self._frames[0]
        )
        if (frame.part in _NO_PROJECTS and frame is not self._frames[0]) or block.cells:
            return None
        within = self._projects[0].head.code if self._projects else None
        head = project_head(block.body, self._programme, within)
        if head is None or head.number is not None:
            return head
        is_opening = len(self._frames) == 1  # a name alone is no heading before there is any
        is_label = bool(self._projects) and role_of(block.folded) is not None
        return None if is_opening or is_label or block.marker.kind.is_item else head

    def _stays_in_project(self, block: Block, role: Role) -> bool:
        """A paragraph with a label stays in its project even where its mark is of the project's own kind."""
        node, kind = self._projects[-1], block.marker.kind
        if kind in _TOP:
            return False
        if kind is not node.kind:
            return kind.is_item or kind in {MarkerKind.NONE, MarkerKind.STAR}
        if kind.is_item or kind in {MarkerKind.STAR, MarkerKind.NONE}:
            return True
        number = _NUMBER.search(block.marker.said)
        said = int(number[0]) if number else ord(block.marker.said.strip("() .")[:1] or "a") - ord("a") + 1
        if role in {Role.OBJECTIVE, Role.GROUPS, Role.CONTENTS, Role.ASSIGNED} and (
            said == 1 or (self._kept is not None and said == self._kept + 1)
        ):
            self._kept = said
            return True
        return False

    def _kind(self, block: Block, head: ProjectHead | None) -> MarkerKind:
        kind = block.marker.kind
        if kind is not MarkerKind.NONE:
            return kind
        if head is not None:
            return MarkerKind.SUBPROJECT if head.is_part else MarkerKind.PROJECT
        if is_capitals(block.text) and part_of(block.folded) and len(block.text.split()) <= _MOST_WORDS:
            return MarkerKind.CAPITALS
        return kind

    def _close(self, depth: int, kind: MarkerKind, head: ProjectHead | None) -> None:
        """End headings and projects that do not reach to a block of this depth."""
        if kind is MarkerKind.CAPITALS:
            self._frames = self._frames[:1]
            self._projects = []
            return
        while len(self._frames) > 1 and self._frames[-1].depth >= depth and kind is not MarkerKind.NONE:
            self._frames.pop()
        while self._projects and self._ends(self._projects[-1], depth, kind, head):
            self._projects.pop()
            self._role = self._kept = None

    @staticmethod
    def _ends(node: ProjectNode, depth: int, kind: MarkerKind, head: ProjectHead | None) -> bool:
        if head is not None:
            is_of_other = head.whole is not None and node.head.code != head.whole
            return node.head.is_part or not head.is_part or is_of_other
        if kind is MarkerKind.NONE or depth > node.depth:
            return False
        return not (kind is node.kind and kind.is_item)

    def _project(self, block: Block, head: ProjectHead, depth: int, kind: MarkerKind) -> Placed:
        parent = self._projects[-1] if self._projects else None
        node = ProjectNode(head, block, depth, kind, parent)
        self._projects.append(node)
        self.projects.append(node)
        self._role = self._kept = None
        frame = self._frames[-1]
        return Placed(
            block, depth, Part.PROJECTS, True, head.end, self._titles, node, None, head.end, frame.is_mixed
        )

    def _in_project(self, block: Block, role: tuple[Role, int] | None) -> Placed:
        node = self._projects[-1]
        if role is not None:
            self._role = role[0]
        placed = Placed(
            block,
            node.depth + 1,
            Part.PROJECTS,
            False,
            0,
            self._titles,
            node,
            self._role,
            role[1] if role else 0,
        )
        node.placed.append(placed)
        return placed

    @property
    def _titles(self) -> tuple[str, ...]:
        return tuple(frame.title for frame in self._frames if frame.title)

    def _section(
        self, block: Block, depth: int, kind: MarkerKind, title_end: int, *, has_more: bool
    ) -> Placed:
        frame = self._frames[-1]
        is_heading = _is_heading(block, kind, title_end)
        title = block.folded[:title_end]
        part = part_of(title) if is_heading and not block.cells else None
        if part is not None and not (has_more or kind in _TOP):
            part = None  # «2. Thực hiện đúng chính sách.» with nothing under it begins nothing
        if part is not None and not self._may_begin(part, frame, kind, title):
            part = None
        opens = part is not None and (part is not frame.part or kind in _TOP or frame.depth >= depth)
        is_of_tasks = (
            frame.part is Part.TASKS and depth > frame.depth
        )  # «I. Phòng …:» below «PHẦN C. TỔ CHỨC …»
        if kind in _TOP and part is None and is_heading and not is_of_tasks:
            part, opens = (Part.PROJECTS if self._frames[-1].part is Part.OPENING else frame.part), True
        is_mixed = bool(
            part is Part.TARGETS and re.search(r"\bmuc (?:tieu|dich)\b", title) and "chi tieu" in title
        )
        placed = Placed(
            block,
            depth,
            part or frame.part,
            is_heading,
            title_end if is_heading else 0,
            self._titles,
            own=title_end if is_heading else 0,
            is_mixed=is_mixed or (frame.is_mixed and part is None),
            opens_part=opens,
        )
        if is_heading and (opens or not kind.is_item) and kind is not MarkerKind.NONE:
            self._frames.append(_Frame(depth, part or frame.part, title, placed.is_mixed))
        elif opens and placed.own >= len(block.body.rstrip(" .:;")):  # until the next mark of a level above
            while len(self._frames) > 1 and self._frames[-1].depth >= depth:
                self._frames.pop()
            self._frames.append(_Frame(depth, part or frame.part, title, is_mixed))
        return placed

    @staticmethod
    def _may_begin(part: Part, frame: _Frame, kind: MarkerKind, title: str) -> bool:
        if kind in _TOP or frame.part is part:
            return True
        if part is Part.BACKGROUND and frame.part is not Part.OPENING:
            return not kind.is_item and bool(
                re.match(r"\s*(?:dac diem|thuc trang|tinh hinh|ket qua (?:thuc hien|dat))", title)
            )
        allowed = _KEEPS.get(frame.part)
        if allowed is None:
            return not (kind.is_item and part not in {Part.AIMS, Part.TARGETS})
        if frame.part is Part.TASKS and part is Part.REPORTING:
            return bool(re.match(r"\s*(?:che do|thong tin|cong tac)", title))
        if frame.part is Part.SOLUTIONS and part in allowed:
            return "nhiem vu" in frame.title or "noi dung" in frame.title
        return part in allowed and not kind.is_item


def _take_for_words(one: Placed) -> None:
    """A heading with nothing under it or behind a colon is none: «2. Giảm 1/2 số hộ nghèo»."""
    if one.title_end >= len(one.block.body.rstrip(" .:;")) and one.part is not Part.TASKS:
        one.is_heading, one.title_end, one.own = False, 0, 0


def _title_end(block: Block) -> int:
    """Where the title of a block that is a heading ends: at its first colon, or with the block."""
    colon = re.search(r":(?=\s|$)|\s?:\s", block.body)
    if colon is not None:
        title = block.body[: colon.start()]
        if len(title.split()) <= _MOST_WORDS and title.count("(") == title.count(")"):
            return colon.start()
    return len(block.body)


def _is_heading(block: Block, kind: MarkerKind, title_end: int) -> bool:
    """Whether a block is a heading, alone or with words behind a colon."""
    title = block.body[:title_end].strip()
    if not title or len(title.split()) > _MOST_WORDS:
        return False
    has_colon = title_end < len(block.body)
    if kind in _TOP:
        return True
    if kind is MarkerKind.NONE:
        if part_of(fold(title)) is None:
            return False
        return (has_colon or is_capitals(title) or not title.endswith((".", ";"))) and len(
            title.split()
        ) <= 14
    if kind.is_item:
        return has_colon and len(title.split()) <= 14
    return has_colon or (not title.endswith(";") and (not title.endswith(".") or len(title.split()) <= 12))
