from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0005_own_clips")]

    operations = [
        migrations.AddIndex(
            model_name="run",
            index=models.Index(
                fields=["-finished_at"],
                condition=models.Q(("finished_at__isnull", False)),
                name="run_finished",
            ),
        ),
    ]
