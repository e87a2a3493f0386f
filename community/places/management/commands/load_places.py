from community.places.known_places import load_places

from ._files import LoadFiles


class Command(LoadFiles):
    help = "Charge les lieux connus de la ville : GeoJSON de points, avec au moins un nom."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--kind-property", action="append", default=[], metavar="NOM", help="où lire le genre")
        parser.add_argument("--prefix", default="", help="distingue les identifiants de ce fournisseur")

    def load(self, document, path, options, progress):
        return load_places(
            document,
            source=options["source"],
            prefix=options["prefix"],
            name=options["name_property"],
            kind=options["kind_property"],
            progress=progress,
        )
