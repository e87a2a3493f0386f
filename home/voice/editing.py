"""What an editor sees of the audience: the map to draw a zone on, the choice of quarters, and whom it all reaches."""

import json

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from . import zones
from .models import Audience


class ZoneWidget(forms.Textarea):
    """A map to draw a polygon on, and below it the same as GeoJSON, for whoever cannot draw or has it already."""

    template_name = "home/zone_widget.html"

    class Media:
        css = {"all": ["vendor/leaflet/leaflet.css", "community/zone.css"]}
        js = ["vendor/leaflet/leaflet.js", "community/zone.js"]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {"rows": 4, "spellcheck": "false"}
        context["tiles"] = {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION}
        return context


class ZoneField(forms.CharField):
    widget = ZoneWidget

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else json.dumps(value, separators=(",", ":"))

    def to_python(self, value):
        text = (value or "").strip()
        return zones.checked(text) if text else None

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "").strip()


class SpokenForm(WagtailAdminPageForm):
    zone = ZoneField(label=_("Zone"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["tell_again"] = False  # asked for each time anew
        if "quarters" in self.fields:
            from .audience import quarters

            self.fields["quarters"].queryset = quarters()

    def clean(self):
        said = super().clean()
        wanted = said.get("audience")
        if wanted == Audience.QUARTERS and not said.get("quarters"):
            self.add_error("quarters", ValidationError(_("Choisissez au moins un quartier.")))
        if wanted == Audience.ZONE and not said.get("zone") and "zone" not in self.errors:
            self.add_error("zone", ValidationError(_("Dessinez la zone, ou collez son GeoJSON.")))
        if wanted == Audience.PLACE and not said.get("place"):
            self.add_error("place", ValidationError(_("Choisissez le lieu.")))
        return said


class ReachPanel(Panel):
    """ "≈ 1 240 voisins : Val-de-Seine", renewed as the choices change (zone.js)."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/reach_panel.html"

        def get_context_data(self, parent_context=None):
            from .audience import reach_in_words

            context = super().get_context_data(parent_context)
            context["reach"] = reach_in_words(self.instance) if self.instance.pk else ""
            return context


AUDIENCE = MultiFieldPanel(
    [
        FieldPanel("authority"),
        FieldPanel("audience", widget=forms.RadioSelect),
        FieldPanel("quarters", widget=forms.CheckboxSelectMultiple),
        FieldPanel("zone"),
        FieldPanel("place"),
        ReachPanel(heading=_("Portée")),
    ],
    heading=_("À qui"),
    help_text=_("Pour une traduction, ce sont les choix de la page en français qui valent."),
)
ANSWERS = MultiFieldPanel([FieldPanel("comments"), FieldPanel("tell_again")], heading=_("Réactions et mises à jour"))
