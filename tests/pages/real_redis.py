"""A Redis of a test's own: at a socket, with nothing on disk, gone with the process that started it."""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from limits.storage import storage_from_string


@dataclass
class Redis:
    """A server of the test's own, at a socket; nothing of it is on disk."""

    folder: Path
    server: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    @property
    def uri(self) -> str:
        return f"redis+unix://{self.folder}/redis.sock"

    def start(self) -> None:
        settings = [
            "--port",
            "0",
            "--unixsocket",
            f"{self.folder}/redis.sock",
            "--save",
            "",
            "--dir",
            str(self.folder),
        ]
        line = ["setpriv", "--pdeathsig", "KILL", "redis-server", *settings]
        self.server = subprocess.Popen(line, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while not storage_from_string(self.uri).check():
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def end(self) -> None:
        self.server.send_signal(signal.SIGCONT)
        self.server.kill()
        self.server.wait()

    def content(self) -> str:
        line = ["redis-cli", "-s", f"{self.folder}/redis.sock", "keys", "*"]
        return subprocess.run(line, check=True, capture_output=True, text=True).stdout
