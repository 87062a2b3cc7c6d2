"""All settings, one file. Every value comes from the environment and has a default that runs.

A value that makes no sense is refused at the start, with the name of the variable.
docs/administrators.md lists them all; a test in tests/house keeps that list true.
"""

from __future__ import annotations

import os
import secrets
import tempfile
import zoneinfo
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import logs, sqlite

sqlite.take_newer()

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()


def number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number from the environment, refused outside its range."""
    try:
        value = env.int(name, default=default)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from error
    if not least <= value <= most:
        raise ImproperlyConfigured(f"{name} must be from {least} to {most}, and is {value}.")
    return value


def flag(name: str, default: bool) -> bool:
    """A yes or no from the environment; anything but the usual words is refused."""
    text = env.str(name, default="1" if default else "0").strip().casefold()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, and is {text!r}.")


def choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    """One of a few words from the environment, in any case; anything else is refused."""
    text = env.str(name, default=default).strip().casefold()
    words = {word.casefold(): word for word in among}
    if text not in words:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(among)}, and is {text!r}.")
    return words[text]


def database(name: str, file: Path) -> dict[str, Any]:
    """A database from the environment, else an SQLite file; nothing is asked of it here."""
    address = env.str(name, default=f"sqlite:///{file}")
    scheme, mark, _ = address.partition("://")
    if not mark or scheme not in env.DB_SCHEMES:
        raise ImproperlyConfigured(
            f"{name} must look like sqlite:///attest.sqlite3 or postgres://user:password@host/name."
        )
    found: dict[str, Any] = env.db_url_config(address)
    path = Path(str(found["NAME"])).absolute()
    if scheme == "sqlite" and found["NAME"] != ":memory:" and not path.parent.is_dir():
        raise ImproperlyConfigured(f"{name} names the file {path}, but there is no folder {path.parent}.")
    return found


DEBUG = flag("DEBUG", default=True)


def own_key(path: Path) -> str:
    """This machine's secret: made at the first start, read at every later one.

    It is never one that others know: the place of the right answer follows from it. Where nothing can be
    written it lasts as long as the process.
    """
    fresh = secrets.token_urlsafe(60)
    try:
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            handle, made = tempfile.mkstemp(dir=path.parent)
            with open(handle, "w", encoding="ascii") as stream:
                stream.write(fresh)
            try:
                os.link(made, path)  # unlike a rename, this leaves the key of whoever was first
            except FileExistsError:
                pass
            finally:
                os.unlink(made)
        return path.read_text(encoding="ascii")
    except OSError:
        return fresh


def kept_key(path: Path) -> str:
    """The secret that an earlier start has left; empty where there is none, or none for us to read."""
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""


KEY_FILE = ROOT / "var" / "secret_key"
SECRET_KEY = env.str("SECRET_KEY", default="") or (own_key(KEY_FILE) if DEBUG else kept_key(KEY_FILE))
if not DEBUG and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be set to at least 50 random characters when DEBUG is 0.")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "quizzes",
    "history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
    "reversion",
]

MIDDLEWARE = [
    "quizzes.views.middleware.log_requests",
    "quizzes.views.middleware.nameless_probes",
    "quizzes.views.languages.in_language",
    "quizzes.views.middleware.limit_body",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "quizzes.views.middleware.storage_faults",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "quizzes.views.middleware.htmx_login",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# SQLite with full durability: with synchronous=NORMAL a power cut can take answers that were
# acknowledged. IMMEDIATE makes a writer wait for its turn instead of failing half-way. WAL is set
# once, by `migrate` (history/management/commands/migrate.py), because two workers that set it at
# the same time lock each other out.
DATABASES: dict[str, dict[str, Any]] = {"default": database("DATABASE_URL", ROOT / "attest.sqlite3")}
_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = number("CONN_MAX_AGE", 600, least=0, most=86_400)
_database["CONN_HEALTH_CHECKS"] = True
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "quizzes.views.backends.StudentBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

# A whole class sits behind one address, so the lock is on name and address together, for minutes.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = number("LOGIN_ATTEMPTS", 8, least=3, most=1000)
AXES_COOLOFF_TIME = number("LOGIN_COOLOFF_MINUTES", 5, least=1, most=1440) / 60
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_CLIENT_STR_CALLABLE = "quizzes.views.clients.nobody_in_particular"
AXES_USERNAME_CALLABLE = "quizzes.views.clients.attempted_name"
AXES_CLIENT_IP_CALLABLE = "quizzes.views.clients.client_address"
PROXIES = number("PROXIES", 0, least=0, most=10)
SIGNUPS = number("SIGNUPS", 100, least=0, most=100_000)

# The languages of the pages, each by its own name: what students read. The desk of the teachers is English.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("ko", "한국어")]
FORMAT_MODULE_PATH = "config.formats"
LOCALE_PATHS = [ROOT / "config" / "locale"]
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
if TIME_ZONE not in zoneinfo.available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE must name a time zone like Europe/Berlin, and is {TIME_ZONE!r}.")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = ROOT / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Nothing inline anywhere, nothing from another host: htmx runs without eval and without its style tag.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE = flag("HTTPS", default=not DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # a probe on the machine itself speaks plain http
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if SECURE else None  # browsers complain of it over http
SESSION_ENGINE = "quizzes.views.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = number("SESSION_DAYS", 30, least=1, most=400) * 86_400
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_TLS_PROXY", default=False) else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

BODY_LIMIT = number("BODY_LIMIT_KIB", 256, least=16, most=65_536) * 1024
ADMIN_BODY_LIMIT = number("ADMIN_BODY_LIMIT_KIB", 16_384, least=256, most=1_048_576) * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = ADMIN_BODY_LIMIT

BACKUP_FOLDER = env.str("BACKUP_FOLDER", default=str(ROOT / "backups"))

LOG_FORMAT = choice("LOG_FORMAT", "text" if DEBUG else "json", among=("text", "json"))
LOG_LEVEL = choice(
    "LOG_LEVEL",
    "WARNING" if DEBUG else "INFO",
    among=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
)
LOGGING = logs.configuration(LOG_FORMAT, LOG_LEVEL, developing=DEBUG)
