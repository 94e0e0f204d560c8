"""Submissions held against the sheets of an occasion: what would become of each, and what it would write."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any, Final

import polars as pl

from giamngheo.apps.exchange.register.faults import LEFT_OUT, NOTED
from giamngheo.apps.exchange.submissions.newcomers import Newcomer, Strangers, newcomers_of
from giamngheo.apps.exchange.submissions.people import members_of_rows
from giamngheo.apps.exchange.submissions.reading import Person, Reader, Submission, Tell
from giamngheo.apps.households.codes import code_typed
from giamngheo.apps.households.models import Household
from giamngheo.apps.surveys.content import Box, boxes, kept, put, same
from giamngheo.apps.surveys.forms import form_of, read
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.queries import last_versions
from giamngheo.apps.surveys.states import SheetState
from giamngheo.law.questionnaires.checking import faults_together
from giamngheo.law.questionnaires.evidence import HOUSEHOLD
from giamngheo.law.questionnaires.sheets import Answer
from giamngheo.law.vocabulary.questionnaires import Asked, Gravity, Questionnaire

_AT_ONCE: Final = 500
_YEAR: Final = "review_year"
OF_THE_REGISTER: Final = frozenset(
    {
        HOUSEHOLD, _YEAR, "province", "district", "commune", "village", "area_kind",
        "head_name", "member_name",
    }
)  # fmt: skip
"""Where the household is and who it is, which the register writes in: a device only fills what is empty."""


class Status(StrEnum):
    """What would become of a submission."""

    NEW = "new"
    FILLED = "filled"
    DIFFERS = "differs"
    SAME = "same"
    AGAIN = "again"
    REFUSED = "refused"


@dataclass(frozen=True)
class Looking:
    """Into which sheets submissions go, and what who sends them may write.

    `units` are the areas of the unit that the file is of; `fills` those in which the person fills in sheets,
    `leads` those in which they lead reviews. None: everywhere. `picked` are the rows of the submissions that
    are taken of households that were sent differently, by the code of the household. `keeps` are the areas in
    which the register may be written today, `added` the rows of people who are added to it.
    """

    occasion: str
    form: str
    units: frozenset[int] | None = None
    fills: frozenset[int] | None = None
    leads: frozenset[int] | None = None
    who: int | None = None
    picked: Mapping[str, int] = field(default_factory=dict)
    keeps: frozenset[int] | None = None
    added: Collection[int] = ()
    today: date = date.max
    known: Mapping[int, Collection[tuple[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Compared:
    """A submission beside its sheet: boxes that are empty there, boxes that say otherwise (before, after).

    `why` and `remedy` say why it is refused. `whole` is whether nothing of it was left out, `rival` whether
    the household was sent otherwise too, so that who sends the file may pick this one. `strangers` are
    people who are not on the sheet, `newcomers` the same with why they cannot be added, `added` who will be.
    """

    submission: Submission
    code: str
    status: Status
    sheet: FilledSheet | None = None
    last: SheetVersion | None = None
    fills: Mapping[Box, Any] = field(default_factory=dict)
    differs: Mapping[Box, tuple[Any, Any]] = field(default_factory=dict)
    whole: bool = True
    rival: bool = False
    why: str = ""
    remedy: str = ""
    strangers: Sequence[Person] = ()
    newcomers: Sequence[Newcomer] = ()
    added: Sequence[Newcomer] = ()

    @property
    def filled(self) -> int:
        """How many boxes are filled that were empty, those of people who are added among them."""
        return len(self.fills) + sum(len(one.person.answers) for one in self.added)

    def content(self, *, of_file: bool) -> dict[str, Any] | None:
        """What the sheet would say, with or without the answers that differ; None where nothing changes."""
        told = dict(self.fills)
        if of_file:
            told |= {box: after for box, (_, after) in self.differs.items()}
        return put(self.last.answers, told) if told and self.last is not None else None


@dataclass(frozen=True)
class _Refusal:
    why: str
    remedy: str


class Comparing:
    """Compares the submissions of a file, some hundreds at a time."""

    def __init__(self, reader: Reader, looking: Looking, tell: Tell, *, through: bool = True) -> None:
        """`tell` takes the faults; `through` is whether to look for what answers say together."""
        self.reader, self.looking, self.tell, self._through = reader, looking, tell, through
        self._page = reader.opened.homes.name
        self._numbers: set[str] = set()  # of people on no sheet, so far
        self._forms: dict[tuple[str, ...], Questionnaire] = {}
        self._twice, self._first = self._of_one_household()
        if reader.opened.members is not None:
            for row in reader.strays():
                remedy = "Tải lại tệp, không xoá dòng hộ mà giữ dòng thành viên."
                why = "không nối được với dòng hộ nào trong tệp."
                tell((reader.opened.members.name, row, "A", "", "", why, remedy, LEFT_OUT))

    def compared(self) -> Iterator[list[Compared]]:
        """What would become of each, in the order of the file; a few questions of the database each time."""
        told = self.reader.submissions(self.tell)
        while chunk := list(islice(told, _AT_ONCE)):
            yield self._chunk(chunk)

    def _chunk(self, chunk: Sequence[Submission]) -> list[Compared]:
        codes = {one.row: code_typed(one.code) for one in chunk}
        wanted = {code for code in codes.values() if code}
        looking = self.looking
        rows = FilledSheet.objects.filter(
            occasion=looking.occasion, form=looking.form, household_code__in=wanted
        )
        sheets = {one.household_code: one for one in rows}
        lasts = {one.sheet_id: one for one in last_versions(rows)}
        homes = set(Household.objects.filter(code__in=wanted - set(sheets)).values_list("code", flat=True))
        found = []
        for one in chunk:
            sheet = sheets.get(codes[one.row])
            last = lasts.get(sheet.pk) if sheet is not None else None
            refusal = self._refused(one, codes[one.row], sheet if last is not None else None, homes)
            is_rival = refusal is None and one.row in self._twice.get(codes[one.row], ())
            if is_rival:
                refusal = self._not_picked(one, codes[one.row])
            if refusal is None and sheet is not None and last is not None:
                found.append(replace(self._held_against(one, sheet, last), rival=is_rival))
                continue
            told = refusal or _Refusal("không có phiếu.", "Tải lại trang rồi gửi lại tệp.")
            found.append(
                Compared(
                    one,
                    codes[one.row],
                    Status.REFUSED,
                    sheet,
                    last,
                    rival=is_rival,
                    why=told.why,
                    remedy=told.remedy,
                )
            )
            self._left_out_home(one, told)
        return self._with_newcomers(found) if any(one.strangers for one in found) else found

    def _with_newcomers(self, found: Sequence[Compared]) -> list[Compared]:
        """The same with those of the people on no sheet who are to be added; the others are told."""
        told = newcomers_of(
            [
                Strangers(one.sheet, one.last, one.strangers)
                for one in found
                if one.strangers and one.sheet is not None and one.last is not None
            ],
            self.looking.keeps,
            self.looking.today,
            self._numbers,
        )
        return [
            self._decided(one, told[one.sheet.pk]) if one.strangers and one.sheet is not None else one
            for one in found
        ]

    def _decided(self, one: Compared, told: Sequence[Newcomer]) -> Compared:
        assert one.sheet is not None
        added = [who for who in told if who.refused is None and who.person.row in self.looking.added]
        for who in told:
            if who not in added:
                self._nobody(one.submission, who)
        status = one.status
        if added and status is Status.SAME:
            status = Status.NEW if one.sheet.version == 1 else Status.FILLED
        is_whole = not one.submission.lost and len(added) == len(told)
        return replace(one, status=status, newcomers=told, added=added, whole=is_whole)

    def _refused(
        self, one: Submission, code: str, sheet: FilledSheet | None, homes: Collection[str]
    ) -> _Refusal | None:
        """Why a submission is not held against a sheet at all."""
        if one.refused_there:
            return _Refusal("bản nộp đã bị từ chối trên ODK, Kobo.", "Duyệt lại ở đó nếu bản này đúng.")
        if not one.code:
            return _Refusal("không ghi mã hộ.", "Ghi mã hộ như trong sổ rồi gửi lại.")
        if not code:
            told = f"«{one.code[:60]}» không phải mã hộ."
            return _Refusal(told, "Xem lại mã hộ trong sổ, gõ đủ cả chữ số cuối.")
        if sheet is None:
            return _no_sheet(code, is_known=code in homes)
        return self._not_mine(sheet)

    def _not_picked(self, one: Submission, code: str) -> _Refusal | None:
        """Why a submission of a household that was sent differently is not taken: nobody picked this one."""
        rows, picked = self._twice[code], self.looking.picked.get(code)
        if picked == one.row:
            return None
        if picked in rows:
            return _Refusal(f"hộ {code} đã chọn bản nộp ở dòng {picked}.", "Chọn lại nếu bản này mới đúng.")
        others = ", ".join(str(row) for row in rows if row != one.row)
        return _Refusal(
            f"hộ {code} có bản nộp khác ở dòng {others}.",
            "Chọn một bản ở «Nhiều bản nộp của một hộ»; hoặc từ chối bản sai trên ODK, Kobo rồi tải lại tệp.",
        )

    def _not_mine(self, sheet: FilledSheet) -> _Refusal | None:
        looking = self.looking
        if looking.units is not None and sheet.area_id not in looking.units:
            told = f"hộ {sheet.household_code} ở ngoài đơn vị đã chọn."
            return _Refusal(told, "Gửi lại và chọn đơn vị của hộ.")
        if looking.leads is None or sheet.area_id in looking.leads:
            return None
        if looking.fills is not None and sheet.area_id not in looking.fills:
            told = f"bạn không điền phiếu ở địa bàn của hộ {sheet.household_code}."
            return _Refusal(told, "Người điền phiếu ở địa bàn ấy gửi tệp.")
        if sheet.reviewer_id not in (None, looking.who):
            told = f"phiếu của hộ {sheet.household_code} đã giao cho {sheet.reviewer_name}."
            return _Refusal(told, "Người ấy hoặc người phụ trách rà soát gửi tệp.")
        return None

    def _held_against(self, one: Submission, sheet: FilledSheet, last: SheetVersion) -> Compared:
        code = sheet.household_code
        if (first := self._first.get(one.row)) is not None:
            self._noted(one, f"giống hệt dòng {first}.", "Không phải làm gì: chỉ nhận một lần.")
            return Compared(one, code, Status.SAME, sheet, last)
        if (one.instance, one.digest) in self.looking.known.get(sheet.pk, ()):
            return Compared(one, code, Status.AGAIN, sheet, last)
        year = one.answers.get(_YEAR)
        if isinstance(year, int) and year != sheet.day.year:
            told = _Refusal(
                f"ghi năm rà soát {year}, phiếu của đợt là năm {sheet.day.year}.",
                "Chọn đúng đợt, hoặc sửa năm rồi gửi lại.",
            )
            self._left_out_home(one, told, _YEAR)
            return Compared(one, code, Status.REFUSED, sheet, last, why=told.why, remedy=told.remedy)
        form = self._form(sheet)
        fills, differs, strangers = self._boxes(one, form, last)
        is_whole = not strangers and not one.lost
        if not fills and not differs:
            return Compared(one, code, Status.SAME, sheet, last, whole=is_whole, strangers=strangers)
        if sheet.state == SheetState.SEALED:
            return self._of_sealed(
                one, sheet, last, {box: (None, new) for box, new in fills.items()} | differs
            )
        untouched = sheet.version == 1
        status = Status.DIFFERS if differs else Status.NEW if untouched else Status.FILLED
        found = Compared(one, code, status, sheet, last, fills, differs, is_whole, strangers=strangers)
        if self._through:
            self._look_through(found, form)
        return found

    def _of_sealed(
        self,
        one: Submission,
        sheet: FilledSheet,
        last: SheetVersion,
        differs: Mapping[Box, tuple[Any, Any]],
    ) -> Compared:
        code = sheet.household_code
        told = _Refusal(
            f"phiếu của hộ {code} đã khoá, tệp trả lời khác {len(differs)} ô.",
            "Xem lại; phiếu sai thì «Đính chính» trên phiếu.",
        )
        self._left_out_home(one, told)
        return Compared(
            one, code, Status.REFUSED, sheet, last, differs=differs, why=told.why, remedy=told.remedy
        )

    def _boxes(
        self, one: Submission, form: Questionnaire, last: SheetVersion
    ) -> tuple[dict[Box, Any], dict[Box, tuple[Any, Any]], list[Person]]:
        """The boxes that are empty on the sheet, those that say otherwise, the people who are not on it."""
        held = boxes(last.answers)
        members = {member["key"]: member["answers"] for member in last.answers["members"]}
        whose = members_of_rows(one.people, members)
        fills: dict[Box, Any] = {}
        differs: dict[Box, tuple[Any, Any]] = {}
        told: list[tuple[Box, Answer]] = [((name, None), answer) for name, answer in one.answers.items()]
        for person in one.people:
            if person.row in whose:
                told += [((name, whose[person.row]), answer) for name, answer in person.answers.items()]
        for box, answer in told:
            value, now = kept(answer), held.get(box)
            question = form.question(box[0])
            if value is None or question is None or (question.of is Asked.MEMBER) is (box[1] is None):
                continue
            if now is None:
                fills[box] = value
            elif not same(now, value) and box[0] not in OF_THE_REGISTER:
                differs[box] = (now, value)
        return fills, differs, [person for person in one.people if person.row not in whose]

    def _look_through(self, found: Compared, form: Questionnaire) -> None:
        """Tell what the answers say together that cannot be; they come in all the same."""
        content = found.content(of_file=True)
        assert content is not None
        for fault in faults_together(form, read(form, content)):
            if fault.gravity is Gravity.HARD:
                name = fault.question.id if fault.question is not None and fault.member is None else ""
                self._noted(found.submission, str(fault), "", name)

    def _nobody(self, one: Submission, who: Newcomer) -> None:
        assert self.reader.members is not None
        page, letter = self.reader.members.page.name, self.reader.members.letter("member_name")
        why = f"phiếu của hộ {code_typed(one.code)} không có người này."
        remedy = "Xem lại họ tên, năm sinh; người mới thì chọn thêm ở «Người chưa có trên phiếu»."
        if who.refused is not None:
            why += f" Chưa thêm được: {who.refused.why}"
            remedy = who.refused.remedy
        self.tell((page, who.person.row, letter, "member_name", who.name[:200], why, remedy, LEFT_OUT))

    def _left_out_home(self, one: Submission, refusal: _Refusal, about: str = HOUSEHOLD) -> None:
        letter, told = self.reader.homes.letter(about), (refusal.why, refusal.remedy)
        self.tell((self._page, one.row, letter, about, one.code[:200], *told, LEFT_OUT))

    def _noted(self, one: Submission, why: str, remedy: str, about: str = "") -> None:
        letter = self.reader.homes.letter(about or HOUSEHOLD)
        self.tell((self._page, one.row, letter, about, "", why, remedy, NOTED))

    def _form(self, sheet: FilledSheet) -> Questionnaire:
        key = tuple(sheet.asked_also)
        if key not in self._forms:
            self._forms[key] = form_of(sheet)
        return self._forms[key]

    def _of_one_household(self) -> tuple[dict[str, list[int]], dict[int, int]]:
        """Rows of households that were sent differently; rows that say what one before them does."""
        typed = self.reader.codes()
        codes = [code_typed(one) for one in typed.get_column("code").to_list()]
        counted = Counter(code for code in codes if code)
        several = typed.filter(pl.Series([counted[code] > 1 for code in codes], dtype=pl.Boolean))
        if several.is_empty():
            return {}, {}
        rows = self.reader.opened.homes.rows.join(several.select("row"), on="row", how="semi")
        told: dict[str, dict[str, list[int]]] = {}
        for one in self.reader.submissions(lambda _: None, rows):
            if not one.refused_there:
                told.setdefault(code_typed(one.code), {}).setdefault(one.digest, []).append(one.row)
        twice = {
            code: [row for rows in by_digest.values() for row in rows]
            for code, by_digest in told.items()
            if len(by_digest) > 1
        }
        first = {
            row: rows[0]
            for by_digest in told.values()
            if len(by_digest) == 1
            for rows in by_digest.values()
            for row in rows[1:]
        }
        return twice, first


def _no_sheet(code: str, *, is_known: bool) -> _Refusal:
    if is_known:
        return _Refusal(
            f"hộ {code} chưa có phiếu trong đợt này.",
            "Thêm hộ vào danh sách rà soát của đợt rồi gửi lại tệp.",
        )
    return _Refusal(
        f"không có hộ {code} trong địa bàn của bạn.",
        "Xem lại mã hộ; hộ của địa bàn khác thì người của địa bàn ấy gửi.",
    )
