"""Photos and PDFs of meetings and postings: kept, opened, put aside; nothing is changed or lost."""

import struct
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction
from tests.apps.reviews.made import (
    LACKS,
    OFFICER,
    agreed,
    case_of,
    listed_family,
    opened,
    posted,
    reviewed,
)
from tests.factories.places import Country, make_country

from giamngheo.apps.reviews.actions import (
    ReviewError,
    attach,
    put_attachment_aside,
    read_attachment,
    take_back,
)
from giamngheo.apps.reviews.models import Attachment, Happening
from giamngheo.apps.reviews.queries import attachments_of
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 bien ban thu"
WEBP = b"RIFF" + struct.pack("<I", 4 + 8 + 4) + b"WEBP" + b"VP8L" + struct.pack("<I", 4) + b"\x2f\x00\x00\x00"
WORD = b"PK\x03\x04"


@pytest.fixture
def country(settings: LazySettings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


@pytest.fixture
def meeting(country: Country) -> Happening:
    home = listed_family(country)
    case = case_of(opened(country), country.east_1)
    reviewed(case.round, case, {home.pk: LACKS})
    return agreed(case, [home.pk])


def files(tmp_path: Path) -> list[Path]:
    return [one for one in tmp_path.rglob("*") if one.is_file()]


def test_pages_of_minutes_are_kept_together_and_opened_with_a_line_of_the_trail(meeting: Happening) -> None:
    first, second = attach(meeting, [BytesIO(PDF), BytesIO(WEBP)], "Biên bản họp dân đã ký", OFFICER)
    assert [(one.title, one.kind) for one in (first, second)] == [
        ("Biên bản họp dân đã ký (1)", "pdf"),
        ("Biên bản họp dân đã ký (2)", "webp"),
    ]
    with read_attachment(first, OFFICER) as opened_file:
        assert opened_file.read() == PDF
    assert attachments_of(meeting.case) == {meeting.pk: [first, second]}
    assert AuditLine.objects.filter(verb="reviews.attached").count() == 1
    assert AuditLine.objects.filter(verb="reviews.read_attachment").count() == 1
    (alone,) = attach(posted(meeting.case), [BytesIO(PDF)], "Biên bản niêm yết", OFFICER)
    assert alone.title == "Biên bản niêm yết"


@pytest.mark.parametrize(
    ("given", "title", "why"),
    [
        ([WORD], "Biên bản", r"Tệp không phải ảnh \(JPEG, PNG, WebP\) hay PDF"),
        ([PDF, b"GIF89a"], "Biên bản", "Tệp thứ 2: Tệp không phải ảnh"),
        ([b""], "Biên bản", "rỗng"),
        ([], "Biên bản", "Chưa chọn tệp"),
        ([PDF] * 21, "Biên bản", "Nhiều hơn 20 tệp"),
        ([PDF], " \0 ", "Chưa ghi tên"),
        ([PDF], "x" * 200, "dài hơn 190"),
    ],
)
def test_what_is_not_taken_is_told_and_leaves_nothing_behind(
    meeting: Happening, tmp_path: Path, given: list[bytes], title: str, why: str
) -> None:
    with pytest.raises(ReviewError, match=why) as told:
        attach(meeting, [BytesIO(one) for one in given], title, OFFICER)
    assert "Cách xử lý" in str(told.value)
    assert not Attachment.objects.exists()
    assert files(tmp_path) == []


def test_only_to_a_meeting_or_posting_that_stands(meeting: Happening, tmp_path: Path) -> None:
    opening = Happening.objects.filter(case=meeting.case).order_by("pk").first()
    assert opening is not None
    take_back(meeting, "ghi nhầm", OFFICER)
    for one in (opening, meeting):
        with pytest.raises(ReviewError, match="đang có hiệu lực"):
            attach(one, [BytesIO(PDF)], "Biên bản", OFFICER)
    assert files(tmp_path) == []


def test_it_is_put_aside_once_with_a_reason_and_stays(meeting: Happening, tmp_path: Path) -> None:
    (one,) = attach(meeting, [BytesIO(PDF)], "Biên bản", OFFICER)
    with pytest.raises(ReviewError, match="Chưa ghi lý do"):
        put_attachment_aside(one, " ", OFFICER)
    put_attachment_aside(one, "chụp mờ", OFFICER)
    with pytest.raises(ReviewError, match="đã bỏ"):
        put_attachment_aside(one, "lần nữa", OFFICER)
    one.refresh_from_db()
    assert (one.aside_why, one.aside_by) == ("chụp mờ", OFFICER.name)
    assert len(files(tmp_path)) == 1
    for sql in (
        "UPDATE reviews_attachment SET aside_at = NULL, aside_why = ''",
        "UPDATE reviews_attachment SET title = 'x'",
        "DELETE FROM reviews_attachment",
    ):
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
