"""The mask of a QR code is the one that reportlab chooses."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel, QRUtil

from hrdesk.printing.qr_code import modules
from hrdesk.printing.qr_masks import lost_points, number_of
from tests.printing.samples import PAYLOAD


@pytest.mark.parametrize("payload", ["1", "HRDESK", PAYLOAD, PAYLOAD * 2, PAYLOAD * 6])
def test_the_code_is_that_of_reportlab(payload: str) -> None:
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(payload)
    code.make()
    assert modules(payload) == tuple(map(tuple, code.modules))


@settings(max_examples=40)
@given(st.integers(1, 7), st.integers(0, 2**32), st.floats(0.05, 0.95))
def test_any_picture_loses_the_same_points(version: int, seed: int, share: float) -> None:
    chance = Random(seed)
    size = 4 * version + 17
    code = QRCode(version, QRErrorCorrectLevel.M)
    code.modules = [[chance.random() < share for _ in range(size)] for _ in range(size)]
    code.modules[3][2:13] = list(map(bool, (1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0)))
    assert lost_points(number_of(code.modules), size) == QRUtil.getLostPoint(code)
