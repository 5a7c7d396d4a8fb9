from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0022_shots")]

    operations = [
        migrations.AddField(
            model_name="artifact",
            name="checks",
            field=models.JSONField(blank=True, db_default=[], default=list, editable=False),
        ),
    ]
