from django.apps import apps
from django.db import models


class LoadedQuerySet(models.QuerySet):
    def note(self, *rows, kind=None):
        """Remember rows just made by the demo (as rows of the model `kind`, if not their own), so that exactly they
        can be taken away again."""
        self.bulk_create([self.model(kind=(kind or row)._meta.label_lower, key=row.pk) for row in rows])

    def keys(self, model):
        return self.filter(kind=model._meta.label_lower).values("key")

    def of(self, model):
        """The rows of a model that the demo made, and that are still there."""
        return model._default_manager.filter(pk__in=self.keys(model))


class Loaded(models.Model):
    """One row that `load_demo` made."""

    kind = models.CharField(max_length=80)
    key = models.PositiveBigIntegerField()

    objects = LoadedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_once")]

    def __str__(self):
        return f"{self.kind} {self.key}"

    @property
    def row(self):
        """The row itself, or None when it is gone."""
        return apps.get_model(self.kind)._base_manager.filter(pk=self.key).first()
