"""What the tests of the reader have in common."""

from collections.abc import AsyncIterator

import pytest

from papers_tui.library import Library
from tests.ui.driving import Reader, reading


@pytest.fixture
async def reader(library: Library) -> AsyncIterator[Reader]:
    async with reading(library) as running:
        yield running
