"""compose.yaml has the networks, ports and secrets of zones.toml, and containers may do as little as they can."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from intake.sealing.fingerprints import pinned, unpinned
from intake.sealing.keys import read_public_keys
from intake.store.founding import script
from intake.store.rights import OWNER, Process
from tests.installation.composed import COMPOSE, SERVICES, image_of, pins
from tests.installation.contents import stages
from tests.installation.declared import DOCKER, Zones
from tests.installation.trial import furnish

ZONES = Zones.read()
OURS = [name for name in SERVICES if image_of(name)]


def test_the_file_is_what_the_schema_of_compose_files_asks_for() -> None:
    program = Path(sys.executable).with_name("check-jsonschema")
    subprocess.run(
        [program, "--builtin-schema", "vendor.compose-spec", DOCKER / "compose.yaml"],
        check=True,
        capture_output=True,
    )


def test_everybody_in_the_file_is_declared_and_everybody_declared_is_there() -> None:
    assert set(SERVICES) == set(ZONES.members)
    assert set(COMPOSE["networks"]) == set(ZONES.wires)


@pytest.mark.parametrize("name", ZONES.members)
def test_a_service_hangs_on_the_declared_wires(name: str) -> None:
    assert set(SERVICES[name]["networks"]) == ZONES.wires_of(name)
    assert "network_mode" not in SERVICES[name]


def test_only_the_declared_wires_lead_out() -> None:
    leading_out = {name for name, network in COMPOSE["networks"].items() if not network.get("internal")}
    assert leading_out == set(ZONES.outside)


def test_only_nginx_hangs_on_a_wire_that_leads_out() -> None:
    for wire in ZONES.outside:
        assert {SERVICES[name]["image"] for name in ZONES.wires[wire]} == {"mizuguchi-nginx"}


def test_only_the_declared_ports_are_published() -> None:
    found = {name: service["ports"] for name, service in SERVICES.items() if service.get("ports")}
    numbers = {name: {tuple(map(int, port.split(":")[-2:])) for port in ports} for name, ports in found.items()}
    assert numbers == {name: set(ports.items()) for name, ports in ZONES.published.items()}


def test_the_terminals_door_opens_on_no_address_that_nobody_has_named() -> None:
    assert SERVICES["door"]["ports"][0].startswith("${OFFICE_ADDRESS:-127.0.0.1}:")


def test_billing_shares_no_network_with_anybody() -> None:
    assert SERVICES["billing"]["networks"] == ["billing"]
    assert ZONES.wires["billing"] == ("billing",)
    assert COMPOSE["networks"]["billing"] == {"internal": True}


@pytest.mark.parametrize("name", ZONES.members)
def test_a_service_is_handed_the_declared_secrets(name: str) -> None:
    assert set(SERVICES[name].get("secrets", ())) == set(ZONES.secrets.get(name, ()))


def test_no_secret_is_handed_to_two_and_none_is_left_over() -> None:
    handed = [secret for secrets in ZONES.secrets.values() for secret in secrets]
    assert sorted(handed) == sorted(COMPOSE["secrets"])
    files = [secret["file"] for secret in COMPOSE["secrets"].values()]
    assert len(set(files)) == len(files)


def test_nobody_is_handed_the_recovery_key() -> None:
    text = (DOCKER / "compose.yaml").read_text()
    assert set(re.findall(r"recovery[\w.-]*", text)) == {"recovery-public-key", "recovery.pub"}


def test_no_secret_stands_in_an_environment() -> None:
    for name, service in SERVICES.items():
        for setting, value in service.get("environment", {}).items():
            if re.search("SECRET|PASSWORD|PASSPHRASE|PRIVATE_KEY|OFFICE_KEY|POSTMAN_KEY", setting):
                assert value.startswith("/run/secrets/"), f"{name}: {setting}"
            assert not urlsplit(value).password


@pytest.mark.parametrize("name", OURS)
def test_what_a_setting_leads_to_is_handed_over(name: str) -> None:
    service = SERVICES[name]
    led_to = re.findall(r"/run/(?:secrets|public)/[\w./-]+", " ".join(service.get("environment", {}).values()))
    given = {f"/run/secrets/{secret}" for secret in service.get("secrets", ())}
    given |= {config["target"] for config in service.get("configs", ())}
    assert [
        path for path in led_to if not any(each == path or each.startswith(f"{path}/") for each in given)
    ] == []


@pytest.mark.parametrize("name", OURS)
def test_a_room_reads_every_setting_that_it_is_given(name: str) -> None:
    rooms = {
        "webapp": ["webapp"],
        "admin": ["admin"],
        "ceremony": ["admin"],
        "postman": ["emails"],
        "billing": ["billing"],
    }
    folders = [
        *rooms.get(name, ["simulation"] if name == "relay" else []),
        *([] if name == "billing" else ["intake"]),
    ]
    code = "".join(path.read_text() for folder in folders for path in (DOCKER.parent / folder).rglob("*.py"))
    for setting in SERVICES[name].get("environment", {}):
        assert setting.removeprefix("MIZUGUCHI_BILLING_") in code


@pytest.mark.parametrize("name", ["webapp", "admin", "postman", "housekeeper"])
def test_a_process_signs_in_to_the_database_with_its_own_role(name: str) -> None:
    assert urlsplit(SERVICES[name]["environment"]["MIZUGUCHI_DATABASE"]).username == Process[name.upper()]


def test_the_roles_that_the_database_begins_with_are_those_that_the_program_prints() -> None:
    printed = script("mizuguchi")
    assert (DOCKER / "database/roles.sql").read_text() == printed, "run make docs"


def test_only_who_migrates_and_who_is_called_by_hand_sign_in_as_owner() -> None:
    owners = [
        name for name in SERVICES if OWNER in SERVICES[name].get("environment", {}).get("MIZUGUCHI_DATABASE", "")
    ]
    assert owners == ["migrate", "ceremony"]
    assert all(SERVICES[name]["restart"] == "no" for name in owners)


def test_a_ceremony_is_not_started_with_the_others_and_is_handed_nothing() -> None:
    ceremony = SERVICES["ceremony"]
    assert [name for name in SERVICES if SERVICES[name].get("profiles")] == ["ceremony"]
    assert ceremony["profiles"] == ["ceremony"]
    assert not {"secrets", "configs", "env_file", "ports"} & set(ceremony)
    assert [name for name in ZONES.members if ZONES.reaches("ceremony", name)] == ["database", "ceremony"]
    bound = next(each for each in ceremony["volumes"] if isinstance(each, Mapping))
    assert bound["source"] == f"${{CEREMONY:-{bound['target']}}}", "without the setting the others start as ever"
    assert bound["bind"] == {"create_host_path": False}


def test_the_console_finds_the_keys_of_before_a_rotation() -> None:
    console = SERVICES["admin"]
    folder = console["environment"]["MIZUGUCHI_OFFICE_OLDER_KEYS"]
    assert f"./secrets/older:{folder}:ro" in console["volumes"]


def test_backups_are_read_with_the_role_that_is_for_them() -> None:
    address = SERVICES["housekeeper"]["environment"]["MIZUGUCHI_BACKUP_DATABASE"]
    assert urlsplit(address).username == Process.BACKUP


def test_the_programs_that_back_up_are_of_the_version_of_the_server() -> None:
    server = re.fullmatch(r"postgres:(\d+)-.*", SERVICES["database"]["image"])
    assert server
    said = "\n".join(stages()["python-with-backup"].said)
    assert re.findall(r"postgresql-client-(\d+)", said) == [server[1]]
    assert " restic " in said


@pytest.mark.parametrize("name", ZONES.members)
def test_what_a_service_writes_stays_in_the_declared_folders_only(name: str) -> None:
    places = [target(volume) for volume in SERVICES[name].get("volumes", ()) if not str(volume).endswith(":ro")]
    assert tuple(places) == ZONES.folders.get(name, ())


def target(volume: str | Mapping[str, str]) -> str:
    """Where the container finds a volume."""
    return volume.split(":")[1] if isinstance(volume, str) else volume["target"]


def test_the_far_place_is_named_by_the_town_and_never_made_on_this_machine() -> None:
    told = SERVICES["housekeeper"]["environment"]
    far = next(each for each in SERVICES["housekeeper"]["volumes"] if isinstance(each, Mapping))
    assert far["target"] == told["MIZUGUCHI_BACKUP_REMOTE"]
    assert far["source"].startswith("${BACKUP_FAR:?")
    assert far["bind"] == {"create_host_path": False}


def test_the_log_of_the_database_keeps_nothing_that_was_erased_in_files_to_be_used_again() -> None:
    assert SERVICES["database"]["command"] == ["postgres", "-c", "wal_recycle=off"]


@pytest.mark.parametrize("name", ["webapp", "admin"])
def test_keys_are_pinned_by_a_file_without_which_nothing_starts(name: str, tmp_path: Path) -> None:
    assert SERVICES[name]["env_file"] == ["./public/fingerprints.env"]
    furnish(tmp_path)
    assert unpinned(pins(name, tmp_path)) == []
    assert pinned(read_public_keys(tmp_path / "public"), pins(name, tmp_path))


@pytest.mark.parametrize("name", ZONES.members)
def test_a_container_may_do_as_little_as_it_can_do_with(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert service["ulimits"]["core"] == 0
    assert service["pids_limit"] <= 256
    assert service["mem_limit"] == service["memswap_limit"]
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}
    assert all("noexec,nosuid" in folder for folder in service["tmpfs"] if folder.startswith("/tmp"))
    assert "/var/run/docker.sock" not in str(service)


def test_there_are_two_windows_that_count_in_one_place() -> None:
    window = SERVICES["webapp"]
    assert window["deploy"]["replicas"] == 2
    assert window["environment"]["MIZUGUCHI_WINDOW_LIMITS"].startswith("redis://")


def test_a_window_believes_one_proxy_and_that_one_has_it_for_itself() -> None:
    assert SERVICES["webapp"]["environment"]["MIZUGUCHI_WINDOW_PROXY_HOPS"] == "1"
    assert {name for name in ZONES.members if name != "webapp" and ZONES.reaches(name, "webapp")} == {
        "front",
        "redis",
        "database",
    }


def test_the_console_insists_on_terminals() -> None:
    assert SERVICES["admin"]["environment"]["MIZUGUCHI_CONSOLE_TERMINALS"] == "required"


def test_the_mail_relay_says_that_it_is_a_placeholder() -> None:
    assert "placeholder" in SERVICES["relay"]["image"]
    assert "delivers none" in SERVICES["relay"]["labels"]["placeholder"]


def test_nginx_answers_to_the_name_that_mailed_links_have() -> None:
    name = urlsplit(SERVICES["webapp"]["environment"]["MIZUGUCHI_BASE_URL"]).hostname
    assert SERVICES["postman"]["environment"]["MIZUGUCHI_BASE_URL"] == f"https://{name}"
    said = (DOCKER / "nginx/window.conf").read_text()
    assert set(re.findall(r"\n\s+server_name (\S+);", said)) == {name}
    assert f"proxy_set_header Host {name};" in said
    console = SERVICES["admin"]["environment"]["MIZUGUCHI_CONSOLE_HOSTS"]
    assert f"{console} consoles;" in (DOCKER / "nginx/console.conf").read_text()


def test_every_file_that_is_asked_for_is_in_the_instructions() -> None:
    told = (DOCKER.parent / "docs/containers.md").read_text()
    asked = [Path(each["file"]).name for kind in ("secrets", "configs") for each in COMPOSE[kind].values()]
    asked += [Path(file).name for service in SERVICES.values() for file in service.get("env_file", ())]
    assert [name for name in asked if f"`{name}`" not in told] == []
