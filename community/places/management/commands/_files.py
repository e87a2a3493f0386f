"""What the two loaders share: files one after another, progress, refusals named, and a status that says so."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from community.places.geojson import BadGeometry, read
from community.places.loading import Report


class LoadFiles(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FICHIER")
        parser.add_argument("--name-property", action="append", default=[], metavar="NOM", help="où lire le nom")
        parser.add_argument("--source", default="", help="d'où viennent les données : montré dans les crédits du site")

    def handle(self, *, files, **options):
        refused = sum(len(self._load_one(Path(file), options).refused) for file in files)
        if refused:
            raise CommandError(f"{refused} refus ; tout le reste est chargé.")

    def _load_one(self, path, options):
        def progress(done, total):
            if done % 100 == 0 or done == total:
                self.stdout.write(f"{path.name} : {done}/{total}")

        try:
            report = self.load(read(path), path, options, progress)
        except BadGeometry as reason:
            report = Report(refused=[(0, str(reason))])
        for number, reason in report.refused:
            which = f"n° {number}" if number else "fichier"
            self.stderr.write(f"{path.name}, {which} : {reason}")
        self.stdout.write(
            f"{path.name} : {report.created} créés, {report.updated} changés, "
            f"{report.unchanged} inchangés, {len(report.refused)} refusés"
        )
        return report
