"""A school's line to the hub, which counts, is cut, or goes silent."""
import socket
import threading


class Line:
    """Listens at .port: counts what the school sends; once that is so many bytes it is cut, or what the hub answers is lost."""

    def __init__(self, hub_port):
        self.hub_port, self.open = hub_port, []
        self.count()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                school = self.listener.accept()[0]
            except OSError:
                return
            hub = socket.create_connection(("127.0.0.1", self.hub_port))
            self.open += [school, hub]
            for source, sink, counted in ((school, hub, True), (hub, school, False)):
                threading.Thread(target=self.carry, args=(source, sink, counted), daemon=True).start()

    def carry(self, source, sink, counted):
        try:
            while data := source.recv(4096):
                if counted:
                    self.sent += len(data)
                    if self.cut_after is not None and self.sent > self.cut_after:
                        break
                if counted or self.deaf_after is None or self.sent <= self.deaf_after:
                    sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def count(self, cut_after=None, deaf_after=None):
        self.sent, self.cut_after, self.deaf_after = 0, cut_after, deaf_after

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        for end in (self.listener, *self.open):
            end.close()
