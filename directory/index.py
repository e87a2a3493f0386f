"""What entries are found by: their name and address, and the ordinary words of their category in both languages."""

from community.posts.index import Source

_OF_CATEGORY = """coalesce((
 SELECT c.name_fr || ' ' || c.name_en || ' ' || c.synonyms_fr || ' ' || c.synonyms_en || ' ' ||
 coalesce(p.name_fr || ' ' || p.name_en, '')
 FROM directory_category c LEFT JOIN directory_category p ON p.id = c.parent_id WHERE c.id = {row}.category_id), '')"""
SOURCE = Source(
    "directory.Entry",
    2_000_000_000,
    "{row}.name",
    f"{{row}}.name || ' ' || {{row}}.address || ' ' || {_OF_CATEGORY}",
    ("name", "address", "category_id"),
)
