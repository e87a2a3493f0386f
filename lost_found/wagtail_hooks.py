"""Things at the town's offices, in the Wagtail admin."""

from . import office_list  # noqa: F401  registers itself
