"""What a drafted plan still lacks before it can be handed up, and what is only told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from giamngheo.apps.programmes.models import PlanProject, PlanShare, PlanTarget, PlanTask, UnitPlan
from giamngheo.apps.programmes.wording import says_its_number
from giamngheo.foundation.text import whole
from giamngheo.law.vocabulary.targets import WITHOUT_VALUE

_LONGEST: Final = 80


@dataclass(frozen=True)
class Lack:
    """A sentence, the part of the page where it is mended, and whether the plan waits for it."""

    sentence: str
    part: str
    blocks: bool = False


def lacks_of(
    plan: UnitPlan,
    targets: Sequence[PlanTarget],
    projects: Sequence[PlanProject],
    tasks: Sequence[PlanTask],
    given: Sequence[PlanShare],
) -> list[Lack]:
    """What a plan lacks; `given` are the shares of units above for it."""
    return [
        *_of_targets(targets),
        *_not_taken_over(targets, given),
        *_of_projects(projects, tasks),
        *_of_head(plan),
    ]


def _of_targets(targets: Sequence[PlanTarget]) -> Iterator[Lack]:
    if not targets:
        yield Lack("Kế hoạch chưa có chỉ tiêu nào. Thêm ít nhất một chỉ tiêu.", "chi-tieu", blocks=True)
    if carried := [one for one in targets if one.is_carried]:
        yield Lack(
            f"{whole(len(carried))} chỉ tiêu chép từ kế hoạch khác, chưa ai xem lại con số: "
            f"{_few(carried)}. Sửa số hoặc đánh dấu «Đã xem lại».",
            "chi-tieu",
            blocks=True,
        )
    empty = [one for one in targets if one.kind not in WITHOUT_VALUE and one.value is None]
    if empty:
        yield Lack(
            f"{whole(len(empty))} chỉ tiêu chưa có con số: {_few(empty)}. Ghi số, hoặc chọn loại «không ghi "
            "con số».",
            "chi-tieu",
            blocks=True,
        )
    if other := [one for one in targets if not one.is_carried and not says_its_number(one)]:
        yield Lack(
            f"Lời của {whole(len(other))} chỉ tiêu không có con số đã ghi: {_few(other)}. Văn bản in đúng "
            "lời này; sửa lời cho khớp.",
            "chi-tieu",
        )


def _not_taken_over(targets: Sequence[PlanTarget], given: Sequence[PlanShare]) -> Iterator[Lack]:
    taken = {one.given_id: one for one in targets if one.given_id is not None}
    waiting = [one for one in given if one.pk not in taken]
    if waiting:
        yield Lack(f"{whole(len(waiting))} chỉ tiêu cấp trên giao chưa nhận vào kế hoạch.", "duoc-giao")
    other = [
        taken[one.pk]
        for one in given
        if one.pk in taken and one.value is not None and taken[one.pk].value != one.value
    ]
    if other:
        yield Lack(
            f"{whole(len(other))} chỉ tiêu ghi khác số cấp trên giao: {_few(other)}. Phần mềm chỉ nêu, "
            "không sửa.",
            "duoc-giao",
        )


def _of_projects(projects: Sequence[PlanProject], tasks: Sequence[PlanTask]) -> Iterator[Lack]:
    bare = [
        one.code or one.label
        for one in projects
        if one.in_scope and not one.lead and not _is_whole(one, projects)
    ]
    if bare:
        yield Lack(f"Chưa ghi đơn vị chủ trì của dự án, tiểu dự án: {', '.join(bare)}.", "du-an")
    if not tasks:
        yield Lack("Chưa phân công việc cho đơn vị nào.", "phan-cong")


def _is_whole(one: PlanProject, projects: Sequence[PlanProject]) -> bool:
    """Whether it is a project whose sub-projects stand in the plan: these have the leads."""
    return bool(one.code) and any(other.code.startswith(f"{one.code}.") for other in projects)


def _of_head(plan: UnitPlan) -> Iterator[Lack]:
    if not plan.parent_number and plan.parent_id is None:
        yield Lack("Chưa ghi kế hoạch của cấp trên mà kế hoạch này thực hiện.", "dau")
    if not plan.signer:
        yield Lack("Chưa ghi người ký.", "dau")
    if not plan.text.economic:
        yield Lack("Chưa gắn với kế hoạch phát triển kinh tế - xã hội nào.", "loi-van")
    if not plan.text.bases:
        yield Lack("Chưa ghi căn cứ nào.", "loi-van")


def _few(targets: Sequence[PlanTarget]) -> str:
    named = [f"«{one.wording[:_LONGEST]}{'…' if len(one.wording) > _LONGEST else ''}»" for one in targets[:3]]
    return ", ".join(named) + (" …" if len(targets) > len(named) else "")
