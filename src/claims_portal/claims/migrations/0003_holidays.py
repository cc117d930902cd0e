"""The bank holidays of England and Wales, as far as they are known, as the table's first content.

From then on the table is edited in the portal; this seed is never run again.
"""

import holidays
from django.db import migrations

FIRST_YEAR, LAST_YEAR = 2010, 2045


def add_holidays(apps, schema_editor):
    Holiday = apps.get_model("claims", "Holiday")
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    Holiday.objects.bulk_create(
        Holiday(day=day, name=name[:100]) for day, name in sorted(known.items())
    )


def remove_holidays(apps, schema_editor):
    apps.get_model("claims", "Holiday").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_append_only")]

    operations = [migrations.RunPython(add_holidays, remove_holidays)]
