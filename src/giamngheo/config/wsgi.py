"""The door for web servers that speak WSGI; the database must be running, as `giamngheo up` sees to."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from giamngheo.config.secret_key import make_secret_key
from giamngheo.foundation.struct_types import build_struct_types

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giamngheo.config.settings")
make_secret_key()
application = get_wsgi_application()
# Pages are loaded here and not by the first requests, which come in several threads.
import_module(settings.ROOT_URLCONF)
build_struct_types()
# What is loaded stays as long as the server does: looking through it for what is no more needed took a
# fourteenth of a page's time.
gc.collect()
gc.freeze()
