"""`python -m playground`: everything on this machine, in memory, with or without the bot.

Prints the page's address, then one line of JSON for drivers. Ctrl-C or SIGTERM ends it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack

from playground.assembly import Addresses, Playground
from playground.bot_process import BotProcess
from playground.server import PortBusyError

EXIT_OK, EXIT_BOT_DIED, EXIT_PORT = 0, 1, 2
READY_SECONDS = 45.0
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def read_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m playground",
        description="A local Telegram and a local Jimeng, with a chat page to try the bot on. "
        "Nothing is kept, nothing leaves this machine; no production server.",
    )
    parser.add_argument("--port", type=int, default=8080, help="the page's port (default 8080)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (loopback)")
    parser.add_argument("--no-bot", action="store_true", help="start the services alone")
    parser.add_argument("--fast", action="store_true", help="generation takes tenths of a second")
    arguments = parser.parse_args(argv)
    if not 0 <= arguments.port <= 65535:
        parser.error("the port is a number from 0 to 65535")
    return arguments


async def run(arguments: argparse.Namespace) -> int:
    """Run until told to stop; the exit status."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if arguments.host not in LOOPBACK:
        _tell(f"Listening on {arguments.host}: everybody who reaches this machine can use it.")
    async with AsyncExitStack() as stack:
        # Somebody will look at the pictures: have them ready. Drivers may never fetch theirs.
        playground = Playground(fast=arguments.fast, paint_ahead=not arguments.no_bot)
        await stack.enter_async_context(playground)
        try:
            addresses = await playground.start(arguments.host, arguments.port)
        except PortBusyError as exc:
            _tell(str(exc))
            return EXIT_PORT
        if arguments.no_bot:
            _announce(addresses)
            await stop.wait()
            return EXIT_OK
        bot = BotProcess(addresses, playground.people[0].id, fast=arguments.fast)
        stack.push_async_callback(bot.close)
        return await _run_with_bot(playground, bot, addresses, stop)


async def _run_with_bot(
    playground: Playground, bot: BotProcess, addresses: Addresses, stop: asyncio.Event
) -> int:
    """Announce once the bot listens; end when told to, or when the bot has died."""
    await bot.start()
    died = asyncio.create_task(bot.wait())
    stopped = asyncio.create_task(stop.wait())
    listens = asyncio.create_task(
        playground.stage.journal.wait_for(
            lambda call: call.service == "telegram" and call.name == "getUpdates"
        )
    )
    try:
        await asyncio.wait(
            {died, stopped, listens}, timeout=READY_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        if not died.done() and not stopped.done():
            _announce(addresses)
        await asyncio.wait({died, stopped}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        listens.cancel()
    if stopped.done():
        return EXIT_OK
    stopped.cancel()
    _tell(f"The bot ended with status {died.result()}. Its last words:\n{bot.last_words()}")
    return EXIT_BOT_DIED


def _announce(addresses: Addresses) -> None:
    sys.stdout.write(f"Playground: {addresses.page}\n{json.dumps(addresses.to_json())}\n")
    sys.stdout.flush()


def _tell(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def main() -> int:
    """Entry of `python -m playground`."""
    return asyncio.run(run(read_arguments(sys.argv[1:])))


if __name__ == "__main__":
    sys.exit(main())
