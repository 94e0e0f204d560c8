"""The first administrator is made from the command line, once, in a unit that is there."""

import pytest
from tests.factories.places import TODAY, make_country

from giamngheo.foundation.accounts.first import FirstError, make_first_administrator
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


def test_the_first_administrator_may_grant_in_the_whole_country_and_the_trail_tells_it() -> None:
    country = make_country()
    made = make_first_administrator("quan.tri", "Người  Quản Trị", "mat-khau", area_code="nation", day=TODAY)
    assert made.full_name == "Người Quản Trị"
    assert may(made.pk, Permission.GRANT, country.east_1.pk, TODAY)
    assert AuditLine.objects.get(verb="accounts.make_first_administrator").subject_id == str(made.pk)


def test_a_unit_that_is_not_there_and_a_name_that_is_taken_are_refused_with_a_remedy() -> None:
    make_country()
    with pytest.raises(FirstError, match="không có đơn vị nào mang mã «khong»"):
        make_first_administrator("quan.tri", "Người Quản Trị", "mat-khau", area_code="khong", day=TODAY)
    make_first_administrator("quan.tri", "Người Quản Trị", "mat-khau", area_code="nation", day=TODAY)
    with pytest.raises(FirstError, match="đã có người dùng"):
        make_first_administrator("Quan.Tri", "Người Khác", "mat-khau", area_code="nation", day=TODAY)
    assert User.objects.count() == 1
