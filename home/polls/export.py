"""A poll's results as CSV: counts by question, answer and quarter, under the same minimum as on the page."""

import csv
import io

from django.utils.translation import gettext as _

from community.spreadsheets import safe

from .results import by_quarter, overall


def as_csv(page, post):
    """UTF-8 with the mark that spreadsheets look for. Where too few have answered, it says so and nothing else."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow([_("Question"), _("Réponse"), _("Quartier"), _("Nombre"), _("Ont répondu au sondage")])
    whole = overall(page, post)
    if whole is None:
        rows.writerow([_("Moins de %(minimum)s réponses : rien n'est montré.") % {"minimum": page.minimum}])
    for name, results in [(_("Ensemble"), whole), *by_quarter(page, post)] if whole else []:
        for question in results["questions"]:
            for words, count, _percent in question["rows"]:
                rows.writerow([safe(question["text"]), safe(words), safe(name), count, results["heads"]])
    return "\ufeff" + out.getvalue()
