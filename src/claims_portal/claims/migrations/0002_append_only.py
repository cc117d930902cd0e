"""Events and documents are only ever added: the database refuses to change them."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON claims_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER documents_are_never_changed BEFORE UPDATE ON claims_document
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
ALLOW = """
DROP TRIGGER documents_are_never_changed ON claims_document;
DROP TRIGGER events_are_never_changed ON claims_event;
DROP FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
