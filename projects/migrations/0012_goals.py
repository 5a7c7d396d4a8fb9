"""The step to which jobs go on without asking."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0011_names")]
    operations = [
        migrations.AddField(
            "project",
            "goal",
            models.CharField(blank=True, db_default="", editable=False, max_length=12),
        ),
    ]
