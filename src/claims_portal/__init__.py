"""The claims portal."""

import os

# With lxml, where that is installed, openpyxl reads workbooks past the guard against entities.
os.environ["OPENPYXL_LXML"] = "False"
