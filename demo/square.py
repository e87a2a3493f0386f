# ruff: noqa: E501 (prose)
"""What neighbours of the demo say to one another besides reports: profiles, discussions, groups, private messages.
Plain data; `gathering.py` writes it down. Hours and days are before the telling."""

# key → (about oneself, skills, languages spoken)
PROFILES = {
    "alice": (
        "Rue du Gouverneur-Général-Éboué depuis neuf ans, deux enfants à l'école, un vélo cargo.",
        ["réparer un vélo", "arroser les plantes"],
        "fr en",
    ),
    "bob": (
        "Retraité du rail, bricoleur. Mon atelier est ouvert le samedi matin.",
        ["petit bricolage", "monter un meuble", "aiguiser les couteaux"],
        "fr",
    ),
    "charlie": ("Infirmier de nuit à Vanves, je cours sur les quais le matin.", ["premiers secours"], "fr wo"),
    "amina": (
        "Professeure de mathématiques. Je réponds plutôt le soir.",
        ["aide aux devoirs", "traduire de l'arabe"],
        "fr ar",
    ),
    "jp.roussel": ("Président du conseil syndical du 12. J'aime que les choses avancent.", ["lire un contrat"], "fr"),
    "linh": ("Je cuisine trop, je partage.", ["cuisiner pour dix", "couture"], "fr vi"),
    "oliver": (
        "Here since 2019, still saying “bonjour” to everyone. Piano, bad puns.",
        ["anglais", "accorder un piano"],
        "en fr",
    ),
    "sandrine.m": (
        "Assistante maternelle, quatre petits et beaucoup de patience.",
        ["garde d'enfants", "dépannage du matin"],
        "fr",
    ),
    "karim": (
        "Informaticien, je dépanne volontiers les imprimantes des autres, jamais la mienne.",
        ["aide informatique"],
        "fr ar",
    ),
    "fatou": (
        "Au marché tous les dimanches. Bénévole à la bibliothèque.",
        ["lire à voix haute", "démarches en ligne"],
        "fr",
    ),
    "etienne": ("Architecte, amoureux des platanes.", ["lire un plan"], "fr"),
    "marguerite": ("Quatre-vingt-un ans, toutes mes dents et mon tricot.", ["tricot", "conserves"], "fr"),
    "priya": ("New in town, two cats, one bicycle.", ["yoga", "anglais"], "en hi"),
    "mathieu": ("Le compost de Corentin-Celton, c'est nous.", ["compost", "jardinage"], "fr"),
    "elena": ("Musicienne, je répète fenêtres fermées, promis.", ["violon", "roumain"], "fr ro"),
    "gerard": ("Trente ans de quartier, je sais où était la fonderie.", ["histoire du quartier"], "fr"),
}

# Who bears which of the town's badges, and as whom
BADGES = {
    "mathieu": ("association", "Compost de Corentin-Celton"), "fatou": ("association", "Les Amis de la bibliothèque"),
    "jp.roussel": ("caretaker", "Résidence du Port"), "mira": ("agent", "Ville d'Issy-les-Moulineaux"),
}  # fmt: skip

# Who follows what: topics as the site knows them
FOLLOWS = {
    "alice": ["tag:velo", "tag:ecole", "category:nid-de-poule"],
    "bob": ["tag:entraide", "tag:brocante"],
    "charlie": ["tag:velo"],
}
PLACES = {"alice": [("work", "Le bureau", "92012", "quarter"), ("family", "Chez Maman", "92040-centre-ville", "next")]}

# days ago, author, where (quarter or town code), title, text, tags, group, [(who, hours after, words)]
DISCUSSIONS = [
    (
        0.2,
        "linh",
        "92040-val-de-seine",
        "Trop de soupe, qui en veut ?",
        "J'ai fait un phở pour douze et nous sommes quatre. **Six bocaux** attendent devant ma porte jusqu'à 20 h, au 3 de la rue. Rapportez le bocal quand vous voulez.",
        ["partage", "cuisine"],
        None,
        [
            ("bob", 0.5, "J'en prends deux, un pour Marguerite. Merci !"),
            ("oliver", 0.9, "Saved my evening. Jar coming back tomorrow."),
        ],
    ),
    (
        0.3,
        "sandrine.m",
        "92040-val-de-seine",
        "École Anatole-France : grève vendredi, on s'organise ?",
        "Trois familles peuvent accueillir deux enfants chacune. Qui d'autre peut garder **vendredi matin** ? Et qui a besoin ?",
        ["ecole", "entraide"],
        None,
        [
            ("alice", 0.6, "Je peux en prendre deux jusqu'à midi."),
            ("amina", 1.5, "Moi deux l'après-midi, avec les devoirs en prime."),
            ("karim", 2.2, "J'en cherche une place pour Yanis, merci beaucoup."),
        ],
    ),
    (
        0.8,
        "etienne",
        "92040-centre-ville",
        "Les platanes de la place : réunion publique jeudi",
        "Le service des espaces verts présente son diagnostic **jeudi à 18 h 30** à la mairie. J'y vais, je prendrai des notes pour ceux qui ne peuvent pas.",
        ["arbres"],
        None,
        [
            ("marguerite", 3, "Dites-leur que le banc sous le troisième est le seul à l'ombre."),
            ("fatou", 5, "Merci Étienne, je garde les enfants ce soir-là."),
        ],
    ),
    (
        1.1,
        "karim",
        "92040-val-de-seine",
        "Coupure de fibre rue Rouget-de-Lisle ?",
        "Plus rien depuis 9 h chez nous. C'est l'immeuble ou toute la rue ?",
        ["internet"],
        None,
        [
            ("jp.roussel", 0.4, "Toute la rue : la baie au 14 est ouverte, un technicien est dessus."),
            ("bastien", 2.1, "Crédit rapide sans justificatif, réponse en une heure, écrivez à mon cousin."),
            ("karim", 3, "Revenu à 12 h 40. Merci Jean-Pierre."),
        ],
    ),
    (
        1.4,
        "gerard",
        "92040-la-ferme",
        "Qui se souvient de la fonderie ?",
        "Je rassemble photos et souvenirs pour une petite exposition à la médiathèque au printemps. Même une carte postale m'intéresse, je scanne et je rends le jour même.",
        ["memoire"],
        None,
        [
            ("aissatou", 9, "Mon voisin du 5 y a travaillé vingt ans, je lui en parle."),
            ("noemie", 20, "J'ai trois photos de mon grand-père devant le portail."),
        ],
    ),
    (
        2.1,
        "priya",
        "92040-centre-ville",
        "Where do you get a bicycle repaired?",
        "My rear wheel makes a sad noise. Any honest place around the town hall?",
        ["velo"],
        None,
        [
            (
                "alice",
                2,
                "Bring it over on Saturday morning, Bob and I look at bicycles in his workshop. Free, bring coffee.",
            ),
            ("priya", 3, "That is so kind. See you on Saturday!"),
        ],
    ),
    (
        2.6,
        "josiane",
        "92040-corentin-celton",
        "Chat roux trouvé près du square",
        "Très doux, collier bleu sans nom. Il dort chez moi en attendant. **Il n'a pas l'air d'avoir faim**, donc quelqu'un le nourrit bien !",
        ["animaux"],
        None,
        [
            ("yasmine", 1, "C'est Gaspard, du 22 ! Je préviens la famille."),
            ("josiane", 4, "Gaspard est rentré chez lui, il a pris son temps."),
        ],
    ),
    (
        3.2,
        "ruben",
        "92040-les-epinettes",
        "Vide-grenier des Épinettes : on relance ?",
        "L'an dernier la pluie nous a arrêtés. Je propose le deuxième dimanche d'avril. Il faut huit personnes pour l'organisation, je suis la première.",
        ["brocante"],
        None,
        [
            ("sylvie", 5, "Deuxième !"),
            ("mehdi", 11, "Troisième, et j'ai des tréteaux."),
            ("hannah", 26, "Fourth. I can bake."),
        ],
    ),
    (
        4.5,
        "monique",
        "92040-les-hauts-d-issy",
        "Le bus 123 ne s'arrête plus devant la pharmacie",
        "Arrêt reporté deux cents mètres plus bas pendant les travaux, sans panneau. Pour qui marche mal c'est long. Quelqu'un sait jusqu'à quand ?",
        ["transport"],
        None,
        [
            ("paulo", 6, "Jusqu'au 19 décembre d'après le chauffeur."),
            ("celine", 8, "Je l'ai signalé aussi, le lien est dans ma fiche."),
        ],
    ),
    (
        5.3,
        "samuel",
        "92040-le-fort",
        "Un coup de main pour un frigo, samedi 10 h ?",
        "Troisième étage sans ascenseur, il faut deux bras de plus. Café et croissants.",
        ["entraide"],
        None,
        [("david.c", 2, "J'arrive avec des sangles."), ("samuel", 50, "Monté en huit minutes. Merci David !")],
    ),
    (
        6.4,
        "fatou",
        "92040",
        "Bibliothèque : on cherche des voix pour lire le mercredi",
        "Une heure, deux histoires, vingt enfants. Aucune expérience demandée, seulement l'envie. Premier essai mercredi à 15 h.",
        ["lecture", "enfants"],
        None,
        [("elena", 7, "Je viens avec mon violon ?"), ("fatou", 8, "Surtout avec le violon.")],
    ),
    (
        8.2,
        "mathieu",
        "92040-corentin-celton",
        "Le bac est plein, repos jusqu'à lundi",
        "On laisse mûrir : merci de ne rien déposer avant lundi matin. Ceux qui veulent du compost mûr viennent samedi avec un seau.",
        ["compost"],
        "compost-corentin",
        [("yasmine", 4, "Je viens samedi avec deux seaux."), ("chen", 9, "Can I bring coffee grounds on Monday?")],
    ),
    (
        3.7,
        "yasmine",
        "92040-corentin-celton",
        "Planning des tours d'arrosage",
        "Je prends la première quinzaine. Qui prend la deuxième ?",
        ["compost"],
        "compost-corentin",
        [("mathieu", 3, "Moi.")],
    ),
    (
        1.7,
        "jp.roussel",
        "92040-val-de-seine",
        "Devis de l'interphone : trois reçus",
        "Les trois sont dans le hall. Le deuxième reprend les badges existants. On vote à l'assemblée du 12.",
        ["immeuble"],
        "residence-du-port",
        [("linh", 2, "Le deuxième me va."), ("bob", 6, "Attention, le premier ne compte pas la dépose.")],
    ),
    (
        0.5,
        "alice",
        "92040-val-de-seine",
        "Sortie de dimanche : les quais jusqu'à Sèvres",
        "Départ **10 h devant la passerelle**, retour pour midi. Rythme d'enfants, goûter à mi-chemin.",
        ["velo"],
        "velo-val-de-seine",
        [("priya", 1, "I'm in, if my wheel survives."), ("bob", 3, "Je ferme la marche avec la pompe.")],
    ),
]

# key, name, openness, quarter, about, rules, organiser, members, (who has asked)
GROUPS = [
    (
        "velo-val-de-seine",
        "À vélo en Val-de-Seine",
        "public",
        "92040-val-de-seine",
        "Sorties du dimanche, réparations du samedi, et un œil sur les pistes cyclables.",
        "",
        "alice",
        ["bob", "charlie", "priya", "karim", "oliver"],
        [],
    ),
    (
        "compost-corentin",
        "Compost de Corentin-Celton",
        "public",
        "92040-corentin-celton",
        "Le composteur du square : tours, conseils, distribution.",
        "Pas de viande, pas de sacs, même « compostables ». On referme le couvercle.",
        "mathieu",
        ["yasmine", "chen", "josiane", "anahit"],
        [],
    ),
    (
        "residence-du-port",
        "Résidence du Port",
        "closed",
        "92040-val-de-seine",
        "Les habitants du 8 au 14. Ce qui se dit ici reste ici.",
        "Être habitant ou gardien de la résidence. Pas de noms de voisins absents.",
        "jp.roussel",
        ["bob", "linh", "sandrine.m"],
        ["karim"],
    ),
    (
        "accueil-ukraine",
        "Familles d'accueil",
        "hidden",
        "92040",
        "Entre familles qui hébergent : questions, relais, papiers.",
        "Rien ne sort du groupe.",
        "amina",
        ["fatou", "etienne"],
        [],
    ),
]

# (from, to, about a discussion's title or None, [(who, days ago, words)])
MESSAGES = [
    (
        "priya",
        "alice",
        "Where do you get a bicycle repaired?",
        [
            (
                "priya",
                2.0,
                "Hello Alice, is Saturday at ten all right? I could also bring my neighbour's bike, its brakes squeal.",
            ),
            ("alice", 1.9, "Ten is perfect, and yes, bring both. It is the green door next to the bakery."),
            ("priya", 0.1, "Great. Do you need spare tubes? I have two."),
        ],
    ),
    (
        "bob",
        "alice",
        None,
        [
            ("bob", 1.2, "J'ai retrouvé la clé de 15. Tu passes samedi ?"),
            ("alice", 1.1, "Oui, avec Priya et deux vélos. Je fais le café."),
            ("bob", 0.3, "Alors j'apporte les croissants."),
        ],
    ),
    (
        "sandrine.m",
        "alice",
        "École Anatole-France : grève vendredi, on s'organise ?",
        [
            ("sandrine.m", 0.25, "Merci pour vendredi ! Les deux petits de Karim, ça te va ? Ils ont six et huit ans."),
        ],
    ),
]

# Title of the discussion, how a comment begins, the reason's code, who flags it: (who, days ago, words)
FLAGS = [
    (
        "Coupure de fibre rue Rouget-de-Lisle ?",
        "Crédit rapide",
        "spam",
        [("karim", 0.9, "De la publicité sous ma question."), ("linh", 0.7, "")],
    ),
    (
        "Le bus 123 ne s'arrête plus devant la pharmacie",
        "Jusqu'au 19",
        "other",
        [("gerard", 0.3, "Ce n'est plus vrai, c'est jusqu'au 22.")],
    ),
]
MODERATORS = ["mira", "gisele"]
