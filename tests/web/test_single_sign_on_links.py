"""«Tài khoản liên thông» without a provider to talk to: when it is shown, and what may not be untied."""

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from tests.factories.people import make_person

from giamngheo.config.single_sign_on import PROVIDER_ID, provider
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
PAGE = "/tai-khoan/lien-thong/"


@pytest.fixture
def office(settings: Any) -> None:
    cache.clear()
    said = {"ISSUER": "https://dang-nhap.vi-du.vn", "CLIENT_ID": "x", "NAME": "tài khoản của tỉnh"}
    settings.SOCIALACCOUNT_PROVIDERS = provider({f"GIAMNGHEO_OIDC_{name}": said[name] for name in said})


@pytest.fixture
def linked(client: Client) -> SocialAccount:
    person = make_person()
    client.force_login(person)
    return SocialAccount.objects.create(user=person, provider=PROVIDER_ID, uid="lan", extra_data={})


def confirmed(client: Client) -> Client:
    answer = client.get(PAGE)
    assert answer.headers["Location"].startswith("/tai-khoan/xac-nhan/")
    client.post(answer.headers["Location"], {"password": "mat-khau-thu-nghiem"})
    return client


def test_without_a_provider_there_is_no_such_page_and_no_link_to_it(
    client: Client, linked: SocialAccount
) -> None:
    assert client.get(PAGE).headers["Location"] == "/tai-khoan/"
    assert PAGE not in client.get("/tai-khoan/").content.decode()


@pytest.mark.usefixtures("office")
def test_nothing_is_untied_before_the_password_is_confirmed(client: Client, linked: SocialAccount) -> None:
    assert PAGE in client.get("/tai-khoan/").content.decode()
    asked = client.post(PAGE, {"account": linked.pk}).headers["Location"]
    assert asked.startswith("/tai-khoan/xac-nhan/")
    assert SocialAccount.objects.exists()
    done = client.post(asked, {"password": "mat-khau-thu-nghiem"})  # what was asked for is done at once
    assert done.headers["Location"] == "/tai-khoan/?xong=go-lien-ket"
    assert not SocialAccount.objects.exists()
    assert AuditLine.objects.get(verb="sign_in.unlinked").actor_id == linked.user_id


@pytest.mark.usefixtures("office")
def test_the_only_way_in_is_not_untied(client: Client, linked: SocialAccount) -> None:
    person = User.objects.get()
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    said = client.get(PAGE).content.decode()
    assert "Gỡ liên kết</button>" not in said
    assert "Đặt mật khẩu" in said
    refused = client.post(PAGE, {"account": linked.pk}).content.decode()
    assert "Chưa có mật khẩu, gỡ rồi thì không còn cách đăng nhập" in refused
    assert SocialAccount.objects.exists()


@pytest.mark.usefixtures("office")
def test_somebody_elses_is_not_untied(client: Client, linked: SocialAccount) -> None:
    other = SocialAccount.objects.create(user=make_person(), provider=PROVIDER_ID, uid="gia", extra_data={})
    answer = confirmed(client).post(PAGE, {"account": other.pk})
    assert answer.status_code == 200
    assert SocialAccount.objects.count() == 2
