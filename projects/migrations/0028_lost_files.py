from django.db import migrations, models
from django.db.models.functions import Now

STORED = ("artifact", "ownclip", "ownmusic", "ownsound", "photo", "voicesample")
OWN = ("ownclip", "ownmusic", "ownsound", "photo")


def verified_at(model, **default):
    return {
        "model_name": model,
        "name": "verified_at",
        "field": models.DateTimeField(null=True, editable=False, **default),
    }


class Migration(migrations.Migration):
    dependencies = [("projects", "0027_stored_sizes")]

    # Files from before were never verified since they were stored: they come first.
    operations = [
        *(migrations.AddField(**verified_at(model)) for model in STORED),
        *(migrations.AlterField(**verified_at(model, db_default=Now())) for model in STORED),
        *(
            migrations.AddField(
                model_name=model,
                name="lost",
                field=models.BooleanField(default=False, editable=False, db_default=False),
            )
            for model in OWN
        ),
        migrations.AddField(
            model_name="project",
            name="rebuilds",
            field=models.PositiveSmallIntegerField(default=0, editable=False, db_default=0),
        ),
    ]
