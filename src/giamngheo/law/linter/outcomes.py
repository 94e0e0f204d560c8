"""Checks of what procedures find out: known results, a sheet that asks for it, papers that exist."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from giamngheo.law.library import BrokenPackError, read
from giamngheo.law.linter.findings import Finding, below
from giamngheo.law.papers.template_library import kinds_under
from giamngheo.law.vocabulary.procedures import Procedure
from giamngheo.law.vocabulary.questionnaires import Questionnaire
from giamngheo.law.vocabulary.results import RESULTS

FILE = "procedure.yaml"


def check_outcomes(laws: Sequence[Path], forms: Mapping[str, Questionnaire], found: list[Finding]) -> None:
    """Everything that does not hold in the outcomes of the procedures of these folders goes to `found`."""
    kinds = {name for law in laws for name in _kinds(law)}
    for law in laws:
        for path in sorted((law / "procedures").glob(f"*/{FILE}")):
            place = f"{below(path.parent, law)}/{FILE} › outcome"
            try:
                procedure = read(path, Procedure)
            except BrokenPackError:
                continue  # told by the checks of procedures
            found.extend(_of_procedure(procedure, place, forms, kinds))


def _of_procedure(
    procedure: Procedure, place: str, forms: Mapping[str, Questionnaire], kinds: Collection[str]
) -> Iterator[Finding]:
    outcome = procedure.outcome
    for name in outcome.recognised:
        if name not in RESULTS:
            yield Finding(place, f"công nhận kết quả không có «{name}»; các kết quả: {', '.join(RESULTS)}.")
    if not outcome.recognised:
        yield Finding(place, "chưa ghi công nhận kết quả nào (recognised).")
    for name in outcome.papers:
        if name not in kinds:
            yield Finding(place, f"không có loại văn bản «{name}» trong papers/kinds.yaml.")
    if not outcome.decides_the_lists and not outcome.form:
        yield Finding(place, "xác định một điều kiện thì phải nêu phiếu để hỏi (form).")
    if not outcome.decides_the_lists and len(outcome.recognised) != 1:
        yield Finding(place, "xác định một điều kiện thì công nhận đúng một kết quả (recognised).")
    form = forms.get(outcome.form)
    if outcome.form and form is None:
        yield Finding(place, f"không có phiếu «{outcome.form}».")
    for period in procedure.periods:
        if form is not None and not (form.holds_on(period.first) and form.holds_on(period.last)):
            yield Finding(
                place,
                f"phiếu «{form.id}» không dùng suốt từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}.",
            )


def _kinds(law: Path) -> Collection[str]:
    try:
        return kinds_under(law)
    except BrokenPackError:
        return ()  # told by the checks of papers
