"""What a copy of a batch is for: the store takes each purpose, the window words it."""

from hrdesk.domain.batch import CopyPurpose
from hrdesk.storage import batch_schema
from hrdesk.ui.batches.purpose import PURPOSES


def test_the_store_takes_every_purpose_of_a_copy_and_the_window_words_it():
    assert set(PURPOSES) == set(CopyPurpose)
    named = ", ".join(repr(purpose.value) for purpose in CopyPurpose)
    assert f"purpose in ({named})" in batch_schema.TABLES
