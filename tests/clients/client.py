"""A day's work on the server with the official SDK's client; prints a JSON report of what it saw.

Usage: client.py DAY, a JSON object: `mode` of the client, its servers, each with command, args, env and cwd,
and the address that answers when the ticket that never comes was asked for. `server` works for an agent,
`staff` for an account that may read files, `long` on a helpdesk where things take long.
Everything the protocol or a tool's schema forbids ends the day with an exception.
"""

import json
import sys
import tempfile
import urllib.request
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

import anyio
import mcp_types as types
from client_day import MODERN, Day, Report
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp.client.session import ClientRequestContext

PATIENCE_SECONDS = 30.0
# No person declines in less, and the server says so.
READING_SECONDS = 0.8


async def answer(_: ClientRequestContext, params: types.ElicitRequestParams) -> types.ElicitResult:
    """What a person answers, who reads and declines what says so."""
    if "Decline this" not in params.message:
        return types.ElicitResult(action="accept")
    await anyio.sleep(READING_SECONDS)
    return types.ElicitResult(action="decline")


@asynccontextmanager
async def connected(mode: str, server: dict[str, Any], report: Report) -> AsyncIterator[Client]:
    """A client with a server of its own, whose stderr, log and questions go into the report."""

    async def keep(params: types.LoggingMessageNotificationParams) -> None:
        report.logged.append(f"{params.level}: {params.data}")

    async def notice(message: object) -> None:
        report.changes += isinstance(message, types.ToolListChangedNotification)

    async def ask(
        context: ClientRequestContext, params: types.ElicitRequestParams
    ) -> types.ElicitResult:
        report.questions.append(params.message)
        return await answer(context, params)

    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        async with Client(
            stdio_client(StdioServerParameters(**server), errlog=errors),
            mode=mode,
            read_timeout_seconds=PATIENCE_SECONDS,
            logging_callback=keep,
            log_level="debug",
            elicitation_callback=ask,
            message_handler=notice,
        ) as client:
            yield client
        errors.seek(0)
        report.stderr += errors.read()


async def code_of(request: Awaitable[object]) -> int:
    """The code with which a request is refused."""
    try:
        await request
    except MCPError as error:
        return int(error.code)
    raise RuntimeError("The request was answered")


async def be_wrong(client: Client, report: Report) -> None:
    """Asks for what is not there."""
    prompt = types.PromptReference(name="none")
    report.errors = {
        "tool": await code_of(client.call_tool("none", {})),
        "resource": await code_of(client.read_resource("helpdesk://none")),
        "prompt": await code_of(client.get_prompt("none")),
        "completion": await code_of(client.complete(prompt, {"name": "a", "value": ""})),
        "cursor": await code_of(client.list_tools(cursor="none")),
    }


@asynccontextmanager
async def listening(client: Client, report: Report) -> AsyncIterator[None]:
    """Is told of changes meanwhile, where that has to be asked for."""
    if client.protocol_version != MODERN:
        yield
        return
    async with client.listen(tools_list_changed=True, prompts_list_changed=True) as subscription:
        honored = subscription.honored.model_dump(exclude_none=True, by_alias=True)
        report.listened = sorted(honored)
        yield


async def take_long(client: Client, report: Report, asked: str) -> None:
    """A list that tells how far it has come, and a call that is given up when it has begun."""

    async def keep(done: float, total: float | None, _: str | None) -> None:
        report.progress.append([done, total])

    await client.call_tool("list_tickets", {"sort": "title"}, progress_callback=keep)
    with anyio.CancelScope() as scope:
        async with anyio.create_task_group() as group:

            async def give_up() -> None:
                await anyio.to_thread.run_sync(lambda: urllib.request.urlopen(asked).read())
                scope.cancel()

            group.start_soon(give_up)
            await client.call_tool("get_ticket", {"ticket_id": 7})
    report.cancelled = scope.cancelled_caught
    await client.call_tool("get_queues")


async def main(
    mode: str, server: dict[str, Any], staff: dict[str, Any], long: dict[str, Any], asked: str
) -> Report:
    """The whole round: a day, files as staff, what takes long."""
    report = Report()
    async with connected(mode, server, report) as client:
        day = Day(client, report)
        await day.begin()
        await day.list_tools()
        async with listening(client, report):
            await day.work()
            await day.read_resources()
            await day.write_prompts()
            await day.complete_arguments()
            await be_wrong(client, report)
            await day.call("finish_agent_session")
        await day.ask_who()
    async with connected(mode, staff, Report()) as client:
        staff_day = Day(client, Report())
        await staff_day.list_tools()
        for title in ["Label printer", "Badge reader"]:
            await staff_day.read_files(await staff_day.ticket_about(title))
        calls = staff_day.report.calls
        report.files = [one.shown for one in calls if one.tool == "get_attachment"]
    async with connected(mode, long, Report()) as client:
        await take_long(client, report, asked)
    return report


if __name__ == "__main__":
    json.dump(asdict(anyio.run(lambda: main(**json.loads(sys.argv[1])))), sys.stdout)
