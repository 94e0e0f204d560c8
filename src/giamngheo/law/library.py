"""Finds and reads the packs: instruments, standards, and the standard in force for a place on a day."""

import importlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, TypeVar

import msgspec
import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary.codes import CodeEntry, Remedy
from giamngheo.law.vocabulary.evidence import IncomeEvidence, Terms
from giamngheo.law.vocabulary.formulas import Answers, Formula
from giamngheo.law.vocabulary.fund import FundRules
from giamngheo.law.vocabulary.oversight import OversightRules
from giamngheo.law.vocabulary.parameters import Parameters
from giamngheo.law.vocabulary.standards import (
    Amount,
    AreaKind,
    ByResidence,
    ClassText,
    HouseholdClass,
    Parameter,
    Region,
    Residence,
    Standard,
)
from giamngheo.law.vocabulary.texts import Clause, Instrument

LAW = Path(__file__).parent
STANDARDS = LAW / "standards"
NATION = "vn"

T = TypeVar("T")
Named = TypeVar("Named", bound="_Named")
IncomeFormula = Callable[[IncomeEvidence, Parameters], nw.Expr]
ClassFormula = Callable[[Terms], nw.Expr]
DeprivationFormula = Callable[[Answers, Parameters], Formula]


class LawError(Exception):
    """The law cannot be applied as asked; the message is Vietnamese and says what to do."""


class NoStandardError(LawError):
    """No standard is in force for the place on the day."""


class OpenLawError(LawError):
    """The law of the period leaves open what was asked for: its text was not found."""


class BrokenPackError(LawError):
    """A pack does not read as its vocabulary says; the message names the file and the place in it."""


@dataclass(frozen=True, eq=False)  # itself a key: what was prepared for a law is kept beside it
class Rules:
    """A standard as in force on one day: texts, numbers and formulas."""

    standard: Standard
    day: date
    parameters: Parameters
    income_formulas: Mapping[str, IncomeFormula]
    class_formulas: Mapping[HouseholdClass, ClassFormula]
    deprivation_formulas: Mapping[str, DeprivationFormula]

    @property
    def weight(self) -> int:
        """Points of each deprivation."""
        return self.parameters.whole("deprivation_weight")

    @property
    def cutoff(self) -> int:
        """Points from which a household counts as multidimensionally deprived."""
        return self.parameters.whole("deprivation_cutoff")

    @property
    def most_points(self) -> int:
        """Points of a household deprived in everything."""
        return self.weight * len(self.standard.deprivations)

    @property
    def has_points(self) -> bool:
        """Whether an official scale of points (B1, B2) exists for the standard."""
        return "points" in self.standard.evidence

    def residence(self, kind: str) -> Residence | None:
        """The residence that a kind of unit (code of `codes/area_kinds.yaml`) stands for; None where open."""
        return next((rule.residence for rule in self.standard.area_kinds if rule.kind == kind), None)

    def text(self, household_class: HouseholdClass) -> ClassText:
        """The sentence that defines a class."""
        return next(text for text in self.standard.classes if text.id is household_class)

    @property
    def in_force_by(self) -> Clause:
        """The clause that puts the standard in force on the day."""
        return next(period.clause for period in self.standard.periods if period.holds(self.day))


def read(path: Path, kind: type[T]) -> T:
    """Read one YAML file of the law.

    Raises:
        BrokenPackError: where the file does not read as `kind`; names the file and the place.
    """
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=kind)
    except (msgspec.DecodeError, OSError) as error:
        raise BrokenPackError(f"Gói luật hỏng: {path.name}: {error}") from error


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def read_packs(law: Path, places: str, kind: type[Named], word: str) -> dict[str, Named]:
    """The files at `places` («questionnaires/*/questionnaire.yaml») of a law folder, by id.

    Raises:
        BrokenPackError: where one does not read, or its id is not its folder's name; `word` says what it is.
    """
    found = {}
    for path in sorted(law.glob(places)):
        pack = read(path, kind)
        _require_name(path.parent, pack.id, word)
        found[pack.id] = pack
    return found


def _require_name(folder: Path, name: str, word: str) -> None:
    if name != folder.name:
        raise BrokenPackError(
            f"Gói luật hỏng: thư mục {folder.name} chứa {word} «{name}»; hai tên phải giống nhau."
        )


@lru_cache
def instruments() -> Mapping[str, Instrument]:
    """Every instrument that the packs cite, by id."""
    return {text.id: text for text in read(LAW / "instruments.yaml", tuple[Instrument, ...])}


def cited(clause: Clause) -> str:
    """A clause as Vietnamese papers cite it: «NĐ 07/2021/NĐ-CP, Điều 3»."""
    text = instruments()[clause.instrument].cited
    return f"{text}, {clause.at}" if clause.at else text


@lru_cache
def area_kinds() -> Mapping[str, AreaKind]:
    """Kinds of units at commune level by id."""
    return {kind.id: kind for kind in read(LAW / "codes" / "area_kinds.yaml", tuple[AreaKind, ...])}


@lru_cache
def regions() -> Mapping[str, Region]:
    """The regions by id."""
    return {region.id: region for region in read(LAW / "codes" / "regions.yaml", tuple[Region, ...])}


@lru_cache
def code_list(name: str) -> Mapping[str, CodeEntry]:
    """The values of a list of `codes/` by id: ethnic_groups, relationships, poverty_causes …"""
    return {entry.id: entry for entry in read(LAW / "codes" / f"{name}.yaml", tuple[CodeEntry, ...])}


@lru_cache
def remedies() -> Mapping[str, Remedy]:
    """What helps against a deprivation, by its id."""
    return {one.deprivation: one for one in read(LAW / "remedies.yaml", tuple[Remedy, ...])}


@lru_cache
def fund_rules() -> FundRules:
    """The campaigns and purposes of the fund «Vì người nghèo»."""
    return read(LAW / "fund.yaml", FundRules)


@lru_cache
def oversight_rules() -> OversightRules:
    """Kinds of rounds of inspection, when their report is owed, their checklists."""
    return read(LAW / "oversight.yaml", OversightRules)


def standard_folders() -> list[Path]:
    """Folders of all packs: the product's own, then those an operator keeps under `GIAMNGHEO_LAW`."""
    roots = [STANDARDS]
    if own := os.environ.get("GIAMNGHEO_LAW"):
        roots.append(Path(own) / "standards")
    return [path.parent for root in roots for path in sorted(root.glob("*/standard.yaml"))]


@lru_cache
def standards() -> Mapping[str, "Pack"]:
    """Every pack by the id of its standard, a local one completed by the national one it is based on."""
    packs = {pack.standard.id: pack for pack in map(_read_pack, standard_folders())}
    return {name: _completed(pack, packs) for name, pack in packs.items()}


@dataclass(frozen=True)
class Pack:
    """One folder of `standards/`."""

    folder: Path
    standard: Standard
    parameters: Mapping[str, Parameter]

    def on(self, day: date) -> Rules:
        """The standard with the numbers and formulas of `day`."""
        return Rules(
            standard=self.standard,
            day=day,
            parameters=Parameters(day, self.parameters),
            income_formulas=self._formulas("income", [term.id for term in self.standard.terms]),
            class_formulas={
                HouseholdClass(name): formula
                for name, formula in self._formulas(
                    "classes", [c.id.value for c in self.standard.classes]
                ).items()
            },
            deprivation_formulas=self._formulas("deprivations", [d.id for d in self.standard.deprivations]),
        )

    def _formulas(self, module: str, names: list[str]) -> dict[str, Callable[..., Any]]:
        loaded = self._module(module)
        return {name: getattr(loaded, name) for name in names if hasattr(loaded, name)}

    def _module(self, module: str) -> ModuleType | None:
        if not (self.folder / f"{module}.py").exists():
            return None
        return importlib.import_module(f"giamngheo.law.standards.{self.folder.name}.{module}")


def _read_pack(folder: Path) -> Pack:
    standard = read(folder / "standard.yaml", Standard)
    _require_name(folder, standard.id, "chuẩn")
    parameters = [read(path, Parameter) for path in sorted((folder / "parameters").glob("*.yaml"))]
    return Pack(folder, standard, {parameter.id: parameter for parameter in parameters})


def _completed(pack: Pack, packs: Mapping[str, Pack]) -> Pack:
    """A province's higher standard overrides parameters only; all else is the national standard's."""
    local = pack.standard
    if local.based_on is None:
        return pack
    if local.based_on not in packs:
        raise BrokenPackError(f"Gói luật hỏng: «{local.id}» dựa trên chuẩn không có «{local.based_on}».")
    base = packs[local.based_on]
    foreign = {name for name in pack.parameters if name not in base.parameters or not name.endswith("_line")}
    if foreign or local.dimensions or local.terms or local.classes:
        raise BrokenPackError(
            f"Gói luật hỏng: «{local.id}» chỉ được thay con số của chuẩn quốc gia «{local.based_on}»; "
            f"bỏ phần thêm vào ({', '.join(sorted(foreign)) or 'chiều, điều kiện, phân loại'})."
        )
    _refuse_lower(pack, base)
    whole = msgspec.structs.replace(
        base.standard,
        id=local.id,
        name=local.name,
        short_name=local.short_name,
        territory=local.territory,
        periods=local.periods,
        instruments=(*local.instruments, *base.standard.instruments),
        based_on=local.based_on,
        open=(*local.open, *base.standard.open),
    )
    return Pack(base.folder, whole, {**base.parameters, **pack.parameters})


def _refuse_lower(pack: Pack, base: Pack) -> None:
    """A local standard is higher than the national one, and holds only while that one does."""
    for period in pack.standard.periods:
        for day in (period.first, period.last):
            if not any(national.holds(day) for national in base.standard.periods):
                raise BrokenPackError(
                    f"Gói luật hỏng: «{pack.standard.id}» áp dụng vào {day:%d/%m/%Y}, khi chuẩn quốc gia "
                    f"«{base.standard.id}» không áp dụng."
                )
            for name, parameter in pack.parameters.items():
                own, national_value = parameter.on(day), base.parameters[name].on(day)
                if own is not None and national_value is not None and _lower(own.value, national_value.value):
                    raise BrokenPackError(
                        f"Gói luật hỏng: «{pack.standard.id}» đặt «{parameter.name}» thấp hơn chuẩn quốc gia."
                    )


def _lower(own: Amount, national: Amount) -> bool:
    pairs = [
        (value.rural, value.urban) if isinstance(value, ByResidence) else (value, value)
        for value in (own, national)
    ]
    return any(mine < theirs for mine, theirs in zip(*pairs, strict=True))


@lru_cache(maxsize=64)  # a page asks for the law of one day again and again
def rules_for(day: date, territory: str = NATION) -> Rules:
    """The standard in force on `day` in `territory` (a province's code, else the nation's).

    Raises:
        NoStandardError: where no standard covers the day.
    """
    for place in dict.fromkeys((territory, NATION)):
        for pack in standards().values():
            if pack.standard.territory == place and any(
                period.holds(day) for period in pack.standard.periods
            ):
                return pack.on(day)
    known = sorted(period.first for pack in standards().values() for period in pack.standard.periods)
    last = max(period.last for pack in standards().values() for period in pack.standard.periods)
    raise NoStandardError(
        f"Không có chuẩn nghèo nào áp dụng vào ngày {day:%d/%m/%Y}: các chuẩn đã nạp áp dụng từ "
        f"{known[0]:%d/%m/%Y} đến {last:%d/%m/%Y}. Chọn một ngày trong khoảng đó."
    )


@lru_cache(maxsize=64)
def rules_of(standard_id: str, day: date | None = None) -> Rules:
    """A standard by its id, on `day` or else on its last day.

    Raises:
        NoStandardError: where no standard has the id.
    """
    if standard_id not in standards():
        raise NoStandardError(
            f"Không có chuẩn «{standard_id}». Các chuẩn đã nạp: {', '.join(sorted(standards()))}."
        )
    pack = standards()[standard_id]
    first = min(period.first for period in pack.standard.periods)
    last = max(period.last for period in pack.standard.periods)
    if day is not None and not any(period.holds(day) for period in pack.standard.periods):
        raise NoStandardError(
            f"{pack.standard.short_name} áp dụng từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}, không áp dụng "
            f"vào ngày {day:%d/%m/%Y}. Chọn một ngày trong khoảng đó, hoặc bỏ tên chuẩn."
        )
    return pack.on(day or last)


def refuse_open(rules: Rules, question: str) -> OpenLawError:
    """The error for something that `rules` leaves open, with what is missing and what for."""
    matter = next(q for q in rules.standard.open if q.id == question)
    return OpenLawError(
        f"{rules.standard.short_name}: {matter.text} Chưa tìm được văn bản, nên phần mềm không tự đặt ra. "
        f"Cần để: {matter.needed_for}"
    )


def points_refused(rules: Rules) -> OpenLawError:
    """The error for a list of B1, B2 points under a standard without a scale of points."""
    return refuse_open(rules, "points")
