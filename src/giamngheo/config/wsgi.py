"""The door for web servers that speak WSGI; the database must be running, as `giamngheo up` sees to."""

import os

from django.core.wsgi import get_wsgi_application

from giamngheo.config.secret_key import make_secret_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giamngheo.config.settings")
make_secret_key()
application = get_wsgi_application()
