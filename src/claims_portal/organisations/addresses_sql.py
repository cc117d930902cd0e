"""The statements that compare a file of addresses with the list, and make it the list."""

# ruff: noqa: S608 - made of the names above alone

COLUMNS = {
    "postcode": "postcode",
    "buildingName": "building_name",
    "buildingNumber": "building_number",
    "street": "street",
    "streetSecondLine": "street_second_line",
    "district": "district",
    "town": "town",
    "county": "county",
    "country": "country",
}
"""Of the file, as the forms call them, and of the table."""
_NAMES = tuple(COLUMNS.values())
_KEY = ("building_name", "building_number", "street", "street_second_line")
"""Beside the postcode, in capitals, as in the index of the list."""


def _of(table: str) -> str:
    return ", ".join(f"{table}.{name}" for name in _NAMES)


def _key_of(table: str) -> str:
    return ", ".join([f"{table}.postcode", *(f"upper({table}.{name})" for name in _KEY)])


LOCK = "LOCK TABLE organisations_address IN SHARE ROW EXCLUSIVE MODE"
FILE = f"""
DROP TABLE IF EXISTS pg_temp.address_file, pg_temp.address_change;
CREATE TEMP TABLE address_file (
    line integer, {", ".join(f"{name} text" for name in _NAMES)}
) ON COMMIT DROP
"""
COPY = f"COPY address_file (line, {', '.join(_NAMES)}) FROM STDIN"
ANALYZE = "ANALYZE address_file"
TWICE = f"""
SELECT line, {_of("file")} FROM (
    SELECT *, row_number() OVER (PARTITION BY {_key_of("one")} ORDER BY line) AS place
    FROM address_file AS one
) AS file
WHERE place > 1 ORDER BY line LIMIT %s
"""
DIFFERENCE = f"""
CREATE TEMP TABLE address_change ON COMMIT DROP AS
SELECT kept.id, file.line,
    CASE WHEN kept.id IS NULL THEN 'added' WHEN file.line IS NULL THEN 'removed'
        ELSE 'changed' END AS what
FROM address_file AS file FULL JOIN organisations_address AS kept
    ON file.postcode = kept.postcode
    {" ".join(f"AND upper(file.{name}) = upper(kept.{name})" for name in _KEY)}
WHERE kept.id IS NULL OR file.line IS NULL OR ({_of("file")}) <> ({_of("kept")})
"""
NUMBER = "SELECT count(*) FROM address_change WHERE what = %s"
NAMED_OF_FILE = f"""
SELECT {_of("file")} FROM address_change JOIN address_file AS file USING (line)
WHERE what = %s ORDER BY line LIMIT %s
"""
NAMED_OF_LIST = f"""
SELECT {_of("kept")} FROM address_change JOIN organisations_address AS kept USING (id)
WHERE what = %s ORDER BY id LIMIT %s
"""
TAKE_OFF = """
DELETE FROM organisations_address AS kept USING address_change AS change
WHERE change.what = 'removed' AND kept.id = change.id
"""
CHANGE = f"""
UPDATE organisations_address AS kept
SET {", ".join(f"{name} = file.{name}" for name in _NAMES)}
FROM address_change AS change JOIN address_file AS file USING (line)
WHERE change.what = 'changed' AND kept.id = change.id
"""
ADD = f"""
INSERT INTO organisations_address ({", ".join(_NAMES)})
SELECT {_of("file")} FROM address_change JOIN address_file AS file USING (line)
WHERE what = 'added' ORDER BY file.postcode, line
"""
