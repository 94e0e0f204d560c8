"""The projects of a plan: as typed, further ones of the programme by their code."""

from collections.abc import Sequence

import msgspec

from giamngheo.apps.programmes.correcting.corrected import Corrected, Correction
from giamngheo.apps.programmes.correcting.places import are_alike, flat
from giamngheo.apps.programmes.plans.structure import ReadProject, Span
from giamngheo.law.programmes.library import programmes
from giamngheo.law.vocabulary.programmes import CODE, Programme


def correct_projects(asked: Correction) -> Corrected:
    """Each project as typed, and one more by its code («pm-ma»); one that is ticked is left out."""
    form = asked.form
    kept = []
    for at, one in enumerate(asked.plan.projects):
        if form.ticked(f"p{at}-bo"):
            asked.places.take_out(*(piece.span for piece in one.pieces), one.span)
        else:
            kept.append(_project(one, asked, f"p{at}"))
    if asked.is_typed("pm"):
        kept += _added(asked, kept)
    return asked.done(projects=kept)


def programme_of(asked: Correction) -> Programme | None:
    """The programme that the plan is of, where it is known."""
    return programmes().get(asked.plan.programme or "")


def code_in(asked: Correction, name: str) -> str | None:
    """A code of the programme as typed; refused where the programme has no such project."""
    code = asked.form.words(name)
    programme = programme_of(asked)
    if code is not None and not CODE.fullmatch(code):
        asked.form.wrong[name] = "Mã phải như «3» hoặc «3.1». Chọn lại mã."
    elif code is not None and programme is not None and programme.project(code) is None:
        asked.form.wrong[name] = f"{programme.short_name} không có dự án mã {code}. Chọn lại mã."
    return code


def new_project(programme: Programme | None, code: str | None, name: str, place: Span) -> ReadProject:
    """A project of which the plan says nothing but that it is there."""
    found = programme.project(code) if programme is not None and code else None
    return ReadProject(
        code=found.code if found else None,
        label=found.label if found else "Dự án",
        name=name or (found.name if found else ""),
        in_scope=True,
        objective=None,
        target_groups=[],
        contents=[],
        lead=[],
        cooperating=[],
        funding=[],
        span=place,
        pieces=[],
    )


def _added(asked: Correction, kept: Sequence[ReadProject]) -> Sequence[ReadProject]:
    """The further project: its name in the plan's words or the programme's, and what else was typed of it."""
    form = asked.form
    code, name = code_in(asked, "pm-ma"), form.words("pm-ten", 1_000)
    if code is None and name is None:
        form.wrong.setdefault("pm-ma", "Chưa chọn dự án. Chọn mã của Chương trình, hoặc ghi tên dự án.")
        return ()
    if code is not None and any(one.code == code for one in kept):
        form.wrong["pm-ma"] = f"Đã có dự án mã {code}. Sửa dự án ấy, hoặc chọn mã khác."
    one = new_project(programme_of(asked), code, name or "", asked.places.of(name or ""))
    contents = asked.places.pieces(form.lines("pm-noi-dung"), ())
    one = msgspec.structs.replace(one, pieces=[piece for piece in contents if piece.span.end])
    return [_project(one, asked, "pm", is_new=True)]


def _project(one: ReadProject, asked: Correction, name: str, *, is_new: bool = False) -> ReadProject:
    form = asked.form
    title = asked.words(f"{name}-ten", one.name, 1_000) or (one.name if is_new else None)
    if title is None:
        form.wrong[f"{name}-ten"] = "Chưa ghi tên dự án. Ghi tên, hoặc đánh dấu bỏ."
    objective = asked.lines(f"{name}-muc-tieu", [flat(one.objective)] if one.objective else [])
    code = one.code if is_new else code_in(asked, f"{name}-ma")
    done = msgspec.structs.replace(
        one,
        code=code,
        label=asked.words(f"{name}-nhan", one.label, 100) or one.label,
        name=title or one.name,
        in_scope=not form.ticked("pm-ngoai") if is_new else form.ticked(f"{name}-pham-vi"),
        objective=" ".join(objective) or None,
        target_groups=asked.lines(f"{name}-doi-tuong", one.target_groups),
        contents=asked.lines(f"{name}-noi-dung", one.contents),
        lead=asked.listed(f"{name}-chu-tri", one.lead),
        cooperating=asked.listed(f"{name}-phoi-hop", one.cooperating),
        funding=asked.lines(f"{name}-von", one.funding),
    )
    return _without_gone(one, done, asked)


def _without_gone(before: ReadProject, after: ReadProject, asked: Correction) -> ReadProject:
    """Its pieces without those that only told what was taken out of it."""
    here, earlier = _said(after), _said(before)
    fresh = [said for said in here if said not in earlier]
    gone = [said for said in earlier if said not in here and not any(are_alike(said, one) for one in fresh)]
    lost = [
        one
        for one in after.pieces
        if any(_tells(one.text, said) for said in gone) and not any(_tells(one.text, said) for said in here)
    ]
    asked.places.take_out(*(one.span for one in lost))
    return msgspec.structs.replace(after, pieces=[one for one in after.pieces if one not in lost])


def _said(one: ReadProject) -> list[str]:
    return [
        flat(said)
        for said in (one.objective or "", *one.target_groups, *one.contents, *one.funding)
        if said.strip()
    ]


def _tells(piece: str, said: str) -> bool:
    """Whether a piece of the text has these words, or is one of several that were put together in them."""
    words = flat(piece).strip(" .;")
    return bool(words) and (said.strip(" .;") in words or words in said)
