"""Single faults put into the sound law of `faulty.py`: file, text, its replacement, and what must be told."""

STANDARD = "standards/pack/standard.yaml"
FORM = "questionnaires/form/questionnaire.yaml"
LINE = "standards/pack/parameters/income_line.yaml"
AGE = "standards/pack/parameters/child_under.yaml"
EXAMPLE = "standards/pack/examples/lines.yaml"
FORMULAS = "standards/pack/deprivations.py"
CLASSES = "standards/pack/classes.py"
INCOME = "standards/pack/income.py"
TEXTS = "instruments.yaml"
REMEDIES = "remedies.yaml"
FUND = "fund.yaml"
OVERSIGHT = "oversight.yaml"

# fmt: off
FAULTS = [
    # instruments and clauses
    (STANDARD, "territory: vn", "place: vn", STANDARD, "Gói luật hỏng"),
    (STANDARD, "line, clause: {instrument: nd-1}", "line, clause: {instrument: nd-9}",
     "terms › low_income › clause", "«nd-9» không có trong instruments.yaml"),
    (LINE, "instrument: nd-1", "instrument: nd-9", "parameters/income_line.yaml", "«nd-9»"),
    (FORM, "clause: {instrument: nd-1}", "clause: {instrument: nd-9}", FORM, "«nd-9»"),
    (STANDARD, "instruments: [nd-1]", "instruments: [nd-9]", f"{STANDARD} › instruments", "«nd-9»"),
    (TEXTS, "in_force: 2020-02-01", "in_force: 2019-02-01", "nd-1", "trước ngày ban hành"),
    (TEXTS, "in_force: 2020-02-01", "in_force: 2020-02-01, ended: 2020-01-15", "nd-1", "hết hiệu lực trước"),
    (TEXTS, "in_force: 2020-02-01", "replaced_by: [nd-9]", "nd-1", "văn bản không có «nd-9»"),
    (TEXTS, "in_force: 2020-02-01", "verified: false", "nd-1", "không có ghi chú"),
    (LINE, "value: 777000", "value: 777000, verified: false", "parameters/income_line.yaml",
     "không có ghi chú"),
    # the pack's texts
    (STANDARD, "number: 2", "number: 3", f"{STANDARD} › dimensions", "1 đến 2, đang là 1, 3"),
    (STANDARD, "needed_for: Đối chiếu", 'needed_for: " "', "open › wording", "needed_for"),
    (STANDARD, "id: pack\n", "id: other\n", STANDARD, "khác tên thư mục"),
    (STANDARD, "last: 2020-12-31", "last: 2019-12-31", "periods", "ngày cuối trước ngày đầu"),
    (STANDARD, "kind: "
               "commune", "kind: island", "area_kinds › island", "không có trong codes/area_kinds.yaml"),
    (STANDARD, "- {kind: commune, residence: rural}",
     "- {kind: commune, residence: rural}\n  - {kind: commune, residence: urban}",
     "area_kinds › commune", "ghi hai lần"),
    # parameters
    (LINE, "name: Chuẩn thu nhập", 'name: ""', "income_line.yaml", "thiếu tên"),
    (LINE, "unit: đồng", 'unit: ""', "income_line.yaml", "thiếu đơn vị"),
    (LINE, ", clause: {instrument: nd-1}", "", "income_line.yaml", "clause"),
    (LINE, "id: income_line", "id: income_lines", "income_line.yaml", "khác tên tệp"),
    (AGE, "values:\n  - {since: 2020-01-01, value: 16, clause: {instrument: nd-1}}", "values: []",
     "child_under.yaml", "không ghi để ngỏ"),
    (FORMULAS, 'p.whole("child_under")', "1", "child_under.yaml", "không công thức"),
    (FORMULAS, 'p.whole("child_under")', 'p.whole("none")', "deprivations.py › age", "'none'"),
    # formulas
    (CLASSES, 't["low_income"] & ', "", "terms › low_income", "không phân loại nào dùng"),
    (CLASSES, "low_income", "middling", "classes.py › poor", "'middling'"),
    (CLASSES, "def poor", "def rich", "classes.py › poor", "không có công thức"),
    (CLASSES, "def poor", "def rich", "classes.py › rich", "không có trong standard.yaml"),
    (INCOME, "def low", "define low", "income.py", "SyntaxError"),
    (FORMULAS, "~a.one_of", "a.nothing", "deprivations.py › water", "AttributeError"),
    # answers and codes
    (FORMULAS, '"water", "piped"', '"toilet", "piped"', "› water", "cần cột «toilet»"),
    (STANDARD, "answers_needed: [water]", "answers_needed: [water, light]", "› water", "cần cột «light»"),
    (STANDARD, "answers_needed: [birth_year]", "answers_needed: [birth_year, water]", "› age",
     "Sửa cho khớp"),
    (STANDARD, "answers_needed: [birth_year]", "answers_needed: []", "› age", "Sửa cho khớp"),
    (FORMULAS, '"piped"', '"piped", "well"', "› water", "mã «well» của «water»"),
    (FORMULAS, '"water", "piped"', '"birth_year", "x"', "› water", "không phải câu hỏi chọn"),
    (STANDARD, "questionnaire: form", "questionnaire: none", "questionnaire", "không có phiếu «none»"),
    (FORM, ", otherwise: true", "", "› water", "mã «river» không công thức nào dùng"),
    (FORM, "Nước máy}", "Nước máy, otherwise: true}", "› water", "mã «piped» ghi otherwise"),
    (FORM, "kind: text, used_for: [record]", "kind: text, used_for: [deprivation]", "› name",
     "không công thức nào dùng"),
    (FORM, "sharper_with: [birth_day]", "sharper_with: []", "› birth_day", "không công thức nào dùng"),
    (FORM, "needs: [birth_year], sharper", "needs: [born], sharper", "› birth_earliest",
     "câu hỏi không có «born»"),
    (FORM, "id: river", "id: piped", "› water", "mã «piped» ghi hai lần"),
    (FORM, "label: Nước sông", 'label: ""', "› water", "không ghi nghĩa"),
    (FORM, "id: birth_day,", "id: birth_year,", "› birth_year", "ghi hai lần"),
    (FORM, "kind: text,", "kind: choice,", "› name", "phải có mã trả lời"),
    (FORM, "kind: text,", "kind: choice, codes_from: none,", "› name", "danh mục không có «none»"),
    (FORM, "Năm sinh,", "Năm sinh, limits: {least: 2, greatest: 1},", "› birth_year", "giới hạn dưới"),
    # examples
    (EXAMPLE, "water: piped", "light: true", "«Hộ bịa»", "cột «light» không phải câu hỏi hỏi hộ"),
    (EXAMPLE, "born: 2019-01-01", "water: piped", "«Hộ bịa»",
     "cột «water» không phải câu hỏi hỏi thành viên"),
    (EXAMPLE, "water: piped", "water: sea", "«Hộ bịa»", "trả lời «sea»"),
    (EXAMPLE, "{age: true}", "{weather: true}", "«Hộ bịa»", "chỉ số «weather»"),
    (EXAMPLE, "class: poor", "class: poor, missing: [income, moon]", "«Hộ bịa»", "chỉ số «moon»"),
    (EXAMPLE, "day: 2020-06-01", "day: 2021-06-01", "«Hộ bịa»", "nằm ngoài thời gian áp dụng"),
    # what helps against which deprivation
    (REMEDIES, "deprivation: age", "deprivation: moon", "remedies.yaml › moon", "không chuẩn nào"),
    (REMEDIES, "deprivation: age", "deprivation: water", "remedies.yaml › age", "chưa có nhu cầu nào"),
    (REMEDIES, "deprivation: age", "deprivation: water", "remedies.yaml › water", "ghi hai lần"),
    (REMEDIES, "age, needs: [help]", "age, needs: []", "remedies.yaml › age", "chưa ghi nhu cầu"),
    (REMEDIES, "age, needs: [help]", "age, needs: [gold]", "remedies.yaml › age", "«gold»"),
    (REMEDIES, "age, needs: [help]", "age, need: [help]", "remedies.yaml", "Gói luật hỏng"),
    # the fund «Vì người nghèo»
    (FUND, "instrument: nd-1", "instrument: nd-9", "fund.yaml", "«nd-9»"),
    (FUND, "id: two", "id: one", "fund.yaml › campaigns › one", "ghi hai lần"),
    (FUND, ", last: {month: 1, day: 2}", "", "fund.yaml › campaigns › one", "ghi cả ngày đầu và ngày cuối"),
    (FUND, "need: help", "need: gold", "fund.yaml › purposes › gift", "«gold»"),
    (FUND, "need: help", "needs: help", "fund.yaml", "Gói luật hỏng"),
    # oversight
    (OVERSIGHT, "clauses: [{instrument: nd-1}]", "clauses: [{instrument: nd-9}]", OVERSIGHT, "«nd-9»"),
    (OVERSIGHT, "working_days: 9", "working_days: 0", "oversight.yaml › report", "từ 1 trở lên"),
    (OVERSIGHT, "id: two", "id: one", "oversight.yaml › contents › all › one", "ghi hai lần"),
    (OVERSIGHT, "levels: [{id: low, name: Nhẹ}]", "levels: []", "oversight.yaml › levels", "ít nhất một"),
    (OVERSIGHT, "own_words:", "words:", OVERSIGHT, "Gói luật hỏng"),
    (EXAMPLE, "because: Điều 1", "reason: Điều 1", EXAMPLE, "Gói luật hỏng"),
]
# fmt: on
