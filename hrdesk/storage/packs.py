"""Policy packs as the store keeps them: by the hash of their texts, never changed."""

from collections.abc import Mapping

from hrdesk.domain.errors import Damaged
from hrdesk.domain.pack_files import PackFiles, plain_text
from hrdesk.storage.canonical import canonical_text, stored_value
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.pack_tables import PackRow
from hrdesk.storage.withdrawable import RecordKind, enter_row

PACKS = RecordKind(
    PackRow,
    enter="policy.keep",
    place=("content_hash",),
    content=("policy", "version", "files"),
    told=("content_hash", "policy"),
)


def keep_pack(ground: Ground, author: Author, pack: PackFiles, named: tuple[str, str]) -> bool:
    """Keep a pack with the id and version of its policy; False when it is there already."""
    content_hash = pack.content_hash
    query = PackRow.select(PackRow.id).where(PackRow.content_hash == content_hash)
    if query.count(ground.db):
        return False
    texts = {name: plain_text(content).decode() for name, content in pack.files.items()}
    policy, version = named
    content = {
        "content_hash": content_hash,
        "policy": policy,
        "version": version,
        "files": canonical_text(texts),
    }
    enter_row(ground, author, PACKS, content)
    return True


def packs(ground: Ground) -> Mapping[str, PackFiles]:
    """Return every pack by its hash; Damaged (`store.damaged`) when one is not what it says."""
    found = {}
    for content_hash, files in (
        PackRow.select(PackRow.content_hash, PackRow.files).tuples().execute(ground.db)
    ):
        texts = stored_value(files)
        pack = PackFiles({name: text.encode() for name, text in texts.items()})
        if pack.content_hash != content_hash:
            raise Damaged("store.damaged")
        found[content_hash] = pack
    return found
