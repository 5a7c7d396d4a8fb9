"""The models' names of today for tables and columns that stay as they are."""

from django.db import migrations, models


def keeping_its_table(old, new):
    table = f"projects_{old.lower()}"
    return [migrations.AlterModelTable(old, table), migrations.RenameModel(old, new)]


class Migration(migrations.Migration):
    dependencies = [("projects", "0010_kinds_in_words")]
    operations = [
        *keeping_its_table("Allowance", "RateLimit"),
        *keeping_its_table("Guess", "LoginThrottle"),
        *keeping_its_table("Reply", "IdempotentReply"),
        migrations.AlterField(
            "artifact", "words", models.JSONField(blank=True, db_column="words", default=list)
        ),
        migrations.RenameField("artifact", "words", "word_times"),
    ]
