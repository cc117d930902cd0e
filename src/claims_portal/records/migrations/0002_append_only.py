"""The audit is only ever added to: the database refuses to change or remove its rows.

Emptying the whole table is refused by the rights of the portal's role, not here.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OR DELETE ON records_auditentry
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit();
"""
ALLOW = """
DROP TRIGGER audit_is_never_changed ON records_auditentry;
DROP FUNCTION refuse_change_of_audit();
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
