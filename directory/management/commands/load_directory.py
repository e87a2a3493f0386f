"""manage.py load_directory: the command's own words; directory.taking_in does the work."""

import re
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.text import slugify

from community.tickets.models import Authority
from directory import osm
from directory.planting import plant
from directory.reading import features
from directory.taking_in import Intake

EVERY = 5000  # places between two lines of progress


class Command(BaseCommand):
    help = "Charge l'annuaire : GeoJSON ou CSV d'une ville, extrait OpenStreetMap en GeoJSON. Relancée, complète."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FICHIER")
        parser.add_argument("--source", default="", help="d'où viennent les données : montré sur chaque fiche")
        parser.add_argument("--prefix", default="", help="ce qui distingue les identifiants de cette source")
        parser.add_argument("--date", default="", metavar="AAAA[-MM[-JJ]]", help="de quand datent les données")
        parser.add_argument("--official", default="", metavar="AUTORITÉ", help="à qui sont les services publics")
        parser.add_argument("--inside", action="store_true", help="laisser ce qui est hors des villes couvertes")
        parser.add_argument("--partial", action="store_true", help="le fichier n'a pas toute la source")
        parser.add_argument("--gone", action="store_true", help="marquer disparu même plus de la moitié de la source")
        parser.add_argument("--dry-run", action="store_true", help="tout lire et ne rien écrire")

    def handle(self, *, files, **options):
        plant()
        wrong = [file for file in files if not self._load(Path(file), options, len(files) > 1)]
        if wrong:
            raise CommandError("Des lignes sont refusées ; tout le reste est chargé.")

    def _load(self, path, options, several):
        """Whether all of a file was taken. Of several files none is the whole source."""
        intake = self._intake(path, options)
        report = intake.take(
            features(path),
            partial=options["partial"] or several,
            sure=options["gone"],
            progress=lambda done: done % EVERY or self.stdout.write(f"{path.name} : {done} lus"),
        )
        self._tell(path, report, options["dry_run"])
        return not report.refused and not report.broken

    def _intake(self, path, options):
        is_osm = self._is_osm(path)
        source = options["source"] or (osm.CREDIT if is_osm else path.name)
        prefix = options["prefix"] or (osm.PREFIX if is_osm else slugify(source)[:30])
        return Intake(
            source,
            prefix,
            on=_day(options["date"]),
            official=_authority(options["official"]),
            inside=options["inside"],
            dry_run=options["dry_run"],
        )

    def _is_osm(self, path):
        try:
            first = next(features(path), None)
        except ValueError:
            return False
        return isinstance(first, dict) and bool(osm.id_of(first))

    def _tell(self, path, report, dry_run):
        names = {"created": "créées", "updated": "changées", "unchanged": "inchangées", "merged": "réunies à une autre "
                 "source", "held": "tenues par leur responsable", "gone": "disparues de la source"}  # fmt: skip
        said = ", ".join(f"{report.counts[what]} {words}" for what, words in names.items())
        refused = sum(report.refused.values())
        self.stdout.write(f"{path.name} : {said}, {refused} refusées{' (essai : rien n’est écrit)' if dry_run else ''}")
        for reasons, mark in ((report.refused, "refus"), (report.noted, "noté")):
            for reason, count in reasons.most_common():
                where = ", ".join(f"n° {number}" for number in report.where[reason])
                self.stderr.write(f"{path.name}, {mark}, {count} fois ({where}…) : {reason}")
        for words in filter(None, [report.broken, report.kept]):
            self.stderr.write(f"{path.name} : {words}")


def _day(text):
    """ "2014-08" is its first day."""
    if not text:
        return None
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        raise CommandError(f"date illisible : {text} (AAAA, AAAA-MM ou AAAA-MM-JJ)")
    try:
        return date(*[*map(int, text.split("-")), 1, 1][:3])
    except ValueError as fault:
        raise CommandError(f"date illisible : {text}") from fault


def _authority(text):
    if not text:
        return None
    found = Authority.objects.filter(Q(prefix__iexact=text) | Q(short__iexact=text) | Q(name__iexact=text)).first()
    if found is None:
        raise CommandError(f"aucune autorité « {text} » : donnez son nom ou son sigle tel qu'il est dans l'admin")
    return found
