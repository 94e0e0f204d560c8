"""No English on any page of sign-in, whatever is sent to it."""

import html
import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.foundation.accounts.actions import make_password_link
from giamngheo.foundation.accounts.adapters import SecondFactorAdapter
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.actions import Actor
from giamngheo.web.staff.sign_in.password_link import address_of_link

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"

# Words of the libraries' own sentences; none is a syllable of Vietnamese.
_ENGLISH = re.compile(
    r"\b(the|this|that|your|you|and|with|please|password|username|email|user|login|log|sign|invalid|required|"
    r"field|enter|code|codes|account|security|key|keys|authenticator|authentication|app|incorrect|expired|"
    r"remember|forgot|again|new|current|must|same|each|time|type|many|attempts|later|cannot|are|been|has|have|"
    r"reset|change|submit|cancel|confirm|master|backup|passwordless|enabling|common|short|similar|entirely|"
    r"numeric|contain|least|characters|link|session|sessions|device|browser|error|not|is|of|for|from)\b",
    re.IGNORECASE,
)
_ALLOWED = re.compile(r"Caps Lock|JavaScript|USB|PIN|QR|Mã QR|Chrome|Firefox|trình duyệt khác", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def english_in(text: str) -> set[str]:
    """Words of English for the eye or the ear: text, titles, labels, hints, values of buttons."""
    spoken = re.findall(r'(?:alt|title|aria-label|placeholder)="([^"]*)"', text)
    seen = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    seen = re.sub(r"<code.*?</code>", " ", seen, flags=re.DOTALL)
    seen = html.unescape(re.sub(r"<[^>]*>", " ", seen)) + " " + " ".join(spoken)
    return {word.lower() for word in _ENGLISH.findall(_ALLOWED.sub(" ", seen))}


_WRONG: dict[str, list[dict[str, str]]] = {
    "account_login": [{}, {"login": "ai-do", "password": "sai"}, {"login": "a@vi-du.vn", "password": "sai"}],
    "account_change_password": [
        {},
        {"oldpassword": "sai", "password1": "1", "password2": "2"},
        {"oldpassword": PASSWORD, "password1": "password", "password2": "password"},
        {"oldpassword": PASSWORD, "password1": "nguoi-thu-nghiem", "password2": "khac"},
    ],
    "account_reauthenticate": [{}, {"password": "sai"}],
    "mfa_activate_totp": [{}, {"code": "123"}],
    "mfa_add_webauthn": [{}, {"name": "", "credential": "{"}],
    "mfa_generate_recovery_codes": [{}],
}
_PAGES = (
    "account", "account_login", "account_logout", "account_inactive", "account_change_password",
    "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_list_webauthn",
    "mfa_add_webauthn", "usersessions_list",
)  # fmt: skip


def test_the_words_looked_for_are_found() -> None:
    assert english_in('<p title="Your key">Mật khẩu</p>') == {"your", "key"}
    assert english_in("<p>Gõ mã, tên, khoá. Kiểm tra phím Caps Lock.</p>") == set()


@pytest.mark.parametrize("has_factor", [False, True])
def test_no_page_of_the_account_holds_english(client: Client, has_factor: bool) -> None:
    person = make_person(("administrator", make_country().east))
    keep = SecondFactorAdapter().encrypt
    if has_factor:
        for kind, data in (
            ("totp", {"secret": keep("ABCDEFGH")}),
            ("recovery_codes", {"seed": keep("00" * 40), "used_mask": 0}),
            ("webauthn", {"name": "Máy cơ quan", "credential": {}}),
        ):
            Authenticator.objects.create(user=person, type=kind, data=data)
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    seen = 0
    for name in _PAGES:
        if has_factor and name in {"mfa_reauthenticate_webauthn", "mfa_add_webauthn"}:
            continue  # asks the real key of the device; the journey does
        for given in [None, *_WRONG.get(name, [])]:
            answer = client.get(reverse(name)) if given is None else client.post(reverse(name), given)
            if answer.status_code in {200, 422}:
                seen += 1
                assert (name, given, english_in(answer.content.decode())) == (name, given, set())
    assert seen > 12


def test_no_page_on_the_way_in_holds_english(client: Client) -> None:
    country = make_country()
    admin, person = make_person(("administrator", country.east)), make_person(("officer", country.east))
    uid, token = make_password_link(Actor(admin.pk, admin.full_name), person, day=timezone.localdate())
    link = client.get(address_of_link(uid, token)).headers["Location"]
    answers = [
        client.get(link),
        client.post(link, {}),
        client.post(link, {"new_password1": "1", "new_password2": "2"}),
        client.post(link, {"new_password1": "123", "new_password2": "123"}),
        client.get("/dat-lai-mat-khau/a/b-c/"),
        client.get("/loi-moi/khong-co/"),
        client.get("/dang-nhap/?xong=loi-moi"),
        client.get("/dang-nhap/?loi=khoa"),
        *(client.post("/dang-nhap/", given) for given in _WRONG["account_login"]),
        *(client.post("/dang-nhap/", {"login": person.username, "password": "sai"}) for _ in range(6)),
    ]
    Authenticator.objects.create(
        user=admin, type="totp", data={"secret": SecondFactorAdapter().encrypt("ABCDEFGH")}
    )
    client.post("/dang-nhap/", {"login": admin.username, "password": PASSWORD})
    answers += [
        client.post("/dang-nhap/buoc-hai/", given) for given in ({}, {"code": "1"}, {"credential": "x"})
    ]
    answers += [client.post("/dang-nhap/buoc-hai/", {"code": "1"}) for _ in range(6)]
    for answer in answers:
        assert answer.status_code in {200, 410, 429}
        assert english_in(answer.content.decode()) == set()


def test_asking_too_fast_is_told_in_vietnamese(client: Client, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}  # type: ignore[attr-defined]
    answers = [client.post("/dang-nhap/") for _ in range(3)]
    assert answers[-1].status_code == 429
    assert english_in(answers[-1].content.decode()) == set()
    assert "Chờ một phút" in answers[-1].content.decode()


def test_a_name_of_a_person_is_never_markup(client: Client) -> None:
    person = make_person()
    User.objects.filter(pk=person.pk).update(full_name="<b>Lan</b>")
    client.force_login(person)
    assert "<b>Lan" not in client.get("/tai-khoan/").content.decode()
