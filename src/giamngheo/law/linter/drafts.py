"""Reads a pack that may be broken: what reads is kept, what does not is told."""

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from giamngheo.law.library import BrokenPackError, read
from giamngheo.law.linter.findings import Finding, below
from giamngheo.law.vocabulary.standards import Parameter, Standard

MODULES = ("income", "classes", "deprivations")


@dataclass(frozen=True)
class Draft:
    """One folder of `standards/` as far as it reads; `place` is how findings name the folder."""

    folder: Path
    place: str
    standard: Standard
    parameters: Mapping[str, Parameter]
    functions: Mapping[str, Mapping[str, Callable[..., Any]]] = field(default_factory=dict)

    def of(self, file: str, *inside: str) -> str:
        """A place in a file of the pack."""
        return " › ".join((f"{self.place}/{file}", *inside))


def read_drafts(law: Path, found: list[Finding]) -> list[Draft]:
    """Every pack of a law folder that reads; what does not goes to `found`."""
    drafts = (
        _read_draft(path.parent, law, found) for path in sorted((law / "standards").glob("*/standard.yaml"))
    )
    return [draft for draft in drafts if draft is not None]


def _read_draft(folder: Path, law: Path, found: list[Finding]) -> Draft | None:
    place = below(folder, law)
    try:
        standard = read(folder / "standard.yaml", Standard)
    except BrokenPackError as error:
        found.append(Finding(f"{place}/standard.yaml", str(error)))
        return None
    if standard.id != folder.name:
        found.append(
            Finding(f"{place}/standard.yaml", f"mã chuẩn «{standard.id}» khác tên thư mục «{folder.name}».")
        )
    parameters: dict[str, Parameter] = {}
    for path in sorted((folder / "parameters").glob("*.yaml")):
        where = below(path, law)
        try:
            parameter = read(path, Parameter)
        except BrokenPackError as error:
            found.append(Finding(where, str(error)))
            continue
        if parameter.id != path.stem:
            found.append(Finding(where, f"mã tham số «{parameter.id}» khác tên tệp «{path.stem}»."))
        parameters[parameter.id] = parameter
    functions = {name: _functions(folder / f"{name}.py", law, found) for name in MODULES}
    return Draft(folder, place, standard, parameters, functions)


def _functions(path: Path, law: Path, found: list[Finding]) -> dict[str, Callable[..., Any]]:
    """The formulas of one file, loaded from the file itself, wherever the law folder lies."""
    if not path.exists():
        return {}
    spec = importlib.util.spec_from_file_location(f"_law_check_{path.parent.name}_{path.stem}", path)
    if spec is None or spec.loader is None:
        found.append(Finding(below(path, law), "không nạp được tệp công thức."))
        return {}
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # a pack's file may fail in any way; all are told alike
        found.append(
            Finding(below(path, law), f"không nạp được tệp công thức: {type(error).__name__}: {error}")
        )
        return {}
    return {
        name: value
        for name, value in vars(module).items()
        if callable(value)
        and not name.startswith("_")
        and getattr(value, "__module__", "") == module.__name__
    }
