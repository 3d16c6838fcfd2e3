"""What is true everywhere. Values come from the environment (see ``env``); there is no default secret."""

from pathlib import Path

from cms.settings import env
from cms.settings.security import ADMIN_POLICY, GRAPHIQL_POLICY, PUBLIC_POLICY  # noqa: F401  (settings of the policies by path)

BASE_DIR = Path(__file__).resolve().parents[2]
DATA = env.folder("VR4M_DATA", "Folder for database, media, exports and the generated secret.", default=BASE_DIR / "var", told="`var/`")

DEBUG = False
SECRET_KEY = env.text("VR4M_SECRET_KEY", "Secret that signs cookies and links, 50 random characters.", told="made and kept in `VR4M_DATA`")
SECRET_KEY_FALLBACKS = env.words("VR4M_SECRET_KEY_OLD", "Former secrets, by commas: what they signed stays valid.")
ALLOWED_HOSTS = env.words("VR4M_HOSTS", "Host names that the site answers to, by commas.", default="localhost,127.0.0.1,[::1]")
BASE_URL = env.url(
    "VR4M_BASE_URL", "The site's address, as QR codes, feeds and mails say it.", ("http", "https"), default="http://localhost:8000"
).rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = env.integer("VR4M_PROXIES", "How many proxies of ours stand in front; their X-Forwarded-For is believed.", default=0)

INSTALLED_APPS = [
    "website",
    "content_api",
    "exports",
    "cms.core",
    "cms.editions",
    "cms.partners",
    "cms.kits",
    "cms.timeline",
    "cms.courses",
    "cms.handbooks",
    "cms.webhooks",
    "cms.starter",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail_modeladmin",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "website.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "website.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "website.urls"
WSGI_APPLICATION = "website.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": env.database("VR4M_DATABASE_URL", "PostgreSQL, as postgres://user:password@host/name.", embedded=DATA / "vr4m.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_cache = env.url(
    "VR4M_CACHE_URL", "Redis or Valkey shared by the processes, as redis://host:6379/0.", ("redis", "rediss"), told="memory of each process"
)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _cache}
    if _cache
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Pages and answers are keyed by the content version, so that each process may keep its own copies: faster than any shared cache.
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 1000}},
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "exports"]}}

LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("fr", "Français"),
    ("en", "English"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("de", "Deutsch"),
    ("nl", "Nederlands"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "/static/"
STATIC_ROOT = env.folder("VR4M_STATIC", "Folder of the collected static files.", default=DATA / "static", told="`static` in `VR4M_DATA`")
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "exports": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "exports", "base_url": None}},
    "staticfiles": {"BACKEND": "website.statics.StaticStorage"},
}
_bucket = env.text("VR4M_S3_BUCKET", "Bucket for media and exports, private. Empty: files in `VR4M_DATA`.")
_s3 = {
    "bucket_name": _bucket,
    "endpoint_url": env.url("VR4M_S3_ENDPOINT", "Address of an S3-compatible store; empty for AWS.", ("http", "https")) or None,
    "region_name": env.text("VR4M_S3_REGION", "Region of the bucket.", default="eu-west-3"),
    "access_key": env.text("VR4M_S3_ACCESS_KEY", "Access key of the store.") or None,
    "secret_key": env.text("VR4M_S3_SECRET_KEY", "Secret key of the store.") or None,
    "addressing_style": "path",
    "signature_version": "s3v4",
    "default_acl": None,
    "file_overwrite": False,
}
if _bucket:
    STORAGES["default"] = {"BACKEND": "website.storage.MediaS3Storage", "OPTIONS": {**_s3, "location": "media"}}
    STORAGES["exports"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**_s3, "location": "exports", "querystring_expire": 300},
    }

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a kit's form has thousands
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin shows previews in a frame
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

WAGTAIL_SITE_NAME = "VR4M"
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # else submitting a live page publishes untranslated French at once
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 2**20
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "mp3", "ogg"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # through our own address, which checks who may read, whatever the storage
WAGTAIL_USER_CUSTOM_FIELDS: list[str] = []

GRANTING_AUTHORITY = env.text("VR4M_AUTHORITY", "Granting authority named in the disclaimer.", default="Agence Erasmus+ France / Education Formation")
CERTIFICATE_KEYS = env.words(
    "VR4M_CERTIFICATE_KEYS", "Keys of certificates' codes, by commas: the first one signs, all verify. Empty: `VR4M_SECRET_KEY` and the old ones."
)
GRAPHQL_PROJECTION = env.flag(
    "VR4M_GRAPHQL_PROJECTION", "Answer GraphQL by projecting documents; no: graphql-core alone, for comparison.", default=True
)
_queries = env.text("VR4M_GRAPHQL_QUERIES", "Folder of more trusted GraphQL documents (`*.graphql`).")
GRAPHQL_QUERIES = [BASE_DIR / "graphql" / "queries", *([Path(_queries)] if _queries else [])]
GRAPHQL_ORIGINS = env.words("VR4M_GRAPHQL_ORIGINS", "Sites whose scripts may ask the GraphQL API, by commas; `*`: all.", default="*")
WEBHOOKS_ANYWHERE = env.flag(
    "VR4M_WEBHOOKS_ANYWHERE", "Let webhooks go to http: and into the inner network too, for tests and closed networks.", default=False
)
OFFLINE = env.flag("VR4M_OFFLINE", "Let readers keep kits on their devices; no: take back what they kept at their next visit.", default=True)
