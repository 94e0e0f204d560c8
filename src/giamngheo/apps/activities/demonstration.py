"""Made-up activities of the demonstration's commune: of several kinds, each at another step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from giamngheo.apps.activities.actions import (
    Line,
    Said,
    add_gathering,
    add_product,
    add_test,
    answer,
    ask,
    draft,
    enter,
    enter_officers,
    hand_over,
    list_asset,
    list_officer,
    mark,
    move,
    note_visit,
    publish_product,
    report_asset,
)
from giamngheo.apps.activities.eligibility import entrants, verdict
from giamngheo.apps.activities.models import Activity, Participant
from giamngheo.apps.activities.states import AssetState, Verb
from giamngheo.apps.households.models import Household, Person
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import children_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.activities.library import activity_kinds
from giamngheo.law.vocabulary.activities import Takes

ENOUGH: Final = date(2026, 10, 15)
"""From this day on all that happens in the demonstration lies in the past."""
FIRST, MAY, AUGUST, LAST = date(2026, 3, 2), date(2026, 5, 11), date(2026, 8, 17), date(2026, 9, 30)
_GROUP: Final = "Tổ hợp tác Đông (trình diễn)"
_HEAD: Final = "Mẫu Thị Hoà (trình diễn)"
_OFFICERS: Final = (
    ("Mẫu Thị Lan", "female", "village_cadre"),
    ("Thử Văn Nam", "male", "village_cadre"),
    ("Trình Thị Yến", "female", "association"),
    ("Diễn Văn Sơn", "male", "collaborator"),
    ("Ví Thị Nga", "female", "official"),
)


@dataclass(frozen=True)
class People:
    """Who works in the demonstration: the officer keeps, the leader approves and accepts."""

    officer: Actor
    leader: Actor


@transaction.atomic
def fill_activities(commune: Area, people: People, today: date) -> bool:
    """Write the activities of a commune, once; False where there are some already."""
    if today < ENOUGH or Activity.objects.filter(area=commune).exists():
        return False
    made = _Made(commune, people, today)
    made.models()
    made.support()
    made.classes()
    made.dialogue()
    made.officers()
    made.assets()
    return True


@dataclass(frozen=True)
class _Made:
    commune: Area
    people: People
    today: date

    def draft(
        self,
        kind: str,
        title: str,
        first: date,
        last: date,
        fields: Mapping[str, Any],
        **more: Any,
    ) -> Activity:
        law = activity_kinds()[kind]
        owner = {"owner_kind": law.owners[1], "owner_name": _GROUP} if law.owners else {}
        said = Said(f"{title} (trình diễn)", law.projects[0], first, last, fields=fields, **owner)
        return draft(self.commune, law, said, self.people.officer, **more)

    def approved(self, row: Activity) -> Activity:
        row = move(row, Verb.SUBMIT, FIRST, self.people.officer)
        number = "Quyết định 00/QĐ-TRÌNH-DIỄN, không có thật"
        row = move(row, Verb.APPROVE, FIRST, self.people.leader, approval=number)
        return move(row, Verb.BEGIN, FIRST, self.people.officer)

    def over(self, row: Activity, words: str = "") -> Activity:
        row = move(row, Verb.FINISH, LAST, self.people.officer, words=words)
        return move(row, Verb.ACCEPT, LAST, self.people.leader, words=words)

    def enter(self, row: Activity, day: date, count: int, skipped: int = 0) -> list[Participant]:
        """The first who may take part, some skipped, so that no need is met twice."""
        kind, areas = row.law, areas_within([self.commune.pk], day)
        rows = Household if kind.takes is Takes.HOUSEHOLDS else Person
        living = rows._default_manager.filter(among(areas), is_living=True).order_by("pk")
        ids = list(living.values_list("pk", flat=True))
        found = entrants(kind, ids, day)
        may = [one for one in ids if one in found and verdict(kind, found[one], day).group]
        enter(row, may[skipped : skipped + count], day, self.people.officer)
        return list(Participant.objects.filter(activity=row).order_by("pk"))

    def met(self, row: Activity, day: date, topic: str, people: Sequence[Participant]) -> None:
        gathering = add_gathering(row, day, self.people.officer, topic=topic, place="Nhà văn hoá thôn")
        mark(gathering, [one.pk for one in people], self.today, self.people.officer)

    def models(self) -> None:
        """One model accepted and repeated, one going on."""
        fields = {"objective": "Nuôi bò sinh sản để có thu nhập ổn định", "line": "livestock"}
        row = self.approved(self.draft("model", "Nuôi bò sinh sản ở thôn Đông 1", FIRST, LAST, fields))
        people = self.enter(row, FIRST, 4)
        self.give(row, people, "breed", quantity="2", value=30_000_000, words="bò cái 12 tháng")
        for one in people:
            self.visit(one, AUGUST, "Bò khoẻ, hai hộ đã có bê", has_result=True)
        self.product(row)
        row = self.over(row)
        self.draft(
            "model", "Nhân rộng nuôi bò ở thôn Đông 3", AUGUST, date(2026, 12, 25), fields, replicates=row
        )
        fields = {"objective": "Trồng rau an toàn bán cho trường học", "line": "crop"}
        row = self.draft("model", "Trồng rau an toàn", MAY, date(2026, 12, 20), fields)
        row = self.approved_later(row)
        people = self.enter(row, MAY, 3, skipped=4)
        self.give(row, people, "seed", quantity="5", value=1_200_000, words="hạt giống rau cải")
        self.visit(people[0], AUGUST, "Vườn lên tốt, cần thêm lưới che", has_result=False)

    def approved_later(self, row: Activity) -> Activity:
        row = move(row, Verb.SUBMIT, MAY, self.people.officer)
        row = move(row, Verb.APPROVE, MAY, self.people.leader)
        return move(row, Verb.BEGIN, MAY, self.people.officer)

    def give(
        self,
        row: Activity,
        people: Sequence[Participant],
        item: str,
        *,
        quantity: str,
        value: int,
        words: str,
    ) -> None:
        lines = [
            Line(one.pk, item, Decimal(quantity), "con" if item == "breed" else "kg", value, MAY, words)
            for one in people
        ]
        hand_over(row, lines, self.people.officer)

    def visit(self, one: Participant, day: date, found: str, *, has_result: bool) -> None:
        note_visit(
            one,
            day,
            found,
            self.people.officer,
            by_whom="Cán bộ khuyến nông (trình diễn)",
            has_result=has_result,
            next_on=None if has_result else day + timedelta(days=60),
        )

    def product(self, row: Activity) -> None:
        made = add_product(
            row, "Thịt bò Đông (trình diễn)", _GROUP, self.people.officer, words="Nuôi cỏ tự nhiên"
        )
        laboratory = "Phòng kiểm nghiệm trình diễn, không có thật"
        add_test(
            made,
            AUGUST,
            "Salmonella",
            "Không phát hiện",
            self.people.officer,
            laboratory=laboratory,
            passes=True,
        )
        publish_product(made, self.today, self.people.officer)

    def support(self) -> None:
        """In-kind support that waits to be approved."""
        fields = {"sector": "livestock", "supplier": "Cơ sở giống trình diễn", "cost_planned": 60_000_000}
        row = self.draft("in_kind_support", "Hỗ trợ gà giống vụ đông", AUGUST, date(2026, 12, 15), fields)
        self.enter(row, AUGUST, 4, skipped=7)
        move(row, Verb.SUBMIT, AUGUST, self.people.officer)

    def classes(self) -> None:
        """A training that waits to be accepted, children who were treated, a session that is to come."""
        row = self.draft(
            "household_training",
            "Kỹ thuật nuôi bò, phòng bệnh",
            MAY,
            LAST,
            {"subject": "Nuôi dưỡng, phòng bệnh cho bò", "teacher": "Trạm khuyến nông", "days": "2"},
        )
        people = self.enter(row, MAY, 8)
        self.met(row, MAY, "Chọn giống, chuồng trại", people[:7])
        self.met(row, MAY + timedelta(days=1), "Phòng bệnh", people[:6])
        move(row, Verb.FINISH, LAST, self.people.officer)
        row = self.draft(
            "child_nutrition",
            "Bổ sung vi chất cho trẻ em hộ nghèo",
            MAY,
            LAST,
            {"intervention": "Cân đo, bổ sung vi chất", "station": "Trạm Y tế xã"},
        )
        people = self.enter(row, MAY, 5)
        if people:
            self.met(row, AUGUST, "Đợt 1", people)
            self.over(row)
        self.draft(
            "communication_session",
            "Hướng dẫn vay vốn, học nghề",
            self.today + timedelta(days=3),
            self.today + timedelta(days=3),
            {"subject": "Vay vốn ưu đãi, học nghề ngắn hạn", "service": "job"},
        )

    def dialogue(self) -> None:
        """A dialogue with a question that is not answered yet."""
        row = self.draft(
            "policy_dialogue",
            "Đối thoại với hộ nghèo quý III",
            AUGUST,
            AUGUST,
            {"subject": "Vay vốn, nhà ở", "chaired_by": _HEAD, "audience": 46},
        )
        people = self.enter(row, AUGUST, 6)
        self.met(row, AUGUST, "", people[:5])
        first = ask(
            row, "Hộ cận nghèo được vay tối đa bao nhiêu?", self.people.officer, asked_by="Một hộ ở Đông 2"
        )
        bank = "Ngân hàng Chính sách xã hội (trình diễn)"
        answer(first, "Theo mức ngân hàng công bố; xem bảng ở trụ sở.", bank, AUGUST, self.people.officer)
        ask(row, "Bao giờ sửa kênh thôn Đông 3?", self.people.officer, due=LAST)
        move(row, Verb.FINISH, LAST, self.people.officer)

    def officers(self) -> None:
        """The list of officers and a training that most of them came to."""
        villages = children_of(self.commune.pk, self.today)
        rows = [
            list_officer(
                Area(pk=villages[place % len(villages)].area_id if villages else self.commune.pk),
                name,
                date(2025, 7, 1),
                self.people.officer,
                sex=sex,
                position=position,
            )
            for place, (name, sex, position) in enumerate(_OFFICERS)
        ]
        row = self.draft(
            "officer_training",
            "Tập huấn rà soát hộ nghèo",
            AUGUST,
            LAST,
            {"subject": "review", "content": "Quy trình, phiếu, phần mềm"},
        )
        enter_officers(row, [one.pk for one in rows], AUGUST, self.people.officer)
        people = list(Participant.objects.filter(activity=row).order_by("pk"))
        self.met(row, AUGUST + timedelta(days=1), "Quy trình", people[:4])
        self.over(row)

    def assets(self) -> None:
        """Loudspeakers, one of which is out of order, and an information point."""
        told = (
            ("loudspeaker", "Đài truyền thanh xã Mẫu Đông", AssetState.WORKS, ""),
            ("loudspeaker", "Cụm loa thôn Đông 3", AssetState.BROKEN, "Sét đánh hỏng bộ thu"),
            ("information_point", "Điểm bưu điện – văn hoá xã", AssetState.WORKS, ""),
        )
        for kind, name, state, words in told:
            one = list_asset(
                self.commune, kind, f"{name} (trình diễn)", date(2025, 7, 1), self.people.officer
            )
            report_asset(one, LAST, state, self.today, self.people.officer, words=words)
