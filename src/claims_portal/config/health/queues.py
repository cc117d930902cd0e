"""What waits: jobs, limits, webhooks, scans. Read by the doctor and by Prometheus alike."""

from dataclasses import dataclass
from typing import LiteralString

from claims_portal import database
from claims_portal.claims.sweeping import PHASES_THAT_EXPIRE

_WAITING: LiteralString = """
SELECT
    (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at IS NULL
        OR status = 'todo' AND scheduled_at <= now()),
    (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'),
    COALESCE((SELECT extract(epoch FROM now() - min(at)) FROM procrastinate_events
        JOIN procrastinate_jobs job ON job.id = job_id
        WHERE job.status = 'todo' AND job.scheduled_at IS NULL AND type = 'deferred'), 0)::float8,
    (SELECT count(*) FROM claims_claim WHERE turn <> '' AND phase = ANY(%(expiring)s::text[])
        AND times_out_on <= (now() AT TIME ZONE 'Europe/London')::date),
    (SELECT count(*) FROM claims_claim
        WHERE alarm_on <= (now() AT TIME ZONE 'Europe/London')::date),
    (SELECT count(*) FROM webhooks_delivery WHERE state = 'waiting' AND due_at <= now()),
    (SELECT count(*) FROM files_attachment WHERE scan = 'waiting'),
    (SELECT count(*) FROM transfers_transfer WHERE state IN ('planned', 'running')
        AND carry_out_at <= now()),
    COALESCE((SELECT extract(epoch FROM now() - max(last_heartbeat))
        FROM procrastinate_workers), -1)::float8
"""


@dataclass(frozen=True)
class Waiting:
    jobs: int
    failed_jobs: int
    oldest_job_seconds: float
    late_claims: int
    """Past their limit, for the sweeper to move on."""
    due_alarms: int
    webhooks: int
    scans: int
    transfers: int
    worker_seen_seconds: float
    """Since a worker gave a sign of life; -1 where none ever did."""


def waiting() -> Waiting:
    (row,) = database.rows(_WAITING, {"expiring": PHASES_THAT_EXPIRE})
    return Waiting(*row)
