"""The words around the numbers of targets: units, comparisons, rise and fall. All for folded text."""

import re
from typing import Final

from giamngheo.apps.programmes.plans.structure import Comparator

_NUM: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_PCT: Final = r"\s*(?:%|phan tram\b|diem phan tram\b|diem %)"
_PER_YEAR: Final = r"\s*(?:/\s*nam\b|moi nam\b|hang nam\b|mot nam\b)?"
UNITS: Final = (
    "can nha|ngoi nha|nha o|nha|can ho|can(?! bo)|ho gia dinh|luot ho|ho|luot nguoi|nguoi lao dong|"
    "luot lao dong|"
    "lao dong|nguoi|"
    "hoc sinh|sinh vien|hoc vien|tre em|tre|chau|mo hinh|tieu du an|du an|lop tap huan|lop|khoa|hoi nghi|"
    "hoi thao|cuoc|buoi|phuong tien sinh ke|phuong tien|"
    "cong trinh|thanh vien|thon|xa|phuong(?! (?:an|phap|thuc|huong))|thi tran|huyen|khoi|"
    "to dan pho|khu dan cu|xom|ap|buon|can bo|"
    "hoi vien|doan vien|"
    "doanh nghiep|hop tac xa|to hop tac|san pham|the bao hiem y te|the bhyt|the|diem|dai truyen thanh|"
    "phien|tin|bai|suat|"
    "ty dong|trieu dong|nghin dong|dong|ha|con|chi tieu|chi so|chieu|nhom ho|doi tuong|nhiem vu|don vi|"
    "truong|lan"
)
PLACES: Final = frozenset(
    (
        "thon",
        "xa",
        "phuong",
        "thi tran",
        "huyen",
        "khoi",
        "to dan pho",
        "khu dan cu",
        "xom",
        "ap",
        "buon",
        "truong",
    )
)
MONEY: Final = {"dong", "trieu dong", "ty dong", "nghin dong"}
WORDS: Final = dict(
    zip(["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"], range(1, 11), strict=True)
)
UNIT_WORDS: Final = {
    "ho": "hộ", "ho gia dinh": "hộ", "nguoi": "người", "nguoi lao dong": "người lao động",
    "lao dong": "lao động", "can nha": "căn nhà", "ngoi nha": "căn nhà", "nha": "căn nhà",
    "nha o": "căn nhà",
    "can": "căn", "mo hinh": "mô hình", "thanh vien": "thành viên", "hoc sinh": "học sinh",
    "tre em": "trẻ em",
    "lop": "lớp",
}  # fmt: skip

_FROM_TO: Final = (
    rf"(?:tu\s+(?:muc\s+)?|\()(?P<f_a>{_NUM})(?P<f_ap>{_PCT})?{_PER_YEAR}(?P<f_u>\s+(?:ho|"
    rf"nguoi))?(?P<f_mid>(?:\s*\([^()]{{0,100}}\))?[^;%\d]{{0,40}}?"
    rf"(?:20\d\d[^;%\d]{{0,30}}?)?)\b(?:xuong|len|con|giam con|tang len)\b\s*"
    rf"(?:con\s+|muc\s+|den\s+|dat\s+|lai\s+|khoang\s+)*"
    rf"(?P<f_c>duoi|tren|it nhat|toi thieu|<=?|>=?|≤|"
    rf"≥)?\s*(?P<f_b>{_NUM})(?P<f_bp>{_PCT})?(?P<f_bu>\s+(?:ho|nguoi)\b)?{_PER_YEAR}"
)
_RANGE: Final = (
    rf"(?P<r_a>{_NUM})\s*(?P<r_ap>%)?\s*(?:-|~|÷|den|toi)\s*(?P<r_b>{_NUM})(?:(?P<r_p>{_PCT})|"
    rf"\s+(?P<r_u>{UNITS})\b)(?P<r_y>{_PER_YEAR})"
)
_ONE: Final = (
    rf"(?P<n>{_NUM})(?:(?P<n_p>{_PCT})(?P<n_y>{_PER_YEAR})|\s+(?P<n_u>{UNITS})\b(?P<n_cy>{_PER_YEAR}))"
)
_HALF: Final = r"(?P<half>\b1/2|\bmot nua)\s+(?=(?:tong )?(?:so )?(?:ho|ty le))"
_WORD: Final = rf"(?<=it nhat )(?P<w>{'|'.join(WORDS)})\s+(?P<w_u>{UNITS})\b"
_BLANK: Final = (
    r"(?P<blank>(?:\.{3,}|…+|_{2,})(?:[.…_]*))\s*(?P<b_p>%|(?:ho|nguoi|lao dong|mo hinh|can|"
    r"ty dong|trieu dong)\b)"
)
_ZERO: Final = (
    r"(?P<zero>\bkhong\s+(?:de\s+)?(?:con|co|de|phat sinh(?:\s+them)?|xay ra|tai)\b(?!\s+ai\b|\s+trong|"
    r"\s+kha nang|\s+dieu kien|\s+nhu cau|"
    r"\s+sinh ke|\s+thuoc|\s+doi tuong)[^,;.%\d]{0,30}?\b(?:ho (?:moi )?(?:tai )?(?:can )?ngheo|tai ngheo|"
    r"nguoi ngheo|nha tam|nha o tam|dot nat|thieu doi|"
    r"ngheo))"
)
ATOM: Final = re.compile("|".join((_FROM_TO, _RANGE, _HALF, _ONE, _WORD, _BLANK, _ZERO)))

COMPARED: Final = tuple(
    (re.compile(words), said)
    for words, said in (
        (
            r"(?:khong duoi|khong thap hon|khong it hon|khong nho hon|it nhat|toi thieu|thap nhat|>=|≥)"
            r"\s*(?:la|dat|co|cho|cung|moi nam|tu|phai|khoang|duoc|them)?\s*$",
            Comparator.AT_LEAST,
        ),
        (
            r"(?:khong qua|toi da|khong vuot qua|khong cao hon|khong vuot|cao nhat|<=|≤)"
            r"\s*(?:la|con|muc)?\s*$",
            Comparator.AT_MOST,
        ),
        (r"(?:\bduoi|nho hon|it hon|thap hon|<)\s*(?:muc)?\s*$", Comparator.BELOW),
        (r"(?:\btren|\bhon|\bvuot|cao hon|lon hon|>)\s*(?:muc)?\s*$", Comparator.ABOVE),
    )
)
FALL: Final = re.compile(r"\b(giam|ha|keo giam)\b(?!\s+(?:ngheo|sat|doc|dinh|thieu|nhe|tang)\b)")
RISE: Final = re.compile(
    r"\b((?<!trao )tang|nang)\b(?!\s+(?:qua\b|the\b|cuong|luc|"
    r"cao (?:nang luc|nhan thuc|chat luong|ky nang|trinh do|hieu qua)))"
)
LEVEL: Final = re.compile(
    r"(?:\bxuong(?: con)?|\bcon(?: lai)?|\bxuong duoi|\blen(?: toi)?|\bdat)\s*(?:muc|khoang|la|duoi|tren|"
    r"o muc|den|it nhat|toi thieu|<=?|>=?|≤|≥)?\s*$"
)
_RATE: Final = re.compile(
    r"\b(?:ty|ti) (?:le|suat)\s+(?P<of>[^,;.:()%\d]{2,110})$|\b(?:ty|ti) (?:le|"
    r"suat)\s+(?P<of2>[^;:%\d]{2,140})$"
)
RATE_AFTER: Final = re.compile(
    r"\s*(?:/\s*nam\s*)?(?:doi voi |cua |tong )?(?:ty|ti) le\s+(?P<of>[^,;.:()%\d]{2,80})"
)
RATE_STOP: Final = re.compile(
    r"\b(?:giam|tang|con|xuong|len|dat|duoi|tren|la|tu|binh quan|hang nam|moi nam|den|so voi|it nhat|"
    r"toi thieu|khong|bang|trung binh|o muc|theo|khoang|phan dau|nam|cuoi|chiem|duy tri|muc|them|"
    r"thuc hien)\b|"
    r"[<>≤≥,(:]"
)
NOT_BEFORE: Final = re.compile(
    r"(?:\bnam|\bthang|\bngay|\bquy|\bso|\bmuc|\bkhoan|\bdieu|\bdiem|\bdu an|\bgiai doan|\bchuong|"
    r"\bphu luc|\bbieu|\bky|\bcap|\bkhoa|\bthu|\bloai|\bmau)\s*[:(]?\s*$|[\d/]$"
)
NOT_AFTER: Final = re.compile(
    r"\s*(?:tuoi|thang\b|ngay\b|gio\b|phut\b|/\s*\d|/\s*[a-z]{2,}-)|\s*-\s*(?:19|20)\d\d"
)
GOES_WITH: Final = re.compile(r"\b(?:tuong (?:duong|ung)|tuc(?: la)?|bang)\s*(?:voi|la)?\s*(?:khoang)?\s*$")
BEFORE_TIME: Final = re.compile(
    r"(?P<year>(?:\bnam|\bnam hoc)\s*(?P<y>20\d\d)|\bdau (?:ky|nam)(?:\s+(?P<y2>20\d\d))?|\bcuoi (?:ky|"
    r"nam)(?:\s+nam)?\s*(?P<y3>20\d\d)|\bhien (?:nay|tai)|\bnam truoc|"
    r"\bthoi diem[^;,()]{0,25}|(?<=\()(?P<y4>20\d\d))\s*(?:la|dat|chiem|khoang|con|"
    r"ty le)?\s*[:=]?\s*(?:la|dat|chiem|khoang|con|o muc)?\s*$"
)


WRITTEN: Final = {
    "duoi": Comparator.BELOW, "<": Comparator.BELOW, "<=": Comparator.AT_MOST, "≤": Comparator.AT_MOST,
    "tren": Comparator.ABOVE, ">": Comparator.ABOVE, ">=": Comparator.AT_LEAST, "≥": Comparator.AT_LEAST,
    "it nhat": Comparator.AT_LEAST, "toi thieu": Comparator.AT_LEAST,
}  # fmt: skip
GOES_ON: Final = re.compile(r"^[^\w]*(?:va|,)?\s*$")
YEARLY: Final = re.compile(
    r"(?:binh quan|trung binh|moi nam|hang nam)[^;]{0,30}$|binh quan hang nam[^;]{0,60}$"
)
