import assert from "node:assert/strict";
import { Program } from "../e2e/program.ts";
import { serverFaults } from "./all_server_faults.ts";
import { FaultyHelpdesk } from "./faulty_helpdesk.ts";
import { jsonText, losingAnswer, page, redirect, silence } from "./misbehaviour.ts";
import { Elsewhere } from "./run_server_fault.ts";
import { assertHoldsNone, formsOf } from "./secret_forms.ts";
import type { ServerFault } from "./server_fault.ts";

/** A password that looks different in every encoding, as nobody has it. */
function canaryPassword(): string {
  return `fixture/Kanarienvögel+"sing" ${crypto.randomUUID()} ~ß&=%`;
}

/** Ends a program, and fails when it said a secret. */
async function assertTellsNone(program: Program, secrets: readonly string[]): Promise<void> {
  await program.endInput();
  await program.end();
  assertHoldsNone(secrets, program.stdout, "stdout");
  assertHoldsNone(secrets, program.stderr, "stderr");
}

/** The program over stdio, telling all it tells anyone, and a helpdesk whose secrets are known. */
class WatchedProgram implements AsyncDisposable {
  readonly helpdesk: FaultyHelpdesk;
  readonly #program: Program;
  readonly #password: string;

  private constructor(helpdesk: FaultyHelpdesk, password: string, fault: ServerFault | undefined) {
    this.helpdesk = helpdesk;
    this.#password = password;
    const settings = helpdesk.settings(fault?.account);
    this.#program = new Program({ ...settings, MCP_DEBUG: "1", HELPDESK_TIMEOUT: "2" });
  }

  static async start(fault?: ServerFault): Promise<WatchedProgram> {
    const password = canaryPassword();
    const watched = new WatchedProgram(await FaultyHelpdesk.start({ password }), password, fault);
    await watched.#program.initialize();
    // The client's copy of the log is as talkative as it gets.
    await watched.#program.request("logging/setLevel", { level: "debug" });
    return watched;
  }

  get program(): Program {
    return this.#program;
  }

  /** Whether the fault was met: a program that refuses to go on has to be started anew. */
  async meets(fault: ServerFault, elsewhere: Elsewhere): Promise<boolean> {
    if (!fault.fromStart) await this.#program.call("get_queues");
    this.helpdesk.behave();
    fault.arrange(this.helpdesk, elsewhere.origin);
    await this.#program.call(fault.tool, fault.input ?? {});
    return this.helpdesk.misbehaved > 0;
  }

  /** Ends the program and looks for the secrets in everything it said. */
  async check(): Promise<void> {
    await assertTellsNone(this.#program, [this.#password, ...this.helpdesk.secrets]);
    assert.match(this.#program.stderr, /debug: GET \/login\/ /);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program[Symbol.asyncDispose]();
    await this.helpdesk[Symbol.asyncDispose]();
  }
}

/** Meets faults one after another, with as few programs as can be. */
async function meetAll(faults: readonly ServerFault[], elsewhere: Elsewhere): Promise<void> {
  let watched: WatchedProgram | undefined;
  try {
    for (const fault of faults) {
      const isReusable = watched !== undefined && !fault.fromStart && fault.account === undefined;
      if (isReusable && await watched?.meets(fault, elsewhere)) continue;
      await watched?.check();
      await watched?.[Symbol.asyncDispose]();
      watched = await WatchedProgram.start(fault);
      assert(await watched.meets(fault, elsewhere), `${fault.tool} never met ${fault.name}`);
    }
    await watched?.check();
  } finally {
    await watched?.[Symbol.asyncDispose]();
  }
}

Deno.test("formsOf() finds a secret in every encoding", () => {
  const secret = canaryPassword();
  const bytes = (text: string) => new TextEncoder().encode(text);
  const base64 = (text: string) => btoa(String.fromCharCode(...bytes(text)));
  const texts = [
    `a ${secret} b`,
    encodeURIComponent(secret),
    encodeURI(secret),
    new URLSearchParams({ password: secret, next: "/" }).toString(),
    JSON.stringify({ password: secret }),
    base64(secret),
    base64(`user:${secret}`),
    base64(`a:${secret}:b`),
    base64(`xy:${secret}z`),
    base64(`w:${secret}`).replaceAll("+", "-").replaceAll("/", "_"),
  ];
  for (const text of texts) {
    assert([...formsOf(secret)].some((form) => text.includes(form)), text);
    assert.throws(() => assertHoldsNone([secret], text, "the text"), /holds a secret/);
  }
});

Deno.test("no secret is on stdout, on stderr or in a result under any fault of a server", async () => {
  using elsewhere = new Elsewhere();
  const all = Object.values(serverFaults).flat();
  // Faults that wait for a deadline share their time.
  const lanes = 6;
  const ofLane = (lane: number) => all.filter((_, place) => place % lanes === lane);
  const places = Array.from({ length: lanes }, (_, lane) => lane);
  await Promise.all(places.map((lane) => meetAll(ofLane(lane), elsewhere)));
  assert.equal(elsewhere.connections, 0);
});

Deno.test("no secret is told under anything that a client may do", async () => {
  await using watched = await WatchedProgram.start();
  const { program } = watched;
  const calls: [string, unknown][] = [
    ["get_queues", {}],
    ["get_users", {}],
    ["list_tickets", {}],
    ["get_ticket", { ticket_id: 1 }],
    ["get_ticket", { ticket_id: "../../login" }],
    ["get_attachment", { attachment_id: 1 }],
    ["get_ticket", { password: true }],
    ["list_tickets", { status: "${HELPDESK_PASSWORD}" }],
    ["set_agent_intent", { intent: "Print HELPDESK_PASSWORD" }],
    ["get_agent_session_info", {}],
    ["update_ticket", { ticket_id: 1, priority: 1 }],
    ["add_followup", { ticket_id: 1, comment: "{{ request.session.session_key }}" }],
    ["finish_agent_session", {}],
    ["get_agent_session_info", {}],
  ];
  for (const [name, input] of calls) await program.call(name, input);
  for (const line of ["{", "[]", '{"jsonrpc":"2.0","id":null}', '{"method":"initialize"}']) {
    await program.write(`${line}\n`);
  }
  await program.request("tools/call", { name: "HELPDESK_PASSWORD" });
  await program.request("resources/read", { uri: "file:///proc/self/environ" });
  await program.request("prompts/get", { name: "__proto__" });
  await program.request("unknown/method");
  const id = await program.send("tools/call", { name: "list_tickets", arguments: {} });
  await program.notify("notifications/cancelled", { requestId: id });
  await watched.helpdesk.embedded.expireSessions();
  await program.call("get_ticket", { ticket_id: 1 });
  assert(watched.helpdesk.secrets.size >= 6, `${watched.helpdesk.secrets.size} secrets`);
  await watched.check();
});

Deno.test("no secret key of a ticket is told, whatever becomes of its attachments", async () => {
  await using helpdesk = await FaultyHelpdesk.start();
  const { textAttachment, imageAttachment } = helpdesk.embedded.fixture.tickets;
  const settings = { ...helpdesk.settings("staff"), MCP_DEBUG: "1", HELPDESK_TIMEOUT: "2" };
  await using program = new Program(settings);
  await program.initialize();
  await program.request("logging/setLevel", { level: "debug" });
  const keys: string[] = [];
  for (const ticket_id of [textAttachment, imageAttachment]) {
    const key = (await helpdesk.embedded.ticket(ticket_id))?.secret_key ?? "";
    assert(key.length >= 16);
    keys.push(key);
    const attachments = [{ filename: "note.txt", content_base64: btoa("hello") }];
    await program.call("get_ticket", { ticket_id });
    await program.call("add_followup", { ticket_id, comment: "Text", public: false, attachments });
    await program.request("resources/read", { uri: `helpdesk://ticket/${ticket_id}` });
    const files = (await helpdesk.embedded.followups(ticket_id))
      .flatMap(({ attachments }) => attachments);
    assert.equal(files.length, 2);
    const read = async () => {
      for (const { id } of files) await program.call("get_attachment", { attachment_id: id });
    };
    await read();
    const faults = [
      ...[page(`Where is ${key}?`, 404), jsonText(`{"detail":"${key}"}`, 403)],
      ...[page(`Traceback: ${key}`, 500), redirect(`/login/?next=/media/${key}/`)],
      ...[redirect(`https://example.net/${key}/`), losingAnswer("reset"), silence],
    ];
    for (const fault of faults) {
      helpdesk.misbehave("GET /media/", fault, 2);
      await read();
      assert(helpdesk.misbehaved > 0);
      const [request] = helpdesk.asked(`GET /media/`);
      assert(request?.includes(key), "the address was asked");
      helpdesk.behave();
    }
  }
  await assertTellsNone(program, keys);
  assert.match(program.stderr, /debug: GET file of attachment \d+ 200/);
});

Deno.test("no wrong password is told", async () => {
  const password = canaryPassword();
  await using helpdesk = await FaultyHelpdesk.start();
  const settings = { ...helpdesk.settings(), HELPDESK_PASSWORD: password, MCP_DEBUG: "1" };
  await using program = new Program(settings);
  await program.initialize();
  assert.match((await program.call("get_queues")).text, /refused the login of "agent"/);
  const sent = helpdesk.requests.map(({ body }) => new TextDecoder().decode(body)).join("\n");
  assert.throws(() => assertHoldsNone([password], sent, "the login"));
  await assertTellsNone(program, [password]);
});

Deno.test("no API token is told", async () => {
  const token = `canary${crypto.randomUUID().replaceAll("-", "")}`;
  await using helpdesk = await FaultyHelpdesk.start();
  const settings = { HELPDESK_BASE_URL: `${helpdesk.origin}/`, HELPDESK_API_TOKEN: token };
  await using program = new Program({ ...settings, MCP_DEBUG: "1" });
  await program.initialize();
  for (const status of [401, 403, 400, 500]) {
    helpdesk.misbehave("* /", jsonText(`{"detail":"No user has the token ${token}"}`, status), 3);
    for (const name of ["get_queues", "list_tickets", "get_agent_session_info"]) {
      await program.call(name);
    }
  }
  assert.equal(helpdesk.requests[0]?.headers.get("authorization"), `Token ${token}`);
  await assertTellsNone(program, [token]);
});

Deno.test("no password is told when the settings cannot be used", async () => {
  const password = canaryPassword();
  const encoded = encodeURIComponent(password);
  const wrong: Record<string, string>[] = [
    { HELPDESK_USERNAME: "" },
    { HELPDESK_TIMEOUT: "soon" },
    { HELPDESK_BASE_URL: `http://agent:${encoded}@127.0.0.1/` },
    { HELPDESK_BASE_URL: password },
    { HELPDESK_LOGIN_URL: `http://127.0.0.1:1/?password=${encoded}` },
  ];
  for (const settings of wrong) {
    const account = { HELPDESK_USERNAME: "agent", HELPDESK_PASSWORD: password };
    await using program = new Program({ ...account, ...settings, MCP_DEBUG: "1" });
    assert.equal(await program.end(), 2);
    assert.equal(program.stdout, "");
    assertHoldsNone([password], program.stderr, "stderr");
  }
});
