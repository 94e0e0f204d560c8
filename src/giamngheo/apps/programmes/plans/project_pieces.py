"""Projects put together from their paragraphs; those that a plan says it does not carry out; who leads."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from giamngheo.apps.programmes.plans.blocks import Block
from giamngheo.apps.programmes.plans.gathering import joined, piece
from giamngheo.apps.programmes.plans.manuscript import fold
from giamngheo.apps.programmes.plans.outline import Placed, ProjectNode
from giamngheo.apps.programmes.plans.projects import ProjectHead, project_head, references_in
from giamngheo.apps.programmes.plans.structure import Assigned, Piece, ReadProject
from giamngheo.apps.programmes.plans.tables import LEAD, WITH, Grid
from giamngheo.apps.programmes.plans.units import Units, split_units, tells_lead, units_in
from giamngheo.apps.programmes.plans.words import OUT_OF_SCOPE, Part, Role
from giamngheo.law.vocabulary.programmes import Programme

_SHORT: Final = 45
_WORDS_BEFORE_LEADING: Final = 20
_LEADS: Final = re.compile(r"\b(?:chu|chi) tri\b,? phoi hop|\b(?:chu|chi) tri\s*[.;,]?\s*$")
_SPEAKS_OF: Final = {Part.PROJECTS, Part.SCOPE, Part.AIMS, Part.TARGETS, Part.SOLUTIONS, Part.POLICIES}
_SAYS_NO_UNITS: Final = {Role.CONTENTS, Role.GROUPS, Role.OBJECTIVE, Role.FUNDING, Role.OTHER}
_ONLY_NUMBERS: Final = re.compile(r"(?:[\W\d]|(?:tieu )?du an|thuoc|cua|chuong trinh)+")
_OBJECTIVE: Final = re.compile(r"muc tieu")
_GROUPS: Final = re.compile(r"doi tuong")
_CONTENTS: Final = re.compile(r"noi dung|hoat dong|nhiem vu|cong viec")
_FUNDING: Final = re.compile(r"nguon von|kinh phi|nguon luc|du toan")
_SEPARATOR: Final = re.compile(r";\s+")


def read_projects(nodes: Sequence[ProjectNode], programme: Programme) -> list[ReadProject]:
    """A project for each heading, in the order of the plan; a heading told twice is one project."""
    made: list[ReadProject] = []
    outside: dict[int, bool] = {}
    for node in nodes:
        parent_is_out = node.parent is not None and outside.get(id(node.parent), False)
        one = _project(node, programme, is_out=parent_is_out)
        outside[id(node)] = not one.in_scope
        known = next((at for at, other in enumerate(made) if one.code and other.code == one.code), None)
        if known is not None and _is_same(made[known], one):
            made[known] = _together(made[known], one)
        else:
            made.append(one)
        made += _others(one, node, programme)
    return made


def _others(one: ReadProject, node: ProjectNode, programme: Programme) -> Iterator[ReadProject]:
    """Further projects that one heading names, with all that is said below it."""
    for code in node.head.also:
        project = programme.project(code)
        if project is not None:
            yield msgspec.structs.replace(one, code=code, label=project.label, name=project.name)


def _project(node: ProjectNode, programme: Programme, *, is_out: bool) -> ReadProject:
    rest = piece(node.block, node.head.end)
    pieces: list[Piece] = [Piece(text=node.block.body.strip(), span=node.block.span)]
    units = Units()
    said: dict[Role, list[str]] = {role: [] for role in Role}
    inline: dict[Role, bool] = {}
    if rest is not None and not _ONLY_NUMBERS.fullmatch(fold(rest.text)):
        if OUT_OF_SCOPE.search(fold(rest.text)):
            is_out = True
        else:
            found = units_in(rest.text.strip("()"))
            units.add(found.lead, found.cooperating)
            if not found.lead and not found.cooperating:
                said[Role.CONTENTS].append(rest.text)
    for at, one in enumerate(node.placed):
        words = piece(one.block, one.own)
        if words is None:
            pieces.append(Piece(text=one.block.body.strip(), span=one.block.span))
            continue
        pieces.append(Piece(text=words.text, span=one.block.span))
        if at == 0 and one.role is None and _says_outside(words.text):
            others = list(references_in(fold(words.text), programme))
            is_out = is_out or not others or node.head.code in others
            continue
        role = one.role or Role.CONTENTS
        if one.own == 0 and role in _SAYS_NO_UNITS and _tells_lead(words.text):
            role = Role.ASSIGNED
        if (told := _units_of(role, words.text)) is not None:
            units.add(told.lead, told.cooperating)
        else:
            inline[role] = one.own > 0 and not said[role]
            said[role].append(words.text)
    return ReadProject(
        code=node.head.code,
        label=node.head.label,
        name=_named(node.head, programme),
        in_scope=not is_out,
        objective=" ".join(said[Role.OBJECTIVE]) or None,
        target_groups=_listed(said[Role.GROUPS], is_inline=inline.get(Role.GROUPS, False)),
        contents=_listed(said[Role.CONTENTS], is_inline=inline.get(Role.CONTENTS, False)),
        lead=units.lead,
        cooperating=units.cooperating,
        funding=_listed(said[Role.FUNDING], is_inline=inline.get(Role.FUNDING, False)),
        span=joined([one.span for one in pieces]),
        pieces=pieces,
    )


def _named(head: ProjectHead, programme: Programme) -> str:
    """The name as the plan has it; of a heading without one, or with those of several, the programme's."""
    name = head.name.strip(" .:;,-–*")
    name = name.strip("() ") if name.count("(") != name.count(")") or name.startswith("(") else name
    project = programme.project(head.code) if head.code and (head.also or not name) else None
    return project.name if project else name


def _says_outside(text: str) -> bool:
    return bool(OUT_OF_SCOPE.search(fold(text))) and len(text.split()) <= _SHORT


def _units_of(role: Role, text: str) -> Units | None:
    """Who leads and takes part, where the paragraph is about that."""
    if role is Role.LEAD:
        return units_in(f"Cơ quan chủ trì: {text}")
    if role is Role.ASSIGNED or (role is Role.COOPERATING and _LEADS.search(fold(text))):
        return units_in(text)
    if role is not Role.COOPERATING:
        return None
    stop = re.search(r"\.(?:\s|$)", text)
    return Units(cooperating=split_units(text[: stop.start()] if stop else text))


def _tells_lead(text: str) -> bool:
    """Whether a paragraph without a label says who leads: «Giao Trạm Y tế chủ trì, phối hợp …»."""
    beginning = " ".join(fold(text).split()[:_WORDS_BEFORE_LEADING])
    return tells_lead(beginning) and bool(units_in(text).lead)


def _listed(said: Sequence[str], *, is_inline: bool) -> list[str]:
    """A paragraph an item; one paragraph behind a label is a list by its semicolons."""
    parts = _SEPARATOR.split(said[0]) if len(said) == 1 and is_inline else said
    return [one.strip(" .;") for one in parts if one.strip(" .;")]


def _is_same(first: ReadProject, second: ReadProject) -> bool:
    """Whether a heading told again goes on with the first: one of the two says nothing but its name."""
    return min(len(first.pieces), len(second.pieces)) == 1


def _together(first: ReadProject, second: ReadProject) -> ReadProject:
    fuller, other = (first, second) if len(first.pieces) >= len(second.pieces) else (second, first)
    return msgspec.structs.replace(
        fuller,
        pieces=[*first.pieces, *second.pieces],
        in_scope=first.in_scope and second.in_scope,
        lead=fuller.lead or other.lead,
    )


def left_out(
    placed: Sequence[Placed], nodes: Sequence[ProjectNode], programme: Programme
) -> Iterator[ReadProject]:
    """Projects that a sentence says the unit does not carry out: «Dự án 1, Dự án 5 không thuộc phạm vi»."""
    told = {node.head.code for node in nodes}
    for one in placed:
        if one.part not in _SPEAKS_OF or one.block.cells or (one.project is not None and one.is_heading):
            continue
        for sentence in re.finditer(r"[^.;]+(?:\.\d[^.;]*)*", one.block.body):
            folded = fold(sentence[0])
            if not OUT_OF_SCOPE.search(folded):
                continue
            for code in references_in(folded, programme):
                project = programme.project(code)
                if project is None or code in told:
                    continue
                told.add(code)
                span = one.block.span_of(sentence.start(), sentence.end())
                yield ReadProject(
                    code=code, label=project.label, name=project.name, in_scope=False, objective=None,
                    target_groups=[], contents=[], lead=[], cooperating=[], funding=[], span=span,
                    pieces=[Piece(text=sentence[0].strip(), span=span)],
                )  # fmt: skip


def projects_of_table(grid: Grid, programme: Programme) -> Iterator[tuple[Block, ReadProject]]:
    """The projects that a table names a row each, with the row: what, who leads and takes part, what pays.

    It is one of projects where most rows of one column are headings of them.
    """
    rows, heads = grid.rows[1:], dict[int, dict[int, ProjectHead]]()
    for at in range(len(grid.rows[0].cells)):
        within: str | None = None
        for place, row in enumerate(rows):
            cell = row.cells[at] if at < len(row.cells) else ""
            head = project_head(cell, programme, within) if cell.strip() else None
            if head is not None and head.code is not None and head.number is not None:
                heads.setdefault(at, {})[place] = head
                within = head.code
    name_at = max(heads, key=lambda at: len(heads[at]), default=None)
    if name_at is None or 2 * len(heads[name_at]) < len(rows):
        return
    for place, head in heads[name_at].items():
        row = rows[place]
        whole = Piece(text=row.text, span=row.span)
        lead, cooperating = grid.cell(row, LEAD), grid.cell(row, WITH)
        if head.code is not None:
            yield (
                row,
                ReadProject(
                    code=head.code,
                    label=head.label,
                    name=_named(head, programme),
                    in_scope=not OUT_OF_SCOPE.search(fold(row.text)),
                    objective=grid.cell(row, _OBJECTIVE, name_at) or None,
                    target_groups=_listed([grid.cell(row, _GROUPS, name_at)], is_inline=True),
                    contents=_listed([grid.cell(row, _CONTENTS, name_at)], is_inline=True),
                    lead=split_units(lead) if lead else [],
                    cooperating=split_units(cooperating) if cooperating else [],
                    funding=_listed([grid.cell(row, _FUNDING, name_at)], is_inline=True),
                    span=row.span,
                    pieces=[whole],
                ),
            )


def with_tables(projects: list[ReadProject], tables: Sequence[ReadProject]) -> list[ReadProject]:
    """The projects of the text with those that only tables name, and with the units that these tell."""
    told = {one.code: one for one in tables}
    known = {one.code for one in projects}
    return [
        msgspec.structs.replace(
            one,
            lead=one.lead or told[one.code].lead,
            cooperating=one.cooperating or told[one.code].cooperating,
            pieces=[*one.pieces, *told[one.code].pieces],
        )
        if one.code in told
        else one
        for one in projects
    ] + [one for one in tables if one.code not in known]


def with_leads_of_tasks(projects: Sequence[ReadProject], assigned: Sequence[Assigned]) -> list[ReadProject]:
    """Where a project's own section names no lead, those that the assignment of tasks tells to lead it."""
    return [
        msgspec.structs.replace(
            one, lead=[task.organisation for task in assigned if one.code and one.code in task.leads]
        )
        if not one.lead
        else one
        for one in projects
    ]
