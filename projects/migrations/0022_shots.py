import django.db.models.constraints
import django.db.models.deletion
import uuid
from django.db import migrations, models


def make_shots(apps, editor):
    """What a scene showed becomes its one shot."""
    shots = apps.get_model("projects", "Shot").objects
    scenes = apps.get_model("projects", "Scene").objects.exclude(photo=None, own_clip=None)
    rows = scenes.values_list("pk", "photo", "own_clip").iterator()
    made = [
        shots.model(scene_id=pk, position=1, photo_id=photo, own_clip_id=clip)
        for pk, photo, clip in rows
    ]
    shots.bulk_create(made, batch_size=1000)
    check_now(editor)


def keep_first_shots(apps, editor):
    """A scene shows its first shot alone again."""
    for shot in apps.get_model("projects", "Shot").objects.filter(position=1).iterator():
        scene = apps.get_model("projects", "Scene").objects.filter(pk=shot.scene_id)
        scene.update(photo_id=shot.photo_id, own_clip_id=shot.own_clip_id)
    check_now(editor)


def check_now(editor):
    """PostgreSQL changes no table while rows of it wait for their checks."""
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0021_scene_fit'),
    ]

    operations = [
        migrations.CreateModel(
            name='Shot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(verbose_name='number')),
                ('sound', models.CharField(choices=[('off', 'Sound off'), ('under', 'Sound under voice'), ('alone', 'Sound, no voice')], db_default='off', default='off', max_length=10, verbose_name='sound')),
                ('own_clip', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='shots', to='projects.ownclip')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='shots', to='projects.photo')),
                ('scene', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shots', to='projects.scene')),
            ],
            options={
                'verbose_name': 'shot',
                'verbose_name_plural': 'shots',
                'ordering': ['position'],
                'constraints': [
                    models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('scene', 'position'), name='shot_position_once'),
                    models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 6)), name='scene_at_most_six_shots'),
                    models.CheckConstraint(condition=models.Q(('photo', None), ('own_clip', None), _connector='XOR'), name='shot_shows_one'),
                ],
            },
        ),
        migrations.RunPython(make_shots, keep_first_shots),
        migrations.RemoveConstraint(
            model_name='scene',
            name='scene_shows_one',
        ),
        migrations.RemoveField(
            model_name='scene',
            name='own_clip',
        ),
        migrations.RemoveField(
            model_name='scene',
            name='photo',
        ),
    ]
