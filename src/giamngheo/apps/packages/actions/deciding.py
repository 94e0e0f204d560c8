"""A package that was taken in: remarked cell by cell, then accepted or returned with a signed answer."""

from pathlib import Path
from typing import Any, Final

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.packages.actions.writing import kept_file, said_words, tell
from giamngheo.apps.packages.contents import FORMAT, Answer, Named, Remark
from giamngheo.apps.packages.keys import make_own_key, own_key
from giamngheo.apps.packages.models import Package
from giamngheo.apps.packages.queries import accepted_for, figures_of
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.sealing import seal
from giamngheo.apps.packages.states import PackageState, Way
from giamngheo.foundation.areas.queries import Unit
from giamngheo.foundation.audit.actions import Actor

MOST_REMARKS: Final = 1000
_STALE: Final = "tải lại trang để xem."


@transaction.atomic
def note_cell(package: Package, cell: tuple[str, str, str, str], why: str, actor: Actor) -> Package:
    """Remark on a cell of a package that waits, in place of an earlier remark on it; raises PackageError."""
    said = said_words(why, "lý do", "ly-do")
    one = _waiting(package.pk)
    if cell not in {figure.cell for figure in figures_of(one)}:
        raise PackageError("Gói không có ô này.", _STALE, "ly-do")
    kept = [remark for remark in one.noted if _cell(remark) != cell]
    if len(kept) >= MOST_REMARKS:
        raise PackageError(
            f"Đã có {MOST_REMARKS} ô có nhận xét.",
            "trả lại gói với lý do chung cho những ô còn lại.",
            "ly-do",
        )
    _keep(one, [*kept, Remark(*cell, said)])
    tell(actor, "packages.remarked", "Nhận xét một ô của gói", one, cell=list(cell), why=said)
    return one


@transaction.atomic
def take_back_note(package: Package, cell: tuple[str, str, str, str], actor: Actor) -> Package:
    """Take a remark back while the package waits."""
    one = _waiting(package.pk)
    kept = [remark for remark in one.noted if _cell(remark) != cell]
    if len(kept) == len(one.noted):
        raise PackageError("Ô này không còn nhận xét.", _STALE)
    _keep(one, kept)
    tell(actor, "packages.unremarked", "Bỏ nhận xét một ô của gói", one, cell=list(cell))
    return one


def accept(package: Package, by: Unit, actor: Actor) -> Package:
    """Accept a package: its figures are in force here in place of those accepted before."""
    try:
        return _decide(package, PackageState.ACCEPTED, "", by, actor)
    except IntegrityError as error:  # another one of the same days at the same moment
        raise PackageError("Vừa có gói khác của kỳ này được chấp nhận.", _STALE) from error


def send_back(package: Package, why: str, by: Unit, actor: Actor) -> Package:
    """Return a package with the remarks on its cells; without any of them with a reason for the whole."""
    return _decide(package, PackageState.RETURNED, why, by, actor)


@transaction.atomic
def _decide(package: Package, state: PackageState, why: str, by: Unit, actor: Actor) -> Package:
    one = _waiting(package.pk)
    is_accepted = state is PackageState.ACCEPTED
    if is_accepted and one.remarks:
        raise PackageError(
            "Gói đang có ô bị nhận xét nên chưa chấp nhận được.", "bỏ các nhận xét, hoặc trả lại gói."
        )
    if not is_accepted and (why.strip() or not one.remarks):
        why = said_words(why, "lý do trả lại, mà cũng chưa nhận xét ô nào", "ly-do", 1000)
    if is_accepted:
        _follow(one)
    told = Answer(
        format=FORMAT,
        package=str(one.key),
        package_manifest=one.manifest_hash,
        unit=Named(by.code, by.full_name),
        decision="accepted" if is_accepted else "returned",
        why=why,
        remarks=tuple(one.noted),
        made_at=timezone.now(),
        made_by=actor.name,
    )
    folder = Path(settings.DATA)
    sealed = seal(told, {}, own_key(folder) or make_own_key(folder))
    one.state, one.answer, one.answer_sha256 = state, msgspec.to_builtins(told), sealed.sha256
    one.decided_at, one.decided_by_id, one.decided_by_name = told.made_at, actor.id, actor.name
    with kept_file(sealed), transaction.atomic():
        one.save(
            update_fields=[
                "state",
                "answer",
                "answer_sha256",
                "decided_at",
                "decided_by_id",
                "decided_by_name",
            ]
        )
        verb, words = (
            ("packages.accepted", "Chấp nhận gói báo cáo")
            if is_accepted
            else ("packages.returned", "Trả lại gói báo cáo")
        )
        tell(actor, verb, words, one, why=why, remarks=one.remarks)
    return one


def _follow(one: Package) -> None:
    """Let what was accepted before of the same unit and days be followed by this one."""
    known = accepted_for(one.area_id, one.opening, one.closing)
    if known is None:
        return
    if one.edition <= known.edition:
        raise PackageError(
            f"Gói này (lần {one.edition}) cũ hơn gói đã chấp nhận của cùng kỳ (lần {known.edition}).",
            "trả lại gói này, hoặc để nguyên.",
        )
    known.state = PackageState.FOLLOWED
    known.save(update_fields=["state"])


def _waiting(number: int) -> Package:
    one = Package.objects.select_for_update(of=("self",)).get(pk=number)
    if one.way != Way.TAKEN or one.state != PackageState.WAITING:
        raise PackageError("Gói này đã được người khác xử lý.", _STALE)
    return one


def _keep(one: Package, remarks: list[Remark]) -> None:
    told: Any = msgspec.to_builtins(remarks)
    one.remarks = told
    one.save(update_fields=["remarks"])


def _cell(remark: Remark) -> tuple[str, str, str, str]:
    return remark.table, remark.unit, remark.part, remark.column
