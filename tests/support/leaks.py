"""Looking for what must not leave: everything under a folder decoded in every way known, and searched for planted values.

Whatever kind of file a build comes to write is read as bytes and as text, its archives, streams, strings and data addresses
opened; nothing here knows what a build is meant to hold.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
import pypdf

EMBEDDED = re.compile(rb"[A-Za-z0-9+/_-]{48,}={0,2}")
TAGS = re.compile(r"<[^>]*>")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[,.\s'’\u00a0\u2009\u202f]+(?=\d)")
DIGESTS = ("md5", "sha1", "sha256", "sha512", "blake2b", "blake2s", "sha3_256")
TELLING = 14


def planted_in(folder: Path, planted: Iterable[int], local: Path | None = None) -> list[str]:
    """Name every planted number and every digest of a file of `local` that something in the folder holds, with the file."""
    contents = {path: _all_of(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    forms = {str(value): _forms(value) for value in planted}
    if local:
        forms |= {f"digest of {path.name}": _digests(path.read_bytes()) for path in _files(local)}
    return [
        f"{path.relative_to(folder)} holds {name}"
        for path, everything in contents.items()
        for name, searched in forms.items()
        if any(form in everything for form in searched)
    ]


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _all_of(path: Path) -> bytes:
    """The file's name and content, however packed, each also with its numbers put together."""
    parts = [path.name.encode(), *opened(path.read_bytes())]
    return b"\n".join([*parts, *(_plain(part) for part in parts)])


def opened(content: bytes) -> Iterator[bytes]:
    """A file's bytes, and those of all that is packed in it."""
    yield content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from opened(archive.read(name))
    elif content.startswith(b"\x1f\x8b"):
        yield from opened(gzip.decompress(content))
    elif content.startswith(b"%PDF"):
        yield from _of_pdf(content)
    else:
        yield from (_unpacked(packed) for packed in EMBEDDED.findall(content))


def _unpacked(packed: bytes) -> bytes:
    text = packed.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    return base64.b64decode(text[: len(text) // 4 * 4])


def _of_pdf(content: bytes) -> Iterator[bytes]:
    """Every stream decoded, every string (alternative text and metadata among them), and the text as read from the page."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        for part in [*opened.objects, opened.trailer]:
            if isinstance(part, pikepdf.Stream):
                yield part.read_bytes()
            yield from _strings(part)
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        yield page.extract_text().encode()


def _strings(part: object) -> Iterator[bytes]:
    if isinstance(part, pikepdf.String):
        yield str(part).encode() + b"\n" + bytes(part)
    elif isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in part.keys():  # noqa: SIM118 (a PDF dictionary goes through its values otherwise)
            if not getattr(part[key], "is_indirect", False):
                yield from _strings(part[key])
    elif isinstance(part, pikepdf.Array):
        for item in part:
            if not getattr(item, "is_indirect", False):
                yield from _strings(item)


def _plain(content: bytes) -> bytes:
    """The text without its tags, escapes, and whatever stands between digits: 7&#8239;123,<b>457</b> is 7123457."""
    text = ESCAPED.sub(lambda match: chr(int(match[1], 16)), content.decode("utf-8", "ignore"))
    return BETWEEN_DIGITS.sub("", TAGS.sub("", html.unescape(text))).encode()


def _forms(value: int) -> list[bytes]:
    """A number as digits, in base sixteen, and as the bytes that arrays hold."""
    return [
        str(value).encode(),
        float(value).hex().encode(),
        struct.pack("<d", value),
        struct.pack(">d", value),
        struct.pack("<q", value),
    ]


def _digests(content: bytes) -> list[bytes]:
    """The start of each digest of a file, long enough to be no accident."""
    digests = [hashlib.new(name, content).digest() for name in DIGESTS]
    encoded = [form for digest in digests for form in (digest.hex(), digest.hex().upper())]
    encoded += [base64.b64encode(digest).decode() for digest in digests] + [
        base64.urlsafe_b64encode(digest).decode() for digest in digests
    ]
    return [form[:TELLING].encode() for form in encoded] + [digest[:8] for digest in digests]
