"""Where what a person types stands in the text of a plan; what of the text stands in no piece any more."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

import msgspec

from giamngheo.apps.programmes.plans.gathering import joined
from giamngheo.apps.programmes.plans.manuscript import manuscript_again
from giamngheo.apps.programmes.plans.structure import (
    Assigned,
    Piece,
    Plan,
    ReadProject,
    Span,
    Titled,
    Unread,
)

NOWHERE: Final = Span(start=0, end=0, line=1, last_line=1, page=1)
"""The place of what a person added and the text does not have."""
_FEWEST_WORDS: Final = 3
"""Fewer words than these stand in a text by chance; they are looked for in its unread lines alone."""
_ALIKE: Final = 0.5


def flat(text: str) -> str:
    """On one line, as a field of a form holds it."""
    return " ".join(text.split())


class Places:
    """The text of one plan, and what a correction of it takes out of its pieces."""

    def __init__(self, plan: Plan) -> None:
        self.manuscript = manuscript_again(plan.source)
        self._plan = plan
        self._taken: list[Span] = []

    def take_out(self, *spans: Span) -> None:
        """Note that these places are no longer those of a piece."""
        self._taken += [one for one in spans if one != NOWHERE]

    def of(self, words: str) -> Span:
        """Where these words stand: first of all in what was unread, else where they stand but once."""
        said = words.split()
        if not said:
            return NOWHERE
        pattern = re.compile(r"\s+".join(map(re.escape, said)), re.IGNORECASE)
        found = [one.span() for one in pattern.finditer(self.manuscript.view)]
        for start, end in found:
            if any(one.span.start <= start < one.span.end for one in self._plan.unread):
                return self.manuscript.span(start, end)
        if len(found) == 1 and len(said) >= _FEWEST_WORDS:
            return self.manuscript.span(*found[0])
        return NOWHERE

    def pieces(self, lines: Sequence[str], before: Sequence[Piece]) -> list[Piece]:
        """The lines as pieces: what stood so before, or was only reworded, keeps its place."""
        said = [flat(one.text) for one in before]
        known = dict(zip(said, before, strict=True))
        kept: list[Piece] = []
        for _, first, last, begin, end in SequenceMatcher(None, said, lines, autojunk=False).get_opcodes():
            kept += self._changed(before[first:last], lines[begin:end], known)
        used = {one.span for one in kept}
        self.take_out(*(one.span for one in before if one.span not in used))
        return kept

    def _changed(
        self, before: Sequence[Piece], lines: Sequence[str], known: dict[str, Piece]
    ) -> Iterator[Piece]:
        whole = " ".join(flat(one.text) for one in before)
        if len(lines) == 1 < len(before) and are_alike(whole, lines[0]):
            yield Piece(text=lines[0], span=joined([one.span for one in before]))
            return
        for at, line in enumerate(lines):
            if line in known:
                yield known[line]
            elif at < len(before) and are_alike(flat(before[at].text), line):
                yield Piece(text=line, span=before[at].span)
            else:
                parts = [one.span for one in before if line in flat(one.text)]
                yield Piece(text=line, span=parts[0] if parts else self.of(line))

    def unread_in(self, after: Plan, called: str, given: Collection[int] = ()) -> list[Unread]:
        """The unread of the corrected plan; `given` are the beginnings of those that were put into a part."""
        heads = {one.span for one in _containers(self._plan) if _is_around(one)}
        before, now = set(_leaves(self._plan, heads)), set(_leaves(after, heads))
        new = [(one.start, one.end) for one in now - before]
        left = [one for one in after.unread if one.span.start not in given and self._is_left(one.span, new)]
        taken = [(one.start, one.end) for one in (*now, *(one.span for one in left))]
        for span in dict.fromkeys(self._taken):
            for start, end in self._rest((span.start, span.end), taken):
                taken.append((start, end))
                text = flat(self.manuscript.text[start:end])
                place = self.manuscript.span(start, end)
                left.append(Unread(text=text, reason=f"đã bỏ khỏi {called}", span=place))
        return sorted(left, key=lambda one: one.span.start)

    def _is_left(self, span: Span, new: Sequence[tuple[int, int]]) -> bool:
        """Whether a place that was unread is so still: rules between the parts say nothing, and are."""
        is_met = any(start < span.end and span.start < end for start, end in new)
        return not is_met or any(self._rest((span.start, span.end), new))

    def _rest(self, whole: tuple[int, int], covered: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """What of a place is not covered and says something, line by line."""
        begin, end = whole
        parts = [(begin, end)]
        for first, last in covered:
            if first < end and begin < last:
                cut = [((a, min(b, first)), (max(a, last), b)) for a, b in parts]
                parts = [one for pair in cut for one in pair if one[0] < one[1]]
        for a, b in parts:
            for found in re.finditer(r"[^\n]+", self.manuscript.view[a:b]):
                if any(map(str.isalnum, found[0])):
                    yield a + found.start(), a + found.end()


def are_alike(first: str, second: str) -> bool:
    """Whether one is the other in other words, rather than something else."""
    said, other = first.casefold().split(), second.casefold().split()
    return SequenceMatcher(None, said, other, autojunk=False).ratio() >= _ALIKE


Container = Titled | Assigned | ReadProject


def _inside(one: Container) -> list[Piece]:
    if isinstance(one, Titled):
        return one.contents
    return one.items if isinstance(one, Assigned) else one.pieces


def _is_around(one: Container) -> bool:
    return any(one.span.start <= piece.span.start < one.span.end for piece in _inside(one))


def _containers(plan: Plan) -> Iterator[Container]:
    yield from plan.projects
    yield from plan.policies
    yield from plan.solutions
    yield from plan.tasks


def _leaves(whole: object, heads: Collection[Span]) -> Iterator[Span]:
    """Places of the smallest pieces; the place of a heading with what is said under it is not one of them.

    `heads` are those that had something under them before: with that taken out they hold nothing of it.
    """
    if isinstance(whole, Container):
        yield from (one.span for one in _inside(whole))
        if whole.span not in heads and not _is_around(whole):
            yield whole.span
    elif isinstance(whole, Span):
        yield whole
    elif isinstance(whole, msgspec.Struct):
        for name in whole.__struct_fields__:
            if name not in {"warnings", "source", "unread"}:
                yield from _leaves(getattr(whole, name), heads)
    elif isinstance(whole, list):
        for one in whole:
            yield from _leaves(one, heads)
