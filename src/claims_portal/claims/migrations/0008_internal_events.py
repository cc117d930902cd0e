"""What an organisation does with a claim in its own house; append-only like all events."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


REFUSE = """
CREATE TRIGGER internal_events_are_never_changed BEFORE UPDATE ON claims_internalevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
ALLOW = "DROP TRIGGER internal_events_are_never_changed ON claims_internalevent"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_clients_made_once'),
        ('claims', '0007_search_keys'),
        ('organisations', '0004_branches_made_once'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='InternalEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=60)),
                ('says', models.CharField(max_length=300)),
                ('changes', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('claim', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='internal_events', to='claims.claim')),
                ('client', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.apiclient')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('real_user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['claim', 'organisation', 'id'], name='internal_events_of_a_claim')],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
