"""Posts, comments and members as things that may be flagged (settings.FLAGGED)."""

from django.contrib.auth import get_user_model
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from community.groups.models import Group
from community.members.models import Block
from community.posts import photos as post_photos
from community.posts import states, thread
from community.posts.entries import comments_seen_by, speaker
from community.posts.follow import link_to
from community.posts.kinds import is_official
from community.posts.models import Comment, Post

from .things import Thing


def _short(text):
    return Truncator(text).chars(80, truncate="…")


class Posts:
    name = _("publication")

    def find(self, member, pk):
        post = Post.objects.visible_to(member).select_related("author").filter(pk=pk).first()
        if post is None:
            return None
        said_twice = post.text.startswith(post.title.rstrip("…"))
        quote = post.text if said_twice else f"{post.title}\n\n{post.text}".strip()
        official = is_official(post)
        return Thing(post.topic, quote, post.author, link_to(post), _short(post.title), official, post.anonymous)

    def hide(self, pk, at):
        return self._act(pk, lambda post: states.hide_post(post, at))

    def show(self, pk):
        return self._act(pk, states.show_post)

    def _act(self, pk, act):
        post = Post.objects.filter(pk=pk).first()
        return bool(post and act(post))

    def erase(self, pk):
        post = Post.objects.filter(pk=pk).first()
        if post:
            post.title, post.text, post.place_label = "—", "", ""
            post.save(update_fields=["title", "text", "place_label"])
            post_photos.erase(post.photos.all())


class Comments:
    name = _("commentaire")

    def find(self, member, pk):
        comment = Comment.objects.select_related("post", "author").filter(pk=pk, removed_at=None).first()
        if comment is None or not Post.objects.visible_to(member).filter(pk=comment.post_id).exists():
            return None
        if not comments_seen_by(member, comment.post).filter(pk=pk).exists():
            return None
        if comment.hidden_at and not getattr(member, "is_staff", False):
            return None
        official = comment.kind != Comment.Kind.COMMENT
        link = f"{link_to(comment.post)}#c{comment.number}"
        nameless = comment.post.anonymous and comment.author_id == comment.post.author_id
        title = _short(comment.post.title)
        return Thing(f"comment:{pk}", comment.text, comment.author, link, title, official, nameless)

    def around(self, pk):
        """The two entries before and the one after. Three queries."""
        comment = Comment.objects.select_related("post").filter(pk=pk).first()
        if comment is None:
            return []
        near = Comment.objects.filter(post=comment.post_id, removed_at=None, hidden_at=None).select_related("author")
        before = list(near.filter(number__lt=comment.number).order_by("-number")[:2])[::-1]
        shown = [*before, *near.filter(number__gt=comment.number).order_by("number")[:1]]
        return [(entry.voice or speaker(entry, comment.post), entry.text) for entry in shown]

    def hide(self, pk, at):
        return self._act(pk, lambda comment: thread.hide_comment(comment, at))

    def show(self, pk):
        return self._act(pk, thread.show_comment)

    def erase(self, pk):
        return self._act(pk, thread.erase_comment)

    def _act(self, pk, act):
        comment = Comment.objects.select_related("post", "author", "reply_to").filter(pk=pk).first()
        return bool(comment and act(comment))


class Members:
    """There is nothing to hide of a member; what may be decided is a limit. Who blocked somebody may still flag
    them; who was blocked sees nothing to flag, as everywhere."""

    name = _("membre")

    def find(self, member, pk):
        if not member.is_authenticated:
            return None
        other = get_user_model().objects.filter(pk=pk, is_active=True).first()
        if other is None or Block.objects.filter(member=other, other=member).exists():
            return None
        return Thing(other.topic, other.name, other, f"/members/{other.handle}/", other.name)

    def hide(self, pk, at):
        return False

    def show(self, pk):
        return False


class Groups:
    """A group's name and words; what is said in it is flagged by itself."""

    name = _("groupe")

    def find(self, member, pk):
        group = Group.objects.visible_to(member).select_related("founded_by").filter(pk=pk).first()
        if group is None:
            return None
        quote = f"{group.name}\n\n{group.about}".strip()
        return Thing(group.topic, quote, group.founded_by, group.get_absolute_url(), _short(group.name))

    def hide(self, pk, at):
        return bool(Group.objects.filter(pk=pk, hidden_at=None).update(hidden_at=at))

    def show(self, pk):
        return bool(Group.objects.filter(pk=pk, hidden_at__isnull=False).update(hidden_at=None))


posts, comments, members, groups = Posts(), Comments(), Members(), Groups()
