"""Settings, from the environment; without any, a SQLite file and no mail.

====================== ===========================================================================
``ANSINH_HOME``        folder of the database, results and files; ``office`` unless given
``DATABASE_URL``       ``postgres://user@host:5432/name``; SQLite in ``ANSINH_HOME`` unless given
``ANSINH_SECRET``      key of sessions; made once and kept in ``ANSINH_HOME`` unless given
``ANSINH_HOSTS``       names the server answers to, with commas; this machine's unless given
``ANSINH_HTTPS``       ``1`` where pages are served over TLS: cookies then go over TLS only;
                       the proxy before the office must set ``X-Forwarded-Proto`` itself
``ANSINH_IDLE``        minutes of rest after which a session ends; 30 unless given
``ANSINH_REQUIRE_MFA`` ``1`` where everybody must have a second factor
``ANSINH_OIDC_URL``    issuer of the national identity; with ``ANSINH_OIDC_CLIENT`` and
                       ``ANSINH_OIDC_SECRET``, people may sign in by it
``ANSINH_OIDC_CLAIM``  claim of the signed answer that tells the personal number;
                       ``citizen_number`` unless given
``ANSINH_OIDC_SCOPE``  what is asked for, with spaces; ``openid profile`` unless given
====================== ===========================================================================
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

HERE = Path(__file__).parent
HOME = Path(os.environ.get("ANSINH_HOME", "office")).resolve()


def _secret() -> str:
    given = os.environ.get("ANSINH_SECRET")
    if given:
        return given
    file = HOME / "secret"
    if not file.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as new:
            file.chmod(0o600)
            new.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="utf-8")


def _identity() -> dict[str, Any]:
    """The national identity, where all that it needs is given; half of it is a mistake."""
    needed = ("URL", "CLIENT", "SECRET")
    given = {name: os.environ.get(f"ANSINH_OIDC_{name}", "") for name in needed}
    if not any(given.values()):
        return {}
    if missing := [f"ANSINH_OIDC_{name}" for name, value in given.items() if not value]:
        raise ImproperlyConfigured(f"the national identity also needs {', '.join(missing)}")
    app = {
        "provider_id": "national_identity",
        "name": "VNeID",
        "client_id": given["CLIENT"],
        "secret": given["SECRET"],
        "settings": {
            "server_url": given["URL"],
            "scope": os.environ.get("ANSINH_OIDC_SCOPE", "openid profile").split(),
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
        },
    }
    return {"national_identity": {"APPS": [app]}}


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ANSINH_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
_HTTPS = os.environ.get("ANSINH_HTTPS") == "1"

INSTALLED_APPS = [
    "ansinh.web.access.apps.AccessConfig",
    "ansinh.web.registry.apps.RegistryConfig",
    "ansinh.web.office.apps.OfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "ansinh.web.access.identity",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ansinh.web.access.headers.telling_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ansinh.web.access.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ansinh.web.access.tokens.signed_in_by_token",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ansinh.web.access.session.ending_session",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ansinh.web.access.gate.Gate",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "ansinh.web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ansinh.web.office.context.office",
            ],
            "builtins": ["ansinh.web.office.templatetags.words"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{HOME / 'office.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # Pages ask for few rows of big tables: no machine code for a query, and reading anywhere on the
    # disk costs about what reading in order does.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off -c random_page_cost=1.1"
#: Wrong codes tried and codes used up: in the database, since every process must know of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_attempts",
    }
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "ansinh.web.access.adapter.ClosedAdapter"
ACCOUNT_FORMS = {"change_password": "ansinh.web.access.adapter.OtherPasswordForm"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "ansinh.web.access.adapter.SealedAdapter"
MFA_TOTP_TOLERANCE = 1
REQUIRE_MFA = os.environ.get("ANSINH_REQUIRE_MFA") == "1"
SOCIALACCOUNT_ADAPTER = "ansinh.web.access.identity.adapter.KnownOnly"
SOCIALACCOUNT_PROVIDERS = _identity()
OIDC_CLAIM = os.environ.get("ANSINH_OIDC_CLAIM", "citizen_number")
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "ansinh.web.access.adapter.tried_name"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_NAME = "__Host-session" if _HTTPS else "session"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_AGE = int(os.environ.get("ANSINH_IDLE", "30")) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
STATIC_ROOT = HOME / "static"
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["imports", "runs"]},
}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
