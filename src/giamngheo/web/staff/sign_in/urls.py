"""Addresses of sign-in and of the own account. The names are allauth's, which looks its pages up by them."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path

from giamngheo.web.components.guard import open_to_all, signed_in
from giamngheo.web.staff.sign_in import invitation, mine, single_sign_on, tokens
from giamngheo.web.staff.sign_in.passkeys import PasskeySignIn
from giamngheo.web.staff.sign_in.password_link import PasswordLink

urlpatterns = [
    path("dang-nhap/", open_to_all(mine.SignIn.as_view()), name="account_login"),
    path("dang-nhap/buoc-hai/", open_to_all(second_factor.authenticate), name="mfa_authenticate"),
    path("dang-nhap/khoa-truy-cap/", open_to_all(PasskeySignIn.as_view()), name="mfa_login_webauthn"),
    path("dang-nhap/da-ngung/", open_to_all(account.account_inactive), name="account_inactive"),
    path(
        "dang-nhap/lien-thong/da-huy/",
        open_to_all(social.login_cancelled),
        name="socialaccount_login_cancelled",
    ),
    path(
        "dang-nhap/lien-thong/<slug:provider_id>/",
        open_to_all(openid.login),
        name="openid_connect_login",
    ),
    path(
        "dang-nhap/lien-thong/<slug:provider_id>/tra-loi/",
        open_to_all(openid.callback),
        name="openid_connect_callback",
    ),
    path("dang-xuat/", open_to_all(account.logout), name="account_logout"),
    path("loi-moi/<str:secret>/", invitation.page, name="invitation"),
    path(
        "dat-lai-mat-khau/<str:uidb64>/<str:token>/",
        open_to_all(PasswordLink.as_view()),
        name="password-link",
    ),
    path("phien/con-lai/", mine.time_left, name="time-left"),
    path("phien/tiep-tuc/", mine.stay, name="stay"),
    path("tai-khoan/", mine.page, name="account"),
    path("tai-khoan/mat-khau/", signed_in(account.password_change), name="account_change_password"),
    path("tai-khoan/mat-khau/dat/", signed_in(account.password_set), name="account_set_password"),
    path("tai-khoan/lien-thong/", single_sign_on.links, name="socialaccount_connections"),
    path("tai-khoan/ma-truy-cap/", tokens.tokens, name="tokens"),
    path("tai-khoan/ma-truy-cap/moi/", tokens.new_token, name="new-token"),
    path("tai-khoan/ma-truy-cap/<int:token_id>/thu-hoi/", tokens.withdrawing, name="withdraw-token"),
    path(
        "nguoi-dung/<int:user_id>/ma-truy-cap/<int:token_id>/thu-hoi/",
        tokens.withdrawing_anothers,
        name="withdraw-token-of",
    ),
    path("tai-khoan/phien/", mine.sessions, name="usersessions_list"),
    path("tai-khoan/phien/khac/ket-thuc/", mine.end_other_sessions, name="end-other-sessions"),
    path("tai-khoan/phien/<int:number>/ket-thuc/", mine.end_session, name="end-session"),
    path("tai-khoan/xac-nhan/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("tai-khoan/xac-nhan/ma/", signed_in(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path(
        "tai-khoan/xac-nhan/khoa/",
        signed_in(keys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("tai-khoan/hai-buoc/", signed_in(mine.SecondFactors.as_view()), name="mfa_index"),
    path("tai-khoan/hai-buoc/ung-dung/", signed_in(app.activate_totp), name="mfa_activate_totp"),
    path("tai-khoan/hai-buoc/ung-dung/go/", mine.take_app_off, name="mfa_deactivate_totp"),
    path("tai-khoan/hai-buoc/ma-du-phong/", mine.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tai-khoan/hai-buoc/ma-du-phong/tao/",
        signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("tai-khoan/hai-buoc/khoa/", signed_in(keys.list_webauthn), name="mfa_list_webauthn"),
    path("tai-khoan/hai-buoc/khoa/them/", signed_in(keys.add_webauthn), name="mfa_add_webauthn"),
    path("tai-khoan/hai-buoc/khoa/<int:pk>/sua/", signed_in(keys.edit_webauthn), name="mfa_edit_webauthn"),
    path("tai-khoan/hai-buoc/khoa/<int:pk>/go/", signed_in(keys.remove_webauthn), name="mfa_remove_webauthn"),
]
