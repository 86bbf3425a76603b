"""A bot that has gone deaf ends by itself, and the next one answers what was said to it."""

from __future__ import annotations

import pytest

from tests.acceptance.driving import PATIENCE, ROOT, Bot, Person, Playground

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-trouble")]

BROKEN = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import main
from assembly import running
from bot.adapters.durable_updates import DurableQueue
from bot.services.worker import Worker
from bot.watchdog import Hearing


async def break_down(*_):
    raise RuntimeError("planted")


running.Hearing = lambda: Hearing(patience=PATIENCE)
BREAK
sys.exit(main.main([]))
"""
DEAF = BROKEN.replace("BREAK", "DurableQueue.put = break_down").replace("PATIENCE", "2.0")
IDLE = BROKEN.replace("BREAK", "Worker.run = break_down").replace("PATIENCE", "600.0")


@pytest.fixture
def person(playground: Playground, bot: Bot) -> Person:
    somebody = playground.new_person()
    somebody.logs_in()
    bot.stop()
    return somebody


def test_a_bot_whose_polling_ended_for_good_ends_and_loses_nothing(
    playground: Playground, bot: Bot, person: Person
) -> None:
    """The library calls itself running for ever after an error that it does not know."""
    program, bot.program = bot.program, ("-c", DEAF)
    bot.start()
    person.says("/image 没人听见")
    assert bot.process is not None
    assert bot.process.wait(timeout=PATIENCE) == 1
    assert "polling has ended, though it should run for ever" in bot.log
    assert playground.accepted("没人听见") == []
    bot.program = program
    bot.start()
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted("没人听见")) == 1


def test_a_bot_whose_worker_broke_ends(bot: Bot, person: Person) -> None:
    bot.program = ("-c", IDLE)
    bot.start()
    assert bot.process is not None
    assert bot.process.wait(timeout=PATIENCE) == 1
    assert "worker has ended, though it should run for ever" in bot.log
