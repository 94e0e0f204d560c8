"""Signing in by a passkey alone: what goes wrong there is told on the page of sign-in."""

from typing import Any

from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.http import HttpResponse
from django.shortcuts import redirect


class PasskeySignIn(LoginWebAuthnView):
    """allauth's page; its word about a failure would be a message, which pages here have not."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back, with the word."""
        return redirect("/dang-nhap/?loi=khoa")
