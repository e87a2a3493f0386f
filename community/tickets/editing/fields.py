"""Checks of what editors write as JSON: each says what is wrong, where, and what would be right."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NATURES = {"problem", "suggestion", "compliment"}
TYPES = {"text", "number", "date", "one", "several"}
WITH_CHOICES = {"one", "several"}


def check_natures(value):
    if not isinstance(value, list) or not value or set(map(str, value)) - NATURES:
        raise ValidationError(_('Une liste parmi "problem", "suggestion" et "compliment", par exemple ["problem"].'))


def check_questions(value):
    if not isinstance(value, list):
        raise ValidationError(_("Une liste de questions entre crochets : [ { … }, { … } ]."))
    keys = set()
    for number, question in enumerate(value, 1):
        for wrong in _wrong(question, keys):
            raise ValidationError(_("Question %(number)d : %(wrong)s") % {"number": number, "wrong": wrong})


def _wrong(question, keys):
    if not isinstance(question, dict):
        yield _("il faut un objet entre accolades.")
        return
    key, kind = question.get("key"), question.get("type")
    if not isinstance(key, str) or not key.replace("-", "_").isidentifier():
        yield _("« key » doit être un mot court, par exemple « numero ».")
    if key in keys:
        yield _("« key » sert déjà pour une autre question.")
    keys.add(str(key))
    if kind not in TYPES:
        yield _("« type » est text, number, date, one ou several.")
    if not isinstance(question.get("label_fr"), str) or not question["label_fr"].strip():
        yield _("« label_fr » (la question en français) manque.")
    if kind in WITH_CHOICES and not _choices(question.get("choices")):
        yield _("« choices » : une liste de {key, fr, en}, chaque key une seule fois.")


def _choices(choices):
    """Whether they are a list of {key, fr, en}, each key once."""
    if not isinstance(choices, list) or not choices:
        return False
    if not all(isinstance(c, dict) and str(c.get("key", "")) and str(c.get("fr", "")) for c in choices):
        return False
    return len({c["key"] for c in choices}) == len(choices)


def check_answers(value, category=None):
    """`{"key": "choice"}` of the category's own questions."""
    if not isinstance(value, dict):
        raise ValidationError(_('Un objet : {"question": "réponse"}.'))
    if value and category is None:
        raise ValidationError(_("Des réponses ne peuvent être exigées que pour une catégorie précise."))
    questions = {q["key"]: q for q in (category.questions if category else [])}
    for key, wanted in value.items():
        if key not in questions:
            known = ", ".join(questions) or _("aucune")
            raise ValidationError(
                _("La catégorie n'a pas de question « %(key)s » (elle a : %(known)s).") % {"key": key, "known": known}
            )
        choices = {c["key"] for c in questions[key].get("choices", [])}
        for one in wanted if isinstance(wanted, list) else [wanted]:
            if choices and one not in choices:
                raise ValidationError(
                    _("« %(one)s » n'est pas une réponse possible (%(known)s).")
                    % {"one": one, "known": ", ".join(sorted(choices))}
                )
