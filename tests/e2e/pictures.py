"""Pictures that no program made for us."""
import random
import struct
import zlib


def png(width, height, seed=11):
    """A picture of noise, which stays large however it is compressed."""
    rows = random.Random(seed)
    pixels = b"".join(b"\0" + rows.randbytes(3 * width) for _ in range(height))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels, 1)) + chunk(b"IEND", b"")
