"""The closed vocabulary of `batch.toml`."""

from typing import Annotated

from pydantic import Field

from hrdesk.domain.batch_spec import CellFormat, RowKind
from hrdesk.packs.models import Code, Entry, Text

#: A worksheet has more columns; no platform's template comes near this.
MOST_COLUMNS = 64


class BatchColumnEntry(Entry):
    """A column of the upload workbook; `titles` are other headers of platforms for it."""

    header: Text
    source: Text
    format: Annotated[CellFormat, Field(strict=False)]
    width: Annotated[int, Field(ge=2, le=100)]
    codes: Annotated[dict[Code, Text], Field(default_factory=dict)]
    required: bool = False
    titles: list[Text] = []


class BatchFile(Entry):
    """`batch.toml`: the template of the platform that takes the batches of this measure."""

    titles: list[Text]
    sheet: Text
    rows: Annotated[RowKind, Field(strict=False)]
    columns: Annotated[list[BatchColumnEntry], Field(min_length=1, max_length=MOST_COLUMNS)]
