"""A sound made-up form with a sheet, and single faults in it: text, its replacement, what must be told."""

FORM = """
id: form
name: Phiếu bịa
clause: {instrument: nd-1}
first: 2020-01-01
last: 2020-12-31
derived:
  - {id: birth_earliest, text: Sớm nhất, needs: [birth_year], sharper_with: [birth_day]}
  - {id: birth_latest, text: Muộn nhất, needs: [birth_year]}
sections:
  - {id: first, title: Hộ, of: household, questions: [name, water, wants, area, rooms]}
  - {id: second, title: Thành viên, of: member, questions: [birth_year, birth_day, works, pay]}
checks:
  - id: enough
    of: household
    holds: area >= 2 * rooms and members >= 1 and count(age >= 15) >= 1
    gravity: hard
    text: quá nhỏ.
    remedy: Xem lại.
    clause: {instrument: nd-1}
jumps:
  - {question: area, rule: within, times: 2, text: khác xa., clause: {instrument: nd-1}}
questions:
  - {id: birth_year, text: Năm sinh, of: member, kind: whole, used_for: [deprivation], required: true}
  - {id: birth_day, text: Ngày sinh, of: member, kind: whole, used_for: [deprivation]}
  - {id: name, text: Tên, of: household, kind: text, used_for: [record], number: "1"}
  - id: water
    text: Nguồn nước
    of: household
    kind: choice
    codes:
      - {id: piped, label: Nước máy}
      - {id: river, label: Nước sông, otherwise: true}
    used_for: [deprivation]
  - id: wants
    text: Muốn gì
    of: household
    kind: choice
    several: true
    codes: [{id: well, label: Giếng}, {id: tank, label: Bể}]
    used_for: [record]
    skip: water is piped
  - id: area
    text: Diện tích
    of: household
    kind: number
    limits: {least: 1, greatest: 90}
    used_for: [record]
    number: "2"
  - {id: rooms, text: Số phòng, of: household, kind: whole, used_for: [record], who: area > 5}
  - {id: works, text: Đi làm, of: member, kind: yes_no, used_for: [record], who: age >= 15}
  - {id: pay, text: Lương, of: member, kind: money, used_for: [record], skip: works is no}
  - {id: code, text: Mã, of: household, kind: text, used_for: [record]}
"""

# fmt: off
FAULTS = [
    # conditions
    ("skip: water is piped", "skip: water is", "› wants › skip", "cần mã câu hỏi hoặc mã trả lời"),
    ("skip: water is piped", "skip: tap is piped", "› wants › skip", "câu hỏi không có «tap»"),
    ("skip: water is piped", "skip: water is sea", "› wants › skip", "không có mã trả lời «sea»"),
    ("skip: water is piped", "skip: water > 3", "› wants › skip", "không ghi số hay ngày"),
    ("skip: water is piped", "skip: water has piped", "› wants › skip", "dùng has"),
    ("skip: water is piped", "skip: area > 3", "› wants › skip", "dựa vào «area», câu này hỏi sau"),
    ("skip: water is piped", "skip: code is x", "› wants › skip", "không có trên phiếu"),
    ("skip: water is piped", "skip: works is no", "› wants › skip", "hộ thì đếm bằng count"),
    ("skip: water is piped", "skip: age > 3", "› wants › skip", "tuổi (age) là của thành viên"),
    ("skip: water is piped", "skip: wants has well", "› wants", "vòng tròn"),
    ('number: "2"', 'number: "2"\n    who: rooms > 1', "› area", "vòng tròn"),
    ("used_for: [record], who: age >= 15}", "used_for: [record], who: works is yes}", "› works", "vòng tròn"),
    # unreachable
    ("used_for: [record], who: age >= 15}", "used_for: [record], who: age >= 15 and age < 10}", "› works",
     "không bao giờ được hỏi"),
    ("skip: works is no", "skip: works is no, who: age < 10 and works is yes", "› pay",
     "không bao giờ được hỏi"),
    ("who: area > 5", "who: area > 90", "› rooms", "không bao giờ được hỏi"),
    ("skip: water is piped", 'skip: "water in (piped, river)"', "› wants", "không bao giờ được hỏi"),
    # limits
    ("limits: {least: 1, greatest: 90}", "plausible: {least: 9, greatest: 1}", "› area", "số dưới lớn hơn"),
    ("limits: {least: 1, greatest: 90}", "limits: {least: 1, greatest: 90}\n    plausible: {least: 0}",
     "› area", "nằm ngoài giới hạn"),
    ("kind: text, used_for: [record], number", "kind: text, limits: {least: 1}, used_for: [record], number",
     "› name", "chỉ câu hỏi ghi số"),
    ("kind: number", "kind: number\n    digits: 3", "› area", "digits"),
    ("kind: number", "kind: number\n    several: true", "› area", "several"),
    # numbers, feeding, marks
    ('number: "2"', 'number: "1"', "questionnaire.yaml", "«1» ghi cho 2 câu hỏi"),
    ("used_for: [record], who: area > 5", "used_for: [record], feeds: [moon]", "› rooms", "điền cột «moon»"),
    ("used_for: [record], who: area > 5", "used_for: [record], verified: false, note: X", "› rooms",
     "không ghi dấu nguồn"),
    ("used_for: [record], who: area > 5", "used_for: [record], mark: M", "› rooms", "không ghi verified"),
    # sections
    ("[name, water,", "[name, name, water,", "› sections", "đứng ở 2 chỗ"),
    ("[name, water,", "[name, moon, water,", "› sections › first", "câu hỏi không có «moon»"),
    ("[name, water,", "[name, birth_day, water,", "› sections › first", "mà «birth_day» hỏi thành viên"),
    ("id: second, title", "id: first, title", "› sections › first", "mục này ghi hai lần"),
    ("[name, water, wants, area, rooms]", "[name, area, rooms]", "standards/pack/standard.yaml › water",
     "phiếu «form» không hỏi"),
    ("first: 2020-01-01", "first: 2021-01-01", "questionnaire.yaml", "ngày cuối áp dụng trước"),
    ("name: Phiếu bịa", "name: Phiếu bịa\nempty: Chưa có", "questionnaire.yaml", "bỏ dòng nói là chưa có"),
    ("clause: {instrument: nd-1}\nfirst", "first", "questionnaire.yaml", "clause"),
    # checks and jumps
    ("holds: area >= 2", "holds: moon >= 2", "› checks › enough", "câu hỏi không có «moon»"),
    ("holds: area >= 2", "holds: area >=", "› checks › enough", "điều kiện"),
    ("count(age >= 15)", "count(count(age >= 15) > 1)", "› checks › enough", "đếm (count) trong đếm"),
    ("remedy: Xem lại.\n    clause: {instrument: nd-1}", "remedy: Xem lại.", "› checks › enough",
     "thiếu điều khoản"),
    ("remedy: Xem lại.", 'remedy: ""', "› checks › enough", "cách sửa"),
    ("remedy: Xem lại.", "remedy: Xem lại.\n    first: 2021-01-01\n    last: 2020-01-01", "› checks › enough",
     "ngày cuối trước ngày đầu"),
    ("times: 2, ", "", "› jumps › area", "mức by hoặc times"),
    ("question: area, rule", "question: moon, rule", "› jumps › moon", "không có trong phiếu"),
    ("question: area, rule: within", "question: name, rule: no_fall", "› jumps › name", "no_fall cần"),
    ("khác xa., clause: {instrument: nd-1}", "khác xa.", "› jumps › area", "thiếu điều khoản"),
]
# fmt: on
