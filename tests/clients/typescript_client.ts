import assert from "node:assert/strict";
import { type Client, ProtocolError } from "@modelcontextprotocol/client";
import type { ClientDay, ClientMode, ClientReport, ServerCommand } from "./client_day.ts";
import { Connection, shownPart } from "./typescript_connection.ts";

const INTENT = "Sort out the label printer";
const TICKET_TITLE = "Order a spare label printer";

type Named = readonly { readonly id: number; readonly name: string }[];

/** Spends a day on the server with the official TypeScript SDK. */
export async function spendTypescriptDay(
  { mode, server, staff, long, asked }: ClientDay,
): Promise<ClientReport> {
  const work = await spendWork(mode, server);
  return { ...work, files: await readFiles(mode, staff), ...await takeLong(mode, long, asked) };
}

async function spendWork(mode: ClientMode, server: ServerCommand) {
  const connection = await new Connection(mode, server).open();
  const { client, questions, calls, logged } = connection;
  const info = client.getServerVersion();
  const report = {
    protocol: client.getNegotiatedProtocolVersion() ?? "",
    server: info?.name ?? "",
    title: info?.title ?? "",
    icons: info?.icons?.map(({ mimeType }) => mimeType ?? "") ?? [],
    capabilities: Object.keys(client.getServerCapabilities() ?? {}).sort(),
    instructions: client.getInstructions() ?? "",
    tools: (await client.listTools()).tools.map(({ name }) => name),
    ...{ questions, calls, logged },
  };
  try {
    const listening = connection.isModern
      ? await client.listen({ toolsListChanged: true, promptsListChanged: true })
      : undefined;
    const listened = listening === undefined ? null : Object.keys(listening.honoredFilter);
    await work(connection);
    const read = await readResources(client);
    const prompts = await writePrompts(client);
    const completed = await completeArguments(client, read.templates);
    const errors = await beWrong(client);
    await connection.call("finish_agent_session");
    await listening?.close();
    await client.close();
    const { changes, stderr } = connection;
    return { ...report, ...read, ...prompts, completed, errors, listened, changes, stderr };
  } finally {
    await client.close();
  }
}

/** Reads, answers, changes and opens tickets in an agent session. */
async function work(day: Connection): Promise<void> {
  const { queues } = await day.call<{ queues: Named }>("get_queues");
  const { users } = await day.call<{ users: Named }>("get_users");
  const idOf = (all: Named, name: string) => all.find((one) => one.name === name)?.id;
  const queue = idOf(queues, "IT Support");
  await day.call("get_agent_session_info");
  await day.call("set_agent_intent", { intent: INTENT });
  await day.call("list_tickets", { queue_id: queue, status: "Open,Reopened", priority: "1,2" });
  const ticket_id = await day.ticketAbout("Label printer");
  const [attachment_id] = await day.files(ticket_id);
  // The demo's account is an agent, whom the helpdesk does not let read files.
  await day.beRefused("get_attachment", { attachment_id });
  // Nor does it let one open web pages.
  await day.beRefused("search_knowledge", { query: "paper size" });
  await day.beRefused("get_article", { article_id: 3 });
  await day.beRefused("canned_replies", {});
  const note = { ticket_id, comment: "Look at the other printers", public: false };
  const { followup_id } = await day.call<{ followup_id: number }>("add_followup", note);
  await day.call("edit_followup", { followup_id, comment: "Look at all printers of the hall" });
  await day.call("add_followup", {
    ticket_id,
    comment: "The driver was set to Letter; {{ it }} is A4 now.",
    public: true,
    new_status: 3,
    time_spent: "0:20",
    attachments: [{ filename: "driver.txt", content_base64: btoa("Paper size A4\n") }],
  });
  await day.beRefused("add_followup", { ticket_id, comment: "Decline this", public: true });
  await day.call("update_ticket", { ticket_id, priority: 1, assigned_to: idOf(users, "network") });
  await day.call("update_tickets", { ticket_ids: [ticket_id], due_date: "2031-03-30" });
  await day.call("create_ticket", {
    queue,
    title: TICKET_TITLE,
    description: "Same model, for the warehouse",
    submitter_email: "warehouse@example.com",
  });
  await day.call("get_ticket", { ticket_id: await day.ticketAbout(TICKET_TITLE) });
  await day.call("get_ticket", { ticket_id });
  await day.call("get_agent_session_info");
}

async function readResources(client: Client) {
  const resources = (await client.listResources()).resources.map(({ uri }) => uri);
  const templates = (await client.listResourceTemplates()).resourceTemplates
    .map(({ uriTemplate }) => uriTemplate);
  const read: Record<string, string> = {};
  for (const uri of [...resources, ...templates.map((one) => one.replace("{id}", "1"))]) {
    const [content] = (await client.readResource({ uri })).contents;
    assert.ok(content !== undefined && "text" in content, `${uri} is no text`);
    read[uri] = content.text;
  }
  return { resources, templates, read };
}

async function writePrompts(client: Client) {
  const values: Record<string, string> = { queue: "IT Support", ticket_id: "1" };
  const { prompts } = await client.listPrompts();
  const written: Record<string, string[]> = {};
  for (const { name, arguments: known = [] } of prompts) {
    const needed = known.filter(({ required }) => required);
    const given = Object.fromEntries(needed.map((one) => [one.name, values[one.name] ?? ""]));
    const { messages } = await client.getPrompt({ name, arguments: given });
    written[name] = messages.map(({ content }) => shownPart(content));
  }
  return { prompts: prompts.map(({ name }) => name), written };
}

async function completeArguments(client: Client, templates: readonly string[]) {
  const triage = { type: "ref/prompt" as const, name: "triage_queue" };
  const typed: Record<string, string> = { queue: "fac", status: "re", assigned_to: "net" };
  const completed: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(typed)) {
    const { completion } = await client.complete({ ref: triage, argument: { name, value } });
    completed[name] = completion.values;
  }
  for (const uri of templates) {
    const ref = { type: "ref/resource" as const, uri };
    const { completion } = await client.complete({ ref, argument: { name: "id", value: "4" } });
    completed.id = completion.values;
  }
  return completed;
}

/** Asks for what is not there. */
async function beWrong(client: Client): Promise<Record<string, number>> {
  const ref = { type: "ref/prompt" as const, name: "none" };
  return {
    tool: await codeOf(client.callTool({ name: "none", arguments: {} })),
    resource: await codeOf(client.readResource({ uri: "helpdesk://none" })),
    prompt: await codeOf(client.getPrompt({ name: "none" })),
    completion: await codeOf(client.complete({ ref, argument: { name: "a", value: "" } })),
    cursor: await codeOf(client.listTools({ cursor: "none" })),
  };
}

async function codeOf(request: Promise<unknown>): Promise<number> {
  try {
    await request;
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
  return assert.fail("The request was answered");
}

async function readFiles(mode: ClientMode, server: ServerCommand): Promise<string[][]> {
  await using connection = await new Connection(mode, server).open();
  await connection.client.listTools();
  const shown: string[][] = [];
  for (const title of ["Label printer", "Badge reader"]) {
    for (const attachment_id of await connection.files(await connection.ticketAbout(title))) {
      await connection.call("get_attachment", { attachment_id });
      shown.push([...connection.calls.at(-1)?.shown ?? []]);
    }
  }
  return shown;
}

/** A list that tells how far it has come, and a call that is given up when it has begun. */
async function takeLong(mode: ClientMode, server: ServerCommand, asked: string) {
  await using connection = await new Connection(mode, server).open();
  const { client } = connection;
  const progress: [number, number | null][] = [];
  await client.callTool({ name: "list_tickets", arguments: { sort: "title" } }, {
    onprogress: ({ progress: done, total }) => progress.push([done, total ?? null]),
  });
  const caller = new AbortController();
  const request = { name: "get_ticket", arguments: { ticket_id: 7 } };
  const failed = client.callTool(request, { signal: caller.signal }).then(() => false, () => true);
  await (await fetch(asked)).text();
  caller.abort();
  const cancelled = await failed;
  await connection.call("get_queues");
  return { progress, cancelled };
}
