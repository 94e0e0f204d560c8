"""Checks of the forms, of the answers that formulas ask for, and of worked examples."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from giamngheo.law.library import BrokenPackError, read
from giamngheo.law.linter.drafts import Draft
from giamngheo.law.linter.findings import Finding, below
from giamngheo.law.linter.recording import Uses
from giamngheo.law.linter.sheets import not_asked
from giamngheo.law.vocabulary.examples import Example
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Question, Questionnaire, Use

EXAMPLE_COLUMNS = {
    Asked.HOUSEHOLD: frozenset(
        {"residence", "area_kind", "deprivations", "income_per_head", "income_points", "deprivation_points"}
        | {"deprivation_count", "urban", "member_count"}
    ),
    Asked.MEMBER: frozenset({"born", "times"}),
}


class Named(msgspec.Struct, frozen=True):
    """One line of a list in `codes/`, as far as the linter reads it."""

    id: str


@dataclass(frozen=True)
class Forms:
    """The forms of a law folder by id, and the code lists that questions may take answers from."""

    by_id: Mapping[str, Questionnaire]
    lists: Mapping[str, tuple[str, ...]]

    def codes(self, question: Question) -> tuple[str, ...]:
        """Every code that may answer a choice."""
        return self.lists.get(question.codes_from, ()) if question.codes_from else question.code_ids


def read_forms(laws: Sequence[Path], found: list[Finding]) -> Forms:
    """Forms and code lists of law folders; what does not read goes to `found`."""
    forms: dict[str, Questionnaire] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for law in laws:
        for path in sorted((law / "codes").glob("*.yaml")):
            try:
                lists[path.stem] = tuple(code.id for code in read(path, tuple[Named, ...]))
            except BrokenPackError as error:
                found.append(Finding(below(path, law), str(error)))
        for path in sorted((law / "questionnaires").glob("*/questionnaire.yaml")):
            try:
                form = read(path, Questionnaire)
            except BrokenPackError as error:
                found.append(Finding(below(path, law), str(error)))
                continue
            forms[form.id] = form
    return Forms(forms, lists)


def form_faults(form: Questionnaire, forms: Forms) -> Iterator[Finding]:
    """What a form must hold by itself: one question a column, and a meaning for every code."""
    place = form_place(form)
    for name, times in Counter(question.id for question in form.questions).items():
        if times > 1:
            yield Finding(f"{place} › {name}", "câu hỏi này ghi hai lần; giữ một.")
    for question in form.questions:
        where = f"{place} › {question.id}"
        if question.codes_from and question.codes_from not in forms.lists:
            yield Finding(where, f"lấy mã từ danh mục không có «{question.codes_from}».")
        if (question.kind is AnswerKind.CHOICE) != bool(question.codes or question.codes_from):
            yield Finding(where, "câu hỏi chọn phải có mã trả lời, câu hỏi khác thì không.")
        for code, times in Counter(question.code_ids).items():
            if times > 1:
                yield Finding(where, f"mã «{code}» ghi hai lần.")
        if any(not code.label.strip() for code in question.codes):
            yield Finding(where, "có mã không ghi nghĩa (label).")
        if _reversed(question):
            yield Finding(where, "giới hạn dưới lớn hơn giới hạn trên.")
    for derived in form.derived:
        for name in (*derived.needs, *derived.sharper_with):
            if form.question(name) is None:
                yield Finding(f"{place} › {derived.id}", f"suy từ câu hỏi không có «{name}».")


def _reversed(question: Question) -> bool:
    least, greatest = (question.limits.least, question.limits.greatest) if question.limits else (None, None)
    return least is not None and greatest is not None and least > greatest


def form_place(form: Questionnaire) -> str:
    """Where a form lies, as findings name it."""
    return f"questionnaires/{form.id}/questionnaire.yaml"


def answers(draft: Draft, uses: Uses, forms: Forms) -> Iterator[Finding]:
    """Columns that formulas or texts need and no question fills, and codes that mean nothing."""
    name = draft.standard.questionnaire
    form = forms.by_id.get(name) if name else None
    if form is None:
        if name or uses.columns:
            yield Finding(
                draft.of("standard.yaml", "questionnaire"), f"không có phiếu «{name}» cho các công thức."
            )
        return
    for deprivation in draft.standard.deprivations:
        place = draft.of("standard.yaml", deprivation.id)
        columns = uses.columns.get(deprivation.id, {})
        asked: set[str] = set()
        for column in sorted(columns.keys() | set(deprivation.answers_needed)):
            filled_by = form.filled_by(column)
            if filled_by is None:
                yield Finding(place, f"cần cột «{column}» mà không câu hỏi nào của phiếu «{form.id}» điền.")
                continue
            if column in columns:
                asked.update(filled_by)
            yield from _codes(place, form.question(column), columns.get(column, set()), forms)
        needed = set(deprivation.answers_needed)
        if needed - asked or (columns and asked - needed):
            yield Finding(
                place,
                f"answers_needed ghi {_listed(needed)}; công thức thật sự hỏi {_listed(asked)}. Sửa "
                "cho khớp.",
            )


def on_sheet(draft: Draft, forms: Forms) -> Iterator[Finding]:
    """Answers that a deprivation needs and the sheet of the standard's form does not ask."""
    form = forms.by_id.get(draft.standard.questionnaire or "")
    if form is None:
        return
    for deprivation in draft.standard.deprivations:
        place = draft.of("standard.yaml", deprivation.id)
        yield from not_asked(form, deprivation.answers_needed, place)


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "không câu nào"


def _codes(place: str, question: Question | None, used: set[str], forms: Forms) -> Iterator[Finding]:
    if question is None or not used:
        return
    if question.kind is not AnswerKind.CHOICE:
        yield Finding(place, f"công thức so mã với «{question.id}», câu hỏi này không phải câu hỏi chọn.")
        return
    for code in sorted(used - set(forms.codes(question))):
        yield Finding(place, f"công thức dùng mã «{code}» của «{question.id}» mà phiếu không ghi nghĩa.")


def unused(form: Questionnaire, uses: Sequence[Uses]) -> Iterator[Finding]:
    """Questions asked for deprivations, and codes of them, that no formula of its standards looks at."""
    columns: dict[str, set[str]] = {}
    for one in uses:
        for asked in one.columns.values():
            for column, codes in asked.items():
                columns.setdefault(column, set()).update(codes)
    behind = {
        name
        for derived in form.derived
        if derived.id in columns
        for name in (*derived.needs, *derived.sharper_with)
    }
    for question in form.questions:
        if Use.DEPRIVATION not in question.used_for:
            continue
        place = f"{form_place(form)} › {question.id}"
        if not {question.id, *question.feeds} & (columns.keys() | behind):
            yield Finding(place, "hỏi để tính thiếu hụt mà không công thức nào dùng.")
            continue
        for code in question.codes:
            named = code.id in columns.get(question.id, set())
            if not named and not code.otherwise:
                yield Finding(
                    place,
                    f"mã «{code.id}» không công thức nào dùng; nếu là phần còn lại, ghi otherwise: true.",
                )
            if named and code.otherwise:
                yield Finding(place, f"mã «{code.id}» ghi otherwise mà có công thức dùng; bỏ otherwise.")


def examples(draft: Draft, forms: Forms) -> Iterator[Finding]:
    """Worked households that do not read, or name columns, deprivations or codes that do not exist."""
    form = forms.by_id.get(draft.standard.questionnaire or "")
    known = {d.id for d in draft.standard.deprivations}
    for path in sorted((draft.folder / "examples").glob("*.yaml")):
        place = draft.of(f"examples/{path.name}")
        try:
            worked = read(path, tuple[Example, ...])
        except BrokenPackError as error:
            yield Finding(place, str(error))
            continue
        for example in worked:
            where = f"{place} › «{example.name}»"
            if not any(period.holds(example.day) for period in draft.standard.periods):
                yield Finding(where, f"ngày {example.day:%d/%m/%Y} nằm ngoài thời gian áp dụng của chuẩn.")
            told = example.household.get("deprivations")
            named = set(told) if isinstance(told, dict) else set()
            named |= {*(example.expect.deprived or ()), *(example.expect.not_deprived or ())}
            named |= set(example.expect.missing or ()) - {"income", "residence"}
            for name in sorted(named - known):
                yield Finding(where, f"chuẩn không có chỉ số «{name}».")
            yield from _columns(where, Asked.HOUSEHOLD, example.household, form, forms)
            for member in example.members or ():
                yield from _columns(where, Asked.MEMBER, member, form, forms)


def _columns(
    where: str, asked: Asked, answered: Mapping[str, object], form: Questionnaire | None, forms: Forms
) -> Iterator[Finding]:
    for column, answer in answered.items():
        if column in EXAMPLE_COLUMNS[asked]:
            continue
        question = form.question(column) if form else None
        if question is None or question.of is not asked:
            yield Finding(where, f"cột «{column}» không phải câu hỏi hỏi {asked.label}.")
        elif (
            question.kind is AnswerKind.CHOICE and answer is not None and answer not in forms.codes(question)
        ):
            yield Finding(where, f"trả lời «{answer}» không phải mã của câu hỏi «{column}».")
