"""A demo whose processes live by a clock that a file sets: `python on_another_clock.py FILE demo …`."""

import sys
from pathlib import Path

from intake.commands import mizuguchi
from simulation import zones

file, *words = sys.argv[1:]
zones.EVERYBODY |= {"PYTHONPATH": str(Path(__file__).with_name("wall")), "WALL_CLOCK": file}
mizuguchi(words)
