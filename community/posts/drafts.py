"""Words that someone typed before they were signed in: kept in their session until they come back."""

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
