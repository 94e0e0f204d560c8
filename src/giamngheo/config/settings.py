"""Django's settings: one file for every place, steered by a few variables of the environment.

`GIAMNGHEO_DATA` (what is kept), `DATABASE_URL` (an own PostgreSQL), `GIAMNGHEO_HOSTS` (names the server
answers to, by comma), `GIAMNGHEO_HTTPS=1` (behind a proxy with TLS), `GIAMNGHEO_PROXIES` (how many proxies
stand before it and add the address of who asks to `X-Forwarded-For`),
`GIAMNGHEO_DEBUG=1`, `GIAMNGHEO_SECRET_KEY`, `GIAMNGHEO_SECOND_FACTOR=required`,
`GIAMNGHEO_IDLE_MINUTES` (30), `GIAMNGHEO_OIDC_…` (single sign-on), `GIAMNGHEO_MINORITY_BY` (head),
`GIAMNGHEO_SMALLEST_TOLD` (5).
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from giamngheo.config.database import connection_settings
from giamngheo.config.places import build_folder, data_folder
from giamngheo.config.secret_key import known_secret_key
from giamngheo.config.single_sign_on import origins, provider

_SOURCES = Path(__file__).resolve().parents[1]


def _switched_on(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


DEBUG = _switched_on("GIAMNGHEO_DEBUG")
SECRET_KEY = known_secret_key()

_NAMED_HOSTS = [name.strip() for name in os.environ.get("GIAMNGHEO_HOSTS", "").split(",") if name.strip()]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *_NAMED_HOSTS]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",  # before accounts: the trail tells what it decided
    "giamngheo.foundation.audit",
    "giamngheo.foundation.areas",
    "giamngheo.foundation.accounts",
    "giamngheo.foundation.tokens",
    "giamngheo.foundation.tasks",
    "giamngheo.foundation.kept_counts",
    "giamngheo.apps.papers",
    "giamngheo.apps.households",
    "giamngheo.apps.support",
    "giamngheo.apps.activities",
    "giamngheo.apps.fund",
    "giamngheo.apps.oversight",
    "giamngheo.apps.budgets",
    "giamngheo.apps.surveys",
    "giamngheo.apps.exchange",
    "giamngheo.apps.reviews",
    "giamngheo.apps.snapshots",
    "giamngheo.apps.reports",
    "giamngheo.apps.results",
    "giamngheo.apps.reporting",
    "giamngheo.apps.packages",
    "giamngheo.apps.programmes",
    "giamngheo.apps.coordination",
    "giamngheo.apps.report_forms",
    "giamngheo.apps.dashboards",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "giamngheo.web.components.headers.PageHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "giamngheo.web.api.door.WithoutCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "giamngheo.web.components.idle_session.IdleSession",
    "giamngheo.web.components.acting_person.ActingPerson",
    "giamngheo.web.staff.classification.handing_over.SittingHandedOver",
    "django.middleware.common.CommonMiddleware",
    "giamngheo.web.components.upload_limit.UploadLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "giamngheo.web.components.second_factor.SecondFactorAsked",
    "axes.middleware.AxesMiddleware",
    "giamngheo.web.api.door.ByToken",
]

ROOT_URLCONF = "giamngheo.config.urls"
WSGI_APPLICATION = "giamngheo.config.wsgi.application"
ASGI_APPLICATION = "giamngheo.config.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted((_SOURCES / "web").glob("**/templates")),
        "OPTIONS": {
            "environment": "giamngheo.web.components.jinja.environment",
            "context_processors": ["giamngheo.web.components.jinja.token_once"],
        },
    }
]

DATABASES = {"default": {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, **connection_settings()}}
DATABASES["default"].setdefault("OPTIONS", {})["server_side_binding"] = True
if os.environ.get("GIAMNGHEO_DATABASE_ROLE"):  # the web server: nothing is asked as the owner of the tables
    # Statements of pages keep their plans: making them takes as long as all else that a page asks. Work on
    # hundreds of thousands of rows has each of its statements planned for these very rows.
    DATABASES["default"]["OPTIONS"] |= {
        "assume_role": os.environ["GIAMNGHEO_DATABASE_ROLE"],
        "prepare_threshold": 2,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who signs in, and how. There is no open sign-up: people come by invitation.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "giamngheo.foundation.accounts.sittings.SignedIn",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"giamngheo.foundation.accounts.passwords.{name}"}
    for name in ("LongEnough", "NotCommon", "NotOnlyDigits", "NotLikeThePerson")
]
PASSWORD_RESET_TIMEOUT = 24 * 3600  # the one-time link that an administrator hands over
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("GIAMNGHEO_PROXIES", "").strip() or 0)
ACCOUNT_ADAPTER = "giamngheo.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "5/5m/key", "change_password": "10/m/user"}
ACCOUNT_FORMS = {
    "login": "giamngheo.web.staff.sign_in.forms.SignInForm",
    "change_password": "giamngheo.web.staff.sign_in.forms.ChangePasswordForm",
    "set_password": "giamngheo.web.staff.sign_in.forms.SetPasswordForm",
    "reauthenticate": "giamngheo.web.staff.sign_in.forms.ConfirmForm",
}

# Five refusals of one name from one address close the door for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "giamngheo.foundation.accounts.lockout.name_of"
AXES_CLIENT_IP_CALLABLE = "giamngheo.foundation.accounts.addresses.address_of"
AXES_LOCKOUT_CALLABLE = "giamngheo.web.staff.sign_in.locked.page"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# The second factor: authenticator app, passkeys, recovery codes. `required`: for all who may grant roles.
SECOND_FACTOR_REQUIRED = os.environ.get("GIAMNGHEO_SECOND_FACTOR", "").strip().lower() == "required"
MFA_ADAPTER = "giamngheo.foundation.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _switched_on("GIAMNGHEO_HTTPS")  # browsers allow localhost only
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # clocks of offices drift
MFA_TOTP_ISSUER = "Giảm nghèo"
MFA_FORMS = {
    "authenticate": "giamngheo.web.staff.sign_in.forms.CodeForm",
    "reauthenticate": "giamngheo.web.staff.sign_in.forms.ConfirmByCodeForm",
    "activate_totp": "giamngheo.web.staff.sign_in.forms.ActivateAppForm",
    "add_webauthn": "giamngheo.web.staff.sign_in.forms.AddKeyForm",
    "edit_webauthn": "giamngheo.web.staff.sign_in.forms.RenameKeyForm",
}

# Single sign-on: only people who are here already, by an address that the provider has verified.
SOCIALACCOUNT_ADAPTER = "giamngheo.foundation.accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = provider(os.environ)
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

USERSESSIONS_TRACK_ACTIVITY = False  # `IdleSession` notes it, once a minute at most
IDLE_SECONDS = 60 * int(os.environ.get("GIAMNGHEO_IDLE_MINUTES", "").strip() or 30)

# Long work. A kind of task is a name in the database and the function that does it, by dotted path.
TASK_KINDS = {
    "exchange.open": "giamngheo.apps.exchange.tasks.open_list",
    "exchange.classify": "giamngheo.apps.exchange.tasks.classify_list",
    "households.search_doubles": "giamngheo.apps.households.tasks.search_doubles",
    "exchange.compare_import": "giamngheo.apps.exchange.tasks.compare_import",
    "exchange.compare_intake": "giamngheo.apps.exchange.tasks.take_in",
    "exchange.write_intake": "giamngheo.apps.exchange.tasks.take_in",
    "exchange.undo_intake": "giamngheo.apps.exchange.tasks.take_in",
    "exchange.return_intake": "giamngheo.apps.exchange.tasks.take_in",
    "exchange.return_import": "giamngheo.apps.exchange.tasks.return_import",
    "exchange.write_import": "giamngheo.apps.exchange.tasks.write_import",
    "reviews.draw_certificates": "giamngheo.apps.reviews.tasks.draw_certificates",
    "reviews.print_certificates": "giamngheo.apps.reviews.tasks.print_certificates",
    "reviews.decide": "giamngheo.apps.reviews.tasks.decide_villages",
    "reviews.score_round": "giamngheo.apps.reviews.tasks.score_round",
    "reviews.tabulate": "giamngheo.apps.reviews.tasks.tabulate_period",
    "results.count": "giamngheo.apps.results.tasks.count",
    "snapshots.make": "giamngheo.apps.snapshots.tasks.make",
    "dashboards.sum": "giamngheo.apps.dashboards.tasks.sum_up",
    "budgets.take_in": "giamngheo.apps.budgets.tasks.take_in_vouchers",
    "programmes.read_plan": "giamngheo.apps.programmes.tasks.read_plan",
    "kept_counts.count": "giamngheo.foundation.kept_counts.actions.count_in_background",
}

# What pages of large units show as it was last counted: who may see it, and the function that counts.
KEPT_COUNTS = {
    "activities.officers": ("see_results", "giamngheo.apps.activities.queries.trained_in"),
    "activities.outputs": ("see_results", "giamngheo.apps.activities.outputs.outputs_by_kind"),
    "activities.projects": ("see_results", "giamngheo.apps.activities.queries.counts_by_project"),
    "budgets.rates": ("see_money", "giamngheo.apps.budgets.rates.year_rates"),
    "oversight.checks": ("see_results", "giamngheo.apps.oversight.doubts.check_counts"),
    "support.year": ("see_households", "giamngheo.apps.support.counts.year_counts"),
    "support.lacks": ("see_households", "giamngheo.apps.support.counts.lack_counts"),
}

# What is kept: tables of B1 points loaded by an office, and lists for the time of their sitting only.
DATA = data_folder()
SITTINGS = DATA / "sittings"
IMPORTS = DATA / "imports"  # files that the register was taken from stay

# By whom a household counts as one of an ethnic minority: head, head_or_spouse, anybody. No text was found.
MINORITY_BY = os.environ.get("GIAMNGHEO_MINORITY_BY", "").strip() or "head"
if MINORITY_BY not in {"head", "head_or_spouse", "anybody"}:
    raise ImproperlyConfigured("GIAMNGHEO_MINORITY_BY phải là head, head_or_spouse hoặc anybody.")

# The least count above nought that published figures tell. Ours, unverified: no text fixes one.
SMALLEST_TOLD = int(os.environ.get("GIAMNGHEO_SMALLEST_TOLD", "").strip() or 5)
if SMALLEST_TOLD < 3:
    raise ImproperlyConfigured("GIAMNGHEO_SMALLEST_TOLD phải từ 3 trở lên: dưới đó số nhỏ cho biết từng hộ.")

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = build_folder() / "static"
STATICFILES_DIRS = [path for path in [build_folder() / "frontend"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Lists of whole provinces are uploaded: straight to disk, never into memory.
UPLOAD_LIMIT_BYTES = 200 * 1024 * 1024
# The sheet of a household of a hundred, the plan with a row for every reviewer, the votes of a meeting.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600

SESSION_ENGINE = "giamngheo.foundation.accounts.sittings"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "giamngheo.web.components.errors.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *origins(SOCIALACCOUNT_PROVIDERS)],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

if _switched_on("GIAMNGHEO_HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in _NAMED_HOSTS]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "giamngheo": {"level": "INFO"},
        # Django's own handlers would mail administrators nobody named.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "axes": {"level": "ERROR"},  # what it would say stands in the trail
    },
}
