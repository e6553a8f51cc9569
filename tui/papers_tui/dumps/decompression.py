"""Compressed streams as what they hold, as far as that can be read."""

import bz2
import contextlib
import lzma
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from papers_tui.dumps.limits import Layer

_PIECE: Final = 1 << 16
"""Bytes that are read, or decompressed, at a time."""

_MEMORY: Final = 256 << 20
"""Bytes of memory that a decompressor may take for what it looks back at."""

_REMEMBERED: Final = 1 << 20
"""Bytes of a stream that are remembered, to go through a damaged one again."""

_LONGEST_MAGIC: Final = 10
"""Bytes by which the beginning of a stream is known, at the most."""

_ZSTD_STEP: Final = 1 << 10
"""Bytes that zstandard is fed at a time: it gives all that they become, at most 32 MB."""

LEFT_ASIDE: Final = "what follows the compressed data is left aside"
"""The fault of a stream that was read to its end, though the file goes on."""

_DAMAGED: Final = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)
"""What decompressors raise over data that are no such stream."""


class Step(Protocol):
    """A decompressor of one stream, as those of `bz2` and `lzma` are."""

    @property
    def eof(self) -> bool:
        """The end of the stream was reached."""

    @property
    def needs_input(self) -> bool:
        """It has nothing to give before it is fed again."""

    @property
    def unused_data(self) -> bytes:
        """What it was fed beyond the end."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Feed it, and get what comes out; the rest comes out later."""


@dataclass(frozen=True, slots=True)
class Codec:
    """A way of compressing."""

    start: Callable[[], Step]
    """Makes a decompressor."""

    magic: re.Pattern[bytes] | None = None
    """What a stream begins with; None where nothing follows after the first stream."""

    def begins(self, data: bytes) -> bool:
        """Tell whether this begins a stream."""
        return self.magic is not None and self.magic.match(data) is not None


class Decompressed:
    """What a compressed stream, or several in a row, hold; it ends where they are damaged."""

    def __init__(self, packed: Layer, codec: Codec) -> None:
        self._packed = packed
        self._codec = codec
        self._fault: str | None = None
        self._ended = False
        self._begin(b"")

    @property
    def fault(self) -> str | None:
        """Why it ends before its end."""
        return self._packed.fault or self._fault

    def read(self, size: int, /) -> bytes:
        """Give at the most so many bytes; none at the end."""
        while not self._ended:
            if self._step.eof:
                self._follow()
                continue
            asked = self._step.needs_input
            data = self._next_input() if asked else b""
            try:
                out = self._step.decompress(data, min(size, _PIECE))
            except _DAMAGED as error:
                out = self._salvaged()
                self._end(f"the compressed data are damaged ({error}); what comes before is read")
            else:
                if asked and not (data or out or self._step.eof):
                    self._end("the compressed data break off; what comes before is read")
            self._given += len(out)
            if out:
                return out
        return b""

    def _begin(self, data: bytes) -> None:
        """Begin with a stream, of which these bytes have been read."""
        self._step = self._codec.start()
        self._input = data
        self._fed: bytearray | None = bytearray()
        self._given = 0

    def _next_input(self) -> bytes:
        data, self._input = self._input or self._packed.read(_PIECE), b""
        if self._fed is not None:
            self._fed += data
            if len(self._fed) > _REMEMBERED:
                self._fed = None
        return data

    def _follow(self) -> None:
        """Go on after the end of a stream: with the next, or to the end of the file."""
        rest = self._step.unused_data
        if self._codec.magic is None:
            self._end(None)
            return
        while len(rest := rest.lstrip(b"\0")) < _LONGEST_MAGIC:
            if not (more := self._packed.read(_PIECE)):
                break
            rest += more
        if self._codec.begins(rest):
            self._begin(rest)
        else:
            self._end(LEFT_ASIDE if rest else None)

    def _end(self, fault: str | None) -> None:
        self._ended = True
        self._fault = fault

    def _salvaged(self) -> bytes:
        """Give what came out before the damage in the step that failed, byte by byte."""
        step, out, done = self._codec.start(), bytearray(), 0
        with contextlib.suppress(*_DAMAGED):
            for byte in self._fed or b"":
                data = bytes([byte])
                while piece := step.decompress(data, min(max(self._given - done, 1), _PIECE)):
                    done += len(piece)
                    out += piece if done > self._given else b""
                    data = b""
        return bytes(out)


class _Deflate:
    """The decompressor of `zlib` as a step."""

    def __init__(self, window: int) -> None:
        self._inner = zlib.decompressobj(window)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


class _Zstandard:
    """The decompressor of `zstandard` as a step."""

    def __init__(self) -> None:
        import zstandard  # deferred: few dumps come so

        self._error = zstandard.ZstdError
        self._inner = zstandard.ZstdDecompressor(max_window_size=_MEMORY).decompressobj()
        self._input = self._output = memoryview(b"")

    @property
    def eof(self) -> bool:
        return self._inner.eof and not self._output

    @property
    def needs_input(self) -> bool:
        return not self._input and not self._output

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data + bytes(self._input)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        if data:
            self._input = memoryview(bytes(self._input) + data)
        while self._input and not self._output and not self._inner.eof:
            step, self._input = self._input[:_ZSTD_STEP], self._input[_ZSTD_STEP:]
            try:
                self._output = memoryview(self._inner.decompress(step))
            except self._error as error:
                raise OSError(str(error)) from error  # as bz2 does
        out, self._output = self._output[:max_length], self._output[max_length:]
        return bytes(out)


class _ZipLzma:
    """LZMA as it is in zip archives, as a step (APPNOTE 6.3, section 5.8)."""

    def __init__(self, size: int) -> None:
        """Begin with a stream that holds so many bytes; -1 where it marks its end itself."""
        self._inner = lzma.LZMADecompressor(lzma.FORMAT_ALONE, _MEMORY)
        self._size = size.to_bytes(8, "little", signed=size < 0)
        self._head: bytes | None = b""

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return self._inner.needs_input

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        if self._head is not None:
            self._head += data
            if len(self._head) < 9:  # version, size of the properties, five bytes of properties
                return b""
            data, self._head = self._head[4:9] + self._size + self._head[9:], None
        return self._inner.decompress(data, max_length)


def zip_lzma(size: int, *, marked: bool) -> Codec:
    """Give the codec of an LZMA member of a zip archive."""
    return Codec(lambda: _ZipLzma(-1 if marked else size))


DEFLATE: Final = Codec(lambda: _Deflate(-zlib.MAX_WBITS))
"""Bare deflate, as in zip archives."""

GZIP: Final = Codec(lambda: _Deflate(zlib.MAX_WBITS | 16), re.compile(rb"\x1f\x8b\x08"))
"""RFC 1952."""

BZIP2: Final = Codec(
    bz2.BZ2Decompressor, re.compile(rb"BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)")
)
"""A stream, or an empty one."""

XZ: Final = Codec(
    lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, _MEMORY), re.compile(rb"\xfd7zXZ\0")
)
"""The .xz format, version 1."""

ZSTANDARD: Final = Codec(_Zstandard, re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"))
"""RFC 8878: a frame, or one to be skipped."""

CODECS: Final = (GZIP, BZIP2, XZ, ZSTANDARD)
"""What a file can be compressed by, as its beginning shows."""
