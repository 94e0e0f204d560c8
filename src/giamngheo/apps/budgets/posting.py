"""How an entry is written, its postings all in one statement; and the legs of what a decision says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, connection, transaction

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.budgets.allowing import refusal_of, unsettleable
from giamngheo.apps.budgets.models import DecisionLine, Entry, Line
from giamngheo.apps.budgets.states import Account, DecisionKind, EntryKind
from giamngheo.foundation.refused import RefusedError

_INSERT: Final = """
INSERT INTO budgets_posting (entry_id, line_id, area_id, year, day, account, amount)
SELECT leg.entry_id, line.id, line.area_id, line.year, leg.day, leg.account, leg.amount
FROM unnest(%(entries)s::bigint[], %(days)s::date[], %(lines)s::bigint[], %(accounts)s::text[],
    %(amounts)s::bigint[]) WITH ORDINALITY AS leg (entry_id, day, line_id, account, amount, place)
JOIN budgets_line AS line ON line.id = leg.line_id ORDER BY leg.place
"""
ENTRY_OF: Final = {
    DecisionKind.RECEIVE: EntryKind.RECEIVE,
    DecisionKind.ALLOCATE: EntryKind.ALLOCATE,
    DecisionKind.ADJUST: EntryKind.ALLOCATE,
    DecisionKind.SETTLE: EntryKind.SETTLE,
    DecisionKind.CARRY: EntryKind.CARRY,
    DecisionKind.CANCEL: EntryKind.CANCEL,
}


_ACTIVITY_MOVED: Final = ("lets no money be spent", "is in advance")  # since it was asked where it stands


class BudgetError(RefusedError):
    """A deed with money is refused; says why and what to do."""


@dataclass(frozen=True)
class Leg:
    """Đồng into an account of a line (above nought) or out of it."""

    line_id: int
    account: Account
    amount: int


def moved(line_id: int, out_of: Account, into: Account, amount: int) -> tuple[Leg, Leg]:
    """The legs of an amount that moves between two accounts of one line."""
    return Leg(line_id, out_of, -amount), Leg(line_id, into, amount)


def legs_of(kind: DecisionKind, said: DecisionLine) -> Iterator[Leg]:
    """The legs of one amount of a decision; those of lines that are the same add up to nought on each."""
    line, amount = said.line_id, said.amount
    match kind:
        case DecisionKind.RECEIVE:
            yield from moved(line, Account.GIVEN, Account.UNALLOCATED, amount)
        case DecisionKind.ALLOCATE | DecisionKind.ADJUST:
            giving = said.from_line
            if giving is None:
                raise BudgetError("Khoản phân bổ chưa ghi lấy từ dòng nào. Cách xử lý: chọn dòng kinh phí.")
            if giving.pk == line:
                yield from moved(line, Account.UNALLOCATED, Account.ALLOCATED, amount)
                return
            is_own = giving.area_id == said.line.area_id
            into = Account.SPLIT if is_own else Account.PASSED
            yield from moved(giving.pk, Account.UNALLOCATED, into, amount)
            yield from moved(
                line, Account.GIVEN, Account.ALLOCATED if is_own else Account.UNALLOCATED, amount
            )
        case DecisionKind.SETTLE:
            yield from moved(line, Account.PAID, Account.SETTLED, amount)
        case DecisionKind.CARRY:
            account = Account(said.account)
            yield from moved(said.from_line_id or 0, account, Account.CARRIED, amount)
            yield from moved(line, Account.GIVEN, account, amount)
        case DecisionKind.CANCEL:
            yield from moved(line, Account(said.account), Account.CANCELLED, amount)


def together(legs: Sequence[Leg]) -> list[Leg]:
    """The legs with those of the same account of the same line as one; what comes to nought is left out."""
    sums: dict[tuple[int, Account], int] = {}
    for leg in legs:
        key = leg.line_id, leg.account
        sums[key] = sums.get(key, 0) + leg.amount
    return [Leg(line, account, amount) for (line, account), amount in sums.items() if amount]


def post(entry: Entry, legs: Sequence[Leg]) -> Entry:
    """Write an entry with its postings; raises BudgetError where there is not so much money."""
    return post_all([(entry, legs)])[0]


def post_all(entries: Sequence[tuple[Entry, Sequence[Leg]]]) -> list[Entry]:
    """Write entries with their postings, all or, with BudgetError, none; in their order, in a few statements.

    The lines are locked in one order, so that of two who would spend the same money the second is told. The
    database refuses a second time, should anybody forget this.
    """
    wholes = [(entry, together(legs)) for entry, legs in entries]
    if not wholes or not all(whole for _, whole in wholes):
        raise BudgetError("Không có khoản nào để ghi. Cách xử lý: ghi ít nhất một khoản tiền.")
    lines = locked({leg.line_id for _, whole in wholes for leg in whole})
    held = {(one.pk, account): one.held(account) for one in lines.values() for account in Account}
    _require_allowed(lines, wholes)
    for _, whole in wholes:
        _require_enough(lines, held, whole)
    try:
        with transaction.atomic():
            Entry.objects.bulk_create(entry for entry, _ in wholes)
    except IntegrityError as error:
        if "budgets_voucher_once" in str(error):
            raise BudgetError(_twice([entry for entry, _ in wholes]), "so-chung-tu") from error
        raise
    legs = [(entry, leg) for entry, whole in wholes for leg in whole]
    try:
        _written(legs)
    except IntegrityError as error:
        if not any(words in str(error) for words in _ACTIVITY_MOVED):
            raise
        raise BudgetError(
            "Hoạt động vừa chuyển bước trong lúc bạn ghi. Cách xử lý: tải lại trang, xem bước hiện nay của "
            "hoạt động rồi làm lại.",
            "hoat-dong",
        ) from error
    return [entry for entry, _ in wholes]


def _written(legs: Sequence[tuple[Entry, Leg]]) -> None:
    """Write postings in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            {
                "entries": [entry.pk for entry, _ in legs],
                "days": [entry.day for entry, _ in legs],
                "lines": [leg.line_id for _, leg in legs],
                "accounts": [leg.account.value for _, leg in legs],
                "amounts": [leg.amount for _, leg in legs],
            },
        )


def _twice(entries: Sequence[Entry]) -> str:
    """The sentence of a voucher that was written before."""
    known = Entry.objects.filter(
        area=entries[0].area_id,
        year=entries[0].year,
        voucher__in=[one.voucher for one in entries],
        reversed_at=None,
        reverses=None,
    )
    number = known.values_list("voucher", flat=True).first() or entries[0].voucher
    return (
        f"Chứng từ số {number} năm {entries[0].year} đã ghi vào sổ của đơn vị. "
        "Cách xử lý: mở chứng từ ấy xem lại; nếu ghi sai thì ghi đảo rồi ghi lại."
    )


def locked(numbers: set[int]) -> dict[int, Line]:
    """These lines by number, locked in one order until the transaction ends."""
    rows = Line.objects.select_for_update(of=["self"]).filter(pk__in=numbers).order_by("pk")
    found = {one.pk: one for one in rows}
    if len(found) < len(numbers):
        raise BudgetError("Có dòng kinh phí không còn hoặc không thuộc đơn vị. Cách xử lý: tải lại trang.")
    return found


def _require_allowed(lines: Mapping[int, Line], wholes: Sequence[tuple[Entry, Sequence[Leg]]]) -> None:
    """Refuse what may not be done with the money of an activity; nothing is asked where none is named."""
    named = {one.activity_id for one in lines.values() if one.activity_id is not None}
    if not named:
        return
    activities = Activity.objects.in_bulk(named)
    of_all = Line.objects.filter(activity__in=named, advanced__gt=0)
    advanced: dict[int | None, list[Line]] = {}
    for one in of_all:
        advanced.setdefault(one.activity_id, []).append(one)
    for entry, legs in wholes:
        gaining: dict[int, list[Account]] = {}
        for leg in legs:
            number = lines[leg.line_id].activity_id
            if number is not None and leg.amount > 0:
                gaining.setdefault(number, []).append(leg.account)
        for number, accounts in gaining.items():
            activity = activities[number]
            why = refusal_of(activity, EntryKind(entry.kind), accounts)
            if not why and Account.SETTLED in accounts:
                why = unsettleable(activity, advanced.get(number, []))
            if why:
                raise BudgetError(why, "hoat-dong")


def _require_enough(
    lines: Mapping[int, Line], held: dict[tuple[int, Account], int], legs: Sequence[Leg]
) -> None:
    """Let the legs move what is held; raises BudgetError at the first that is not there."""
    for leg in legs:
        key = leg.line_id, leg.account
        before = held[key]
        # What was given is a credit: it shrinks by what is above nought.
        left = before - leg.amount if leg.account is Account.GIVEN else before + leg.amount
        if left < 0:
            raise BudgetError(short_of(lines[leg.line_id], leg.account, before, before - left), "so-tien")
        held[key] = left


def short_of(line: Line, account: Account, held: int, wanted: int) -> str:
    """The sentence of a line that does not hold so much: what, how much there is, how much is missing."""
    remedy = {
        Account.GIVEN: "chỉ giảm đến số đã giao",
        Account.UNALLOCATED: "phân bổ ít hơn, hoặc ghi quyết định giao bổ sung trước",
        Account.ALLOCATED: "ghi số nhỏ hơn, hoặc có quyết định phân bổ, điều chỉnh tăng trước",
        Account.ADVANCED: "ghi không quá số đang tạm ứng",
        Account.PAID: "ghi không quá số đã thanh toán chưa quyết toán",
        Account.PASSED: "thu hồi không quá số đã giao cấp dưới",
        Account.SPLIT: "thu hồi không quá số đã chia sang dòng khác",
    }.get(account, "xem lại các bút toán của dòng này")
    called = f"dự án {line.project}" if line.project else "dòng chưa phân theo dự án"
    for words in (line.activity.title if line.activity else "", line.item):
        called = f"{called}, {words}" if words else called
    return (
        f"Không đủ kinh phí ở {called} năm {line.year}: «{account.label.lower()}» có {_dong(held)}, "
        f"cần {_dong(wanted)}, thiếu {_dong(wanted - held)}. Cách xử lý: {remedy}."
    )


def _dong(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " đồng"
