"""What the clock does to pages (settings.TICK)."""

from django.core.management import call_command


def publish_scheduled():
    """Publish what is due and unpublish what has expired: Wagtail's own command, which sends its signals."""
    call_command("publish_scheduled", verbosity=0)
