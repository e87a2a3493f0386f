from django.db import models


class Chore(models.Model):
    """When a timed job (settings.TICK) last ran; claiming its row is what lets one process do it."""

    name = models.CharField(max_length=120, primary_key=True)
    due_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self):
        return self.name
