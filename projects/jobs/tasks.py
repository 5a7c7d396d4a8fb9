"""The tasks that the job engine calls. Each is a line or two; the modules beside it do the work.

A job holds only the id of a Run. The queue may deliver it twice, late or never: the Run's claim
decides who works, and the sweeper finds Runs that nobody works on.
"""

from __future__ import annotations

from uuid import UUID

from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

from projects.files.sending import drop_forgotten
from projects.models import (
    AuditEntry,
    Delivery,
    DraftPart,
    IdempotentReply,
    KnownPlace,
    LoginThrottle,
    Notification,
    PaidCall,
    Receiver,
)
from projects.models.refusal_count import enter_counts
from projects.timeline import WORK_STEPS
from videostudio.sessions import SessionStore

from .cleanup import (
    empty_old_bin,
    forget_old_takes,
    remove_unreferenced_files,
    remove_unused_uploads,
)
from .deliveries import ask_for_due, deliver
from .drafts import make_draft
from .execution import work_on
from .moving import watched
from .queue import SWEEP_QUEUE
from .rewordings import REWORDINGS
from .service_samples import SERVICE_SAMPLES
from .stock_lookups import STOCK_LOOKUPS
from .sweeper import forget_lost_jobs, sweep_runs
from .verification import verify_stored_files
from .voice_samples import make_voice_samples

OLD = 24 * 14  # hours


def work(context: JobContext, run_id: int) -> None:
    work_on(run_id, context.should_abort)


# These names must not change: waiting jobs use them, also jobs from before a deploy.
for step in WORK_STEPS:
    app.task(name=f"projects.{step.name}", pass_context=True)(work)


@app.task(name="projects.voice_samples", pass_context=True)
def voice_samples(context: JobContext) -> None:
    with watched(context.should_abort) as stopping:
        make_voice_samples(stopping)


@app.task(name="projects.draft", pass_context=True)
def draft(context: JobContext, project_id: str, losses: int = 0) -> None:
    with watched(context.should_abort) as stopping:
        make_draft(UUID(project_id), context.job.id or 0, losses, stopping)


@app.task(name="projects.rewording", pass_context=True)
def rewording(context: JobContext, pk: int) -> None:
    with watched(context.should_abort) as stopping:
        REWORDINGS.work_on(pk, context.job.id or 0, stopping)


@app.task(name="projects.service_sample", pass_context=True)
def service_sample(context: JobContext, pk: int) -> None:
    with watched(context.should_abort) as stopping:
        SERVICE_SAMPLES.work_on(pk, context.job.id or 0, stopping)


@app.task(name="projects.stock_lookup", pass_context=True)
def stock_lookup(context: JobContext, pk: int) -> None:
    with watched(context.should_abort) as stopping:
        STOCK_LOOKUPS.work_on(pk, context.job.id or 0, stopping)


@app.task(name="projects.deliver", pass_context=True)
def deliver_news(context: JobContext, delivery_id: str) -> None:
    with watched(context.should_abort) as stopping:
        deliver(UUID(delivery_id), stopping)


# The last field is the seconds: "*/2" in the first field would mean every second minute.
@app.periodic(cron="* * * * * */2")
@app.task(name="projects.sweep", queue=SWEEP_QUEUE, queueing_lock="sweep")
def sweep(timestamp: int) -> None:
    sweep_runs()
    ask_for_due()


# Once an hour.
@app.periodic(cron="17 * * * *")
@app.task(
    name="projects.leftovers", queue=SWEEP_QUEUE, queueing_lock="leftovers", pass_context=True
)
def clean_up(context: JobContext, timestamp: int) -> None:
    enter_counts()
    AuditEntry.objects.forget_old()
    forget_lost_jobs()
    PaidCall.objects.forget_answers()
    empty_old_bin()
    forget_old_takes()
    remove_unreferenced_files()
    remove_unused_uploads()
    DraftPart.objects.unwanted().remove()
    drop_forgotten()
    Delivery.objects.forget_old()
    Receiver.objects.forget_old_secrets()
    Notification.objects.forget_old()
    IdempotentReply.objects.forget_old()
    LoginThrottle.forget_old()
    KnownPlace.objects.forget_old()
    SessionStore.clear_expired()
    with watched(context.should_abort) as stopping:
        verify_stored_files(stopping)


# A job that succeeded is deleted at once. The others stay for OLD hours, because an operator may
# want to know about the jobs of lost workers.
@app.periodic(cron="37 * * * *")
@app.task(name="projects.old_jobs", queue=SWEEP_QUEUE, queueing_lock="old_jobs", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> None:
    await builtin_tasks.remove_old_jobs(
        context, max_hours=OLD, remove_failed=True, remove_cancelled=True, remove_aborted=True
    )
