"""The spellings by which claims are looked for, and the indexes that answer lists and searches.

Reading an index alone needs pages known to be unchanged, which vacuum says of them;
PostgreSQL's own rule would vacuum this table only after a fifth of it has changed.
"""

import datetime
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from claims_portal.claims.spelling import folded

BATCH = 10_000
READ = """
SELECT id, claimant_surname, representative_reference, compensator_reference
FROM claims_claim WHERE id > %s ORDER BY id LIMIT %s
"""
WRITE = """
UPDATE claims_claim claim SET claimant_surname_folded = folded.surname,
    representative_reference_folded = folded.own, compensator_reference_folded = folded.theirs
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS folded (id, surname, own, theirs)
WHERE claim.id = folded.id
"""
DEFENDANTS_VEHICLES = """
UPDATE claims_claim claim SET defendant_registration_number = left(form.registration, 12)
FROM (SELECT DISTINCT ON (claim_id) claim_id, body #>> '{defendant,vehicle,registration}'
      FROM claims_document WHERE kind = 'rta-cnf' ORDER BY claim_id, number DESC
     ) AS form (claim_id, registration)
WHERE form.claim_id = claim.id AND form.registration IS NOT NULL
"""
VACUUM_SOONER = """
ALTER TABLE claims_claim SET (
    autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01,
    autovacuum_analyze_scale_factor = 0.02)
"""
VACUUM_AS_USUAL = """
ALTER TABLE claims_claim RESET (
    autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor,
    autovacuum_analyze_scale_factor)
"""


def fold(apps, schema_editor):
    last = 0
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(DEFENDANTS_VEHICLES)
        while True:
            cursor.execute(READ, [last, BATCH])
            rows = cursor.fetchall()
            if not rows:
                return
            ids, *texts = map(list, zip(*rows))
            cursor.execute(WRITE, [ids, *([folded(text) for text in column] for column in texts)])
            last = ids[-1]


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0006_limits_and_notices'),
        ('organisations', '0004_branches_made_once'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='claim',
            name='worklist_of_representative',
        ),
        migrations.RemoveIndex(
            model_name='claim',
            name='worklist_of_compensator',
        ),
        migrations.RemoveIndex(
            model_name='claim',
            name='claims_of_representative',
        ),
        migrations.RemoveIndex(
            model_name='claim',
            name='claims_of_compensator',
        ),
        migrations.AddField(
            model_name='claim',
            name='claimant_surname_folded',
            field=models.CharField(blank=True, db_collation='C', default='', max_length=50),
        ),
        migrations.AddField(
            model_name='claim',
            name='compensator_reference_folded',
            field=models.CharField(blank=True, db_collation='C', default='', max_length=50),
        ),
        migrations.AddField(
            model_name='claim',
            name='defendant_registration_number',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name='claim',
            name='representative_reference_folded',
            field=models.CharField(blank=True, db_collation='C', default='', max_length=50),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop),
        migrations.RunSQL(VACUUM_SOONER, VACUUM_AS_USUAL),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.F('representative'), django.db.models.functions.comparison.Coalesce('times_out_on', datetime.date(9999, 12, 31)), models.F('id'), condition=models.Q(('turn', 'claimant-representative')), include=('times_out_on', 'phase', 'claim_type', 'representative_handler'), name='worklist_of_representative'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('turn', 'claimant-representative')), fields=['representative', 'phase', 'id'], include=('claim_type', 'representative_handler'), name='worklist_phases_representative'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['representative', '-id'], include=('claim_type', 'representative_handler', 'phase', 'sent_at', 'created_at', 'updated_at', 'times_out_on', 'claimant_surname_folded', 'compensator'), name='claims_of_representative'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['representative', 'claimant_surname_folded'], name='surnames_of_representative'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['representative', 'phase'], name='phases_of_representative'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['representative', 'updated_at', 'id'], name='changes_of_representative'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.F('compensator'), django.db.models.functions.comparison.Coalesce('times_out_on', datetime.date(9999, 12, 31)), models.F('id'), condition=models.Q(('sent_at__isnull', False), ('turn', 'compensator')), include=('times_out_on', 'phase', 'claim_type', 'compensator_handler', 'compensator_branch', 'compensator_reference'), name='worklist_of_compensator'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('sent_at__isnull', False), ('turn', 'compensator')), fields=['compensator', 'phase', 'id'], include=('claim_type', 'compensator_handler', 'compensator_branch', 'compensator_reference'), name='worklist_phases_compensator'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['compensator', '-id'], include=('claim_type', 'compensator_handler', 'compensator_branch', 'compensator_reference', 'phase', 'sent_at', 'created_at', 'updated_at', 'times_out_on', 'claimant_surname_folded', 'representative'), name='claims_of_compensator'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['compensator', 'claimant_surname_folded'], name='surnames_of_compensator'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['compensator', 'phase'], name='phases_of_compensator'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['compensator', 'updated_at', 'id'], name='changes_of_compensator'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['representative', 'compensator'], name='claims_between'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('representative_reference_folded', ''), _negated=True), fields=['representative_reference_folded'], name='claims_by_cr_reference'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('compensator_reference_folded', ''), _negated=True), fields=['compensator_reference_folded'], name='claims_by_comp_reference'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('registration_number', ''), _negated=True), fields=['registration_number'], name='claims_by_vehicle'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('defendant_registration_number', ''), _negated=True), fields=['defendant_registration_number'], name='claims_by_defendants_vehicle'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('national_insurance_number', ''), _negated=True), fields=['national_insurance_number'], name='claims_by_ni_number'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['date_of_birth'], name='claims_by_date_of_birth'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['representative', 'created_at', 'id'], name='beginnings_of_representative'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.F('representative'), django.db.models.functions.comparison.Coalesce('times_out_on', datetime.date(9999, 12, 31)), models.F('id'), name='deadlines_of_representative'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['compensator', 'sent_at', 'id'], name='beginnings_of_compensator'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.F('compensator'), django.db.models.functions.comparison.Coalesce('times_out_on', datetime.date(9999, 12, 31)), models.F('id'), name='deadlines_of_compensator'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['compensator_branch'], name='claims_at_a_branch'),
        ),
    ]
