"""A day's work on the server with the official SDK's client; prints a JSON report of what it saw.

Usage: client.py DAY, a JSON object: `mode` of the client, its servers, each with command, args, env and cwd,
and the address that answers when the ticket that never comes was asked for. `server` works for an agent,
`staff` for an account that may read files, `long` on a helpdesk where things take long.
Everything the protocol or a tool's schema forbids ends the day with an exception.
"""

import base64
import json
import sys
import tempfile
import urllib.request
import warnings
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

import anyio
import mcp_types as types
from jsonschema import Draft202012Validator
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp.client.session import ClientRequestContext
from mcp.shared.exceptions import MCPDeprecationWarning

PATIENCE_SECONDS = 30.0
# No person declines in less, and the server says so.
READING_SECONDS = 0.8
MODERN = "2026-07-28"
INTENT = "Sort out the label printer"
TICKET_TITLE = "Order a spare label printer"
FILE = base64.b64encode(b"Paper size A4\n").decode()


@dataclass
class Call:
    """A tool's call and its answer, `shown` being the texts of its content."""

    tool: str
    arguments: dict[str, Any]
    shown: list[str]


@dataclass
class Report:
    """All that was seen; lists keep the order in which it happened."""

    protocol: str = ""
    server: str = ""
    title: str = ""
    icons: list[str] = field(default_factory=list)
    capabilities: list[str] = field(default_factory=list)
    instructions: str = ""
    tools: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    prompts: list[str] = field(default_factory=list)
    written: dict[str, list[str]] = field(default_factory=dict)
    completed: dict[str, list[str]] = field(default_factory=dict)
    logged: list[str] = field(default_factory=list)
    files: list[list[str]] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)
    listened: list[str] | None = None
    changes: int = 0
    progress: list[list[float | None]] = field(default_factory=list)
    cancelled: bool = False
    stderr: str = ""


class Day:
    """One connection, on which each thing is done after the other."""

    def __init__(self, client: Client, report: Report) -> None:
        self.client = client
        self.report = report
        self.tools: dict[str, types.Tool] = {}

    async def begin(self) -> None:
        """Asks for every line of the server's log, where that is asked for the whole connection."""
        self.report.protocol = self.client.protocol_version
        if self.report.protocol != MODERN:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", MCPDeprecationWarning)
                await self.client.session.set_logging_level("debug")

    async def ask_who(self) -> None:
        """Has the server say who it is, as a client of its revision asks."""
        if self.report.protocol == MODERN:
            told = await self.client.session.send_discover(MODERN)
            greeting: types.DiscoverResult | types.InitializeResult
            greeting = types.DiscoverResult.model_validate(told)
            server = types.Implementation.model_validate(
                told["_meta"]["io.modelcontextprotocol/serverInfo"]
            )
        else:
            assert self.client.session.initialize_result is not None
            greeting = self.client.session.initialize_result
            server = greeting.server_info
        capabilities = greeting.capabilities.model_dump(exclude_none=True)
        self.report.server = server.name
        self.report.title = server.title or ""
        self.report.icons = [icon.mime_type or "" for icon in server.icons or []]
        self.report.capabilities = sorted(capabilities)
        self.report.instructions = greeting.instructions or ""

    async def list_tools(self) -> None:
        """Lists the tools, whose schemas must be what JSON Schema 2020-12 allows."""
        for tool in (await self.client.list_tools()).tools:
            Draft202012Validator.check_schema(tool.input_schema)
            if tool.output_schema is not None:
                Draft202012Validator.check_schema(tool.output_schema)
            self.tools[tool.name] = tool
        self.report.tools = list(self.tools)

    async def call(self, name: str, **arguments: Any) -> dict[str, Any]:
        """Calls a tool, which must succeed; its structured content, checked."""
        result = await self.answer_to(name, arguments)
        if result.is_error or not isinstance(result.structured_content, dict):
            raise RuntimeError(f"{name} failed: {result.model_dump_json()}")
        return result.structured_content

    async def be_refused(self, name: str, **arguments: Any) -> None:
        """Calls a tool, which must answer with an error and nothing else."""
        result = await self.answer_to(name, arguments)
        if not result.is_error or result.structured_content is not None:
            raise RuntimeError(f"{name} was not refused: {result.model_dump_json()}")

    async def answer_to(self, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
        """Calls a tool with arguments that its schema allows, and reports its answer."""
        Draft202012Validator(self.tools[name].input_schema).validate(arguments)
        result = await self.client.call_tool(name, arguments)
        shown = [shown_part(part) for part in result.content]
        self.report.calls.append(Call(name, arguments, shown))
        return result

    async def ticket_about(self, text: str) -> int:
        """The id of the only ticket in which a text is found."""
        [found] = (await self.call("list_tickets", search=text))["tickets"]
        return int(found["id"])

    async def work(self) -> None:
        """Reads, answers, changes and opens tickets in an agent session, and hands it over."""
        queues = (await self.call("get_queues"))["queues"]
        [queue] = [queue["id"] for queue in queues if queue["name"] == "IT Support"]
        users = (await self.call("get_users"))["users"]
        [colleague] = [user["id"] for user in users if user["name"] == "network"]
        await self.call("get_agent_session_info")
        await self.call("set_agent_intent", intent=INTENT)
        await self.call("list_tickets", queue_id=queue, status="Open,Reopened", priority="1,2")
        ticket = await self.ticket_about("Label printer")
        followups = (await self.call("get_ticket", ticket_id=ticket))["followups"]
        [attachment] = [one for followup in followups for one in followup["attachments"]]
        # The demo's account is an agent, whom the helpdesk does not let read files.
        await self.be_refused("get_attachment", attachment_id=attachment["id"])
        # Nor does it let one open web pages.
        await self.be_refused("search_knowledge", query="paper size")
        await self.be_refused("get_article", article_id=3)
        await self.be_refused("canned_replies")
        note = await self.call(
            "add_followup", ticket_id=ticket, comment="Look at the other printers", public=False
        )
        await self.call(
            "edit_followup",
            followup_id=note["followup_id"],
            comment="Look at all printers of the hall",
        )
        await self.call(
            "add_followup",
            ticket_id=ticket,
            comment="The driver was set to Letter; {{ it }} is A4 now.",
            public=True,
            new_status=3,
            time_spent="0:20",
            attachments=[{"filename": "driver.txt", "content_base64": FILE}],
        )
        await self.be_refused("add_followup", ticket_id=ticket, comment="Decline this", public=True)
        await self.call("update_ticket", ticket_id=ticket, priority=1, assigned_to=colleague)
        await self.call("update_tickets", ticket_ids=[ticket], due_date="2031-03-30")
        await self.call(
            "create_ticket",
            queue=queue,
            title=TICKET_TITLE,
            description="Same model, for the warehouse",
            submitter_email="warehouse@example.com",
        )
        await self.call("get_ticket", ticket_id=await self.ticket_about(TICKET_TITLE))
        await self.call("get_ticket", ticket_id=ticket)
        await self.call("get_agent_session_info")

    async def read_files(self, ticket: int) -> None:
        """Reads every file of a ticket."""
        for followup in (await self.call("get_ticket", ticket_id=ticket))["followups"]:
            for attachment in followup["attachments"]:
                await self.call("get_attachment", attachment_id=attachment["id"])

    async def read_resources(self) -> None:
        """Reads every resource, and a ticket by the template of its address."""
        uris = [resource.uri for resource in (await self.client.list_resources()).resources]
        templates = (await self.client.list_resource_templates()).resource_templates
        self.report.resources = uris
        self.report.templates = [template.uri_template for template in templates]
        tickets = [template.replace("{id}", "1") for template in self.report.templates]
        for uri in [*uris, *tickets]:
            [content] = (await self.client.read_resource(uri)).contents
            if not isinstance(content, types.TextResourceContents):
                raise TypeError(f"{uri} is no text")
            self.report.read[uri] = content.text

    async def write_prompts(self) -> None:
        """Gets every prompt, with a value for each argument that it cannot do without."""
        values = {"queue": "IT Support", "ticket_id": "1"}
        for prompt in (await self.client.list_prompts()).prompts:
            self.report.prompts.append(prompt.name)
            required = [one.name for one in prompt.arguments or [] if one.required]
            arguments = {name: values[name] for name in required}
            messages = (await self.client.get_prompt(prompt.name, arguments)).messages
            self.report.written[prompt.name] = [shown_part(one.content) for one in messages]

    async def complete_arguments(self) -> None:
        """Completes arguments of a prompt, and the id in a resource's address."""
        triage = types.PromptReference(name="triage_queue")
        for name, typed in [("queue", "fac"), ("status", "re"), ("assigned_to", "net")]:
            await self.complete(triage, name, typed)
        for template in self.report.templates:
            reference = types.ResourceTemplateReference(uri=template)
            await self.complete(reference, "id", "4")

    async def complete(
        self,
        reference: types.PromptReference | types.ResourceTemplateReference,
        name: str,
        typed: str,
    ) -> None:
        """Completes what is typed of one argument."""
        argument = {"name": name, "value": typed}
        result = await self.client.complete(reference, argument)
        self.report.completed[name] = result.completion.values


def shown_part(part: types.ContentBlock) -> str:
    """A part of an answer: its text, or its kind and type."""
    if isinstance(part, types.TextContent):
        return part.text
    if isinstance(part, types.EmbeddedResource):
        content = part.resource
        return content.text if isinstance(content, types.TextResourceContents) else content.uri
    if isinstance(part, types.ImageContent):
        return f"{part.type} {part.mime_type}"
    raise TypeError(f"Content of an unknown kind: {part.model_dump_json()}")


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
