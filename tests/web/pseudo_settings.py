"""The portal's settings, with catalogues from elsewhere."""

import os
from pathlib import Path

from claims_portal.config.settings import *  # noqa: F403

LOCALE_PATHS = [Path(os.environ["CATALOGUES_OF_A_TEST"])]
