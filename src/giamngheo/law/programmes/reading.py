"""A programme as a person reads it: targets, projects with their parts, marks on what awaits the gazette."""

from collections.abc import Iterator

from giamngheo.law.library import cited, instruments
from giamngheo.law.programmes.library import programmes
from giamngheo.law.readable import as_sought, days, mark, section
from giamngheo.law.vocabulary.programmes import Programme, Project, Statement


def find(words: str) -> Programme | None:
    """The only programme whose id or name holds `words`; None where none or several do."""
    sought = as_sought(words)
    exact = [one for one in programmes().values() if sought in {one.id, as_sought(one.short_name)}]
    found = exact or [one for one in programmes().values() if sought in as_sought(one.name)]
    return found[0] if len(found) == 1 else None


def summaries() -> Iterator[str]:
    """Two lines a programme: id, name; when it runs, how much of it is known."""
    for name, one in programmes().items():
        times = "; ".join(days(period.first, period.last) for period in one.periods)
        whole = [project for project in one.projects if not project.is_part]
        known = (
            f"{len(whole)} dự án, {len(one.projects) - len(whole)} tiểu dự án"
            if whole
            else "chưa có danh mục dự án"
        )
        yield f"{name}: {one.short_name} – {one.name}"
        yield f"  thực hiện {times}; {known}"


def text_of(programme: Programme) -> Iterator[str]:
    """The whole programme."""
    yield programme.name
    yield f"Phê duyệt: {cited(programme.approved_by)}"
    for period in programme.periods:
        yield f"Thực hiện {days(period.first, period.last)}"
        yield from mark(period)
    if programme.objective:
        yield from section("Mục tiêu tổng quát")
        yield from _said(programme.objective)
    if programme.targets:
        yield from section("Chỉ tiêu quốc gia")
        for target in programme.targets:
            yield f"  {target.id}. {target.wording}"
            yield from mark(target)
    yield from section("Dự án")
    if not programme.projects:
        yield "  Chưa có: xem phần còn để ngỏ."
    for project in programme.projects:
        yield from _project(project)
    if programme.open:
        yield from section("Còn để ngỏ")
        for question in programme.open:
            yield f"  {question.text} Cần để: {question.needed_for}"
    yield from section("Văn bản")
    for name in programme.instruments:
        text = instruments()[name]
        yield f"  {text.cited}: {text.title}"
        yield from mark(text)


def _project(project: Project) -> Iterator[str]:
    yield f"  {project.code} {project.name}"
    yield from mark(project)
    for title, statements in (
        ("Mục tiêu", (project.objective,) if project.objective else ()),
        ("Đối tượng", project.target_groups),
        ("Nội dung", project.contents),
        ("Chủ trì", project.lead),
    ):
        if statements:
            yield f"    {title}:"
            for one in statements:
                yield from _said(one)


def _said(statement: Statement) -> Iterator[str]:
    yield f"      {statement.text}"
    yield from mark(statement)
