"""Activities of a commune that was merged go on with the people who live where it lay, not with others."""

from datetime import date

import pytest
from tests.apps.activities.made import MARCH, NOW, OFFICER, activity, begun, poor_home
from tests.factories.places import in_force, make_country

from giamngheo.apps.activities.actions import enter, enter_officers, list_officer
from giamngheo.apps.activities.models import Participant
from giamngheo.apps.activities.queries import areas_of
from giamngheo.foundation.areas.models import Change
from giamngheo.foundation.areas.states import Verb

pytestmark = pytest.mark.django_db
AFTER = date(2026, 8, 1)


def test_an_activity_of_a_merged_commune_goes_on_where_the_commune_lay() -> None:
    country = make_country()
    here, elsewhere = poor_home(country.east_1, "Mẫu Văn Đây"), poor_home(country.west_1, "Mẫu Văn Kia")
    row, training = begun(activity(country.east)), activity(country.east, "officer_training")
    in_force(
        date(2026, 7, 1),
        [
            Change(verb=Verb.CREATE, code="joint", kind="commune", name="Hợp", parent_code="province"),
            Change(verb=Verb.CREATE, code="joint-1", kind="village", name="Hợp Một", parent_code="joint"),
            *(Change(verb=Verb.MOVE, code=code, parent_code="joint") for code in ("east-1", "west-1")),
            Change(verb=Verb.END, code="east-2"),
            Change(verb=Verb.SUCCEED, code="east-2", to_code="joint-1", is_whole=True),
            *(
                change
                for code in ("east", "west")
                for change in (
                    Change(verb=Verb.END, code=code),
                    Change(verb=Verb.SUCCEED, code=code, to_code="joint", is_whole=True),
                )
            ),
        ],
    )
    assert set(areas_of(row, MARCH)) >= {country.east_1.pk, country.east_2.pk}
    after = set(areas_of(row, AFTER))
    assert country.east_1.pk in after and country.west_1.pk not in after
    assert (
        country.areas["east_1"].pk in after and len(after) >= 4
    )  # the village that came after is among them
    done = enter(row, [here.pk, elsewhere.pk], AFTER, OFFICER)
    assert (done.written, len(done.refused)) == (1, 1)
    assert Participant.objects.get(activity=row).name == "Mẫu Văn Đây"
    officer = list_officer(country.east_1, "Mẫu Thị Cán", NOW, OFFICER, sex="female", position="official")
    assert enter_officers(training, [officer.pk], AFTER, OFFICER).written == 1
