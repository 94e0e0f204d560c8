"""Plans of a committee and of a village with made-up words: two years, two projects, one out of scope."""

from collections.abc import Mapping, Sequence

from giamngheo.apps.papers.composing import Row, Value

_VALUES: Mapping[str, Value] = {
    "title": "Thực hiện Chương trình giảm nghèo giai đoạn 2026–2027 (bịa)",
    "period": "giai đoạn 2026–2027",
    "parent": "Kế hoạch số 01/KH-UBND ngày 01/3/2026 của Ủy ban nhân dân tỉnh Mẫu",
    "village": "Thôn Đông Một",
    "capacity": "Trưởng thôn",
    "year_1": 2026,
    "year_2": 2027,
}
_TABLES: Mapping[str, Sequence[Row]] = {
    "aims": [{"text": "Giảm nghèo đa chiều, bền vững"}],
    "targets": [{"text": "Giảm 5 hộ nghèo"}, {"text": "100% cán bộ được tập huấn"}],
    "scope": [{"text": "Hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo"}],
    "projects": [
        {
            "label": "Tiểu dự án 1",
            "name": "Hỗ trợ phát triển sản xuất trong lĩnh vực nông nghiệp",
            "objective": "nâng cao năng lực sản xuất",
            "groups": "hộ nghèo\nhộ cận nghèo",
            "contents": "tập huấn kỹ thuật\ngiống, vật tư",
            "lead": "Hội Nông dân",
            "cooperating": "các thôn",
            "funding": "ngân sách trung ương; ngân sách địa phương",
        }
    ],
    "out_of_scope": [{"label": "Dự án 1", "name": "Hạ tầng vùng nghèo"}],
    "policies": [{"title": "Tín dụng ưu đãi", "contents": "cho vay hộ nghèo\ncho vay hộ cận nghèo"}],
    "solutions": [{"title": "Tuyên truyền", "contents": ""}],
    "funding": [{"text": "Ngân sách nhà nước"}],
    "economic": [{"text": "Nghị quyết số 10/NQ-HĐND", "indicators": "tỷ lệ hộ nghèo"}],
    "tasks": [{"organisation": "Các thôn", "items": "rà soát hộ;\nbáo cáo."}],
    "reporting": [{"text": "Báo cáo hằng quý"}],
    "yearly": [
        {
            "target": "Giảm 5 hộ nghèo",
            "unit": "hộ",
            "baseline": "20 (2025)",
            **{f"value_{place}": str(place) if place <= 2 else None for place in range(1, 11)},
        }
    ],
    "shares": [{"target": "Giảm 5 hộ nghèo", "area": "thôn Đông Một", "year": 2026, "value": "3 hộ"}],
}
PLANS: Mapping[str, tuple[Mapping[str, Value], Mapping[str, Sequence[Row]]]] = {
    "unit_plan": (_VALUES, _TABLES),
    "village_plan": (_VALUES, _TABLES),
}
