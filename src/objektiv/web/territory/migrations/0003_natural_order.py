"""A stored key by which schools stand in the order of their numbers."""

from typing import Any

from django.db import migrations, models

from objektiv.web.territory.natural_order import order_key

BATCH = 500


def fill(apps: Any, _: Any) -> None:
    """Keys of the units that are there already."""
    unit = apps.get_model("territory", "Unit")
    known = list(unit.objects.only("pk", "title"))
    for one in known:
        one.order_key = order_key(one.title)
    unit.objects.bulk_update(known, ["order_key"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("territory", "0002_office_pages")]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="order_key",
            field=models.CharField(blank=True, db_index=True, default="", editable=False, max_length=400),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AlterModelOptions(
            name="unit",
            options={
                "ordering": ("order_key", "code"),
                "verbose_name": "часть территории",
                "verbose_name_plural": "территория",
            },
        ),
    ]
