"""Numbers of the law must stand in the packs' data, not in Python."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from giamngheo.law.linter.drafts import Draft
from giamngheo.law.linter.findings import Finding, below
from giamngheo.law.vocabulary.standards import ByResidence, ParameterValue

ALLOWED_IN_PACKS = (0, 1)
SMALLEST_LINE = 100  # smaller numbers mean too many other things outside the packs
SMALLEST_MONEY = 1_000  # points of a line may be the length of a text field, an amount of money may not


def in_packs(law: Path) -> Iterator[Finding]:
    """Any number but 0 and 1 in the Python of `standards/`: formulas take numbers from parameters."""
    for path in sorted((law / "standards").rglob("*.py")):
        for node, number in _numbers(_tree(path)):
            if number not in ALLOWED_IN_PACKS:
                yield Finding(
                    f"{below(path, law)} dòng {node.lineno}",
                    f"con số {number} viết thẳng trong công thức; đưa vào parameters/ kèm điều khoản.",
                )


def in_code(folders: Sequence[Path], drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Lines of income or points of any pack, written out in the code that applies them.

    Powers of ten are units and let pass; points lines as named arguments (`max_length=…`) too.
    """
    lines = _lines(drafts)
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            tree = _tree(path)
            named = {id(word.value) for word in ast.walk(tree) if isinstance(word, ast.keyword)}
            for node, number in _numbers(tree):
                if number in lines and (number >= SMALLEST_MONEY or id(node) not in named):
                    yield Finding(
                        f"{below(path, folder.parent)} dòng {node.lineno}",
                        f"con số {number} là «{lines[number]}»; lấy từ chuẩn, không viết thẳng vào mã.",
                    )


def words_in_code(folders: Sequence[Path]) -> frozenset[str]:
    """Every text constant of the code that applies the law: the parameters it asks for are among them."""
    trees = (_tree(path) for folder in folders for path in sorted(folder.rglob("*.py")))
    return frozenset(
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _tree(path: Path) -> ast.AST:
    try:
        return ast.parse(path.read_bytes())
    except SyntaxError:  # the loader of formulas tells it, and so does every other tool
        return ast.Module([], [])


def _numbers(tree: ast.AST) -> Iterator[tuple[ast.Constant, float]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            yield node, cast(float, node.value)


def _lines(drafts: Sequence[Draft]) -> dict[float, str]:
    found: dict[float, str] = {}
    for draft in drafts:
        for parameter in draft.parameters.values():
            for value in parameter.values:
                for number in _values(value):
                    if number >= SMALLEST_LINE and not _power_of_ten(number) and _is_line(parameter.unit):
                        found.setdefault(number, f"{draft.standard.short_name}: {parameter.name}")
    return found


def _is_line(unit: str) -> bool:
    return "đồng" in unit or "điểm" in unit


def _values(value: ParameterValue) -> tuple[int, ...]:
    held = value.value
    if isinstance(held, ByResidence):
        return held.rural, held.urban
    return held if isinstance(held, tuple) else (held,)


def _power_of_ten(number: int) -> bool:
    return set(str(number)[1:]) <= {"0"} and str(number).startswith("1")
