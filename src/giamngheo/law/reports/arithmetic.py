"""Formulas of columns: sums, products and quotients of the ids of columns and counts, reckoned exactly."""

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from operator import add, itemgetter, mul, sub
from typing import Final

from giamngheo.law.library import BrokenPackError

Number = int | Fraction | None
"""None: not known, or divided by nothing."""

_Known = int | Fraction
_Reckoning = Callable[[Mapping[str, Number]], Number]
_SIGNS: Final[Mapping[type[ast.operator], Callable[[_Known, _Known], Number]]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: lambda one, other: Fraction(one) / other if other else None,
}


@lru_cache(maxsize=1_000)
def _parsed(formula: str) -> ast.expr:
    try:
        return ast.parse(formula, mode="eval").body
    except SyntaxError as error:
        raise BrokenPackError(f"Công thức «{formula}» không đọc được.") from error


def names_in(formula: str) -> frozenset[str]:
    """The ids that a formula names.

    Raises:
        BrokenPackError: where it is no sum, product or quotient of ids and whole numbers.
    """
    return frozenset(_names(_parsed(formula), formula))


def _names(part: ast.expr, formula: str) -> list[str]:
    if isinstance(part, ast.BinOp) and type(part.op) in _SIGNS:
        return _names(part.left, formula) + _names(part.right, formula)
    if isinstance(part, ast.Name):
        return [part.id]
    if isinstance(part, ast.Constant) and type(part.value) is int:
        return []
    raise BrokenPackError(f"Công thức «{formula}»: chỉ được cộng, trừ, nhân, chia mã cột và số nguyên.")


def reckoned(formula: str, values: Mapping[str, Number]) -> Number:
    """The value of a formula; None where one of its values is not known or a divisor is 0.

    Whole numbers stay whole until something is divided: of a country thousands of lines are checked.
    """
    return _read(formula)(values)


@lru_cache(maxsize=1_000)
def _read(formula: str) -> _Reckoning:
    return _reckoning(_parsed(formula))


def _reckoning(part: ast.expr) -> _Reckoning:
    """How a part is reckoned, found out once a formula."""
    if isinstance(part, ast.BinOp):
        left, right, sign = _reckoning(part.left), _reckoning(part.right), _SIGNS[type(part.op)]

        def both(values: Mapping[str, Number]) -> Number:
            one, other = left(values), right(values)
            return None if one is None or other is None else sign(one, other)

        return both
    if isinstance(part, ast.Name):
        return itemgetter(part.id)
    assert isinstance(part, ast.Constant) and isinstance(part.value, int)  # `names_in` refuses all else
    value = part.value
    return lambda _: value
