from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0013_asked_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="narrator",
            field=models.CharField(blank=True, db_default="", editable=False, max_length=20),
        ),
    ]
