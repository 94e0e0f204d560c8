"""A report as a paper to sign: what was written under each section, its tables filled in, .pdf or .docx."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.papers.documents import Annex, Body, Column, Document, Paragraph, Signature, Table
from giamngheo.apps.reporting.figures import lines_in
from giamngheo.apps.reporting.models import Edition
from giamngheo.apps.reporting.queries import texts_of
from giamngheo.apps.reviews.papers.rows import heading_of
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.audit.actions import record
from giamngheo.law.reports.library import statutory_tables
from giamngheo.law.vocabulary.reporting import ReportSection
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.numbers import capital
from giamngheo.web.components.shown import TARGET_STATES
from giamngheo.web.staff.reporting.programme import programme_tables
from giamngheo.web.staff.reporting.reaching import Seen, names, of_report
from giamngheo.web.staff.reports.as_paper import MEDIA, MOST_ON_A4, issued_by, paper_table, written
from giamngheo.web.staff.reports.reaching import UNIT_HEADS

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@of_report
@require_GET
def paper(request: HttpRequest, seen: Seen, ending: str) -> HttpResponseBase:
    """Give the report as a paper; that it was taken away is told to the trail."""
    content = written(document_of(seen), ending)
    record(
        actor_of(request),
        "reporting.export",
        f"Xuất «{seen.owed.name}», tệp .{ending}",
        area_id=seen.owed.unit.area_id,
        details={"format": ending},
    )
    answer = HttpResponse(content, content_type=MEDIA[ending])
    name = f"{seen.owed.duty.id.replace('_', '-')}-{seen.owed.period.code}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def document_of(seen: Seen) -> Document:
    """The report as a document: its text in the paper, its tables as annexes that lie."""
    owed, report = seen.owed, seen.report
    day = min(owed.period.last, today())
    heading = heading_of(owed.unit.area_id, day, owed.period.last.year)
    texts, edition = texts_of(report), report.edition
    body: list[Paragraph | Table] = []
    annexes: list[Annex] = []
    for place, section in enumerate(owed.duty.sections):
        body.append(Paragraph(f"{_ROMAN[place]}. {section.name}", is_bold=True))
        text = texts.get(section.id, "") or "(chưa viết)"
        body += [Paragraph(line) for line in text.splitlines() if line]
        if edition is not None:
            body += _targets(section, edition)
            body += programme_tables(section, edition)
            for annex in _annexes(section, edition, owed.name):
                annexes.append(annex)
                body.append(
                    Paragraph(f"(Phụ lục {_ROMAN[len(annexes) - 1]}: {annex.title}.)", is_italic=True)
                )
    if edition is not None:
        for form in edition.forms:
            said = f"Kèm theo biểu «{form['title']}», phiên bản {form['version']}, in riêng từ báo cáo này."
            body.append(Paragraph(said, is_italic=True))
        source = edition.snapshot
        body.append(
            Paragraph(
                f"Nguồn số liệu: bản chốt {source.manifest_hash}."
                if source
                else "Nguồn số liệu: tổng hợp báo cáo của các đơn vị trực thuộc."
                if edition.figures
                else "Báo cáo lập không kèm biểu số liệu của sổ hộ.",
                is_italic=True,
                side="left",
            )
        )
    village = {"issuer": capital(owed.unit.full_name), "issuer_above": f"Ủy ban nhân dân {heading.unit}"}
    village = village if owed.unit.tier == Tier.VILLAGE else {}
    to = (capital(f"Ủy ban nhân dân {seen.above.full_name}"),) if seen.above else ()
    further = names(set(owed.also), day)
    others = (
        *(one.strip() for one in owed.recipients.split(";") if one.strip()),
        *(capital(f"Ủy ban nhân dân {further[one].lower()}") for one in owed.also if one in further),
    )
    return Document(
        **(issued_by(heading) | village),
        kind="Báo cáo",
        subject=capital(owed.name.removeprefix("Báo cáo ").strip()),
        year=owed.period.last.year,
        to=(*to, *others),
        body=tuple(body),
        recipients=(*to, *others),
        signatures=(Signature(("Người lập",), note="(Ký, ghi rõ họ tên)"), Signature(("Thủ trưởng đơn vị",))),
        annexes=tuple(annexes),
    )


def _annexes(section: ReportSection, edition: Edition, owed_name: str) -> list[Annex]:
    found = []
    for name in section.tables:
        if name in edition.figures:
            text, lines = statutory_tables()[name].text, lines_in(edition.figures, name)
            called = names({line.unit for line in lines if line.unit is not None}, edition.closing)
            head = UNIT_HEADS.get(Tier(edition.tier), "Đơn vị")
            body: Body = (paper_table(text, lines, called, head),)
            title, is_large = f"Biểu số {text.number}. {text.title}", len(text.columns) > MOST_ON_A4
            found.append(Annex(title, body, is_landscape=True, is_large=is_large))
    return found


def _targets(section: ReportSection, edition: Edition) -> list[Paragraph | Table]:
    """Where the targets of the unit stood when the report was drawn up."""
    if not section.targets or not edition.targets:
        return []
    columns = (
        Column("Chỉ tiêu", share=3),
        Column("Đầu kỳ"),
        Column("Cần đạt", share=2),
        Column("Thực hiện"),
        Column("Đến ngày", share=1.3),
        Column("Đánh giá", share=1.2),
    )
    rows = tuple(
        (
            one["name"],
            one["begun"] or "–",
            one["words"],
            one["actual"] or "–",
            one["as_of"] or "–",
            TARGET_STATES[one["state"]].name,
        )
        for one in edition.targets
    )
    return [Paragraph("Chỉ tiêu của kế hoạch", is_italic=True), Table(columns, rows)]
