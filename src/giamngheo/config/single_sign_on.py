"""Single sign-on by OpenID Connect, as an office's own provider offers it; off unless four variables name it.

`GIAMNGHEO_OIDC_NAME` (what people read on the button), `GIAMNGHEO_OIDC_ISSUER` (its address),
`GIAMNGHEO_OIDC_CLIENT_ID`, `GIAMNGHEO_OIDC_CLIENT_SECRET`.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

PROVIDER_ID = "co-quan"


def provider(environment: Mapping[str, str]) -> dict[str, Any]:
    """The settings of the one provider as allauth wants them; empty without an issuer and a client."""
    said = {
        name: environment.get(f"GIAMNGHEO_OIDC_{name}", "").strip()
        for name in ("NAME", "ISSUER", "CLIENT_ID", "CLIENT_SECRET")
    }
    if not (said["ISSUER"] and said["CLIENT_ID"]):
        return {}
    app = {
        "provider_id": PROVIDER_ID,
        "name": said["NAME"] or "tài khoản của cơ quan",
        "client_id": said["CLIENT_ID"],
        "secret": said["CLIENT_SECRET"],
        "settings": {"server_url": said["ISSUER"].rstrip("/")},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def origins(providers: Mapping[str, Any]) -> list[str]:
    """Where a form of ours may lead to: the policy of a page names the provider's origin."""
    apps = providers.get("openid_connect", {}).get("APPS", [])
    parts = [urlsplit(app["settings"]["server_url"]) for app in apps]
    return [f"{part.scheme}://{part.netloc}" for part in parts]
