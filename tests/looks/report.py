from tests.looks.findings import Findings


def publish(f: Findings) -> None: ...
