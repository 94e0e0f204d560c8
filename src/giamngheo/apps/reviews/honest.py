"""Checks of honest numbers: what in the sheets of a round is worth a second look, and never who is to blame.

No text of the law gives any of these thresholds: they are the product's own, chosen so that little is told
without ground, and stand below by name. What is too little to say something is told as such.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl
from scipy.stats import binomtest

from giamngheo.apps.reviews.findings import Finding, HonestCheck, Outcome, Reviewer, Weight
from giamngheo.apps.reviews.honest_answers import answered, sealed_lists, unchanged
from giamngheo.apps.reviews.models import Entry, Round
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.text import whole
from giamngheo.law.library import Rules, rules_for
from giamngheo.law.vocabulary.standards import ByResidence, HouseholdClass

LEAST_AROUND_THE_LINE: Final = 30
"""Sheets in a stretch and the two beside it, below which nothing is said of heaping. Our own number."""
UNLIKELY: Final = 0.01
"""How unlikely a heap must be if the stretch were as full as those beside it, over all tests of a round."""
TIMES_ITS_NEIGHBOURS: Final = 2.0
"""How much fuller than the mean of its neighbours a stretch must be: the crest of a hill is no heap."""
TIMES_THE_FULLER: Final = 1.5
"""How much fuller than the fuller neighbour: where values end on one side, there is no heap either."""
POINTS_WIDE: Final = 5
"""How wide a stretch of income points is."""
DONG_WIDE: Final = 50_000
"""How wide a stretch of income in đồng is."""
SAME_SHEETS: Final = 3
"""From how many sheets with the same answers of one reviewer on they are told."""
LEAST_ANSWERS: Final = 5
"""With fewer measured answers of the household sheets are alike by chance."""
LEAST_FALL: Final = 5
"""A smaller fall meets its target by chance."""
SECONDS_APART: Final = 10
"""Sheets sealed no further apart count as one run."""
SEALED_IN_A_ROW: Final = 5
"""From how many sheets in one run on they are told."""

_POOR: Final = HouseholdClass.POOR.value
_NEAR: Final = HouseholdClass.NEAR_POOR.value
_LISTED: Final = (_POOR, _NEAR)
_OPEN: Final = ("", HouseholdClass.UNKNOWN.value)


@dataclass(frozen=True)
class Target:
    """By how many households the lists were to fall; None is not checked."""

    poor: int | None = None
    near_poor: int | None = None


@dataclass(frozen=True)
class Stretch:
    """A stretch of values beside the line, in words, and what its number means (0 ends at the line)."""

    number: int
    words: str


Named = Callable[[int], str]


def check_round(
    one: Round, villages: Sequence[int] | None = None, target: Target | None = None
) -> list[Outcome]:
    """Every check over the sealed sheets of a round, or of these villages of it; raises LawError.

    Six questions of the database for any number of sheets.
    """
    rules = rules_for(one.opened_on)
    lists = sealed_lists(one, villages)
    joined = lists.join(answered(one, villages, rules), on="household_id", how="left")
    names = names_of(lists["area_id"].unique().to_list(), one.opened_on)

    def named(area_id: int) -> str:
        return names.get(area_id, "địa bàn đã đổi")

    out = lists.filter(_escaped())
    same = unchanged(one, out["household_id"].to_list())
    return [
        heaping(joined, rules, named),
        same_answers(joined),
        meets_target(lists, target, _listed(one, villages) - lists.height),
        unchanged_escapes(out, same),
        in_a_row(lists),
        Outcome(
            HonestCheck.OWN_HOUSEHOLD,
            (),
            "Chưa kiểm được: tài khoản của rà soát viên không gắn với người trong sổ hộ, tên trùng nhau thì "
            "nhiều. Cách làm: không giao hộ của rà soát viên hoặc của người thân cho chính người đó.",
        ),
    ]


def heaping(sheets: pl.DataFrame, rules: Rules, named: Named) -> Outcome:
    """Whether values beside the line are more frequent than those beside them, by stretches.

    A stretch is held against the mean of its two neighbours: were the three alike, the share of the middle
    one would be a third (binomial test, one side). Asked of the whole, of each village, of each reviewer.
    """
    measures = [*_of_income(sheets, rules), _of_deprivations(sheets, rules)]
    tested: list[tuple[float, Finding]] = []
    tests, enough = 0, False
    for about, frame, stretches in measures:
        for (area_id, reviewer), part in _parts(frame):
            filled = dict(part.group_by("stretch").len().iter_rows())
            for stretch in stretches:
                here, before, after = (filled.get(stretch.number + step, 0) for step in (0, -1, 1))
                if here + before + after < LEAST_AROUND_THE_LINE:
                    continue
                tests, enough = tests + 1, enough or (area_id is None and reviewer is None)
                if here < max(
                    TIMES_ITS_NEIGHBOURS * (before + after) / 2, TIMES_THE_FULLER * max(before, after)
                ):
                    continue
                chance = float(binomtest(here, here + before + after, 1 / 3, alternative="greater").pvalue)
                entries = tuple(part.filter(pl.col("stretch") == stretch.number)["entry_id"].to_list())
                whose = f"Phiếu của {reviewer.name}" if reviewer else named(area_id) if area_id else "Cả đợt"
                tested.append(
                    (
                        chance,
                        Finding(
                            HonestCheck.HEAPING,
                            Weight.LOOK,
                            f"{whose}: {whole(here)} phiếu có {about} {stretch.words}, hai khoảng liền kề "
                            f"có {whole(before)} và {whole(after)} phiếu. Nếu ba khoảng như nhau thì xác "
                            f"suất gặp như vậy là {_chance(chance)} (phép thử nhị thức).",
                            "Xem lại vài phiếu trong số này, đối chiếu câu trả lời với thực tế ở hộ; "
                            "nên đưa vào mẫu phúc tra.",
                            entries,
                            area_id,
                            reviewer,
                            {"here": here, "before": before, "after": after, "chance": chance},
                        ),
                    )
                )
    found = tuple(one for chance, one in tested if chance * tests <= UNLIKELY)
    note = (
        "" if enough else f"Chưa đủ số phiếu để xét: cần ít nhất {LEAST_AROUND_THE_LINE} phiếu quanh ngưỡng."
    )
    return Outcome(HonestCheck.HEAPING, found, note)


def same_answers(sheets: pl.DataFrame) -> Outcome:
    """Sheets of one reviewer whose measured answers are all the same."""
    alike = (
        sheets.filter(pl.col("answers") >= LEAST_ANSWERS)
        .group_by("reviewer_id", "reviewer", "block", maintain_order=True)
        .agg("entry_id")
        .filter(pl.col("entry_id").list.len() >= SAME_SHEETS)
    )
    found = []
    for number, name, _, entries in alike.iter_rows():
        found.append(
            Finding(
                HonestCheck.SAME_ANSWERS,
                Weight.LOOK,
                f"{whole(len(entries))} phiếu do {name} khoá trả lời giống hệt nhau ở mọi câu dùng để chấm. "
                "Những hộ gần nhau, cùng cảnh có thể giống nhau thật.",
                "Mở các phiếu này, hỏi lại một hai hộ; khác thực tế thì đính chính phiếu, ghi lý do.",
                tuple(entries),
                None,
                Reviewer(number, name),
                {"sheets": len(entries)},
            )
        )
    found.sort(key=lambda one: (-len(one.entries), one.entries))
    few = sheets.filter(pl.col("answers") < LEAST_ANSWERS).height
    note = f"{whole(few)} phiếu có quá ít câu trả lời để so." if few else ""
    return Outcome(HonestCheck.SAME_ANSWERS, tuple(found), note)


def meets_target(lists: pl.DataFrame, target: Target | None, waiting: int = 0) -> Outcome:
    """Whether the lists fall by exactly as many households as they were to; not while some are `waiting`."""
    wishes = target or Target()
    told = ((_POOR, "hộ nghèo", wishes.poor), (_NEAR, "hộ cận nghèo", wishes.near_poor))
    if all(wanted is None for _, _, wanted in told):
        return Outcome(
            HonestCheck.TARGET, (), "Chưa kiểm: chưa ghi chỉ tiêu giảm. Ghi ở ô phía trên để kiểm."
        )
    if waiting or lists["class_now"].is_in(_OPEN).any():
        waits = "Chưa kiểm: còn hộ chưa khoá phiếu hoặc chưa có kết quả chấm. Làm xong rồi kiểm lại."
        return Outcome(HonestCheck.TARGET, (), waits)
    found: list[Finding] = []
    notes: list[str] = []
    for code, name, wanted in told:
        if wanted is None:
            continue
        before, now = (
            lists.filter(pl.col(column) == code).height for column in ("class_before", "class_now")
        )
        fall = before - now
        if wanted < LEAST_FALL:
            notes.append(f"Chỉ tiêu giảm {whole(wanted)} {name} quá nhỏ để xét.")
        elif fall == wanted:
            left = lists.filter((pl.col("class_before") == code) & (pl.col("class_now") != code))
            found.append(
                Finding(
                    HonestCheck.TARGET,
                    Weight.KNOW,
                    f"Số {name} giảm {whole(fall)} (từ {whole(before)} còn {whole(now)}), đúng bằng chỉ "
                    "tiêu. Trùng số như vậy có thể là tình cờ.",
                    "Xem lại các hộ ra khỏi danh sách, nhất là hộ có điểm sát ngưỡng; nên phúc tra một số.",
                    tuple(left["entry_id"].to_list()),
                    figures={"before": before, "now": now, "target": wanted},
                )
            )
    return Outcome(HonestCheck.TARGET, tuple(found), " ".join(notes))


def unchanged_escapes(out: pl.DataFrame, same: set[int]) -> Outcome:
    """Households that leave a list although every measured answer is that of last year's sheet."""
    alike = out.filter(pl.col("household_id").is_in(list(same)))
    found = []
    for (number, name), part in alike.group_by("reviewer_id", "reviewer", maintain_order=True):
        found.append(
            Finding(
                HonestCheck.UNCHANGED,
                Weight.LOOK,
                f"{whole(part.height)} hộ ra khỏi danh sách mà mọi câu trả lời dùng để chấm vẫn như phiếu "
                f"lần trước (phiếu do {name} khoá). Có thể chuẩn, cách chấm hoặc tuổi thành viên đã khác.",
                "So phiếu với lần trước, xem «Vì sao?» của từng hộ; hộ có thay đổi chưa ghi thì đính chính.",
                tuple(part["entry_id"].to_list()),
                None,
                Reviewer(None if number is None else int(str(number)), str(name)),
                {"households": part.height},
            )
        )
    return Outcome(HonestCheck.UNCHANGED, tuple(found))


def in_a_row(lists: pl.DataFrame) -> Outcome:
    """Sheets that one person sealed within seconds of each other, in runs."""
    in_order = lists.sort("reviewer_id", "reviewer", "sealed_at", "entry_id", nulls_last=True)
    same = pl.col("reviewer_id").eq_missing(pl.col("reviewer_id").shift()) & (
        pl.col("reviewer") == pl.col("reviewer").shift()
    )
    near = same & (pl.col("sealed_at") - pl.col("sealed_at").shift() <= SECONDS_APART)
    runs = (
        in_order.with_columns(run=(~near.fill_null(False)).cum_sum())
        .group_by("run", maintain_order=True)
        .agg(
            "entry_id",
            pl.col("reviewer_id").first(),
            pl.col("reviewer").first(),
            seconds=pl.col("sealed_at").max() - pl.col("sealed_at").min(),
        )
        .filter(pl.col("entry_id").list.len() >= SEALED_IN_A_ROW)
    )
    found = []
    for _, entries, number, name, seconds in runs.iter_rows():
        found.append(
            Finding(
                HonestCheck.IN_A_ROW,
                Weight.KNOW,
                f"{name} khoá {whole(len(entries))} phiếu liền nhau trong {whole(round(seconds))} giây. "
                "Điền xong ở từng hộ rồi khoá một lượt thì cũng như vậy.",
                "Hỏi rà soát viên các phiếu này điền ở hộ hay điền một lượt; chưa đến hộ thì đến hỏi lại.",
                tuple(entries),
                None,
                Reviewer(number, name),
                {"sheets": len(entries), "seconds": seconds},
            )
        )
    return Outcome(HonestCheck.IN_A_ROW, tuple(found))


Measure = tuple[str, pl.DataFrame, tuple[Stretch, ...]]


def _of_income(sheets: pl.DataFrame, rules: Rules) -> list[Measure]:
    """The income by stretches: number 0 ends at the line, number 1 begins above it."""
    by_points = rules.has_points
    name = "income_points_line" if by_points else "income_line"
    line = rules.parameters.line(name) if name in rules.parameters.by_id else None
    if line is None or sheets.is_empty():
        return []
    rural, urban = (line.rural, line.urban) if isinstance(line, ByResidence) else (line, line)
    width = POINTS_WIDE if by_points else DONG_WIDE
    own = pl.when(pl.col("urban")).then(pl.lit(urban)).when(~pl.col("urban")).then(pl.lit(rural))
    frame = sheets.with_columns(stretch=((pl.col("income") - own) / width).ceil().cast(pl.Int64))
    unit = "điểm" if by_points else "đồng"
    stretches = (
        Stretch(0, f"tại ngưỡng hoặc dưới ngưỡng chưa tới {whole(width)} {unit}"),
        Stretch(1, f"trên ngưỡng không quá {whole(width)} {unit}"),
    )
    about = "điểm B1" if by_points else "thu nhập bình quân"
    return [(about, frame.filter(pl.col("stretch").is_not_null()), stretches)]


def _of_deprivations(sheets: pl.DataFrame, rules: Rules) -> Measure:
    """Certain sums of points: number 0 is just enough, −1 one deprivation short."""
    known = sheets.filter(pl.col("points_at_least") == pl.col("points_at_most"))
    steps = ((pl.col("points_at_least") - rules.cutoff) / rules.weight).floor().cast(pl.Int64)
    stretches = (
        Stretch(0, f"vừa đủ ngưỡng {whole(rules.cutoff)}"),
        Stretch(-1, f"thiếu một chỉ số là tới ngưỡng {whole(rules.cutoff)}"),
    )
    return "điểm B2", known.with_columns(stretch=steps), stretches


def _parts(frame: pl.DataFrame) -> list[tuple[tuple[int | None, Reviewer | None], pl.DataFrame]]:
    """The whole, then each village and each reviewer, where there are several."""
    found: list[tuple[tuple[int | None, Reviewer | None], pl.DataFrame]] = [((None, None), frame)]
    by_area = frame.partition_by("area_id", maintain_order=True)
    by_reviewer = frame.partition_by("reviewer_id", "reviewer", maintain_order=True)
    if len(by_area) > 1:
        found += [((int(part["area_id"][0]), None), part) for part in by_area]
    if len(by_reviewer) > 1:
        found += [
            ((None, Reviewer(part["reviewer_id"][0], part["reviewer"][0])), part) for part in by_reviewer
        ]
    return found


def _listed(one: Round, villages: Sequence[int] | None) -> int:
    """How many households are on the lists."""
    entries = Entry.objects.filter(round=one, left_out_on=None)
    return (entries if villages is None else entries.filter(area__in=list(villages))).count()


def _escaped() -> pl.Expr:
    """Who was on a list and is proposed for a lighter one, or none."""
    before, now = pl.col("class_before"), pl.col("class_now")
    known = ~now.is_in(_OPEN)
    return known & (((before == _POOR) & (now != _POOR)) | ((before == _NEAR) & ~now.is_in(_LISTED)))


def _chance(value: float) -> str:
    return f"{value:.4f}".replace(".", ",") if value >= 0.0001 else "dưới 0,0001"
