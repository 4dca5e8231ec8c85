"""What a client sees of a server in a day of work, on one connection."""

import base64
import warnings
from dataclasses import dataclass, field
from typing import Any

import mcp_types as types
from jsonschema import Draft202012Validator
from mcp import Client
from mcp.shared.exceptions import MCPDeprecationWarning

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
