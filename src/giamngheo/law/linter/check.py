"""The linter as a whole."""

from collections.abc import Sequence
from pathlib import Path

from giamngheo.law.linter import literals, packs, questions, sheets
from giamngheo.law.linter.activities import check_activities
from giamngheo.law.linter.budgets import check_budgets
from giamngheo.law.linter.drafts import read_drafts
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.fund import check_fund
from giamngheo.law.linter.instruments import citations, read_instruments
from giamngheo.law.linter.layouts import layout_faults
from giamngheo.law.linter.outcomes import check_outcomes
from giamngheo.law.linter.oversight import check_oversight
from giamngheo.law.linter.paper_templates import check_papers
from giamngheo.law.linter.procedures import check_procedures
from giamngheo.law.linter.programmes import check_programmes
from giamngheo.law.linter.recording import Uses, uses_of
from giamngheo.law.linter.remedies import check_remedies
from giamngheo.law.linter.report_forms import check_form_slots
from giamngheo.law.linter.reporting import check_reporting
from giamngheo.law.linter.reports import check_reports
from giamngheo.law.linter.results import check_frameworks


def check(law: Path, code: Sequence[Path] = (), own: Sequence[Path] = ()) -> list[Finding]:
    """Everything that does not hold in the law folder `law`, and numbers of the law in the folders `code`.

    `own` are law folders of an operator, whose packs cite the instruments and may build on the standards of
    `law`. An empty list is a clean law; findings come sorted by file and place, faults and warnings alike.
    """
    found: list[Finding] = []
    instruments = read_instruments(law, found)
    drafts = [draft for folder in (law, *own) for draft in read_drafts(folder, found)]
    forms = questions.read_forms((law, *own), found)
    words = literals.words_in_code(code)
    uses_by_form: dict[str, list[Uses]] = {}
    for draft in drafts:
        standard = draft.standard
        found.extend(citations(standard, draft.of("standard.yaml"), instruments))
        found.extend(
            Finding(draft.of("standard.yaml", "instruments"), f"không có văn bản «{name}».")
            for name in standard.instruments
            if name not in instruments
        )
        for name, parameter in draft.parameters.items():
            found.extend(citations(parameter, draft.of(f"parameters/{name}.yaml"), instruments))
        found.extend(packs.texts(draft))
        found.extend(packs.area_kinds(draft, forms.lists.get("area_kinds", ())))
        found.extend(packs.parameters(draft))
        if standard.based_on is not None:
            found.extend(packs.local(draft, drafts))
            continue
        uses = uses_of(draft, found)
        found.extend(packs.used(draft, uses, words))
        found.extend(questions.answers(draft, uses, forms))
        found.extend(questions.on_sheet(draft, forms))
        found.extend(questions.examples(draft, forms))
        uses_by_form.setdefault(standard.questionnaire or "", []).append(uses)
    for name, form in forms.by_id.items():
        found.extend(citations(form, questions.form_place(form), instruments))
        found.extend(questions.form_faults(form, forms))
        found.extend(sheets.sheet_faults(form, dict(forms.lists), questions.form_place(form)))
        columns = {
            column
            for uses in uses_by_form.get(name, ())
            for asked in uses.columns.values()
            for column in asked
        }
        found.extend(sheets.unknown_feeds(form, columns, questions.form_place(form)))
        if name in uses_by_form:
            found.extend(questions.unused(form, uses_by_form[name]))
    check_procedures((law, *own), instruments, forms.lists.get("procedure_roles", ()), found)
    check_outcomes((law, *own), forms.by_id, found)
    check_frameworks((law, *own), instruments, found)
    check_programmes((law, *own), instruments, found)
    check_activities((law, *own), instruments, found)
    check_budgets((law, *own), instruments, found)
    check_remedies(law, drafts, forms.lists.get("needs", ()), found)
    check_fund(law, instruments, forms.lists.get("needs", ()), found)
    check_oversight(law, instruments, found)
    for folder in (law, *own):
        found.extend(layout_faults(folder, instruments))
    check_papers((law, *own), instruments, found)
    check_reports(law, instruments, found)
    check_reporting((law, *own), instruments, found)
    check_form_slots(law, instruments, found)
    found.extend(packs.periods(drafts))
    for folder in (law, *own):
        found.extend(literals.in_packs(folder))
    found.extend(literals.in_code(code, drafts))
    return sorted(set(found))
