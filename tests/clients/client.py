"""A day's work on the server with the official SDK's client; prints a JSON report of what it saw.

Usage: client.py SERVER STAFF_SERVER, each a JSON object with the server's command, args, env and cwd;
the second works for an account that may read files.
Everything the protocol or a tool's schema forbids ends the day with an exception.
"""

import base64
import json
import sys
import tempfile
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

import anyio
import mcp_types as types
from jsonschema import Draft202012Validator
from mcp import Client, ClientSession, StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPDeprecationWarning

PATIENCE_SECONDS = 30.0
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
    negotiated: str = ""
    stderr: str = ""


class Day:
    """One connection, on which each thing is done after the other."""

    def __init__(self, session: ClientSession, report: Report) -> None:
        self.session = session
        self.report = report
        self.tools: dict[str, types.Tool] = {}

    async def begin(self) -> None:
        """Shakes hands and asks for every line of the server's log."""
        greeting = await self.session.initialize()
        capabilities = greeting.capabilities.model_dump(exclude_none=True)
        self.report.protocol = str(greeting.protocol_version)
        self.report.server = greeting.server_info.name
        self.report.capabilities = sorted(capabilities)
        self.report.instructions = greeting.instructions or ""
        with warnings.catch_warnings():
            # The protocol's next version has no such request; those before it have nothing else.
            warnings.simplefilter("ignore", MCPDeprecationWarning)
            await self.session.set_logging_level("debug")

    async def list_tools(self) -> None:
        """Lists the tools, whose schemas must be what JSON Schema 2020-12 allows."""
        for tool in (await self.session.list_tools()).tools:
            Draft202012Validator.check_schema(tool.input_schema)
            if tool.output_schema is not None:
                Draft202012Validator.check_schema(tool.output_schema)
            elif tool.name != "get_attachment":  # Clients that are told of one drop its images.
                raise TypeError(f"{tool.name} has no output schema")
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
        result = await self.session.call_tool(name, arguments)
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
        await self.call(
            "add_followup",
            ticket_id=ticket,
            comment="The driver was set to Letter; {{ it }} is A4 now.",
            public=True,
            new_status=3,
            time_spent="0:20",
            attachments=[{"filename": "driver.txt", "content_base64": FILE}],
        )
        await self.call("update_ticket", ticket_id=ticket, priority=1, assigned_to=colleague)
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
        uris = [resource.uri for resource in (await self.session.list_resources()).resources]
        templates = (await self.session.list_resource_templates()).resource_templates
        self.report.resources = uris
        self.report.templates = [template.uri_template for template in templates]
        tickets = [template.replace("{id}", "1") for template in self.report.templates]
        for uri in [*uris, *tickets]:
            [content] = (await self.session.read_resource(uri)).contents
            if not isinstance(content, types.TextResourceContents):
                raise TypeError(f"{uri} is no text")
            self.report.read[uri] = content.text

    async def write_prompts(self) -> None:
        """Gets every prompt, with a value for each argument that it cannot do without."""
        values = {"queue": "IT Support", "ticket_id": "1"}
        for prompt in (await self.session.list_prompts()).prompts:
            self.report.prompts.append(prompt.name)
            required = [one.name for one in prompt.arguments or [] if one.required]
            arguments = {name: values[name] for name in required}
            messages = (await self.session.get_prompt(prompt.name, arguments)).messages
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
        result = await self.session.complete(reference, argument)
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


@asynccontextmanager
async def connected(server: StdioServerParameters, report: Report) -> AsyncIterator[ClientSession]:
    """A session with a server of its own, whose stderr and log go into the report."""

    async def keep(params: types.LoggingMessageNotificationParams) -> None:
        report.logged.append(f"{params.level}: {params.data}")

    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        async with (
            stdio_client(server, errlog=errors) as (received, sent),
            ClientSession(
                received, sent, read_timeout_seconds=PATIENCE_SECONDS, logging_callback=keep
            ) as session,
        ):
            yield session
        errors.seek(0)
        report.stderr += errors.read()


async def main(server: StdioServerParameters, staff_server: StdioServerParameters) -> Report:
    """The whole round: a day, files as staff, a connection that agrees on the protocol by itself."""
    report = Report()
    async with connected(server, report) as session:
        day = Day(session, report)
        await day.begin()
        await day.list_tools()
        await day.work()
        await day.read_resources()
        await day.write_prompts()
        await day.complete_arguments()
        await day.call("finish_agent_session")
    async with connected(staff_server, Report()) as session:
        staff = Day(session, Report())
        await staff.begin()
        await staff.list_tools()
        for title in ["Label printer", "Badge reader"]:
            await staff.read_files(await staff.ticket_about(title))
        report.files = [one.shown for one in staff.report.calls if one.tool == "get_attachment"]
    async with Client(server, read_timeout_seconds=PATIENCE_SECONDS) as client:
        await client.call_tool("get_queues")
        report.negotiated = client.protocol_version
    return report


if __name__ == "__main__":
    servers = [StdioServerParameters(**json.loads(argument)) for argument in sys.argv[1:]]
    json.dump(asdict(anyio.run(main, *servers)), sys.stdout)
