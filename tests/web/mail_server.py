"""A server of mail on loopback for tests: takes letters by the protocol, or falls silent where it is told to."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Post:
    """``letters``: what was taken, as it came. ``refuses``: an address that nobody has here."""

    letters: list[bytes] = field(default_factory=list)
    refuses: str = ""
    port: int = 0

    def answer(self, line: str) -> str:
        """What the server says to one command."""
        command = line[:4].upper()
        if command == "RCPT" and self.refuses and self.refuses in line:
            return "550 no such person"
        return {"EHLO": "250 here", "DATA": "354 go on", "QUIT": "221 bye"}.get(command, "250 ok")


@contextmanager
def mail_server() -> Iterator[Post]:
    """A server on a free port, stopped in the end."""
    post = Post()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 ready")
            while line := self.rfile.readline().decode():
                self.say(post.answer(line))
                if line[:4].upper() == "DATA":
                    self.take()
                if line[:4].upper() == "QUIT":
                    return

        def take(self) -> None:
            lines: list[bytes] = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line)
            post.letters.append(b"".join(lines))
            self.say("250 taken")

        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Talk) as server:
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join(10)
