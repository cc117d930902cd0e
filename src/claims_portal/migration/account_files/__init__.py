"""Files of accounts from the old platform: CSV, XLSX or JSON lines, read as a stream.

`read` gives the rows in the order of `COLUMNS`, whatever the file's own order; what
the texts in them mean is `account_rows`. No row is lost in silence: one that cannot
be read goes to `refuse`, and a file that cannot be read is refused as a whole.
"""

from claims_portal.migration.account_files.columns import (
    COLUMNS,
    COMPULSORY,
    Row,
    Rows,
    plain_name,
)
from claims_portal.migration.account_files.faults import Fault, FileRefused, Refuse
from claims_portal.migration.account_files.reading import Reading, headings_of, read
from claims_portal.migration.account_files.templates import write_template

__all__ = [
    "COLUMNS",
    "COMPULSORY",
    "Fault",
    "FileRefused",
    "Reading",
    "Refuse",
    "Row",
    "Rows",
    "headings_of",
    "plain_name",
    "read",
    "write_template",
]
