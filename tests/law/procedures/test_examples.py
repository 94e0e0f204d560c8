"""The worked cases of every procedure come out as they say, on the real calendar."""

import pytest

from giamngheo.foundation.calendar import calendar
from giamngheo.law.library import LAW
from giamngheo.law.procedures.examples import Case, faults, read_cases
from giamngheo.law.procedures.library import procedures
from giamngheo.law.vocabulary.procedures import ProcedureKind

CASES = [
    pytest.param(procedure.kind, case, id=f"{name}-{case.name}")
    for name, procedure in procedures().items()
    for cases in read_cases(LAW / "procedures" / name).values()
    for case in cases
]


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_a_worked_case_comes_out_as_it_says(kind: ProcedureKind, case: Case) -> None:
    assert list(faults(kind, case, calendar())) == []


def test_a_case_that_expects_something_else_is_told() -> None:
    (case, *_) = read_cases(LAW / "procedures" / "low_income_worker_2025_2026")["month.yaml"]
    import msgspec

    wrong = msgspec.structs.replace(
        case,
        expect=msgspec.structs.replace(
            case.expect, next="decision", allowed=("decided",), refused=("applied",), late=("decision",)
        ),
    )
    told = list(faults(ProcedureKind.LOW_INCOME_WORKER_REVIEW, wrong, calendar()))
    assert {one.split(":")[0] for one in told} == {"next", "refused", "allowed", "late"}
