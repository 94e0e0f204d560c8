"""What a person writes under the sections of a report."""

from collections.abc import Mapping
from typing import Final

from django.db import transaction

from giamngheo.apps.reporting.actions.moving import ReportingError, begun
from giamngheo.apps.reporting.models import Report, Wording
from giamngheo.apps.reporting.queries import Owed, texts_of
from giamngheo.apps.reporting.states import MOVES, ReportState, Verb
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import whole

LONGEST: Final = 20_000


@transaction.atomic
def write(owed: Owed, texts: Mapping[str, str], actor: Actor) -> Report:
    """Keep the texts of sections that changed; one that was checked is to be checked again.

    Raises ReportingError.
    """
    report = begun(owed)
    if report.state not in MOVES[Verb.DRAW].before:
        raise ReportingError(
            "Báo cáo đã gửi nên không sửa lời được. Cách xử lý: rút lại hoặc mở điều chỉnh trước."
        )
    too_long = {name: text for name, text in texts.items() if len(text) > LONGEST}
    if too_long:
        said = f"Mục này dài hơn {whole(LONGEST)} chữ. Cách xử lý: viết ngắn lại, phần dài để ở phụ lục."
        raise ReportingError(said, wrong=dict.fromkeys(too_long, said))
    known = texts_of(report)
    changed = {
        name: text
        for name, text in texts.items()
        if owed.duty.section(name) is not None and text != known.get(name, "")
    }
    if not changed:
        return report
    Wording.objects.bulk_create(
        Wording(report=report, section=name, text=text, written_by_id=actor.id, written_by_name=actor.name)
        for name, text in changed.items()
    )
    if report.state == ReportState.CHECKED:
        report.state = ReportState.ADJUSTING if report.standing_id is not None else ReportState.DRAWN
        report.save(update_fields=["state"])
    record(
        actor,
        "reporting.write",
        f"Viết {whole(len(changed))} mục: {owed.name}, {owed.unit.full_name}",
        area_id=report.area_id,
        subject=("reporting.Report", report.pk),
        details={"sections": sorted(changed)},
    )
    return report
