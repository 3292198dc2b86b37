"""The frozen rows of batches built again from the versions that they were sent from.

What a batch froze is signed by who made it; that the rows say what the cases say is not told by
that signature. So each row is built again, by the same pack and the same template, and compared
cell by cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from hrdesk.domain.batch import SentRow
from hrdesk.domain.errors import Fault, Problem
from hrdesk.domain.official_template import OfficialTemplate, template_frame, template_spec
from hrdesk.services.batch_building import BatchGround, frame_of, sent_cases

if TYPE_CHECKING:
    from hrdesk.packs.law import Packs
    from hrdesk.packs.policy import Policy
    from hrdesk.storage.sent_pieces import SentPiece

#: What a damaged version, frame, template or pack ends the building with.
UNREADABLE = (Fault, LookupError, TypeError, ValueError, ArithmeticError, AttributeError)


@dataclass(frozen=True, slots=True)
class SentDifference:
    """A frozen row that its case does not give: batch, case, row of the batch, column.

    `header` is "" where the case has no such row at all, `row` is 0 where the columns of the
    batch are those of no pack and no template that the office has. No value of a person.
    """

    batch: str
    number: str
    version: int
    measure: str
    row: int
    header: str

    @property
    def id(self) -> str:
        """What tells it from others."""
        return f"{self.batch}/{self.number}/{self.row}/{self.header}"


@dataclass(frozen=True, slots=True)
class SentGround:
    """What a process of its own needs beside the packs: the office's name and its templates."""

    office: str
    templates: tuple[OfficialTemplate, ...]

    @classmethod
    def of(cls, office: str, templates: Sequence[OfficialTemplate]) -> "SentGround":
        """Return it so that it can be given to a process: a view of a mapping cannot."""
        return cls(office, tuple(map(_to_give, templates)))


class SentAgain:
    """Builds pieces again; what a batch was built with is found once for pieces in a row."""

    def __init__(self, packs: "Packs", hashes: Sequence[str], ground: SentGround) -> None:
        """`hashes` are those of all packs that are kept."""
        self._packs = packs
        self._hashes = (packs.shipped.content_hash, *hashes)
        self._ground = ground
        self._found: tuple[tuple[str, str], tuple[BatchGround, ...]] | None = None

    def differences(self, pieces: "Sequence[SentPiece]") -> Iterator[SentDifference]:
        """Yield the first cell of each row that is not what its case gives."""
        for piece in pieces:
            try:
                yield from self._of_piece(piece)
            except UNREADABLE:
                # Damaged: that is what is looked for, and it goes on to the next one.
                yield _difference(piece, piece.rows[0][0] if piece.rows else 0, "")

    def _of_piece(self, piece: "SentPiece") -> Iterator[SentDifference]:
        grounds = self._grounds(piece)
        if not grounds:
            yield _difference(piece, 0, "")
            return
        sent = piece.sent()
        unlike: tuple[tuple[int, str], ...] = ()
        for ground in grounds:
            built = _built(ground, piece)
            found = tuple(_unlike(ground, built, sent, piece.rows))
            if not found:
                return
            unlike = unlike or found
        for row, header in unlike:
            yield _difference(piece, row, header)

    def _grounds(self, piece: "SentPiece") -> tuple[BatchGround, ...]:
        """Return what can have built the batch: packs and templates that give its very frame."""
        key = (piece.frame_text, piece.policy_hash)
        if self._found is None or self._found[0] != key:
            self._found = (key, tuple(self._fitting(piece)))
        return self._found[1]

    def _fitting(self, piece: "SentPiece") -> Iterator[BatchGround]:
        frame = piece.frame()
        for content_hash in dict.fromkeys((piece.policy_hash, *self._hashes)):
            try:
                policy = self._packs.of(content_hash)
            except Fault:
                # A pack that cannot be read any more says nothing; another may give the frame.
                continue
            if piece.measure not in policy.forms:
                continue
            for ground, template in self._possible(policy, piece.measure, frame):
                expected = frame_of(ground, frame["made_by"], frame["words"])
                if template is not None:
                    expected["template"] = _kept(template, frame["template"])
                if expected == frame:
                    yield ground

    def _possible(
        self, policy: "Policy", measure: str, frame: Mapping[str, Any]
    ) -> Iterator[tuple[BatchGround, OfficialTemplate | None]]:
        form, office = policy.forms[measure], self._ground.office
        if frame.get("template") is None:
            if measure in policy.batches:
                yield BatchGround(policy.batches[measure], form, office), None
            return
        for template in self._ground.templates:
            if template.measure == measure and template.sha256 == frame["template"]["sha256"]:
                yield BatchGround(template_spec(template), form, office), template


def sent_problem(each: SentDifference) -> Problem:
    """Return a difference as a sentence: where, what is wrong, what to do."""
    key = "replay.sent_cell" if each.header else "replay.sent_row"
    values = {
        "batch": each.batch,
        "row": str(each.row),
        "number": each.number,
        "version": str(each.version),
        "header": each.header,
    }
    return Problem(key if each.row else "replay.sent_frame", each.batch, values)


def _to_give(template: OfficialTemplate) -> OfficialTemplate:
    mapping = template.mapping
    columns = tuple(replace(each, codes=dict(each.codes)) for each in mapping.columns)
    return replace(template, mapping=replace(mapping, columns=columns))


def _kept(template: OfficialTemplate, kept: Mapping[str, object]) -> dict[str, object]:
    """Return what a frame keeps of a template; frames of before keep nothing of examples."""
    told = template_frame(template)
    return told if "examples" in kept else {k: v for k, v in told.items() if k != "examples"}


def _built(ground: BatchGround, piece: "SentPiece") -> tuple[SentRow, ...]:
    """Return the rows that the case gives: all, or of a batch that follows those sent again.

    None at all where the case as it was sent gives no row, or not each that was sent again.
    """
    case = piece.case()
    lines = frozenset(line for _, line, _ in piece.rows)
    first = piece.rows[0][0] if piece.rows else 1
    try:
        (built,) = sent_cases(ground, [case], {case.id: lines} if piece.follows else None, first)
    except Fault:
        return ()
    return built.rows


def _unlike(
    ground: BatchGround,
    built: Sequence[SentRow],
    sent: Sequence[SentRow],
    rows: Sequence[tuple[int, int, str]],
) -> Iterator[tuple[int, str]]:
    """Yield place and header of the first cell of each row that differs."""
    places = [place for place, _, _ in rows]
    headers = [column.header for column in ground.spec.columns]
    last = places[-1] if places else 0
    for place, row, kept in zip_longest(places, built, sent):
        if row is None or kept is None or row.line != kept.line:
            yield place or last, ""
            return
        if len(row.cells) != len(kept.cells):
            yield place, ""
            continue
        for header, cell, told in zip(headers, row.cells, kept.cells, strict=True):
            if type(cell) is not type(told) or cell != told:
                yield place, header
                break


def _difference(piece: "SentPiece", row: int, header: str) -> SentDifference:
    return SentDifference(piece.batch, piece.number, piece.version, piece.measure, row, header)
