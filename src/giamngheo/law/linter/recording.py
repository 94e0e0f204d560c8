"""Runs each formula of a pack with arguments that remember what was asked of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import narwhals.stable.v2 as nw

from giamngheo.law.linter.drafts import Draft
from giamngheo.law.linter.findings import Finding
from giamngheo.law.vocabulary.evidence import INCOME, INCOME_POINTS, IncomeEvidence
from giamngheo.law.vocabulary.formulas import BIRTH_EARLIEST, BIRTH_LATEST, Answers
from giamngheo.law.vocabulary.parameters import Parameters
from giamngheo.law.vocabulary.standards import ParameterValue, Residence

ENOUGH = "deprived_enough"
ASKED_BY_THE_ENGINE = frozenset(
    {"deprivation_weight", "deprivation_cutoff", "low_income_worker_line", "newly_escaped_months"}
)


class RecordedAnswers(Answers):
    """Has every answer, and remembers the columns asked for with the codes they were compared to."""

    def __init__(self, day: date) -> None:
        super().__init__((), day)
        self.used: dict[str, set[str]] = {}

    def __contains__(self, question: str) -> bool:
        self.used.setdefault(question, set())
        return True

    def yes(self, question: str) -> nw.Expr:
        """A yes-or-no answer."""
        return self._asked(question)

    def number(self, question: str) -> nw.Expr:
        """A number."""
        return self._asked(question)

    def one_of(self, question: str, *codes: str) -> nw.Expr:
        """One of `codes`."""
        return self._asked(question, *codes).is_in(codes)

    def age_at_least(self, years: int) -> nw.Expr:
        """An age: asks for the birth."""
        self._asked(BIRTH_LATEST)
        return self._asked(BIRTH_EARLIEST) <= years

    def _asked(self, question: str, *codes: str) -> nw.Expr:
        self.used.setdefault(question, set()).update(codes)
        return nw.col(question)


@dataclass(frozen=True)
class RecordedParameters(Parameters):
    """The numbers of the law, remembering which were asked for."""

    used: set[str] = field(default_factory=set)

    def value(self, name: str) -> ParameterValue | None:
        """The value in force."""
        self.used.add(name)
        return super().value(name)


class RecordedTerms(dict[str, nw.Expr]):
    """The questions on income that classes are built of, remembering which were asked."""

    def __init__(self, names: list[str]) -> None:
        super().__init__({name: nw.col(name) for name in names})
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> nw.Expr:
        self.used.add(name)
        return super().__getitem__(name)


@dataclass(frozen=True)
class Uses:
    """What the formulas of one pack asked for: columns with codes by deprivation, parameters, terms."""

    columns: dict[str, dict[str, set[str]]]
    parameters: set[str]
    terms: set[str]


def uses_of(draft: Draft, found: list[Finding]) -> Uses:
    """Run every formula on the first and the last day of each period; what fails goes to `found`."""
    standard = draft.standard
    uses = Uses({}, set(ASKED_BY_THE_ENGINE), set())
    for day in sorted({day for period in standard.periods for day in (period.first, period.last)}):
        parameters = RecordedParameters(day, draft.parameters)
        evidence = IncomeEvidence((INCOME, INCOME_POINTS), Residence.RURAL)
        for term in standard.terms:
            found.extend(_run(draft, "income", term.id, evidence, parameters))
        terms = RecordedTerms([*(term.id for term in standard.terms), ENOUGH])
        for text in standard.classes:
            found.extend(_run(draft, "classes", text.id.value, terms))
        for deprivation in standard.deprivations:
            if deprivation.id in draft.functions["deprivations"]:
                answers = RecordedAnswers(day)
                found.extend(_run(draft, "deprivations", deprivation.id, answers, parameters))
                columns = uses.columns.setdefault(deprivation.id, {})
                for column, codes in answers.used.items():
                    columns.setdefault(column, set()).update(codes)
        uses.parameters.update(parameters.used)
        uses.terms.update(terms.used)
    for term in standard.terms:
        uses.parameters.update(name for name in (term.parameter, term.points_parameter) if name)
    return uses


def _run(draft: Draft, module: str, name: str, *arguments: object) -> Iterator[Finding]:
    """Run one formula; yields a finding where it is missing, or asks for what the pack has not."""
    place = draft.of(f"{module}.py", name)
    formula = draft.functions[module].get(name)
    if formula is None:
        yield Finding(place, f"standard.yaml nêu «{name}» nhưng {module}.py không có công thức của nó.")
        return
    try:
        formula(*arguments)
    except KeyError as error:
        yield Finding(
            place,
            f"công thức hỏi {error} mà gói không có (tệp trong parameters/ hoặc điều kiện trong terms).",
        )
    except Exception as error:  # a formula may fail in any way; all are told alike
        yield Finding(place, f"công thức không chạy được: {type(error).__name__}: {error}")
