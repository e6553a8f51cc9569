"""A look for damage in the index while one reads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from papers_tui.errors import PapersError
from papers_tui.library import Library

AFTER: Final = 3.0
"""Seconds after the first list: until then there is more urgent work."""


async def check_index(library: Library, failed: Callable[[PapersError], None]) -> None:
    """Go through the index in a thread of its own, and say what went wrong, if anything did.

    An index that was made again is noticed as one that another process changed.
    """
    await asyncio.sleep(AFTER)
    # A thread of our own: leaving waits for those of asyncio.
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")
    try:
        await asyncio.get_running_loop().run_in_executor(thread, library.check_index)
    except PapersError as error:
        failed(error)
    finally:
        thread.shutdown(wait=False)
