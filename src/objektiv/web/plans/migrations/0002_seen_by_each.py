"""A moved day is seen by each person for himself; until now one reader hid it from all who are named."""

from typing import Any

from django.conf import settings
from django.db import migrations, models


def keep_seen(apps: Any, schema_editor: Any) -> None:
    """What somebody had put off was put off for the owner and the executors: so it stays."""
    changes = apps.get_model("plans", "DateChange").objects.using(schema_editor.connection.alias)
    for change in changes.filter(seen_at__isnull=False):
        named = [one.pk for one in change.action.executors.all()]
        change.seen_by.add(*named, *([change.action.owner_id] if change.action.owner_id else []))


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("plans", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="datechange",
            name="seen_by",
            field=models.ManyToManyField(
                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="кто прочитал"
            ),
        ),
        migrations.RunPython(keep_seen, migrations.RunPython.noop),
        migrations.RemoveField(model_name="datechange", name="seen_at"),
    ]
