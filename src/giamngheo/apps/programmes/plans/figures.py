"""Numbers in a sentence with what belongs to each: unit, comparison, rise or fall, from where, of what.

Works on text in lower case without accents; the text as written is asked only where two words differ by an
accent alone (giảm, giám).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from giamngheo.apps.programmes.plans.figure_words import (
    ATOM,
    BEFORE_TIME,
    COMPARED,
    FALL,
    GOES_ON,
    GOES_WITH,
    LEVEL,
    MONEY,
    NOT_AFTER,
    NOT_BEFORE,
    PLACES,
    RATE_AFTER,
    RATE_STOP,
    RISE,
    UNIT_WORDS,
    WORDS,
    WRITTEN,
    YEARLY,
)
from giamngheo.apps.programmes.plans.manuscript import fold
from giamngheo.apps.programmes.plans.structure import Comparator

_GROWS: Final = re.compile(r"\bgap\s*(?:tren|hon|it nhat|toi thieu)?\s*$")
_YEAR_BETWEEN: Final = re.compile(r"(?<![\d./,])20\d\d(?![\d.,/]|\s*(?:ho|nguoi)\b)")
_MOVES: Final = {"giảm", "giam", "hạ", "ha", "tăng", "tang", "nâng", "nang"}
_AMOUNT_MOVED: Final = re.compile(
    r"\b(?:du no|thu nhap|doanh so|doanh thu|san luong|gia tri|nguon von|so (?:ho|nguoi|luot|lao dong))\b"
    r"(?:(?!ty le|ti le)[^,;%])*$"
)
"""What grows by a part of itself, not by points: «dư nợ tăng 10%»."""
_OF_NUMBER: Final = re.compile(r"\s*(?:tong )?so (?:ho|nguoi)|\s*ho (?:can )?ngheo so voi")


@dataclass(frozen=True)
class Figure:
    """One number with what belongs to it; places are of the text in which it was found."""

    start: int
    end: int
    form: str  # «percent», «count», «zero», «blank»
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    comparator: Comparator | None = Comparator.EQUAL
    direction: str | None = None
    is_change: bool = False
    each_year: bool = False
    baseline: float | None = None
    baseline_year: int | None = None
    reaches: float | None = None
    subject: str | None = None
    each_of: str | None = None
    is_from_to: bool = False
    is_of_before: bool = False
    year_before: int | None = None
    is_relative: bool = False
    last: int = 0


def figures_in(text: str, folded: str) -> Iterator[Figure]:
    """Every number of a sentence that can be one of a target, left to right, «không còn …» among them."""
    last_end = 0
    found: list[Figure] = []
    for one in ATOM.finditer(folded):
        made = _figure(one, text, folded, last_end, found)
        if made is not None:
            found.append(made)
            last_end = one.end()
    yield from _merged(found)


def number(said: str, *, is_percent: bool) -> float:
    """A number as offices write it: 1.200 is a thousand two hundred, 0,5 a half; 1.5% is one and a half."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", said) and not is_percent:
        return float(said.replace(".", "").replace(",", "."))
    return float(said.replace(",", "."))


_OF_POINTS: Final = re.compile(r"điểm\s*(?:%|phần trăm)")


@dataclass(frozen=True)
class _Around:
    """The words around a number: from the number before on, and to the end; `since` is where they begin."""

    before: str
    after: str
    text: str
    since: int


def _figure(one: re.Match[str], text: str, folded: str, since: int, earlier: list[Figure]) -> Figure | None:
    around = _Around(folded[since : one.start()], folded[one.end() :], text, since)
    told = _without_digits(one, around)
    if told is not None or one["zero"]:
        return told
    if one["f_a"]:
        return _from_to(one, around)
    if _is_other_number(one, folded, around):
        return None
    made = _ranged(one, text) if one["r_a"] else _single(one, text)
    return None if made is None else _with_context(made, around, earlier)


def _without_digits(one: re.Match[str], around: _Around) -> Figure | None:
    """«không còn», «......%», «1/2 số», «ít nhất một»."""
    start, end = one.span()
    if one["zero"]:
        is_quoted = around.text[:start].count("“") > around.text[:start].count("”")
        return None if is_quoted else Figure(start, end, "zero", comparator=None, value=0.0)
    if one["blank"]:
        return Figure(start, end, "blank", comparator=None, unit="%" if one["b_p"] == "%" else None)
    if one["half"]:
        return Figure(
            start, end, "percent", 50.0, unit="%", direction="down", is_change=True, is_relative=True
        )
    if one["w"]:
        return Figure(
            start, end, "count", float(WORDS[one["w"]]), unit=_unit(one, "w_u", around.text),
            comparator=Comparator.AT_LEAST, each_of=_each(around.before),
        )  # fmt: skip
    return None


def _is_other_number(one: re.Match[str], folded: str, around: _Around) -> bool:
    """Ages, days, numbers of papers, «1,5 lần» that is no growth, digits of a longer number («02/NQ»)."""
    if one["n_u"] == "lan" and not _GROWS.search(around.before):
        return True
    if NOT_AFTER.match(around.after) or (NOT_BEFORE.search(around.before) and not (one["n_p"] or one["r_p"])):
        return True
    return one.start() > 0 and folded[one.start() - 1] in "0123456789/.,"


def _from_to(one: re.Match[str], around: _Around) -> Figure | None:
    is_percent = bool(one["f_bp"] or one["f_ap"])
    if not is_percent and not (one["f_bu"] or one["f_u"]):
        return None
    low, high = number(one["f_a"], is_percent=is_percent), number(one["f_b"], is_percent=is_percent)
    year = _YEAR_BETWEEN.search(one["f_mid"] or "")
    comparator = WRITTEN.get(one["f_c"] or "", Comparator.EQUAL)
    return Figure(
        one.start(), one.end(), "percent" if is_percent else "count", high,
        unit="%" if is_percent else _unit(one, "f_bu" if one["f_bu"] else "f_u", around.text),
        comparator=comparator, direction="down" if high < low else "up",
        baseline=low, baseline_year=int(year[0]) if year else None,
        subject=_subject(replace(around, after="")), is_from_to=True,
    )  # fmt: skip


def _ranged(one: re.Match[str], text: str) -> Figure | None:
    is_percent = bool(one["r_p"])
    low, high = number(one["r_a"], is_percent=is_percent), number(one["r_b"], is_percent=is_percent)
    if high <= low or (not is_percent and low > 1900):
        return None
    return Figure(
        one.start(), one.end(), "percent" if is_percent else "count", None, low, high,
        "%" if is_percent else _unit(one, "r_u", text), Comparator.BETWEEN,
        each_year=bool(one["r_y"].strip()),
    )  # fmt: skip


def _single(one: re.Match[str], text: str) -> Figure | None:
    if one["n_p"]:
        value = number(one["n"], is_percent=True)
        return Figure(one.start(), one.end(), "percent", value, unit="%", each_year=bool(one["n_y"].strip()))
    if re.fullmatch(r"(?:19|20)\d\d", one["n"]):
        return None
    return Figure(
        one.start(), one.end(), "count", number(one["n"], is_percent=False), unit=_unit(one, "n_u", text),
        each_year=bool(one["n_cy"].strip()),
    )  # fmt: skip


def _unit(one: re.Match[str], name: str, text: str) -> str:
    said = " ".join(text[one.start(name) : one.end(name)].lower().split())
    return UNIT_WORDS.get(fold(said), said)


def _with_context(made: Figure, around: _Around, earlier: list[Figure]) -> Figure:
    before, after = around.before, around.after
    direction, is_moved = _movement(around)
    is_old, year = _of_before(before, is_first=not earlier)
    is_told_with = GOES_WITH.search(before) if made.form == "count" else None
    is_listed = earlier and made.form == earlier[-1].form and GOES_ON.search(_behind_group(before))
    partner = earlier[-1] if earlier and (is_told_with or is_listed) else None
    goes_with = partner is not None and partner.is_change
    is_of_points = made.form == "percent" and _OF_POINTS.search(around.text[made.start : made.end].lower())
    if is_of_points and not is_moved:  # points are told of what moves, as it is told before
        is_moved, direction = True, earlier[-1].direction if earlier else None
    is_level = LEVEL.search(before) and not re.search(r"\bmuc (?:giam|tang)\b", before)
    is_change = (is_moved or goes_with) and not is_level and not is_old and made.unit != "lần"
    return replace(
        made,
        comparator=_comparator(made, around),
        direction=direction or (partner.direction if goes_with and partner else None),
        is_change=is_change,
        each_year=made.each_year or _is_yearly(around, is_moved=is_moved),
        subject=_subject(around),
        each_of=_each(before),
        is_of_before=is_old,
        year_before=year,
        is_relative=is_change
        and made.form == "percent"
        and bool(_OF_NUMBER.match(after) or _AMOUNT_MOVED.search(before)),
    )


def _behind_group(before: str) -> str:
    """What stands between two numbers of a list beside the group of the first: «15 hộ nghèo, 20 hộ …»."""
    return re.sub(r"^\s*(?:ho )?(?:can ngheo|ngheo|thoat ngheo)\b(?: da chieu)?", "", before)


def _comparator(made: Figure, around: _Around) -> Comparator | None:
    if made.comparator is Comparator.BETWEEN:
        return made.comparator
    is_from = re.search(r"\btu\s*$", around.before) and re.match(r"[^;.]{0,60}\btro len\b", around.after)
    if is_from or re.match(r"\s*(?:tro len|\+)", around.after):
        return Comparator.AT_LEAST
    if re.match(r"\s*tro xuong", around.after):
        return Comparator.AT_MOST
    return next((said for pattern, said in COMPARED if pattern.search(around.before)), Comparator.EQUAL)


def _movement(around: _Around) -> tuple[str | None, bool]:
    """Whether the words before tell of a fall or a rise, and which came last."""
    told = [
        (found.end(), sign)
        for pattern, sign in ((FALL, "down"), (RISE, "up"))
        for found in pattern.finditer(around.before)
        if around.text[: around.since + found.end()].lower().split()[-1].strip("(,:;") in _MOVES
    ]
    return (max(told)[1], True) if told else (None, False)


def _of_before(before: str, *, is_first: bool) -> tuple[bool, int | None]:
    """Whether a number is one of the time before, in brackets or behind «so với», and of which year."""
    time = BEFORE_TIME.search(before)
    in_brackets = before.rfind("(") > before.rfind(")")
    if time is None or is_first or not (in_brackets or "so voi" in before[-60:]):
        return False, None
    return True, next((int(time[name]) for name in ("y", "y2", "y3", "y4") if time[name]), None)


def _is_yearly(around: _Around, *, is_moved: bool) -> bool:
    before = around.before
    is_told = YEARLY.search(before) and re.search(r"nam\b", before[-70:])
    return bool(is_told and is_moved) or bool(re.match(r"\s*(?:/\s*nam|moi nam|hang nam)", around.after))


def _each(before: str) -> str | None:
    found = re.search(
        r"\bmoi (ho(?: gia dinh)?|nguoi|thon|xa|phuong|to dan pho|khoi|ap|chi hoi)\b[^;.]{0,140}$", before
    )
    return found[1] if found else None


def _subject(around: _Around) -> str | None:
    """What the rate is of, as written: «hộ nghèo đa chiều»."""
    before, after, text, since = around.before, around.after, around.text, around.since
    for found in re.finditer(r"\b(?:ty|ti) (?:le|suat)\s+", before):
        rest = before[found.end() :]
        if "ty le" in rest or "ti le" in rest:
            continue
        stop = RATE_STOP.search(rest)
        while (
            stop is not None
            and stop[0] == ","
            and re.match(r"\s*(?:ho|nguoi|tre|can ngheo|va)\b", rest[stop.end() :])
        ):
            stop = RATE_STOP.search(rest, stop.end())
        end = stop.start() if stop else len(rest)
        said = " ".join(text[since + found.end() : since + found.end() + end].split())
        return said.strip(" ,(") or None
    behind = RATE_AFTER.match(after)
    if behind is not None:
        stop = RATE_STOP.search(behind["of"])
        first = len(text) - len(after) + behind.start("of")
        end = first + (stop.start() if stop else len(behind["of"]))
        return " ".join(text[first:end].split()).strip(" ,(") or None
    return None


def _merged(found: list[Figure]) -> Iterator[Figure]:
    """A change and «từ … xuống …» of the same thing are one; what was before becomes a baseline."""
    out: list[Figure] = []
    for one in found:
        if one.is_of_before and out and out[-1].form == one.form and out[-1].baseline is None:
            out[-1] = replace(out[-1], baseline=one.value, baseline_year=one.year_before, last=one.end)
            continue
        if one.is_from_to:
            at = next(
                (
                    at
                    for at in range(len(out) - 1, -1, -1)
                    if out[at].is_change
                    and out[at].form == one.form
                    and out[at].baseline is None
                    and _same(out[at].subject, one.subject)
                ),
                None,
            )
            if at is not None:
                out[at] = replace(
                    out[at],
                    baseline=one.baseline,
                    baseline_year=one.baseline_year,
                    reaches=one.value,
                    last=one.end,
                )
                continue
        out.append(one)
    yield from out


def _same(first: str | None, second: str | None) -> bool:
    return first is None or second is None or first.lower() == second.lower()


def is_place(unit: str | None) -> bool:
    """Whether the unit counted is one of places."""
    return fold(unit or "") in PLACES


def is_money(unit: str | None) -> bool:
    """Whether the unit is one of money."""
    return fold(unit or "") in MONEY
