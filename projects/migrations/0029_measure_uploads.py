from contextlib import suppress

from django.db import migrations, models


def measure(apps, schema_editor):
    """Uploads from before count for their owner's limit too. Of a lost one nothing is stored."""
    for name in ("OwnClip", "OwnMusic", "OwnSound", "Photo"):
        rows = apps.get_model("projects", name).objects.filter(size=0).exclude(file="")
        for row in rows.only("file").iterator():
            with suppress(OSError):
                rows.filter(pk=row.pk).update(size=row.file.size)


class Migration(migrations.Migration):
    # A storage on another server may be asked for minutes. No table is locked meanwhile, and who
    # ends it in the middle begins there again.
    atomic = False

    dependencies = [("projects", "0028_lost_files")]

    operations = [
        # Not in 0027, where the others are: studios that have run that one would never get it.
        migrations.AlterField(
            model_name="voicesample",
            name="size",
            field=models.PositiveBigIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.RunPython(measure, migrations.RunPython.noop),
    ]
