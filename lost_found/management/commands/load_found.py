from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from community.tickets.models import Authority
from lost_found.loading import BadList, load_found


class Command(BaseCommand):
    help = (
        "Charge la liste d'un bureau des objets trouvés, en CSV (reference;objet;date;titre;description;couleur;marque;"
        "lieu;lat;lon;ligne) ou en GeoJSON de points. Relancée, elle met à jour ; ce qui n'y est plus est clos."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FICHIER")
        parser.add_argument("--source", required=True, help="d'où vient la liste : montré sur chaque annonce")
        parser.add_argument("--office", default="", help="où on vient le chercher : nom, adresse, téléphone")
        parser.add_argument("--authority", default="", metavar="PRÉFIXE", help="l'autorité dont c'est le bureau (ISSY)")

    def handle(self, *, file, source, office, authority, **_options):
        answers = Authority.objects.filter(prefix=authority).first() if authority else None
        if authority and answers is None:
            raise CommandError(f"Aucune autorité n'a le préfixe {authority}.")
        try:
            report = load_found(
                Path(file).read_bytes(), source=source[:200], office=office[:200], authority=answers,
                progress=self._progress,
            )  # fmt: skip
        except (BadList, OSError) as fault:
            raise CommandError(str(fault)) from None
        self._say(report)

    def _progress(self, done, total):
        if done % 500 == 0 or done == total:
            self.stdout.write(f"{done}/{total}")

    def _say(self, report):
        for number, reason in report.refused:
            self.stderr.write(f"ligne {number} : {reason}")
        self.stdout.write(
            f"{report.told} nouveaux, {report.changed} changés, {report.unchanged} inchangés, {report.closed} clos, "
            f"{len(report.refused)} refusés"
        )
        if report.refused:
            raise CommandError(f"{len(report.refused)} refus ; tout le reste est chargé.")
