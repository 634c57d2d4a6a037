"""The wires of docker/zones.toml as network namespaces: one for each member, a bridge for each wire.

All of it lives in a namespace of processes of its own. Whatever happens to the tests, the kernel ends those
processes with the first of them and forgets the networks; nothing is left on the machine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.installation.declared import Zones

PROBE = """
import json, socket, sys
def found(address, port):
    with socket.socket() as probe:
        probe.settimeout(2)
        try:
            probe.connect((address, port))
            return "open"
        except ConnectionRefusedError:
            return "shut"
        except OSError as trouble:
            return "no way" if trouble.errno == 101 else f"trouble {trouble.errno}"
print(json.dumps([found(*door) for door in json.load(sys.stdin)]))
"""
"""Says of each address and port: somebody answered, nobody listens there, or no wire leads there (ENETUNREACH)."""


def need_namespaces() -> None:
    """Skip where this machine does not let us make any."""
    if os.getuid() != 0:
        pytest.skip("only root may lay wires between network namespaces")
    if not (shutil.which("ip") and shutil.which("unshare") and shutil.which("nsenter")):
        pytest.skip("ip, unshare or nsenter is not on this machine")
    if subprocess.run(["unshare", "--net", "--mount", "--pid", "--fork", "true"], check=False).returncode:
        pytest.skip("this machine does not allow network namespaces")


@dataclass(frozen=True)
class Plug:
    """A member's end of a wire."""

    member: str
    wire: str
    address: str


class Wires:
    """Laid for all members and some visitors. `plugs` tells who has which address on which wire."""

    def __init__(self, zones: Zones, visitors: Mapping[str, str]) -> None:
        self.plugs = [
            Plug(member, wire, f"10.88.{number}.{place}")
            for number, (wire, members) in enumerate(zones.wires.items(), 1)
            for place, member in enumerate([*members, *(who for who, at in visitors.items() if at == wire)], 10)
        ]
        self.members = list(dict.fromkeys([*zones.members, *visitors]))
        apart = ["--mount", "--net", "--ipc", "--pid", "--fork", "--kill-child", "--mount-proc"]
        line = ["setpriv", "--pdeathsig", "KILL", "unshare", *apart, "sh", "-c", "echo up; exec sleep infinity"]
        self._first = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
        assert self._first.stdout
        assert self._first.stdout.readline() == "up\n"
        children = Path(f"/proc/{self._first.pid}/task/{self._first.pid}/children").read_text()
        self.first = int(children)
        self._inside = ["nsenter", "--target", str(self.first), "--mount", "--net", "--ipc", "--pid"]
        self._lay(list(zones.wires))

    def _lay(self, wires: Sequence[str]) -> None:
        steps = ["mkdir -p /run/netns", "mount -t tmpfs none /run/netns"]
        steps += [f"ip link add wire{number} type bridge" for number in range(1, len(wires) + 1)]
        steps += [f"ip link set wire{number} up" for number in range(1, len(wires) + 1)]
        for member in self.members:
            steps += [f"ip netns add {member}", f"ip -n {member} link set lo up"]
            steps += [f"ip netns exec {member} sh -c 'echo 0 > /proc/sys/net/ipv4/ip_forward'"]
        for number, plug in enumerate(self.plugs):
            wire = wires.index(plug.wire) + 1
            steps += [
                f"ip link add v{number} type veth peer name wire{wire} netns {plug.member}",
                f"ip link set v{number} master wire{wire} up",
                f"ip -n {plug.member} address add {plug.address}/24 dev wire{wire}",
                f"ip -n {plug.member} link set wire{wire} up",
            ]
        subprocess.run([*self._inside, "sh", "-e", "-c", "\n".join(steps)], check=True)

    def at(self, member: str, *line: str) -> list[str]:
        """The command that runs a line where a member stands."""
        return [*self._inside, "ip", "netns", "exec", member, *line]

    def address(self, member: str, asked_by: str) -> str:
        """Where somebody finds a member: on the wire that both hang on."""
        wires = {plug.wire for plug in self.plugs if plug.member == asked_by}
        return next(plug.address for plug in self.plugs if plug.member == member and plug.wire in wires)

    def neighbours(self, member: str) -> dict[str, str]:
        """The addresses of all whom a member shares a wire with, by name."""
        wires = {plug.wire for plug in self.plugs if plug.member == member}
        return {plug.member: plug.address for plug in self.plugs if plug.wire in wires and plug.member != member}

    def knock(self, member: str, doors: Sequence[tuple[str, int]]) -> list[str]:
        """What a member finds at each address and port: open, shut or no way."""
        found: list[str] = self.told_by(member, PROBE, doors)
        return found

    def told_by(self, member: str, program: str, words: object) -> Any:
        """What a small program says that is run where a member stands; words and answer are JSON."""
        line, given = self.at(member, sys.executable, "-c", program), json.dumps(words)
        done = subprocess.run(line, input=given, capture_output=True, text=True, check=True, timeout=60)
        return json.loads(done.stdout)

    def take_up(self) -> None:
        """End every process inside; the networks go with them."""
        self._first.kill()
        self._first.wait()
