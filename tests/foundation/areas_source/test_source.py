"""The data files as they are: both orders, what leads from one to the other, and what is wrong in them."""

import json
import shutil
import sqlite3
from pathlib import Path

import polars as pl
import pytest

from giamngheo.foundation.areas.source.confusions import without_confusions
from giamngheo.foundation.areas.source.lines import Source, lines_before, lines_of_2025, read_source
from giamngheo.foundation.areas.source.package import SourceFiles, UnusableSourceError, source_files
from giamngheo.foundation.areas.source.told import (
    LIST_COLUMNS,
    NUMBER_COLUMNS,
    by_province,
    in_words,
    needing_eyes,
    numbers,
)


@pytest.fixture(scope="module")
def source() -> Source:
    return read_source(source_files())


def succession(source: Source, code: str) -> list[tuple[str, bool]]:
    return source.successions.filter(pl.col("from_code") == code).select("to_code", "is_whole").rows()


def unit(units: pl.DataFrame, code: str) -> tuple[str, str, str, str]:
    return units.filter(pl.col("code") == code).select("name", "kind", "parent_code", "written").row(0)


def test_the_numbers_are_those_of_the_files(source: Source) -> None:
    n = numbers(source)
    assert (n.provinces_before, n.districts_before, n.communes_before) == (63, 696, 10035)
    assert (n.provinces_after, n.communes_after) == (34, 3321)
    assert (n.provinces_stay, n.communes_stay) == (11, 129)
    assert (n.communes_whole, n.communes_divided, n.divisions) == (9593, 442, 973)
    assert (n.without_successor, n.without_predecessor, n.unmatched_keys) == (0, 0, 0)
    assert (n.island_districts, n.taken_out) == (5, 31)
    assert n.communes_whole + n.communes_divided + n.without_successor == n.communes_before
    assert "10.035 cấp xã (5 huyện đảo không có xã)" in in_words(source)[0]


def test_the_provinces_add_up_to_the_whole(source: Source) -> None:
    table, n = by_province(source), numbers(source)
    assert tuple(table.columns) == NUMBER_COLUMNS
    assert table.height == 34
    assert table["Cấp huyện cũ"].sum() == n.districts_before
    assert table["Cấp xã cũ"].sum() == n.communes_before
    assert table["Cấp xã mới"].sum() == n.communes_after
    assert table["Giữ nguyên"].sum() == n.communes_stay
    assert table["Chuyển trọn"].sum() == n.communes_whole
    assert table["Bị chia"].sum() == n.communes_divided


def test_codes_keep_their_zeros_and_names_their_letters(source: Source) -> None:
    assert unit(source.before, "00004") == ("Trúc Bạch", "ward", "001", "Phường Trúc Bạch")
    assert unit(source.after, "00004") == ("Ba Đình", "ward", "01", "Phường Ba Đình")
    assert unit(source.before, "760") == ("1", "urban_district", "79", "Quận 1")
    assert unit(source.before, "24184") == ("Ea H'leo", "commune", "645", "Xã Ea H'leo")
    assert unit(source.before, "46") == ("Huế", "central_city", "VN", "Thành phố Huế")
    assert unit(source.after, "VN") == ("Việt Nam", "nation", "", "Việt Nam")
    assert {len(code) for code in source.before["code"]} == {2, 3, 5}


def test_a_kind_is_that_of_the_name_where_the_source_says_another(source: Source) -> None:
    assert unit(source.before, "15061") == ("Ngọc Lặc", "township", "389", "Thị trấn Ngọc Lặc")
    assert unit(source.after, "31213")[1] == "ward"
    assert set(source.misstated["code"]) == {"15061", "27046", "27076", "10543", "11848", "31213", "31299"}


def test_a_commune_alone_whole_of_the_same_code_and_kind_goes_on(source: Source) -> None:
    lines = lines_of_2025(source)

    def verbs(code: str) -> list[str]:
        return lines.filter(pl.col("code") == code)["verb"].to_list()

    assert verbs("04603") == ["move", "rename"]  # «Tà Si Láng» is written «Tà Xi Láng»
    assert verbs("20695") == ["create", "end", "succeed"]  # a township became a commune: another kind
    assert verbs("01") == []
    assert verbs("15") == ["create", "end", "succeed"]  # the code of Yên Bái is that of the new Lào Cai
    assert verbs("001") == ["end"]


def test_communes_of_one_name_are_not_divided_between_the_places_of_each_other(source: Source) -> None:
    assert succession(source, "31268") == [("31288", True)]  # Tân Thạnh of Thới Lai → Trường Thành
    assert succession(source, "31666") == [("31666", True)]  # Tân Thạnh of Long Phú → Tân Thạnh
    assert succession(source, "29908") == [("29905", True)]  # Phường 4 of Sa Đéc, not to Cao Lãnh
    assert succession(source, "06079") == [("06079", True)]  # Hồng Phong of Bình Gia, not to Đồng Đăng
    assert succession(source, "10798") == [("10843", False), ("10804", False)]  # Hòa Bình of Kim Thành is
    assert succession(source, "11890") == [("11911", True)]
    assert source.still_confused.height == 0
    assert source.taken_out["from_code"].n_unique() == 30


def test_every_new_unit_has_an_origin_and_shares_are_not_made_up(source: Source) -> None:
    lines = lines_of_2025(source)
    created = lines.filter(pl.col("verb") == "create")
    reached = lines.filter(pl.col("verb") == "succeed")["to_code"]
    assert set(created["code"]) <= set(reached)
    islands = lines.filter(pl.col("code").str.len_chars() == 3, pl.col("verb") == "succeed")
    assert dict(islands.select("code", "to_code").rows()) == {
        "318": "11948",
        "471": "19742",
        "498": "20333",
        "536": "21548",
        "755": "26732",
    }
    assert lines["share"].null_count() == lines.height
    assert lines.filter(pl.col("verb") == "succeed")["is_whole"].null_count() == 0
    assert lines["place"].to_list() == list(range(1, lines.height + 1))
    assert lines_before(source)["verb"].unique().to_list() == ["create"]


def test_what_needs_eyes_is_listed_with_its_place(source: Source) -> None:
    told = needing_eyes(source)
    assert tuple(told.columns) == LIST_COLUMNS
    tally = dict(told["Điều cần xem"].value_counts().rows())
    assert tally == {
        "Huyện đảo không có xã": 5,
        "Nguồn lẫn xã trùng tên, đã bỏ nơi nhận này": 31,
        "Loại ghi khác với tên, lấy theo tên": 7,
        "Giữ nguyên, đổi tên hoặc cách viết": 8,
        "Bị chia, nguồn không nêu tỷ lệ": 442,
    }
    assert told.null_count().sum_horizontal().item() == 0
    assert ("Huyện đảo không có xã", "755", "Huyện Côn Đảo", "Tỉnh Bà Rịa - Vũng Tàu") in told[:, :4].rows()


def test_a_missing_package_is_told_with_the_remedy() -> None:
    with pytest.raises(UnusableSourceError, match=r"Chưa có dữ liệu địa bàn(?s:.*)deploy/prepare"):
        source_files("khong-co-goi-nay")


@pytest.fixture
def copied(tmp_path: Path) -> SourceFiles:
    found = source_files()
    for path in (found.dataset, found.converter):
        shutil.copy(path, tmp_path / path.name)
    return SourceFiles(found.version, tmp_path / found.dataset.name, tmp_path / found.converter.name)


def changed(files: SourceFiles, statement: str) -> SourceFiles:
    base = sqlite3.connect(files.dataset)
    base.execute(statement)
    base.commit()
    base.close()
    return files


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DROP TABLE admin_units", "no such table"),
        ("UPDATE admin_units SET wardCode = '00004' WHERE wardCode = '00008'", "mã đứng ở hai đơn vị"),
        ("UPDATE admin_units SET ward = 'Làng Ngọc Hà' WHERE wardCode = '00008'", "không rõ loại"),
        ("UPDATE admin_units SET wardCode = NULL WHERE wardCode = '00008'", "không có mã"),
        ("UPDATE admin_units SET wardKey = 'phuongbadinh' WHERE wardCode = '00008'", "cùng một khoá"),
    ],
)
def test_files_that_are_not_as_known_are_refused_with_the_reason(
    copied: SourceFiles, statement: str, why: str
) -> None:
    with pytest.raises(UnusableSourceError, match=why):
        read_source(changed(copied, statement))


def test_other_files_have_another_mark(copied: SourceFiles) -> None:
    before = copied.mark
    other = changed(copied, "UPDATE admin_units SET ward = 'Phường Khác' WHERE wardCode = '00008'")
    assert SourceFiles(other.version, other.dataset, other.converter).mark != before


def test_a_converter_that_is_no_json_is_refused(copied: SourceFiles) -> None:
    copied.converter.write_text("{", encoding="utf-8")
    with pytest.raises(UnusableSourceError, match=r"converter_2025\.json"):
        read_source(copied)


def test_what_matches_no_unit_or_is_not_told_is_listed(copied: SourceFiles) -> None:
    told = json.loads(copied.converter.read_text(encoding="utf-8"))
    communes = told["DICT_PROVINCE_WARD_NO_DIVIDED"]["tinhcaobang"]
    lost = next(iter(communes.values())).pop()
    communes["xakhongco"] = ["tinhcaobang_huyenkhongco_xakhongco"]
    copied.converter.write_text(json.dumps(told), encoding="utf-8")
    n = numbers(read_source(copied))
    assert lost
    assert (n.without_successor, n.unmatched_keys) == (1, 1)
    whats = needing_eyes(read_source(copied))["Điều cần xem"].to_list()
    assert "Đơn vị cũ chưa rõ chuyển về đâu" in whats
    assert "Khoá của nguồn không khớp đơn vị nào" in whats


def test_a_division_among_homonyms_without_evidence_is_left_as_told() -> None:
    before = pl.DataFrame(
        {
            "tier": [3, 3],
            "code": ["1", "2"],
            "parent_code": ["a", "b"],
            "province_code": ["p", "q"],
            "key": ["p_a_x", "q_b_x"],
        }
    )
    told = pl.DataFrame(
        {
            "from_code": ["1", "1", "2", "2"],
            "to_code": ["8", "9", "8", "9"],
            "is_whole": [False, False, False, False],
        }
    )
    corrected, taken, undecided = without_confusions(told, before)
    assert corrected.equals(told)
    assert taken.height == 0
    assert undecided.height == 4
