"""A batch of the register in one transaction: thousands of households in, thousands of values changed."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl
from django.db import transaction
from django.utils import timezone

from giamngheo.apps.households import suspicions, today
from giamngheo.apps.households.actions.writing import About, RegisterError, refuse_the_future
from giamngheo.apps.households.bulk import rows
from giamngheo.apps.households.bulk.copying import asked, new_numbers, ran, staged
from giamngheo.apps.households.bulk.frames import NEVER_CHANGING, with_keys_of_names
from giamngheo.apps.households.circumstances import standard_on
from giamngheo.apps.households.codes import new_codes
from giamngheo.apps.households.models import SAID, Household, Person
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import paths_of
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole

HEAD: Final = "head"


@dataclass(frozen=True)
class Written:
    """What came of the keys of frames: `households` key, id, code, area_id; `people` key, id."""

    households: pl.DataFrame
    people: pl.DataFrame


class Batch:
    """One batch being written: call it inside a transaction, `close` it at the end.

    Who calls has checked the values (`particulars.faults_of`, the list doctor); the tables hold their own
    constraints. Every unit gets one event of its own, so that whoever sees the unit sees why.
    """

    def __init__(self, about: About, actor: Actor, *, kind: EventKind = EventKind.IMPORT) -> None:
        """Begin a batch of a day; raises RegisterError for a day to come."""
        refuse_the_future(kind, about)
        self.key = uuid.uuid4()
        self._about, self._actor, self._kind = about, actor, kind
        self._events: dict[int, int] = {}
        self._done: dict[int, dict[str, int]] = {}
        self._changed_households: set[int] = set()
        self._changed_people: set[int] = set()
        self._decided_on: set[int] = set()

    def take_in(
        self, households: pl.DataFrame, people: pl.DataFrame, numbers: pl.DataFrame | None = None
    ) -> Written:
        """Write households that are not in the register with all their members; frames as `frames` tells.

        Raises:
            RegisterError: where a household has not exactly one head or lies in no commune.
        """
        _refuse_heads(households, people)
        homes = self._coded(households).with_columns(new_numbers(Household, households.height))
        homes = homes.join(self._events_of(homes), on="area_id", maintain_order="left")
        own = homes.select("area_id", "event_id", "since", household="key", household_id="id")
        folk = people.join(own, on="household", how="inner", maintain_order="left")
        folk = self._of_people(folk)
        heads = folk.filter(pl.col("relationship") == HEAD).unique("household", keep="first")
        counted = folk.group_by("household").agg(members=pl.len().cast(pl.Int64))
        homes = homes.join(
            heads.select(key="household", head_name="full_name", sort_key="sort_key"), on="key", how="left"
        ).join(counted.rename({"household": "key"}), on="key", how="left", maintain_order="left")
        staged("told_households", homes)
        ran(rows.HOUSEHOLDS)
        ran(rows.RESIDENCES)
        self._write_people(folk)
        if numbers is not None and numbers.height:
            staged("told_numbers", numbers.join(own, on="household", maintain_order="left"))
            ran(rows.NUMBERS)
        self._count(homes, "households")
        return Written(homes.select("key", "id", "code", "area_id"), folk.select("key", "id"))

    def add_people(self, people: pl.DataFrame) -> pl.DataFrame:
        """Write people who are not in the register into households that are: `household_id`, `area_id`.

        Returns `key` and `id` of each.
        """
        folk = people.join(self._events_of(people), on="area_id", maintain_order="left")
        if "since" not in folk.columns:
            folk = folk.with_columns(since=pl.lit(self._about.day))
        folk = self._of_people(folk)
        self._write_people(folk)
        self._changed_households.update(folk.get_column("household_id").to_list())
        return folk.select("key", "id")

    def change_particulars(self, told: pl.DataFrame) -> int:
        """Let people be told otherwise: `person_id`, `area_id`, fields of `Particulars`; NULL says nothing.

        What never changes with a day (name, birth, number) is put right for all days, the rest holds from
        the day of the batch on. Returns how many people were changed.
        """
        told = told.select(name for name, dtype in told.schema.items() if dtype != pl.Null)
        told = told.join(self._events_of(told), on="area_id", maintain_order="left")
        for names, since in (
            ([name for name in told.columns if name in NEVER_CHANGING], None),
            ([name for name in told.columns if name in SAID and name not in NEVER_CHANGING], self._about.day),
        ):
            said = (
                told.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in names))
                if names
                else None
            )
            if said is None or said.is_empty():
                continue
            staged("told_particulars", said.select("person_id", "event_id", *names))
            if since is not None:
                self._refuse_later("households_particulars", "person_id", "told_particulars")
            ran(rows.particulars(names), {"since": since})
        self._changed_people.update(told.get_column("person_id").to_list())
        self._count(told, "changed")
        return told.height

    def change_memberships(self, told: pl.DataFrame) -> int:
        """Let members stand otherwise to the head: `household_id`, `person_id`, `area_id`, `relationship`."""
        if told.is_empty():
            return 0
        told = told.join(self._events_of(told), on="area_id", maintain_order="left")
        staged("told_memberships", told)
        self._refuse_later("households_membership", "person_id", "told_memberships", "household_id")
        ran(rows.MEMBERSHIPS, {"since": self._about.day})
        self._changed_people.update(told.get_column("person_id").to_list())
        self._changed_households.update(told.get_column("household_id").to_list())
        self._count(told, "changed")
        return told.height

    def change_residences(self, told: pl.DataFrame) -> int:
        """Let households live elsewhere from the day: `household_id`, `area_id`, `address` (NULL: kept)."""
        if told.is_empty():
            return 0
        _communes(told.get_column("area_id").unique().to_list(), self._about.day)
        told = told.join(self._events_of(told), on="area_id", maintain_order="left")
        staged("told_residences", told)
        self._refuse_later("households_residence", "household_id", "told_residences")
        ran(rows.MOVED, {"since": self._about.day})
        members = asked(
            "SELECT DISTINCT person_id FROM households_membership"
            " WHERE household_id = ANY(%(homes)s) AND superseded_by_id IS NULL",
            {"homes": told.get_column("household_id").to_list()},
            {"person_id": pl.Int64},
        )
        self._changed_households.update(told.get_column("household_id").to_list())
        self._changed_people.update(members.get_column("person_id").to_list())
        self._count(told, "moved")
        return told.height

    def add_numbers(self, numbers: pl.DataFrame) -> int:
        """Write numbers that others give to households of the register: `household_id`, `area_id`, …"""
        if numbers.is_empty():
            return 0
        told = numbers.join(self._events_of(numbers), on="area_id", maintain_order="left")
        staged("told_numbers", told.with_columns(since=pl.lit(self._about.day)))
        return ran(rows.NUMBERS)

    def recognise(self, told: pl.DataFrame) -> int:
        """Write what decisions say of households from `since` on; what stood for the very day is put aside.

        `household_id`, `area_id`, `household_class`, `since`, `decision_number`, `decision_date`,
        `decided_by`, `list_year`, `income_points`, `deprivation_points`, `deprivations`; each household once.
        """
        if told.is_empty():
            return 0
        standards = {since: standard_on(since) for since in told.get_column("since").unique().to_list()}
        told = told.with_columns(pl.col("since").replace_strict(standards).alias("standard"))
        staged("told_recognitions", told.join(self._events_of(told), on="area_id", maintain_order="left"))
        ran(rows.RECOGNITIONS_REPLACED)
        ran(rows.RECOGNITIONS)
        self._decided_on.update(told.get_column("household_id").to_list())
        self._count(told, "recognised")
        return told.height

    def close(self) -> None:
        """Bring up to date what changed and leave one line in the trail for every unit."""
        changed = sorted(self._changed_people)
        day = timezone.localdate()
        today.refresh(sorted(self._changed_households), changed, day)
        today.refresh_classes(sorted(self._decided_on - self._changed_households), day)
        suspicions.look_again(changed)
        ran(rows.NAMES_SETTLED)
        source = self._about.source
        record_all(
            self._actor,
            [
                Deed(
                    f"households.{self._kind}",
                    f"{_sentence(self._done.get(area_id, {}))} từ {source}",
                    area_id,
                    ("households.Event", event_id),
                    {"batch": str(self.key), "day": self._about.day.isoformat(), "source": source},
                )
                for area_id, event_id in sorted(self._events.items())
            ],
        )

    def _events_of(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The event of every unit in a frame: `area_id`, `event_id`."""
        areas = frame.get_column("area_id").unique().to_list()
        new = sorted(set(areas) - set(self._events))
        if new:
            about, actor = self._about, self._actor
            found = asked(
                rows.EVENTS,
                {
                    "areas": new,
                    "kind": self._kind.value,
                    "day": about.day,
                    "reason": about.reason,
                    "paper": about.paper,
                    "source": about.source,
                    "actor": actor.id,
                    "name": actor.name,
                    "batch": self.key,
                },
                {"area_id": pl.Int64, "event_id": pl.Int64},
            )
            self._events.update(found.iter_rows())
        told = {"area_id": areas, "event_id": [self._events[area] for area in areas]}
        return pl.DataFrame(told, schema={"area_id": pl.Int64, "event_id": pl.Int64})

    def _coded(self, households: pl.DataFrame) -> pl.DataFrame:
        """Households with a code of their own, in the series of the commune in which they live."""
        prefixes = _communes(households.get_column("area_id").unique().to_list(), self._about.day)
        if "since" not in households.columns:
            households = households.with_columns(since=pl.lit(None, pl.Date))
        if "address" not in households.columns:
            households = households.with_columns(address=pl.lit(None, pl.String))
        homes = households.with_columns(
            pl.col("since").fill_null(self._about.day),
            _prefix=pl.col("area_id").replace_strict(prefixes, return_dtype=pl.String),
        )
        parts = [
            own.with_columns(pl.Series("code", new_codes(str(prefix), own.height)))
            for (prefix,), own in homes.partition_by("_prefix", as_dict=True, maintain_order=True).items()
        ]
        return (pl.concat(parts) if parts else homes.with_columns(code=pl.lit(""))).drop("_prefix")

    def _of_people(self, people: pl.DataFrame) -> pl.DataFrame:
        numbered = people.with_columns(new_numbers(Person, people.height))
        return with_keys_of_names(numbered)

    def _write_people(self, folk: pl.DataFrame) -> None:
        staged("told_people", folk)
        ran(rows.people(folk))
        ran(rows.memberships())
        ran(rows.new_particulars(folk))
        if "former_number" in folk.columns:
            ran(rows.FORMER_NUMBERS)
        self._count(folk, "people")

    def _count(self, frame: pl.DataFrame, what: str) -> None:
        for area_id, count in frame.group_by("area_id").len().iter_rows():
            done = self._done.setdefault(area_id, {})
            done[what] = done.get(what, 0) + count

    def _refuse_later(self, table: str, column: str, told: str, other: str | None = None) -> None:
        """What somebody wrote of days after the batch's is not overwritten."""
        day = self._about.day
        found = asked(
            rows.later(table, column, told, other), {"day": day}, {"begins": pl.Date, "count": pl.Int64}
        )
        begins, count = found.row(0)
        if count:
            raise RegisterError(
                f"Sổ đã ghi việc từ ngày {day_text(begins)} cho {whole(count)} người hoặc hộ, sau ngày "
                f"{day_text(day)} của danh sách. Cách xử lý: ghi ngày của danh sách muộn hơn, "
                "hoặc bỏ các dòng đó."
            )


@transaction.atomic
def record_many(
    households: pl.DataFrame,
    people: pl.DataFrame,
    about: About,
    actor: Actor,
    numbers: pl.DataFrame | None = None,
) -> Written:
    """Take households with their members into the register at once; frames as `bulk.frames` tells them."""
    batch = Batch(about, actor)
    written = batch.take_in(households, people, numbers)
    batch.close()
    return written


def _refuse_heads(households: pl.DataFrame, people: pl.DataFrame) -> None:
    heads = people.filter(pl.col("relationship") == HEAD).group_by("household").len()
    wrong = households.join(heads, left_on="key", right_on="household", how="left").filter(
        pl.col("len").fill_null(0) != 1
    )
    if wrong.height:
        told = ", ".join(str(key) for key in wrong.get_column("key").head(5).to_list())
        raise RegisterError(
            f"{whole(wrong.height)} hộ không có đúng một chủ hộ (thứ tự trong danh sách: {told}). "
            "Cách xử lý: mỗi hộ ghi một người là chủ hộ."
        )


def _communes(areas: Sequence[int], day: date) -> dict[int, str]:
    """Of every area the code of the commune in which it lies."""
    found = {}
    for area_id, path in paths_of(areas, day).items():
        commune = next((unit for unit in path if unit.tier == Tier.COMMUNE), None)
        if commune is not None:
            found[area_id] = commune.code
    if missing := set(areas) - set(found):
        raise RegisterError(
            f"Ngày {day_text(day)} có {whole(len(missing))} địa bàn không phải xã, phường, thôn hay tổ dân "
            "phố. Cách xử lý: chọn thôn, tổ dân phố nơi hộ ở."
        )
    return found


def _sentence(done: dict[str, int]) -> str:
    words: Iterable[tuple[str, str]] = (
        ("households", "{} hộ mới"),
        ("people", "{} người mới"),
        ("changed", "{} thay đổi thông tin"),
        ("moved", "{} hộ đổi nơi ở"),
        ("recognised", "diện của {} hộ theo quyết định"),
    )
    told = [word.format(whole(done[what])) for what, word in words if what in done]
    return f"Nhập {', '.join(told)}" if told else "Nhập danh sách"
