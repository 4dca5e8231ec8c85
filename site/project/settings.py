"""Settings of the test helpdesk: an ordinary django-helpdesk installation plus its variants."""

import secrets
from importlib.util import find_spec

from project.options import read_options

OPTIONS = read_options()


def _secret_key() -> str:
    """The key of this data directory, made at its first use, so that sessions outlive a restart."""
    path = OPTIONS.data_directory / "secret_key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "rest_framework",
    "rest_framework.authtoken",
    "helpdesk",
    "agents",
    "control",
    "fixture",
    "django_cleanup.apps.CleanupConfig",
]

# Releases before 2.4 draw their forms with it.
if find_spec("bootstrap4form"):
    INSTALLED_APPS.append("bootstrap4form")

MIDDLEWARE = [
    "control.recorder.RequestRecorder",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "control.expiry.SessionExpiry",
]
if OPTIONS.language_prefix:
    place = MIDDLEWARE.index("django.middleware.common.CommonMiddleware")
    MIDDLEWARE.insert(place, "django.middleware.locale.LocaleMiddleware")
if OPTIONS.agents:
    MIDDLEWARE.append("agents.middleware.AgentSessions")
    if OPTIONS.agent_login == "api":
        AUTHENTICATION_BACKENDS = ["agents.login.ApiOnlyForAgents"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
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

if OPTIONS.database == "postgresql":
    # The host is the folder of its socket, which the command that starts the server knows.
    DATABASES = {
        "default": {
            "ENGINE": "agents.branching.postgresql",
            "NAME": "helpdesk",
            "USER": "helpdesk",
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "agents.branching.sqlite",
            "NAME": OPTIONS.data_directory / "database.sqlite3",
            "OPTIONS": {"timeout": 30},
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

# The accounts are fixtures with generated passwords: a slow hash would only slow down every login.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if OPTIONS.lockouts:
    INSTALLED_APPS.append("axes")
    MIDDLEWARE.append("axes.middleware.AxesMiddleware")
    AUTHENTICATION_BACKENDS = [
        "axes.backends.AxesStandaloneBackend",
        "django.contrib.auth.backends.ModelBackend",
    ]
    AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
    AXES_FAILURE_LIMIT = 2
if OPTIONS.users == "uuid":
    INSTALLED_APPS.append("uuid_users")
    AUTH_USER_MODEL = "uuid_users.Person"
SITE_ID = 1
LANGUAGE_CODE = "en"
USE_TZ = True
TIME_ZONE = OPTIONS.time_zone

SESSION_COOKIE_NAME = OPTIONS.session_cookie_name
CSRF_COOKIE_NAME = OPTIONS.csrf_cookie_name
if OPTIONS.sessions == "signed_cookies":
    SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    SESSION_SAVE_EVERY_REQUEST = True

LOGIN_URL = OPTIONS.login_path or "helpdesk:login"
LOGIN_REDIRECT_URL = "helpdesk:home"
STATIC_URL = "/static/"
MEDIA_URL = f"{OPTIONS.mount}media/"
MEDIA_ROOT = OPTIONS.data_directory / "media"

EMAIL_BACKEND = "control.mail.RecordingBackend"
DEFAULT_FROM_EMAIL = "helpdesk@example.com"

REST_FRAMEWORK = {
    # The first one decides the answer to an anonymous call: sessions have no challenge, hence 403.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
        "rest_framework.authentication.TokenAuthentication",
    ],
}
if not OPTIONS.browsable_page:
    REST_FRAMEWORK["DEFAULT_RENDERER_CLASSES"] = ["rest_framework.renderers.JSONRenderer"]

HELPDESK_TEAMS_MODE_ENABLED = False
if OPTIONS.statuses == "custom":
    HELPDESK_TICKET_STATUS_CHOICES = (
        (1, "Open"),
        (2, "Reopened"),
        (3, "Resolved"),
        (4, "Closed"),
        (5, "Duplicate"),
        (6, "In Progress"),
        (7, "Waiting for customer"),
    )
    HELPDESK_TICKET_OPEN_STATUSES = (1, 2, 6, 7)
    HELPDESK_TICKET_STATUS_CHOICES_FLOW = {
        old: tuple(new for new, _ in HELPDESK_TICKET_STATUS_CHOICES)
        for old, _ in HELPDESK_TICKET_STATUS_CHOICES
    }

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
    },
}

for name, value in OPTIONS.settings.items():
    is_merged = isinstance(value, dict) and isinstance(globals().get(name), dict)
    globals()[name] = {**globals()[name], **value} if is_merged else value
