"""The words by which the parts of a plan are known: of the form of papers (NĐ 30/2020) and of the programme.

All patterns are for text in lower case without accents (`fold`). They are words of the office, not of a plan.
"""

import re
from enum import StrEnum
from typing import Final


class Part(StrEnum):
    """What a section of a plan is about."""

    OPENING = "opening"
    AIMS = "aims"
    TARGETS = "targets"
    SCOPE = "scope"
    WORK = "work"
    PROJECTS = "projects"
    POLICIES = "policies"
    SOLUTIONS = "solutions"
    FUNDING = "funding"
    TASKS = "tasks"
    REPORTING = "reporting"
    BACKGROUND = "background"


class Role(StrEnum):
    """What a paragraph of a project says."""

    OBJECTIVE = "objective"
    GROUPS = "target_groups"
    CONTENTS = "contents"
    ASSIGNED = "assigned"
    LEAD = "lead"
    COOPERATING = "cooperating"
    FUNDING = "funding"
    TARGETS = "targets"
    OTHER = "other"


INSTRUMENT_KINDS: Final = {
    "bo luat": "Bộ luật",
    "luat": "Luật",
    "phap lenh": "Pháp lệnh",
    "nghi quyet lien tich": "Nghị quyết liên tịch",
    "nghi quyet": "Nghị quyết",
    "nghi dinh": "Nghị định",
    "quyet dinh": "Quyết định",
    "thong tu lien tich": "Thông tư liên tịch",
    "thong tu": "Thông tư",
    "chi thi": "Chỉ thị",
    "ket luan": "Kết luận",
    "ke hoach": "Kế hoạch",
    "chuong trinh hanh dong": "Chương trình hành động",
    "chuong trinh": "Chương trình",
    "cong van": "Công văn",
    "huong dan": "Hướng dẫn",
    "thong bao": "Thông báo",
    "de an": "Đề án",
    "to trinh": "Tờ trình",
    "cong dien": "Công điện",
    "bao cao": "Báo cáo",
    "quy dinh": "Quy định",
    "van ban": "Văn bản",
}
KIND: Final = "|".join(sorted(INSTRUMENT_KINDS, key=len, reverse=True))

IS_SIGNING_MARK: Final = re.compile(
    r"\d{4}-\d\d-\d\dt\d\d:\d\d|ky boi\s*:|nguoi ky\s*:|co quan\s*:\s*\S+.*email|email\s*:|thoi gian ky\s*:|"
    r"digitally signed|signature (?:not )?(?:verified|valid)|ngay ky\s*:|chu ky so\b|da ky\s*:|serial\s*:"
)

NAMED_LIKE_PROJECT: Final = r"(?:tieu\s+du\s+an|du\s+an|tda|da)(?:\s+thanh\s+phan|\s+so)?\s*:?\s*\d"
_ROLE_LABELS: Final[tuple[tuple[Role, str], ...]] = (
    (Role.TARGETS, r"(?:cac\s+)?chi tieu(?: (?:cu the|phan dau|den nam \d{4}))?|muc tieu,? chi tieu"),
    (
        Role.OBJECTIVE,
        r"muc (?:tieu|dich)(?: (?:tong quat|chung|cu the|cua (?:tieu )?du an))?|muc tieu,? yeu cau",
    ),
    (
        Role.GROUPS,
        r"(?:pham vi,? |pham vi va )?doi tuong(?:,? pham vi)?(?: (?:thu huong|ho tro|thuc hien|ap dung|"
        r"tham gia|"
        r"duoc ho tro|huong loi|thu huong chinh sach|tac dong))?(?:,? pham vi(?: thuc hien)?)?",
    ),
    (
        Role.CONTENTS,
        r"(?:cac )?(?:noi dung|hoat dong|nhiem vu)(?:,? (?:ho tro|thuc hien|chu yeu|trien khai|cu the|"
        r"chinh|hoat dong|"
        r"trong tam|giai phap|va giai phap|va hinh thuc ho tro|va dinh muc|dau tu))*|cach thuc (?:ho tro|"
        r"thuc hien)|"
        r"hinh thuc ho tro",
    ),
    (
        Role.LEAD,
        r"(?:giao |don vi |co quan |bo phan |nganh )?(?:duoc giao )?chu tri(?: (?:thuc hien|tham muu|"
        r"thuc hien du an))?|"
        r"(?:don vi|co quan|bo phan|can bo|nguoi)(?: duoc giao)? phu trach|don vi dau moi|"
        r"co quan thuong truc|chiu trach nhiem(?: chinh| thuc hien)*|"
        r"(?:don vi|co quan|bo phan) tham muu",
    ),
    (
        Role.COOPERATING,
        r"(?:(?:don vi|co quan|bo phan|to chuc|nganh|cac don vi|"
        r"cac co quan) )?(?:cung )?phoi hop(?: thuc hien)?|"
        r"(?:don vi|co quan|bo phan|nganh)(?: to chuc)?(?: trien khai)? thuc hien",
    ),
    (
        Role.ASSIGNED,
        r"giao(?: (?:cho|nhiem vu|trach nhiem|thuc hien))?|"
        r"phan cong(?: (?:thuc hien|nhiem vu|trach nhiem|to chuc thuc hien|chu tri|don vi chu tri))*|"
        r"to chuc thuc hien|trach nhiem thuc hien|don vi thuc hien, phoi hop|"
        r"(?:co quan|don vi) chu tri,? (?:va )?phoi hop",
    ),
    (
        Role.FUNDING,
        r"(?:du kien |tong )?(?:kinh phi|nguon kinh phi|nguon von|von|nguon luc|du toan)(?: (?:thuc hien|"
        r"du kien|ho tro|"
        r"dau tu|su nghiep))*|kinh phi va nguon von",
    ),
    (
        Role.OTHER,
        r"(?:thoi gian|tien do|dia ban|pham vi|dia diem|quy mo|ket qua|san pham|dau ra)"
        r"(?: (?:thuc hien|dau tu|du kien|trien khai|hoan thanh|dau ra))*",
    ),
)
ROLE: Final = re.compile(
    r"\s*(?:"
    + "|".join(f"(?P<{role.name}>{words})" for role, words in _ROLE_LABELS)
    + r")\s*(?P<end>:|\.(?=\s|$)|$|\s-\s)"
)


def role_of(folded: str) -> tuple[Role, int] | None:
    """The role that a paragraph's label names, and where its own words begin."""
    found = ROLE.match(folded)
    if found is None:
        return None
    role = next(role for role in Role if role.name in found.groupdict() and found[role.name] is not None)
    return role, found.end()


_PARTS: Final[tuple[tuple[Part, str], ...]] = (
    (
        Part.BACKGROUND,
        r"dac diem(?: tinh hinh)?|tinh hinh|thuc trang|su can thiet|ket qua (?:thuc hien|dat duoc|"
        r"cong tac|ra soat|giam ngheo)|"
        r"danh gia (?:ket qua|tinh hinh|thuc trang|chung)|kho khan,? |ton tai|han che|nguyen nhan|thuan loi|"
        r"bai hoc kinh nghiem|khai quat|boi canh|danh gia(?: cong tac)?$|ket qua$",
    ),
    (Part.TARGETS, r"(?:cac )?chi tieu|(?:cac )?muc tieu cu the|(?:cac )?muc tieu,? (?:va )?chi tieu"),
    (
        Part.AIMS,
        r"muc (?:tieu|dich)|yeu cau|quan diem|phuong huong|dinh huong|can cu va muc dich",
    ),
    (
        Part.SCOPE,
        r"pham vi|doi tuong|thoi gian|dia ban(?: thuc hien)?$|nguyen tac",
    ),
    (
        Part.FUNDING,
        r"(?:tong |du toan |nhu cau |co che |du kien )*(?:kinh phi|nguon luc|nguon von|von |tai chinh|"
        r"ngan sach)|"
        r"huy dong (?:nguon|von|va)|co cau nguon von",
    ),
    (
        Part.REPORTING,
        r"(?:che do |cong tac |thong tin,? |thuc hien )*bao cao|"
        r"(?:kiem tra|giam sat)[, ](?:.*)bao cao",
    ),
    (
        Part.TASKS,
        r"to chuc thuc hien|(?:phan cong|giao) (?:trach nhiem|nhiem vu|quan ly|thuc hien|to chuc)|"
        r"trach nhiem (?:cua|thuc hien|to chuc)|"
        r"nhiem vu (?:cua )?(?:cac )?(?:don vi|co quan|nganh|ban nganh|phong ban)|phan cong|trach nhiem$|"
        r"to chuc trien khai",
    ),
    (
        Part.POLICIES,
        r"(?:thuc hien |trien khai |to chuc thuc hien )?(?:day du |tot |dong bo |co hieu qua |"
        r"hieu qua )?(?:cac )?"
        r"(?:nhom )?(?:chinh sach|che do,? chinh sach)|cac chinh sach",
    ),
    (
        Part.SOLUTIONS,
        r"(?:(?:cac |mot so |nhung |nhom )*(?:nhiem vu,? |nhiem vu va |noi dung,? ))?(?:cac |mot so |"
        r"nhung |nhom )*giai phap|bien phap",
    ),
    (
        Part.PROJECTS,
        r"(?:trien khai |thuc hien |noi dung |to chuc )*(?:cac )?(?:tieu )?du an|"
        r"(?:trien khai |"
        r"thuc hien )*(?:noi dung )?(?:cac )?(?:noi dung )?(?:cua )?chuong trinh muc tieu quoc gia|"
        r"(?:cac )?(?:noi dung|nhiem vu|hoat dong)(?! (?:cua )?(?:cac )?(?:don vi|co quan|nganh))",
    ),
)
_PART_PATTERNS: Final = tuple((part, re.compile(words)) for part, words in _PARTS)
_MOST_WORDS_OF_TITLE: Final = 32


def part_of(folded: str) -> Part | None:
    """What a heading says that its section is about: the first of the known words in it decides."""
    title = folded.strip(" .:;*-\"'“”")
    if not title or len(title.split()) > _MOST_WORDS_OF_TITLE:
        return None
    best: tuple[int, int, Part] | None = None
    for part, pattern in _PART_PATTERNS:
        for found in pattern.finditer(title):
            if found.start() and title[found.start() - 1].isalnum():
                continue
            key = (found.start(), -(found.end() - found.start()), part)
            if best is None or key[:2] < best[:2]:
                best = key
            break
    if best is None or best[0] > 25:
        return None
    return _told_apart(title, best[2])


def _told_apart(title: str, part: Part) -> Part:
    """Titles that name two things: «mục tiêu, chỉ tiêu, nhiệm vụ và giải pháp» is sorted by what is below."""
    if part is Part.PROJECTS and "giai phap" in title and "du an" not in title:
        return Part.SOLUTIONS
    if part is Part.PROJECTS and re.search(r"\bchinh sach\b", title) and "du an" not in title:
        return Part.POLICIES
    if part is Part.AIMS and re.search(r"\bchi tieu\b", title):
        return Part.TARGETS
    return part


OPENS_BLOCK: Final = re.compile(
    rf"(?:can cu|noi nhan|tren day la|tm\s*\.|kt\s*\.|tl\s*\.|tuq\s*\.|q\.\s|so\s*:|phu luc\b|bieu so|"
    rf"cong hoa xa hoi|doc lap\s*-|(?:theo|thuc hien|xet) (?:de nghi|(?:{KIND})\b.{{0,20}}\d)|"
    rf"{NAMED_LIKE_PROJECT}(?:\.\d)?\s*(?:[:.\-]|\([^()]{{2,90}}\)\s*(?::|[-–]\s)|"
    rf"[,(]?\s*(?:thuoc\s+|cua\s+)?{NAMED_LIKE_PROJECT}(?:\.\d)?\s*\)?\s*:|"
    rf"\s(?!thuoc|va |cua|do |duoc|theo)[a-z])|"
    rf"(?:co quan|don vi|bo phan) (?:chu tri|phoi hop|thuc hien)\s*:|"
    rf"{ROLE.pattern.split('(?P<end>', maxsplit=1)[0]}:)".replace("(?P<", "(?P<o_")
)
STANDS_ALONE: Final = re.compile(
    r"(?:i{1,3}|iv|v)?(?:(?:cac |nhung |mot so )?(?:muc tieu|muc dich|yeu cau|chi tieu|noi dung|doi tuong|"
    r"pham vi|"
    r"nhiem vu|giai phap|kinh phi|nguon luc|nguon von|to chuc thuc hien|phan cong|quan diem|thoi gian)"
    r"(?:[, ]+(?:va |cac |cua |chu yeu|trong tam|tong quat|cu the|chung|thuc hien|ho tro|muc tieu|yeu cau|"
    r"chi tieu|"
    r"giai phap|nhiem vu|doi tuong|pham vi|thoi gian|nhiem vu|ke hoach|can dat|den|cuoi|nam|\d{4}|"
    r"nguon von))*)"
)

TITLE_KINDS: Final = re.compile(
    r"(?:ke hoach|chuong trinh(?: hanh dong)?|de an|phuong an|quyet dinh|huong dan|thong bao)"
)
OUT_OF_SCOPE: Final = re.compile(
    r"(?:khong|chua) (?:thuoc|nam trong)(?: (?:pham vi|dia ban|doi tuong|dien))+|khong (?:to chuc |"
    r"trien khai )?thuc hien(?! duoc)|"
    r"khong trien khai|khong ap dung|khong phan bo|khong co (?:doi tuong|noi dung|huyen ngheo|"
    r"xa dac biet kho khan)|"
    r"khong (?:co )?trong pham vi|ngoai pham vi"
)
BEGINS_WORK: Final = re.compile(
    r"(?:bo tri|tham muu|tong hop|xay dung|huong dan|chu tri|chu dong|phoi hop|to chuc|tuyen truyen|"
    r"thuong xuyen|la (?:co quan|bo phan|don vi)|phat dong|phat huy|chi dao|ra soat|tiep tuc|trien khai|"
    r"thuc hien|day manh|tang cuong|truc tiep|kiem tra|van dong|dinh ky|chiu trach nhiem|tham dinh|lap|"
    r"theo doi|tap trung|hoan thanh|ho tro|huy dong|can cu|phan cong|thong ke|quan ly|dau tu|cung cap|"
    r"bao cao|tham gia|can doi)\b"
)
"""Verbs with which the words under a heading begin."""
