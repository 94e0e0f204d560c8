"""Who leads and who takes part: bodies named around «chủ trì» and «phối hợp»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from giamngheo.apps.programmes.plans.manuscript import fold

BODY: Final = (
    r"(?:uy ban|ubnd|uy ban nhan dan|ubmttq|mttq|mat tran|hoi dong|hdnd|phong|ban (?:chi dao|quan ly|"
    r"chi huy|dan van|tuyen giao|nhan dan|cong tac|nganh|"
    r"phat trien|thuong vu|chap hanh|giam sat|van hoa|to chuc)|so|bo|cong chuc|can bo|bo phan|hoi|doan|"
    r"lien doan|trung tam|tram|truong|cac truong|ngan hang|"
    r"phong giao dich|chi cuc|chi nhanh|cong an|quan su|to dan pho|to truong|to cong tac|to tiet kiem|"
    r"cac to|thon|khoi|xom|ap|ban dan|khu pho|khu dan cu|cac|van phong|dai|bao hiem|"
    r"kho bac|don vi|doanh nghiep|hop tac xa|benh vien|thu truong|truong (?:thon|khoi|ban|ap|xom|khu)|"
    r"chu tich|dang uy|thuong truc|toa an|vien|"
    r"cap uy|chi bo|bi thu|nhan vien|y te|ke toan|tai chinh|tu phap|dia chinh|van hoa|lao dong|"
    r"nong nghiep|hat kiem lam|doi|ban)"
)
_STARTS: Final = re.compile(rf"\s*(?:{BODY})\b")
_LEADS: Final = r"(?:chu|chi)\s+tri(?!nh)"
_LABELLED: Final = re.compile(
    r"(?:(?:co quan|don vi|bo phan|nganh|can bo|nguoi|dau moi)\s+)?(?:duoc giao\s+)?(?:(?P<lead>(?:chu|"
    r"chi)\s+tri(?:\s+thuc hien)?|phu trach|dau moi|thuong truc|tham muu)|"
    r"(?P<with>phoi hop(?:\s+thuc hien)?|(?<=quan )thuc hien|(?<=vi )thuc hien|"
    r"(?<=quan )to chuc thuc hien|(?<=phan )thuc hien))\s*(?:la\s*)?:"
)
_LEAD_SENTENCE: Final = re.compile(
    rf"^(?P<who>.{{3,260}}?)\s*(?:[,:]\s*)?(?:\b(?:la (?:co quan|don vi|bo phan) )?(?:se |co trach nhiem |"
    rf"duoc giao |truc tiep |chiu trach nhiem |giu vai tro |lam )*{_LEADS}|"
    r"\bla (?:co quan|don vi|bo phan) (?:thuong truc|dau moi|chu tri|tham muu)|\bchiu trach nhiem\b|"
    r"\btham muu\b)"
)
_WITH_ONLY: Final = re.compile(r"^(?P<who>.{3,200}?)\s*,?\s*\b(?:phoi hop|chu dong phoi hop)\b")
_WITH: Final = re.compile(
    r"\bphoi hop(?:\s*,?\s*(?:chat che|cung|voi|cung voi|dong bo))*\s+(?P<whom>.{3,320}?)"
    r"(?=,?\s+\b(?:to chuc(?! (?:chinh tri|doan the|thanh vien|xa hoi|,))|trien khai|thuc hien|de\b|"
    r"huong dan|tham muu|xay dung|kiem tra|giam sat|ra soat|tong hop|tuyen truyen|"
    r"theo doi|lap|van dong|khao sat|dieu tra|day manh|tang cuong|chi dao|huy dong|bo tri|hoan thanh|"
    r"lam tot|cung cap|mo|quan ly)\b|[;]|\.(?:\s|$)|$)"
)
_WITH_LAST: Final = re.compile(
    rf"(?:^|[,;:]\s*(?:va\s+)?)(?P<whom>(?:{BODY})\b(?:(?!phoi hop|tri\b).){{2,240}}?)\s*,?\s*"
    r"\b(?:cung |cung tham gia )?"
    r"phoi hop(?:\s+(?:cung|tham gia|to chuc|trien khai|thuc hien))*[\s.)]*$"
)
"""«X chủ trì, Y và Z phối hợp»: who is named before the last words takes part."""
_IN_BRACKETS: Final = re.compile(
    r"\s*\(((?:cơ quan |đơn vị )?(?:chủ trì|phối hợp)(?: thực hiện)?)\)", re.IGNORECASE
)
"""«Trạm Y tế (chủ trì), Hội Phụ nữ (phối hợp)»."""
_TELLS_LEAD: Final = re.compile(
    rf"\b{_LEADS}\b|\bla (?:co quan|don vi|bo phan) (?:thuong truc|dau moi|chu tri|tham muu)\b"
)
_GIVEN: Final = re.compile(
    r"^(?:(?:ubnd|uy ban nhan dan)[^,.;:]{0,40}\s)?(?:giao|phan cong|de nghi|yeu cau|do)\s+(?:cho\s+)?"
)
_JOIN: Final = re.compile(r"\s*(?:;|,|\bva\b|\bcung\b(?! cap))\s*")
_GENERAL: Final = re.compile(
    r"^(?:cac|cac co quan|cac don vi|cac phong|cac ban|cac nganh|cac ban nganh|cac hoi|cac to chuc|"
    r"cac phuong|cac xa|cac thon|cac khoi|cac to|phong|co quan|cac doan)$"
)
_TRIMMED: Final = re.compile(
    r"\b(?:to chuc|trien khai|thuc hien|theo quy dinh|co trach nhiem|cung|voi|bao cao|(?<!dich vu )tong hop|"
    r"biet|xem xet)\s*$"
)
_LONGEST: Final = 130


@dataclass
class Units:
    """Leading and co-operating bodies, each told once, in the order of the text."""

    lead: list[str] = field(default_factory=list)
    cooperating: list[str] = field(default_factory=list)

    def add(self, lead: Sequence[str], cooperating: Sequence[str]) -> None:
        """Take in what was read."""
        for kept, new in ((self.lead, lead), (self.cooperating, cooperating)):
            kept.extend(one for one in new if fold(one) not in {fold(known) for known in kept})


def tells_lead(text: str) -> bool:
    """Whether a sentence says who leads: «… chủ trì», «… là cơ quan đầu mối»."""
    return bool(_TELLS_LEAD.search(fold(text)))


def units_in(text: str) -> Units:
    """The bodies that an assignment names: by labels («Cơ quan chủ trì: …»), else by its sentences."""
    found = Units()
    text = _IN_BRACKETS.sub(r" \1", text)
    folded = fold(text)
    labels = list(_LABELLED.finditer(folded))
    if labels:
        first = units_in_sentence(text[: labels[0].start()])
        found.add(first.lead, first.cooperating)
        for at, label in enumerate(labels):
            end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
            said = text[label.end() : end]
            if label["lead"]:
                whole = units_in_sentence(said)
                stop = re.search(r"\.(?:\s|$)", said)
                names = whole.lead or split_units(said[: stop.start()] if stop else said)
                found.add(names, whole.cooperating)
            else:
                stop = re.search(r"\.(?:\s|$)", said)
                found.add([], split_units(said[: stop.start()] if stop else said))
        return found
    begin = 0
    for end in [*(one.start() for one in re.finditer(r"\.(?=\s+[^\W\d_])|;", text)), len(text)]:
        part = units_in_sentence(text[begin:end])
        found.add(part.lead, part.cooperating)
        begin = end + 1
    return found


def units_in_sentence(text: str) -> Units:
    """The bodies of one sentence «X chủ trì, phối hợp với Y tổ chức thực hiện …»."""
    found = Units()
    text = text.strip(" -+*•,;")
    folded = fold(text)
    who = _LEAD_SENTENCE.match(folded)
    last = _WITH_LAST.search(folded, who.end() if who else 0)
    alone = None if who or last else _WITH_ONLY.match(folded)
    subject = who or alone
    if subject is not None:
        said = text[subject.start("who") : subject.end("who")]
        given = _GIVEN.match(fold(said))
        said = said[given.end() :] if given else said
        if _STARTS.match(fold(said)):
            found.add(split_units(said), [])
    with_whom = last or _WITH.search(folded)
    if with_whom is not None:
        found.add([], split_units(text[with_whom.start("whom") : with_whom.end("whom")]))
    return found


def split_units(said: str) -> list[str]:
    """Names in a list; a comma or «và» inside a name («Lao động - Thương binh và Xã hội») ends none."""
    said = " ".join(said.split()).strip(" .,;:-–+*")
    folded = fold(said)
    names: list[str] = []
    begin = 0
    for cut in _JOIN.finditer(folded):
        after = folded[cut.end() :]
        before = folded[begin : cut.start()].strip()
        is_strong = ";" in cut[0]
        if cut.end() >= len(said) or not before:
            continue
        if not is_strong:
            if (
                not _STARTS.match(after)
                or _GENERAL.match(before)
                or before.endswith(("thuong binh", "giao duc"))
            ):
                continue
            word = after.split()
            if "va" in cut[0].split() and len(word) < 2:
                continue
        names.append(said[begin : cut.start()])
        begin = cut.end()
    names.append(said[begin:])
    return [name for name in map(_trimmed, names) if 2 < len(name) <= _LONGEST]


def _trimmed(name: str) -> str:
    name = re.sub(r"(?<=[^\W\d])(?: ?[-–] | [-–] ?)(?=[^\W\d])", " - ", name.strip(" .,;:-–+*"))
    name = name if name.count("(") == name.count(")") else name.strip("()")
    while found := _TRIMMED.search(fold(name)):
        name = name[: found.start()].strip(" .,;:-–")
    return re.sub(r"^(?:với|cùng với|cùng)\s+", "", name)
