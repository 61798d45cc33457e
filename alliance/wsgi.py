import os
import sys

import django
from django.core.wsgi import get_wsgi_application

from alliance.checks import refuse_unsafe_start
from alliance.terminal import sentence_for

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")
try:
    django.setup(set_prefix=False)
    refuse_unsafe_start(databases=["default"])
    application = get_wsgi_application()
except Exception as error:
    # Whoever starts a server reads a sentence, not a traceback.
    if sentence := sentence_for(error):
        sys.exit(sentence)
    raise
