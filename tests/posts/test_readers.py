"""Who may see a post, asked from either side, is the same people."""

import pytest
from django.utils import timezone

from community.groups.models import Group, Membership
from community.members.blocks import block
from community.members.models import Member
from community.posts.models import Post
from community.posts.readers import may_see


@pytest.mark.parametrize("group_only", [False, True])
@pytest.mark.parametrize("fate", ["published", "hidden", "draft"])
@pytest.mark.parametrize("nobody", [False, True])
def test_both_questions_have_one_answer(town, alice, bob, charlie, mira, otto, group_only, fate, nobody):
    now = timezone.now()
    group = Group.objects.create(slug="velo", name="Vélo", openness="closed", territory=town.val)
    for member in (alice, bob, mira):
        Membership.objects.create(group=group, member=member, joined_at=now)
    block(charlie, bob)
    block(mira, bob)
    post = Post.objects.create(
        kind="other", author=None if nobody else bob, title="Entre nous", territory=town.val, group=group,
        group_only=group_only, published_at=None if fate == "draft" else now,
        hidden_at=now if fate == "hidden" else None,
    )  # fmt: skip
    seen = {member for member in Member.objects.all() if Post.objects.visible_to(member).exists()}
    assert set(may_see(Member.objects.all(), post)) == seen
