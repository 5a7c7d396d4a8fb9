"""All settings of the studio. What an operator may change comes from the environment.

docs/operating.md lists the variables. Without any of them the studio runs on this machine alone, on
embedded services, for a browser on the same machine.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from videostudio import embedded, filming, logs, providers, shapes
from videostudio.cookies import prefix_of
from videostudio.environment import (
    WILDCARDS,
    choice,
    database,
    flag,
    folder,
    host_of,
    log_level,
    networks,
    number,
    origin,
    origins,
    redis_url,
    text,
    time_zone,
)
from videostudio.limits import *  # noqa: F403 - they are settings
from videostudio.patience import Connection
from videostudio.secret import stored_secret

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = folder("STUDIO_DATA", BASE_DIR / "var")

DEBUG = flag("STUDIO_DEBUG")
# For developers (`make dev`): what is saved is seen, without a restart by hand.
STUDIO_RELOAD = flag("STUDIO_RELOAD")
SECRET_KEY = text("SECRET_KEY") or stored_secret(DATA / "secret_key")

HOST, PORT = text("HOST", "127.0.0.1"), number("PORT", 8000, least=1, most=65535)
# The exact origins that browsers use, such as https://studio.example.org. Behind a proxy this is
# the only thing that must be set. Hosts, CSRF and the origin check of sockets follow from it.
ORIGINS = origins("STUDIO_ORIGINS") or [
    origin(host, PORT)
    # The first one is printed, so it must be an address that a browser can open.
    for host in dict.fromkeys([WILDCARDS.get(HOST, HOST), "127.0.0.1", "localhost", HOST])
]
HTTPS = all(each.startswith("https://") for each in ORIGINS)
ALLOWED_HOSTS = [host_of(each) for each in ORIGINS]
CSRF_TRUSTED_ORIGINS = ORIGINS

INSTALLED_APPS = [
    # Daphne's app only gives `runserver` its sockets. It loads Twisted, which takes a fifth of the
    # time in which a worker or a command starts. The web server loads Daphne by itself.
    *(["daphne"] if "runserver" in sys.argv else []),
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "channels",
    "ninja",
    "procrastinate.contrib.django",
    "projects",
]

MIDDLEWARE = [
    "videostudio.headers.protect",
    "projects.monitoring.probes.answer_probes",
    "django.middleware.security.SecurityMiddleware",
    "videostudio.compression.StaticFilesMiddleware",
    "videostudio.compression.CompressionMiddleware",
    "videostudio.slow_answers.give_connection_back",
    "videostudio.refusals.no_bare_refusals",
    "projects.accounts.audit.audited",
    "projects.accounts.known_device.keep_device",
    "videostudio.sessions.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "videostudio.missing.MissingPageMiddleware",
]

ROOT_URLCONF = "videostudio.urls"
ASGI_APPLICATION = "videostudio.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Runs at the same time: how many one worker takes, and how many workers there are on this machine.
STUDIO_CONCURRENCY = number("STUDIO_CONCURRENCY", os.cpu_count() or 1, least=1)
STUDIO_WORKERS = number("STUDIO_WORKERS", 1)
STUDIO_SCENES_AT_ONCE = STUDIO_CONCURRENCY * max(1, STUDIO_WORKERS)

# How long a Run may be silent before another worker takes it over.
STUDIO_STALE_AFTER = number("STUDIO_STALE_AFTER", 6, least=1)  # seconds
# How long the web process or a worker of this machine may give no sign of life. Then it is frozen,
# or its loop hangs, and it is replaced. A loop that is only busy gives one every second.
STUDIO_FROZEN_AFTER = number("STUDIO_FROZEN_AFTER", 20, least=3)  # seconds
# What was replaced often lately, for the pages of operators.
STUDIO_RESTARTS = DATA / "run" / "restarts.json"

# PostgreSQL. ASGI needs a pool: a connection that is kept per thread would never be given back.

EMBEDDED_DATABASE = not os.environ.get("DATABASE_URL")
DATABASES = {"default": database("DATABASE_URL", embedded.database_url(DATA))}
# Seconds for which a request waits for a connection, and then for each answer (patience.py).
STUDIO_DATABASE_WAIT = number("STUDIO_DATABASE_WAIT", 10, least=1)
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "connection_class": Connection,
    "min_size": 0,
    # A Run holds one connection all the time, and the sweeper needs one too.
    "max_size": number("STUDIO_DATABASE_POOL", max(16, STUDIO_CONCURRENCY + 6), least=2),
    "timeout": STUDIO_DATABASE_WAIT,
    # Who comes when so many wait already is told at once to come later (videostudio/busy.py).
    "max_waiting": 200,
    # After these seconds the pool gives up, and tries again with the next request. Otherwise it
    # would wait twice as long each time, and connect minutes after the database has come back.
    "reconnect_timeout": 3,
}
# A host that does not answer is given up after seconds. The system's own limits are minutes.
for option, value in {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}.items():
    DATABASES["default"]["OPTIONS"].setdefault(option, value)
# A process that is frozen in a transaction would keep its locks, and others would wait for them.
DATABASES["default"]["OPTIONS"].setdefault(
    "options", f"-c idle_in_transaction_session_timeout={STUDIO_STALE_AFTER}s"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis carries only hints, never facts. Without Redis the pages are a few seconds late.

EMBEDDED_REDIS = not os.environ.get("REDIS_URL") and embedded.redis_url(DATA) is not None
REDIS_URL = redis_url("REDIS_URL") or embedded.redis_url(DATA)
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            # Not core.RedisChannelLayer: with redis-py 8 it closes idle sockets (channels_redis
            # issue 422), and it drops the newest messages first if many come at once.
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {
                "hosts": [{"address": REDIS_URL, "socket_timeout": 1, "socket_connect_timeout": 1}]
            },
        }
    }
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

# Files. Finished artifacts are private: a view checks who may see them, and serves them.

STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {
        "BACKEND": "videostudio.bundles.BundlingStorage",
    },
}
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("guide", BASE_DIR / "docs" / "guide" / "pictures")]
if STUDIO_RELOAD:
    # Templates, styles and scripts are read from the sources anew for every request.
    TEMPLATES[0]["APP_DIRS"] = False
    TEMPLATES[0]["OPTIONS"]["loaders"] = [
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
    WHITENOISE_MAX_AGE = 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024  # what is larger waits in TMPDIR for its view
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

# With less free space than this, in MB, no work begins: the embedded database is on the same disk.
STUDIO_LEAST_ROOM = number("STUDIO_LEAST_ROOM", 300)

# MB of stored files that are read again each hour and compared with their digests, at low priority.
STUDIO_VERIFY_MB = number("STUDIO_VERIFY_MB", 2000)

# The folder in which attempts work. It must be on a disk of this machine: its locks prove that the
# workers of this machine live.
STUDIO_WORKSPACES = DATA / "work"

# Providers: for each kind of work their names, in the order in which they are tried. Each has a
# dotted path and options, as Django's caches. What STUDIO_SCRIPT_URL and its like name comes first.

_QUICK: dict[str, Any] = {"BACKEND": "projects.providers.speech.EspeakSpeaker"}
STUDIO_PROVIDERS: dict[str, dict[str, dict[str, Any]]] = {
    "script": {
        **providers.of("STUDIO_SCRIPT", shapes.WRITERS),
        "offline": {"BACKEND": "projects.providers.script.OfflineWriter"},
    },
    "speech": {
        **providers.of("STUDIO_SPEECH", shapes.SPEAKERS),
        "offline": {
            "natural": {
                "BACKEND": "projects.providers.speech.natural.speaker.NaturalSpeaker",
                "OPTIONS": {"folder": DATA / "voice"},
            },
            "quick": _QUICK,
        }[choice("STUDIO_VOICE", ("natural", "quick"))],
    },
    "draft_speech": {"quick": _QUICK},  # it speaks a scene of a draft in a tenth of a second
    # What the studio shows without them are its own drawings, photos and videos.
    "picture": providers.of("STUDIO_PICTURE", shapes.PAINTERS),
    "video": providers.of("STUDIO_VIDEO", filming.SHAPES),
    "stock": providers.of("STUDIO_STOCK", shapes.LIBRARIES),
}
STUDIO_CURRENCY = text("STUDIO_CURRENCY", "CNY")
# What the services may cost a person on one day, in that currency; 0: there is no limit.
STUDIO_SPENT_A_DAY = number("STUDIO_SPENT_A_DAY", 0)
# The server that sends mail. Without its host nobody is offered e-mail.
EMAIL_HOST = text("STUDIO_MAIL_HOST")
_MAIL = choice("STUDIO_MAIL_SECURITY", ("starttls", "tls", "none"))
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL == "starttls", _MAIL == "tls"
_MAIL_PORT = {"starttls": 587, "tls": 465, "none": 25}[_MAIL]
EMAIL_PORT = number("STUDIO_MAIL_PORT", _MAIL_PORT, least=1, most=65535)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = text("STUDIO_MAIL_USER"), text("STUDIO_MAIL_PASSWORD")
DEFAULT_FROM_EMAIL = text("STUDIO_MAIL_FROM", EMAIL_HOST_USER or "video-studio@localhost")
EMAIL_TIMEOUT = 15  # seconds
# Whether news may go to receivers in private networks, and without TLS.
STUDIO_PRIVATE_RECEIVERS = flag("STUDIO_PRIVATE_RECEIVERS")
# Chinese rules (GB 45438-2025) demand a visible mark. Only an administrator may switch it off.
STUDIO_VISIBLE_AI_MARK = flag("STUDIO_VISIBLE_AI_MARK", default=True)

# Pictures of what scenes will show, which pages draw before there are clips.
STUDIO_STILLS = flag("STUDIO_STILLS", default=True)
# A draft of the whole film, which workers make as soon as there is a script.
STUDIO_DRAFTS = flag("STUDIO_DRAFTS", default=True)

STUDIO_MAX_ATTEMPTS = 3
# A folder in which the fault suite says where to crash. Never set it for anything else.
STUDIO_CRASHPOINTS = text("STUDIO_CRASHPOINTS")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs.tasks"
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": STUDIO_CONCURRENCY,
    "delete_jobs": "successful",  # the Runs keep the history
    # Retried and scheduled jobs are found only by polling.
    "fetch_job_polling_interval": 1.0,
    # A worker that is told to stop hands its work back at once, because another may be free.
    "shutdown_graceful_timeout": 0.0,
}

# How many days the audit log keeps its entries. The database refuses to remove younger ones than 30
# days (projects/migrations), so that nobody can set this to hide something.
STUDIO_AUDIT_DAYS = number("STUDIO_AUDIT_DAYS", 365, least=30)

# Says who sends a large body (videostudio/senders.py).
STUDIO_SENDERS = "projects.live.senders.who_send"

# Who may ask /healthz, /readyz and /metrics: callers from these networks, or with the token.
STUDIO_PROBES = networks("STUDIO_PROBES", "127.0.0.0/8,::1")
STUDIO_PROBE_TOKEN = text("STUDIO_PROBE_TOKEN")

# Accounts and sessions.

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SESSION_ENGINE = "videostudio.sessions"
# After how long without doing anything a person is signed out, and after how long in any case; the
# same for who ticks "stay signed in".
STUDIO_SESSION_IDLE = timedelta(minutes=number("STUDIO_SESSION_IDLE", 8 * 60, least=1))
STUDIO_SESSION_LIFE = timedelta(minutes=number("STUDIO_SESSION_LIFE", 24 * 60, least=1))
STUDIO_STAY_IDLE = timedelta(days=number("STUDIO_STAY_IDLE", 14, least=1, most=400))
STUDIO_STAY_LIFE = timedelta(days=number("STUDIO_STAY_LIFE", 30, most=400))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
STUDIO_COOKIES = prefix_of(SECRET_KEY, DATABASES["default"], https=HTTPS)
SESSION_COOKIE_NAME = f"{STUDIO_COOKIES}_session"
CSRF_COOKIE_NAME = f"{STUDIO_COOKIES}_csrf"
LANGUAGE_COOKIE_NAME = f"{STUDIO_COOKIES}_language"
# Django's own choice would first try a cookie, whose name is the same in every program.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# The studio speaks for its own host alone. Subdomains (W005) may belong to other programs, which
# would become unreachable if they have no TLS. To be in the list that browsers come with (W021)
# needs all subdomains, and takes months to undo. Who owns the domain can do both in the proxy.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "videostudio.refusals.no_csrf_token"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "projects" / "locale"]
TIME_ZONE = time_zone("TZ", "Asia/Shanghai")
USE_I18N = USE_TZ = True

LOGGING = logs.configuration(
    log_level("STUDIO_LOG_LEVEL", "WARNING"), prints_audit=flag("STUDIO_AUDIT_LOG")
)
