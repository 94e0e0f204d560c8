"""A decision with a list, as tests set it; nobody in it is real."""

from datetime import date

from giamngheo.apps.papers.documents import Annex, Column, Document, Paragraph, Point, Signature, Table
from giamngheo.law.papers.library import layout_on

DAY = date(2026, 2, 5)
LAYOUT = layout_on(DAY)
COLUMNS = (
    Column("STT", 0.5, "center"),
    Column("Họ và tên", 3),
    Column("Nam", 1, "center", group="Năm sinh"),
    Column("Nữ", 1, "center", group="Năm sinh"),
    Column("Điểm B1", 1, "right"),
)
DECISION = Document(
    issuer_above="Ủy ban nhân dân tỉnh Mẫu",
    issuer="Ủy ban nhân dân xã Mẫu Đông",
    place="Mẫu Đông",
    kind="Quyết định",
    subject="Về việc công nhận hộ nghèo, hộ cận nghèo (dữ liệu thử)",
    number="7",
    sign="QĐ-UBND",
    day=DAY,
    authority="Chủ tịch Ủy ban nhân dân xã Mẫu Đông",
    bases=("Căn cứ Quyết định thử", "Theo đề nghị của Ban Chỉ đạo"),
    deciding="Quyết định:",
    body=(
        Paragraph("Công nhận các hộ có tên trong danh sách kèm theo. " * 6, lead="Điều 1."),
        Point("a)", "Hộ nghèo: 2 hộ;"),
        Paragraph("Quyết định này có hiệu lực từ ngày ký.", lead="Điều 2."),
    ),
    recipients=("Như Điều 2", "Các thôn"),
    kept_at="VT",
    signatures=(Signature(("KT. Chủ tịch", "Phó Chủ tịch"), "Mẫu Văn Ký"),),
    annexes=(
        Annex(
            "Danh sách hộ nghèo",
            (Table(COLUMNS, tuple((str(n), "Thử Thị Mẫu", "", "1970", "120") for n in range(1, 61))),),
            is_landscape=True,
        ),
    ),
    check_code="MAU-0000-0000",
    check_address="https://giamngheo.example/kiem-tra/MAU-0000-0000/",
)
EVIL = '#panic("x") *b* $x$ [y] \\n <z> @a //c "q" #read("/etc/passwd") {{ 7*7 }} {% x %} <w:p/> &amp;'
