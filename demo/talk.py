# ruff: noqa: E501 (a table, read across)
"""What neighbours answer one another, and what the desks answer them. {name} is who is answered, {handle} how they
are mentioned, {place} where it is, {days} a number of days."""

COMMENTS = {
    "chaussee": [
        "Je confirme, j'ai failli y laisser une roue hier soir.",
        "Le bus tape dedans à chaque passage, on l'entend du troisième étage.",
        "Il y a une tranchée de la fibre juste à côté, c'est peut-être lié.",
        "Attention aussi un peu plus loin, côté numéros impairs, ça commence à se creuser.",
        "J'y passe avec un caddie tous les mercredis, c'est devenu pénible.",
        "Same here, my son had to swerve into the other lane.",
        "Ma voisine est tombée là la semaine dernière, heureusement plus de peur que de mal.",
    ],
    "lumiere": [
        "Pareil côté pair, ça fait deux soirs.",
        "Le numéro sur le mât est à moitié effacé, je crois lire 0417.",
        "Merci de l'avoir signalé, je me demandais si j'étais la seule.",
        "Toujours éteint ce soir à 19 h.",
        "Je rentre du travail par là à 22 h, ce n'est vraiment pas rassurant.",
        "It flickered for a few days before going out for good.",
    ],
    "proprete": [
        "Il y en a encore plus ce matin.",
        "J'ai vu la benne passer hier sans s'arrêter.",
        "Le gardien du 8 dit que ça vient d'un déménagement de dimanche.",
        "On pourrait demander une corbeille de plus, non ?",
        "J'ai remis les cartons contre le mur pour qu'on puisse au moins passer.",
        "Ça revient toutes les semaines au même endroit.",
    ],
    "arbres": [
        "Une branche a encore craqué cette nuit.",
        "Il est magnifique cet arbre, j'espère qu'on pourra le garder.",
        "Attention à la période de nidification, il y a des mésanges dedans.",
        "Je peux prêter un sécateur, mais il vaut mieux que ce soit fait par des professionnels.",
        "Lovely tree, but yes, you really cannot see the crossing any more.",
    ],
    "circulation": [
        "Tous les jours la même chose, à la même heure.",
        "Avec les travaux de l'avenue, le trafic a doublé ici.",
        "J'ai demandé gentiment, on m'a répondu « deux minutes ».",
        "Un simple plot réglerait la question.",
        "Les cyclistes ne sont pas tous des anges non plus, mais là c'est dangereux pour tout le monde.",
    ],
    "mobilier": [
        "Mon fils s'est coincé le doigt hier.",
        "C'est le seul banc à l'ombre du parc…",
        "Il faudrait aussi regarder celui d'à côté, il bouge.",
        "Le ruban posé autour est déjà parti.",
    ],
    "batiments": [
        "Les parents d'élèves l'ont signalé aussi au conseil d'école.",
        "Toujours pareil ce matin.",
        "Le personnel fait ce qu'il peut, ce n'est pas leur faute.",
    ],
    "eau": [
        "On a mis une planche pour pouvoir traverser.",
        "La mare arrive jusqu'à la porte du 14.",
        "J'ai enlevé les feuilles avec un râteau, ça s'écoule un peu mieux.",
        "Toujours là ce matin, et il pleut encore jeudi.",
    ],
    "animaux": [
        "J'en ai vu deux ce soir près du local.",
        "Merci de ne pas laisser de pain pour les pigeons, ça aide aussi.",
    ],
    "bruit": [
        "On les entend jusqu'au sixième.",
        "J'ai discuté avec eux, ils ont promis de baisser après 22 h.",
        "Plus calme cette semaine.",
    ],
    "danger": ["Ne passez pas par ce trottoir, le ruban ne tient plus.", "Les pompiers sont venus hier soir."],
    "merci": [
        "Entièrement d'accord, bravo à eux !",
        "Ça fait plaisir de lire ça.",
        "Je transmets à mon mari qui râle tout le temps ;-)",
        "Count me in.",
        "Très bonne idée, je peux aider le week-end.",
        "J'en suis ! On se retrouve quand ?",
    ],
}
ANY = [
    "Vu aussi ce matin.",
    "Merci pour le signalement.",
    "Je suis ce fil, tenez-nous au courant.",
    "Idem de mon côté.",
    "Quelqu'un sait si ça a été transmis ?",
    "Still there today.",
]
REPLIES = [
    "Merci {name}, je l'ajoute.",
    "@{handle} oui, c'est bien le même endroit.",
    "@{handle} tu as une photo plus récente ?",
    "D'accord avec {name}.",
    "@{handle} à hauteur de quel numéro ?",
    "Merci @{handle}, je n'avais pas remarqué.",
    "{name} a raison, c'est pire le soir.",
]
# What the authority says in public at each step, by category or family of categories; "" for any.
ANSWERS = {
    "accepted": {
        "": ["Bonjour, votre demande est bien prise en charge. Un agent passe sur place cette semaine.",
             "Merci pour ce signalement précis, nous l'avons transmis à l'équipe du secteur.",
             "Demande acceptée. Nous revenons vers vous dès que la date d'intervention est connue."],
        "lumiere": ["Bonjour, la panne est enregistrée ; une nacelle est nécessaire, nous la programmons.",
                    "Le point lumineux est identifié, la tournée de dépannage passe dans les prochains jours."],
        "arbres": ["Bonjour, un technicien du patrimoine arboré vient examiner l'arbre."],
        "idee": ["Merci pour cette idée, elle sera étudiée avec le conseil de quartier."],
        "planter": ["Belle idée : nos jardiniers vérifient ce que permettent les réseaux sous le trottoir."],
    },
    "planned": {
        "": ["L'intervention est programmée sous {days} jours, selon la météo.",
             "C'est inscrit au planning : passage prévu dans {days} jours environ.",
             "Les matériaux sont commandés, l'équipe intervient dans une dizaine de jours."],
        "chaussee": ["La reprise de l'enrobé est programmée avec les autres réparations du secteur, sous {days} jours."],
        "arbres": ["La taille est programmée hors période de nidification, sous {days} jours."],
    },
    "in_progress": {
        "": ["L'équipe est sur place.", "Les travaux ont commencé ce matin.", "Une première intervention a eu lieu, la suite dans la semaine."],
        "lumiere": ["La recherche de défaut est en cours sur le câble d'alimentation."],
        "eau": ["Le curage du réseau a commencé."],
        "idee": ["Le conseil de quartier en a débattu mardi : l'idée plaît, nous cherchons l'emplacement."],
        "planter": ["Les sondages du sol sont en cours."],
    },
    "waiting": {
        "": ["Pourriez-vous préciser le numéro de la rue ou ajouter une photo ? Notre agent n'a rien constaté sur place.",
             "L'agent a besoin d'accéder à la cour : à quel moment peut-on vous joindre sur place ?"],
        "lumiere": ["Pourriez-vous nous donner le numéro inscrit sur le mât ? Quatre lampadaires correspondent à votre description."],
    },
    "resolved": {
        "": ["C'est fait. Merci de votre vigilance !", "Intervention terminée ce matin, bonne journée à tous.",
             "Réparé. N'hésitez pas à nous dire si quelque chose reste à reprendre."],
        "chaussee": ["La chaussée a été reprise ce matin, photo à l'appui."],
        "lumiere": ["L'alimentation est rétablie et la lampe remplacée par une LED."],
        "proprete": ["Enlevé et nettoyé ce matin. Merci du signalement.", "L'équipe est passée, tout est dégagé."],
        "arbres": ["La taille est terminée et les branches ont été évacuées."],
        "eau": ["La grille est débouchée et le branchement curé."],
        "mobilier": ["Remplacé par du neuf ce matin."],
        "idee": ["L'idée est retenue et se fera avec les voisins volontaires. Merci à eux !"],
        "planter": ["Plantation faite ce matin avec les voisins. À vos arrosoirs !"],
        "merci": ["Merci ! Votre message a été lu à l'équipe, il a fait très plaisir."],
    },
    "refused": {
        "": ["Après visite, l'état constaté ne demande pas d'intervention pour le moment. Nous restons attentifs à son évolution.",
             "Cet aménagement a été étudié l'an dernier et n'a pas été retenu : la largeur de la rue ne le permet pas.",
             "Le lieu signalé est une propriété privée, nous ne pouvons pas y intervenir. Le syndic a été prévenu."],
    },
    "not_competent": {
        "": ["Cet équipement appartient à l'opérateur de transport, qui a été prévenu par nos soins.",
             "Ce réseau dépend de l'opérateur de télécommunications ; voici sa référence de dossier : 24-0917."],
    },
    "duplicate": {"": ["Déjà signalé par un voisin : la suite se lit dans le premier signalement."]},
    "triaged": {"": ["Bonjour, votre signalement est arrivé au bon service."]},
}  # fmt: skip
TRANSFERS = {
    ("GPSO", "HDS"): "La rue signalée est une route départementale : le Département prend le relais.",
    (
        "HDS",
        "GPSO",
    ): "Vérification faite, cette portion est une rue communautaire : Grand Paris Seine Ouest prend le relais.",
    ("ISSY", "GPSO"): "Le sujet relève de l'espace public : nous le transmettons à Grand Paris Seine Ouest.",
    ("GPSO", "ISSY"): "Ce point relève de la Ville, qui prend le relais.",
}
NOTES = [
    "Vu avec le chef de secteur, à grouper avec le chantier voisin.",
    "Appelé le syndic, rappel prévu lundi.",
    "Nacelle réservée.",
    "Troisième signalement de l'année à cet endroit : prévoir une reprise complète.",
    "Photo envoyée à l'entreprise titulaire du marché.",
]
FIXED = ["C'est réparé, merci !", "Nickel, merci à l'équipe.", "All good now, thank you!", "Impeccable."]
NOT_FIXED = {
    "": ["Toujours pareil ce soir, rien n'a changé.", "Ça n'a tenu que deux jours, il faut revenir."],
    "chaussee": ["Ce n'est pas réparé : il s'est rouvert dès la première pluie."],
}

ENGLISH = {
    "Same here, my son had to swerve into the other lane.", "It flickered for a few days before going out for good.",
    "Lovely tree, but yes, you really cannot see the crossing any more.", "Count me in.", "Still there today.",
    "All good now, thank you!",
}  # fmt: skip


def language(text):
    return "en" if text in ENGLISH else "fr"
