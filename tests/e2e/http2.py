"""As much of HTTP/2 and gRPC as somebody hostile needs: frames made by hand, over TLS, without a library that would mind.

    with Connection(port) as peer:
        peer.open(1, "/gom.v1.SyncService/Enroll")
        peer.send(frame(DATA, END_STREAM, 1, message(b"garbage")))
        peer.status(1)  # "13"
"""
import socket
import ssl

DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = 0, 1, 3, 4, 6, 7, 8, 9
END_STREAM, END_HEADERS = 1, 4
FIRST_ROOM = 65535  # what may be sent before the other side makes room for more
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def frame(kind, flags, stream, payload=b""):
    return len(payload).to_bytes(3, "big") + bytes((kind, flags)) + stream.to_bytes(4, "big") + payload


def message(payload, compressed=False):
    """As gRPC frames it."""
    return bytes((compressed,)) + len(payload).to_bytes(4, "big") + payload


def literal(text):
    """A string of HPACK, neither indexed nor Huffman-coded."""
    raw, length = text.encode("latin-1"), b""
    if len(raw) < 127:
        return bytes((len(raw),)) + raw
    rest = len(raw) - 127
    while rest >= 128:
        length, rest = length + bytes((rest % 128 + 128,)), rest // 128
    return b"\x7f" + length + bytes((rest,)) + raw


def header_block(path, extra=()):
    headers = [(":method", "POST"), (":scheme", "https"), (":path", path), (":authority", "hub"), ("te", "trailers"),
               ("content-type", "application/grpc"), *extra]
    return b"".join(b"\x00" + literal(name) + literal(value) for name, value in headers)


def tls(certificate=None, key=None):
    """Whoever is there will do."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    if certificate:
        context.load_cert_chain(certificate, key)
    return context


class Connection:
    """One connection, past the preface; ends where the other side ends it. .goaway: its reason, once it was told."""

    def __init__(self, port, context=None, timeout=30):
        raw = socket.create_connection(("127.0.0.1", port), timeout)
        self.socket = (context or tls()).wrap_socket(raw)
        self.buffer, self.closed, self.goaway, self.room = b"", False, None, FIRST_ROOM
        self.send(PREFACE + frame(SETTINGS, 0, 0))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        """Answers whether the other side still takes anything."""
        try:
            self.socket.sendall(data)
        except OSError:
            self.closed = True
        return not self.closed

    def open(self, stream, path, *extra, end=False):
        return self.send(frame(HEADERS, END_HEADERS | (END_STREAM if end else 0), stream, header_block(path, extra)))

    def frames(self):
        """(kind, flags, stream, payload) of each that comes, until the other side closes or is silent for the timeout."""
        while True:
            while len(self.buffer) < 9 or len(self.buffer) < 9 + int.from_bytes(self.buffer[:3], "big"):
                try:
                    more = self.socket.recv(65536)
                except TimeoutError:
                    return
                except OSError:
                    more = b""
                if not more:
                    self.closed = True
                    return
                self.buffer += more
            end = 9 + int.from_bytes(self.buffer[:3], "big")
            whole, self.buffer = self.buffer[:end], self.buffer[end:]
            kind, flags, stream = whole[3], whole[4], int.from_bytes(whole[5:9], "big") & 0x7FFFFFFF
            if kind == SETTINGS and not flags:
                self.send(frame(SETTINGS, 1, 0))
            if kind == GOAWAY:
                self.goaway = whole[17:].decode(errors="replace")
            yield kind, flags, stream, whole[9:]

    def pour(self, stream, size, end=False, payload=b""):
        """So many bytes of a message, those of the payload first, as far as the other side lets them through."""
        rooms = {0: self.room, stream: FIRST_ROOM}
        while size > 0:
            while min(rooms.values()) <= 0:
                update = next((f for f in self.frames() if f[0] in (WINDOW_UPDATE, RST_STREAM, HEADERS, GOAWAY)), None)
                if update is None or update[0] != WINDOW_UPDATE:
                    return
                if update[2] in rooms:
                    rooms[update[2]] += int.from_bytes(update[3], "big")
            part = min(size, 16384, *rooms.values())
            size -= part
            piece, payload = payload[:part].ljust(part, b"\0"), payload[part:]
            self.send(frame(DATA, END_STREAM if end and size == 0 else 0, stream, piece))
            rooms = {which: room - part for which, room in rooms.items()}
            self.room = rooms[0]

    def status(self, stream):
        """The grpc-status with which a stream ended; "reset" or "closed" where it ended without, None where it did not."""
        for kind, flags, which, payload in self.frames():
            if which == stream and kind == HEADERS and flags & END_STREAM:
                at = payload.find(b"grpc-status") + len(b"grpc-status")
                return payload[at + 1:at + 1 + payload[at]].decode()
            if which == stream and kind == RST_STREAM:
                return "reset"
        return "closed" if self.closed else None
