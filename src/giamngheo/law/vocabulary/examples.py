"""A worked household as a lawyer writes it: what is known of it, and what the standard must say."""

import ast
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from giamngheo.law.vocabulary.standards import HouseholdClass

Answer = Any
"""True, false, a number, a code, a day, or null; the linter holds it against the form."""

Whole = int | str
"""A whole number, or arithmetic that gives one: «1500000 + 1», «3 * 10»."""


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must come out; what is left out is not looked at."""

    household_class: HouseholdClass = msgspec.field(name="class")
    deprivation_points: Whole | None = None
    at_least: Whole | None = None
    at_most: Whole | None = None
    deprived: tuple[str, ...] | None = None
    not_deprived: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One household on one day. `members` left out: nothing is known of members; empty: there are none."""

    name: str
    day: date
    expect: Expected
    because: str
    household: Mapping[str, Answer] = {}
    members: tuple[dict[str, Answer], ...] | None = None


def whole(value: Whole) -> int:
    """The number that «1500000 + 1» or «18 * 8» stands for.

    Raises:
        ValueError: where the text is no arithmetic of whole numbers.
    """
    return value if isinstance(value, int) else _counted(ast.parse(value, mode="eval").body)


def _counted(node: ast.expr) -> int:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, ast.BinOp):
        left, right = _counted(node.left), _counted(node.right)
        if isinstance(node.op, ast.Add):
            return left + right
        if isinstance(node.op, ast.Sub):
            return left - right
        if isinstance(node.op, ast.Mult):
            return left * right
        if isinstance(node.op, ast.Div) and right and left % right == 0:
            return left // right
    raise ValueError(f"not arithmetic of whole numbers: {ast.unparse(node)}")
