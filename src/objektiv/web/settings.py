"""Django settings of the office; what differs between installations comes from ``environment``."""

from __future__ import annotations

from objektiv.web.environment import Environment

ENVIRONMENT = Environment.read()
ENVIRONMENT.keep_apart()
OBJEKTIV_HOME = ENVIRONMENT.home
IS_DEMO = ENVIRONMENT.is_demo
DEBUG = ENVIRONMENT.is_debug
SECRET_KEY = ENVIRONMENT.secret_key()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ENVIRONMENT.hosts]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENVIRONMENT.hosts] if ENVIRONMENT.is_https else []

INSTALLED_APPS = [
    "objektiv.web.training",
    "objektiv.web.api",
    "objektiv.web.effects",
    "objektiv.web.agenda",
    "objektiv.web.tasks",
    "objektiv.web.plans",
    "objektiv.web.support",
    "objektiv.web.pupils",
    "objektiv.web.cases",
    "objektiv.web.findings",
    "objektiv.web.assessments",
    "objektiv.web.territory",
    "objektiv.web.keeping",
    "objektiv.web.access",
    "objektiv.web.audit",
    "objektiv.web.shell",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "huey.contrib.djhuey",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "objektiv.web.shell.middleware.numbered",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "objektiv.web.shell.middleware.content_security",
    "objektiv.web.shell.middleware.known_methods",
    "objektiv.web.shell.middleware.no_zero_bytes",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "objektiv.web.access.sessions.timed",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "objektiv.web.shell.middleware.no_blank_refusals",
    "objektiv.web.access.middleware.second_factor",
]

CSRF_FAILURE_VIEW = "objektiv.web.shell.errors.stale_form"
ROOT_URLCONF = "objektiv.web.urls"
WSGI_APPLICATION = "objektiv.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "objektiv.web.shell.context.frame",
            ],
        },
    },
]

DATABASES = ENVIRONMENT.databases()
ATOMIC_REQUESTS = False  # each domain verb opens its own transaction
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared by all processes, so that a limit on attempts holds whichever of them answers.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shell_cache"},
}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "last_name", "first_name", "patronymic", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "objektiv.web.access.passwords.ContextWords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "objektiv.web.access.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "objektiv.web.access.adapters.ProviderAdapter"
ACCOUNT_FORMS = {
    "login": "objektiv.web.access.entrance.LoginForm",
    "reauthenticate": "objektiv.web.access.entrance.AgainForm",
    "change_password": "objektiv.web.access.entrance.ChangeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Five failures in fifteen minutes, wherever a secret is checked (DHIS2's rule).
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "5/15m/key",
    "change_password": "5/15m/user",
    "reset_password": "20/m/ip,5/15m/key",
    "reset_password_from_key": "5/15m/ip",
    "reauthenticate": "5/15m/user",
    "manage_email": "10/15m/user",
    "invitation": "5/15m/ip",
    "feed": "5/15m/ip",
    "token": "5/15m/ip",
}
# Behind the server that speaks https, the address of a visitor is the last one it wrote down.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.is_https else 0
# People known here may also come in by a provider of identities (ЕСИА and the like), when one is set up.
OIDC = ENVIRONMENT.provider
SOCIALACCOUNT_PROVIDERS = OIDC.as_setting() if OIDC else {}
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Объектив"
USERSESSIONS_TRACK_ACTIVITY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True  # pages carry the token themselves

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENVIRONMENT.is_https
# With this prefix no other server of the same domain can plant a cookie here.
COOKIE_PREFIX = "__Host-" if ENVIRONMENT.is_https else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
# The watcher asks on this machine, past the server that speaks https; programs are refused, not led on.
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^api/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENVIRONMENT.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.is_https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.is_https else None

LANGUAGE_CODE = "ru"
TIME_ZONE = ENVIRONMENT.time_zone
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["objektiv.web.formats"]

STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "objektiv.web.shell.assets.WheelFinder",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": OBJEKTIV_HOME / "files"},
    },
    "staticfiles": {"BACKEND": "objektiv.web.shell.assets.VersionedStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 365 * 24 * 60 * 60  # addresses carry the version
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
# Lines of JSON without personal data, in a file a day; see shell/logs.py.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "objektiv.web.shell.logs.Lines"}},
    "handlers": {
        "file": {
            "class": "objektiv.web.shell.logs.DayFile",
            "folder": str(OBJEKTIV_HOME / "logs"),
            "formatter": "lines",
        },
    },
    "loggers": {
        "objektiv": {"handlers": ["file"], "level": "INFO", "propagate": False},
        # Also on the screen only for developers: what fails there may quote what people typed.
        "django": {"handlers": ["file"], "level": "WARNING", "propagate": False},
    },
    "root": {"handlers": ["file"], "level": "WARNING"},
}
# Mail is for reminders only: passwords are reset by those who invite people.
globals().update(ENVIRONMENT.mail.as_settings(OBJEKTIV_HOME, is_demo=IS_DEMO))
IS_MAIL_ON = IS_DEMO or bool(ENVIRONMENT.mail.host)
QUIET_HOURS = ENVIRONMENT.mail.quiet
OFFICE_ADDRESS = ENVIRONMENT.address

HUEY = ENVIRONMENT.queue()
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
