"""個人情報ファイル簿 is made from the declarations and the town's file, and leaves nothing out."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from intake.catalogues import COUNTER, words
from intake.housekeeping import register
from intake.ledger import BESIDES, items_of, ledger_of, recorded_of
from intake.procedures import PROCEDURES, offered
from intake.store.tables import TABLES
from intake.town import Town
from tests.towns.both import ANOTHER, TOWNS, in_both_towns

TWELVE = (
    "個人情報ファイルの名称",
    "行政機関等の名称",
    "個人情報ファイルが利用に供される事務をつかさどる組織の名称",
    "個人情報ファイルの利用目的",
    "記録項目",
    "記録範囲",
    "記録情報の収集方法",
    "要配慮個人情報が含まれるときは、その旨",
    "記録情報の経常的提供先",
    "開示請求等を受理する組織の名称及び所在地",
    "訂正及び利用停止に関する他の法令の規定による特別の手続等",
    "個人情報ファイルの種別",
)
"""What articles 74, 75 of the act and 21 of its order ask for."""

say = words((COUNTER,), "ja").gettext


def lines_of(town: Town, title: str) -> str:
    return "\n".join(next(item.lines for item in items_of(town, offered(town)) if item.title == title))


@in_both_towns
def test_every_field_of_every_procedure_is_a_recorded_item_with_its_purpose(town: Town) -> None:
    recorded = [name.split(" ", 1)[1] for name in lines_of(town, "記録項目").split("　")]
    ledger = ledger_of(town, offered(town))
    for procedure in offered(town):
        part = ledger.split(f"### {procedure.title.say(say)}\n")[1].split("\n### ")[0]
        for field in procedure.fields:
            assert recorded.count(field.label.say(say)) == 1
            assert f"| {field.label.say(say)} | {field.purpose.say(say)} |" in part


def test_all_of_it_is_said_in_japanese() -> None:
    for name in recorded_of(tuple(PROCEDURES.values()), say):
        assert re.search("[ぁ-んァ-ヶ一-龠]", name), name


def test_no_table_of_the_database_is_forgotten() -> None:
    assert set(BESIDES) == {table.__tablename__ for table in TABLES}


@in_both_towns
def test_the_items_that_the_law_names_stand_in_it_in_order_and_none_is_empty(town: Town) -> None:
    items = items_of(town, offered(town))
    assert tuple(item.title for item in items)[: len(TWELVE)] == TWELVE
    assert all("".join(item.lines).strip() for item in items)
    ledger = ledger_of(town, offered(town))
    assert all(f"| {item.number} | {item.title} |" in ledger for item in items)


def test_what_only_the_bureau_can_say_is_what_its_file_says() -> None:
    town = TOWNS["another"]
    assert lines_of(town, "記録情報の経常的提供先") == town.ledger.recipients[0]
    assert lines_of(town, "開示請求等を受理する組織の名称及び所在地").endswith(town.ledger.requests_address)
    assert lines_of(town, TWELVE[10]) == town.ledger.special_procedure
    assert lines_of(TOWNS["shipped"], TWELVE[10]) == "なし"
    assert (lines_of(town, INVITES), lines_of(TOWNS["shipped"], INVITES)) == ("該当", "非該当")


INVITES = "行政機関等匿名加工情報の提案の募集をする個人情報ファイルである旨"


@in_both_towns
def test_how_long_it_is_kept_is_what_the_towns_file_says(town: Town) -> None:
    notes = lines_of(town, "備考")
    for days in (town.retention.application_days, town.retention.paper_days, town.retention.backup_days):
        assert f"{days}日" in notes


@pytest.mark.parametrize(("town", "file"), [("shipped", ""), ("another", str(ANOTHER))])
def test_the_command_prints_the_ledger_of_the_town(town: str, file: str) -> None:
    printed = CliRunner().invoke(register, ["--ledger"], env={"MIZUGUCHI_TOWN": file}).output
    assert printed == ledger_of(TOWNS[town], offered(TOWNS[town]))
