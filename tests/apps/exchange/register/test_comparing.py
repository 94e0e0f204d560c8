"""A second list of the same commune: what is new, changed, unchanged, missing; and the whole taken back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.apps.exchange.register.made import DAY, HEADINGS, WHO, prepared, taken_in, told, workbook
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange.register.faults import LEFT_OUT, NOTED
from giamngheo.apps.households.actions import About, record_departure
from giamngheo.apps.households.bulk import undo_batch
from giamngheo.apps.households.models import Event, Household, Membership, Particulars, Person, Suspicion

pytestmark = pytest.mark.django_db
LATER = date(2026, 10, 1)


@pytest.fixture
def country(tmp_path: Path) -> Country:
    """Two households as they were in the list of 2025."""
    made = make_country()
    taken_in(sheet(tmp_path, *LAST_YEAR), made)
    return made


def row(number: object, village: str, name: str, relation: str, birth: object, **more: Any) -> list[object]:
    return [
        None,
        number,
        village,
        name,
        relation,
        more.get("sex"),
        birth,
        more.get("id"),
        more.get("ethnicity"),
    ]


LAST_YEAR = (
    row(1, "Đông Một", "Mẫu Văn An", "chủ hộ", "3/4/1980", id="999080000001", sex="nam"),
    row(1, "Đông Một", "Mẫu Thị Hoà", "vợ", 1982, ethnicity="Kinh"),
    row(1, "Đông Một", "Mẫu Bé", "con", "1/9/2015"),
    row(2, "Đông Hai", "Thử Văn Ba", "chủ hộ", 1950),
)


def sheet(tmp_path: Path, *rows: list[object], name: str = "a.xlsx") -> Path:
    return workbook(tmp_path / name, {"Hộ": [HEADINGS, *rows]})


def counts(found: Any) -> dict[str, int]:
    return {name: count for name, count in found.plan.counts.items() if count}


def test_the_same_list_again_changes_nothing(country: Country, tmp_path: Path) -> None:
    found = taken_in(sheet(tmp_path, *LAST_YEAR), country, LATER)
    assert counts(found) == {"rows": 4, "known_homes": 2, "same": 4}
    assert told(found) == [(2, "personal_number", NOTED)]  # 999 is no province's
    assert (Household.objects.count(), Person.objects.count()) == (2, 4)


def test_other_spellings_and_vaguer_births_are_no_changes(country: Country, tmp_path: Path) -> None:
    found = prepared(
        sheet(
            tmp_path,
            row(1, "thôn đông một", "MẪU VĂN AN", "chủ hộ", 1980),
            row(1, "Đông Một", "Mẫu Thị Hòa", "vợ", None),
            row(1, "Đông Một", "mau be", "con", "9/2015"),
            row(2, "Đông Hai", "Thu Van Ba", "chủ hộ", 1950),
        ),
        country,
        LATER,
    )
    assert counts(found) == {"rows": 4, "known_homes": 2, "same": 4}


def test_what_is_new_changed_and_missing_is_told_before_it_is_written(
    country: Country, tmp_path: Path
) -> None:
    path = sheet(
        tmp_path,
        row(1, "Đông Một", "Mẫu Văn An", "chủ hộ", "3/4/1980", ethnicity="Tày"),
        row(1, "Đông Một", "Mẫu Bé", "con", "2/9/2015"),
        row(1, "Đông Một", "Mẫu Út", "con", "5/5/2026"),
        row(3, "Đông Hai", "Ví Văn Tư", "chủ hộ", 1990),
    )
    found = prepared(path, country, LATER)
    assert counts(found) == {
        "rows": 4,
        "new_homes": 1,
        "known_homes": 1,
        "new": 1,
        "added": 1,
        "changed": 2,
        "missing_people": 1,
        "missing_homes": 1,
    }
    changes = found.plan.told_changes.select("field", "before", "after").rows()
    assert sorted(changes) == [("birth_date", "01/09/2015", "02/09/2015"), ("ethnicity", "", "tay")]
    assert found.plan.missing_people.get_column("full_name").to_list() == ["Mẫu Thị Hoà"]
    assert Person.objects.count() == 4
    before = snapshot()
    taken_in(path, country, LATER)
    assert Person.objects.filter(is_living=True).count() == 6
    assert (
        Person.objects.get(full_name="Mẫu Út").household == Person.objects.get(full_name="Mẫu Bé").household
    )
    batch = Event.objects.order_by("-pk").values_list("batch", flat=True)[0]
    assert batch is not None
    undo_batch(batch, About(LATER, reason="nhầm tệp"), WHO)
    assert snapshot() == before


def snapshot() -> list[Any]:
    """All that is carried of those who are in the register, and all that stands of them."""
    people = Person.objects.filter(is_living=True).order_by("pk")
    standing = Particulars.objects.filter(superseded_by=None, person__in=people)
    return [
        *people.values_list("pk", "full_name", "birth_date", "relationship", "household__code"),
        *standing.order_by("person", "valid").values_list("person", "full_name", "ethnicity", "valid"),
        *Household.objects.filter(is_living=True).order_by("pk").values_list("code", "head_name", "members"),
        *Membership.objects.filter(superseded_by=None, person__in=people)
        .order_by("person", "valid")
        .values_list("person", "relationship", "valid"),
    ]


def test_households_are_found_without_numbers_by_head_and_by_personal_number(
    country: Country, tmp_path: Path
) -> None:
    found = prepared(
        sheet(
            tmp_path,
            row(None, "Đông Một", "Mẫu Văn An", "chủ hộ", None, id="999080000001", sex="nam"),
            row(None, "Đông Hai", "Thử Văn Ba", "chủ hộ", 1950),
        ),
        country,
        LATER,
    )
    assert counts(found)["known_homes"] == 2
    assert counts(found)["same"] == 2


def test_another_member_heads_the_household(country: Country, tmp_path: Path) -> None:
    found = taken_in(
        sheet(
            tmp_path,
            row(1, "Đông Một", "Mẫu Thị Hoà", "chủ hộ", 1982),
            row(1, "Đông Một", "Mẫu Văn An", "chồng", "3/4/1980"),
            row(1, "Đông Một", "Mẫu Bé", "con", "1/9/2015"),
        ),
        country,
        LATER,
    )
    assert counts(found)["changed"] == 2
    assert Household.objects.get(members=3).head_name == "Mẫu Thị Hoà"


def test_a_household_whose_head_nobody_knows_is_left_out(country: Country, tmp_path: Path) -> None:
    found = prepared(sheet(tmp_path, row(1, "Đông Một", "Ví Văn Lạ", "chủ hộ", 1970)), country, LATER)
    assert told(found) == [(2, "person", LEFT_OUT)]
    assert found.plan.people.is_empty()


def test_who_lives_in_another_household_is_not_taken_twice(country: Country, tmp_path: Path) -> None:
    found = prepared(
        sheet(
            tmp_path,
            row(2, "Đông Hai", "Thử Văn Ba", "chủ hộ", 1950),
            row(2, "Đông Hai", "Mẫu Văn An", "con", "3/4/1980", id="999080000001", sex="nam"),
        ),
        country,
        LATER,
    )
    told_of = found.faults.frame.filter(effect=LEFT_OUT).row(0, named=True)
    code = Household.objects.get(members=3).code
    assert told_of["reason"] == f"số định danh này trong sổ là của Mẫu Văn An ở hộ {code}"
    assert counts(found)["same"] == 1


def test_a_list_older_than_what_was_written_leaves_that_alone(country: Country, tmp_path: Path) -> None:
    record_departure(Person.objects.get(full_name="Mẫu Bé"), About(LATER, "đi học xa"), WHO)
    found = prepared(
        sheet(tmp_path, row(1, "Đông Một", "Mẫu Văn An", "chủ hộ", "3/4/1980", ethnicity="Tày")),
        country,
        date(2026, 1, 1),
    )
    assert counts(found)["changed"] == 1  # of An himself nothing later is written
    assert DAY < LATER


def test_a_household_moves_to_another_village(country: Country, tmp_path: Path) -> None:
    taken_in(
        sheet(
            tmp_path, row(None, "Đông Hai", "Mẫu Văn An", "chủ hộ", "3/4/1980", id="999080000001", sex="nam")
        ),
        country,
        LATER,
    )
    moved = Household.objects.get(head_name="Mẫu Văn An")
    assert moved.area_id == country.east_2.pk
    assert Person.objects.get(full_name="Mẫu Bé").area_id == country.east_2.pk


def test_a_household_that_moves_under_a_number_used_there_is_told_whose_it_is(
    country: Country, tmp_path: Path
) -> None:
    holder = Household.objects.get(head_name="Thử Văn Ba")
    known = row(2, "Đông Hai", "Mẫu Văn An", "chủ hộ", "3/4/1980", id="999080000001", sex="nam")
    found = taken_in(sheet(tmp_path, known), country, LATER)
    moved = Household.objects.get(head_name="Mẫu Văn An")
    assert moved.area_id == country.east_2.pk
    told_of = found.faults.frame.filter(field="household").row(0, named=True)
    assert (
        told_of["reason"] == f"số hộ 2 của thôn này trong sổ còn là của hộ {holder.code} (chủ hộ Thử Văn Ba)"
    )
    assert told_of["effect"] == NOTED
    holder.refresh_from_db()
    assert (holder.head_name, holder.members) == ("Thử Văn Ba", 1)


def test_a_household_that_moves_with_nothing_but_its_name_is_left_out_and_told_why(
    country: Country, tmp_path: Path
) -> None:
    path = sheet(tmp_path, row(2, "Đông Hai", "Mẫu Văn An", "chủ hộ", "3/4/1980"))
    found = taken_in(path, country, LATER)
    code = Household.objects.get(head_name="Thử Văn Ba").code
    told_of = found.faults.frame.row(0, named=True)
    assert told_of["effect"] == LEFT_OUT
    assert told_of["reason"].startswith(f"trong sổ, số hộ 2 của thôn này là hộ {code} (chủ hộ Thử Văn Ba);")
    assert "hộ mới chuyển tới thôn thì ghi việc chuyển trên trang của hộ" in told_of["remedy"]
    assert Household.objects.get(head_name="Mẫu Văn An").area_id == country.east_1.pk


def test_numbers_that_both_households_of_a_list_exchange_are_nobodys_fault(
    country: Country, tmp_path: Path
) -> None:
    rows = (
        row(2, "Đông Hai", "Mẫu Văn An", "chủ hộ", "3/4/1980", id="999080000001", sex="nam"),
        row(7, "Đông Hai", "Thử Văn Ba", "chủ hộ", 1950),
    )
    found = prepared(sheet(tmp_path, *rows), country, LATER)
    assert found.faults.frame.filter(field="household").is_empty()
    assert counts(found)["known_homes"] == 2


def test_who_may_be_in_the_register_already_is_told_and_kept_as_a_question(
    country: Country, tmp_path: Path
) -> None:
    found = taken_in(
        sheet(
            tmp_path,
            row(9, "Đông Hai", "Ví Văn Chủ", "chủ hộ", 1960),
            row(9, "Đông Hai", "Mẫu Thị Hòa", "con", 1982, sex="nữ"),
            row(9, "Đông Hai", "Mẫu Văn An", "con", "3/4/1980", sex="nam"),
        ),
        country,
        LATER,
    )
    told_of = found.faults.frame.filter(effect=NOTED, field="person").get_column("reason").to_list()
    assert [reason for reason in told_of if "có thể đã có trong sổ: Mẫu Văn An ở hộ" in reason]
    pair = Suspicion.objects.get(second__full_name="Mẫu Văn An")
    assert pair.state == "open" and pair.first.personal_number == "999080000001"
