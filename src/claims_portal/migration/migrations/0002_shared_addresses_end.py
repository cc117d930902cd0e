"""After the move no account can come to share an address: the database refuses it."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_sharing_after_cut_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM migration_cutover WHERE state = 'after') THEN
        RAISE EXCEPTION 'one_active_account_per_email_in_an_organisation'
            USING ERRCODE = 'unique_violation',
                  DETAIL = 'since the cut-over no account comes to share an address';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_new_sharing_after_cut_over_on_insert BEFORE INSERT ON accounts_user
    FOR EACH ROW WHEN (NEW.shares_address)
    EXECUTE FUNCTION refuse_sharing_after_cut_over();
CREATE TRIGGER no_new_sharing_after_cut_over BEFORE UPDATE ON accounts_user
    FOR EACH ROW WHEN (NEW.shares_address AND NOT OLD.shares_address)
    EXECUTE FUNCTION refuse_sharing_after_cut_over();
"""
ALLOW = """
DROP TRIGGER no_new_sharing_after_cut_over ON accounts_user;
DROP TRIGGER no_new_sharing_after_cut_over_on_insert ON accounts_user;
DROP FUNCTION refuse_sharing_after_cut_over();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("migration", "0001_initial"),
        ("accounts", "0005_shared_addresses"),
    ]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
