"""Words that someone typed before they were signed in: kept in their session until they come back."""

from django.http import QueryDict

LONGEST = 20_000  # characters


def keep_draft(request, post, text):
    if text.strip():
        request.session["draft"] = {"post": post.pk, "text": text[:LONGEST]}


def kept_draft(request, post):
    """The words kept for this post, or "". Asked of members only: a visitor's page never touches their session."""
    draft = request.session.get("draft") if request.user.is_authenticated else None
    return draft["text"] if draft and draft["post"] == post.pk else ""


def forget_draft(request):
    if "draft" in request.session:
        del request.session["draft"]


def keep_form(request, name, photos=()):
    """A whole form, sent by someone who is not signed in (any more): its fields and the photos it brought."""
    said = {key: [value[:LONGEST] for value in values] for key, values in request.POST.lists()}
    said["photo_keys"] = [str(photo.key) for photo in photos]
    for left in ("csrfmiddlewaretoken", "taken"):  # the photos it took from another post are among its own by now
        said.pop(left, None)
    request.session[f"form:{name}"] = said


def kept_form(request, name):
    """The fields that were kept, as they were sent, or None; they are forgotten by that."""
    key = f"form:{name}"
    if key not in request.session:
        return None
    said = QueryDict(mutable=True)
    for field, values in request.session.pop(key).items():
        said.setlist(field, values)
    return said
