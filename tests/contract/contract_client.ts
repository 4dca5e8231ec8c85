import assert from "node:assert/strict";
import { CookieJar } from "../../lib/http/cookies/cookie_jar.ts";
import type { StoredFollowUp, StoredTicket } from "../../site/site_records.ts";
import type { SiteAccount } from "../../site/site_fixture.ts";
import type { HelpdeskUnderTest } from "./helpdesk_under_test.ts";

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; fails when it is none. */
  json<T = Record<string, unknown>>(): T;
}

/** What goes with a request besides method and path. */
export interface Extras {
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
  readonly form?: Record<string, string> | FormData;
  /** A body as it is; its content type goes into `headers`. */
  readonly body?: string;
}

/** A ticket as the server sends it, as far as cases look at it. */
export type TicketBody = Omit<StoredTicket, "created" | "modified" | "secret_key" | "custom"> & {
  followup_set: FollowUpBody[];
  custom_room: string | null;
};

/** A follow-up as the server sends it. */
export type FollowUpBody = Omit<StoredFollowUp, "time_spent_seconds" | "attachments"> & {
  time_spent: string | null;
  followupattachment_set: StoredFollowUp["attachments"];
};

/** What the helpdesk tells an agent of its session. */
interface Info extends Record<"username" | "branch_name" | "session_key", string> {
  user_id: number;
  is_agent: boolean;
  intent: string | null;
  session_available: boolean;
  authentication_method: string;
}

/** The fields of a ticket that is fit to be created. */
export const TICKET = {
  ...{ queue: 1, title: "Contract", description: "Made by a contract case.", priority: 3 },
  submitter_email: "someone@example.net",
} as const;

export const AS_BROWSER = { headers: { accept: "text/html" } };

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

type Fields = Readonly<Record<string, unknown>>;

/** A tiny HTTP client with cookies, which sends the CSRF token of its cookie with unsafe methods. */
export class ContractClient {
  readonly #jar = new CookieJar();

  constructor(readonly helpdesk: HelpdeskUnderTest) {}

  /** @param path below the mount; starting with a slash: from the root of the site */
  async request(method: string, path: string, extras: Extras = {}): Promise<Answer> {
    const url = new URL(path, this.helpdesk.baseUrl);
    const headers = new Headers({ accept: "application/json" });
    const cookies = this.#jar.header(url);
    if (cookies !== "") headers.set("cookie", cookies);
    const token = this.cookie("csrftoken");
    if (!SAFE.has(method) && token !== undefined) headers.set("x-csrftoken", token);
    let body: BodyInit | undefined = extras.body;
    if (extras.json !== undefined) {
      // Not a string: Deno repeats a request by itself when a kept-alive connection ends without an
      // answer, unless the body is one that it cannot send again.
      body = new Blob([JSON.stringify(extras.json)]);
      headers.set("content-type", "application/json");
    } else if (extras.form !== undefined) {
      body = extras.form instanceof FormData ? extras.form : new URLSearchParams(extras.form);
    }
    for (const [name, value] of Object.entries(extras.headers ?? {})) headers.set(name, value);
    const init = { method, headers, ...(body === undefined ? {} : { body }) };
    const response = await this.helpdesk.send(new Request(url, init));
    this.#jar.store(url, response.headers.getSetCookie());
    const text = await response.text();
    const { status, headers: answered } = response;
    return { status, headers: answered, text, json: () => JSON.parse(text) };
  }

  get(path: string, extras?: Extras): Promise<Answer> {
    return this.request("GET", path, extras);
  }

  post(path: string, json: unknown, extras: Extras = {}): Promise<Answer> {
    return this.request("POST", path, { ...extras, json });
  }

  patch(path: string, json: unknown): Promise<Answer> {
    return this.request("PATCH", path, { json });
  }

  /** Sends what must be answered with a status; gives the body. */
  async #made<Body>(status: number, sending: Promise<Answer>): Promise<Body> {
    const answer = await sending;
    assert.equal(answer.status, status, answer.text);
    return answer.json<Body>();
  }

  createTicket(fields: Fields = {}): Promise<TicketBody> {
    return this.#made(201, this.post("api/tickets/", { ...TICKET, ...fields }));
  }

  readTicket(id: number): Promise<TicketBody> {
    return this.#made(200, this.get(`api/tickets/${id}/`));
  }

  /** Sends a follow-up that keeps the ticket's title, unless `fields` say otherwise. */
  sendFollowUp(ticket: number, fields: Fields = {}): Promise<Answer> {
    return this.post("api/followups/", { ticket, title: "", comment: "A comment", ...fields });
  }

  addFollowUp(ticket: number, fields?: Fields): Promise<FollowUpBody> {
    return this.#made(201, this.sendFollowUp(ticket, fields));
  }

  /** Sends a follow-up with files, as a form. */
  sendFiles(
    ticket: number,
    files: readonly File[],
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const form = new FormData();
    const all = { ticket: String(ticket), title: "", comment: "With files", ...fields };
    for (const [name, value] of Object.entries(all)) form.set(name, value);
    for (const file of files) form.append("attachments", file);
    return this.request("POST", "api/followups/", { form });
  }

  addFiles(...given: Parameters<ContractClient["sendFiles"]>): Promise<FollowUpBody> {
    return this.#made(201, this.sendFiles(...given));
  }

  /** Asks for the agent's session. */
  info(): Promise<Info> {
    return this.#made(200, this.get("api/agent-session-info/"));
  }

  /** Says what the agent's session is for. */
  async setIntent(intent: string): Promise<void> {
    await this.#made(200, this.post("api/set-agent-intent/", { intent }));
  }

  /** Finishes the agent's session; it always says that this worked. */
  async finish(): Promise<Record<string, unknown>> {
    const told: Record<string, unknown> = await this.#made(
      200,
      this.post("api/finish-agent-session/", {}),
    );
    assert.equal(told.success, true);
    return told;
  }

  /** Whether a ticket is found where the session's request runs. */
  async sees(ticket: number): Promise<boolean> {
    const { status, text } = await this.get(`api/tickets/${ticket}/`);
    assert.ok(status === 200 || status === 404, text);
    return status === 200;
  }

  /** The value of a cookie that would be sent to the helpdesk. */
  cookie(name: string): string | undefined {
    return this.#jar.get(new URL(this.helpdesk.baseUrl), name);
  }

  /** Another client with the same session and CSRF cookie, of the same helpdesk or its next start. */
  copy(helpdesk = this.helpdesk): ContractClient {
    const copy = new ContractClient(helpdesk);
    const cookies = ["sessionid", "csrftoken"].map((name) =>
      `${name}=${this.cookie(name) ?? ""}; Path=/`
    );
    copy.#jar.store(new URL(helpdesk.baseUrl), cookies);
    return copy;
  }

  /** Sends the login form with what it asks for. */
  async submitLogin(
    username: string,
    password: string,
    { path = "login/", next = "" }: { path?: string; next?: string } = {},
  ): Promise<Answer> {
    const page = await this.get(path, AS_BROWSER);
    assert.equal(page.status, 200);
    const token = /name="csrfmiddlewaretoken"\s+value="([^"]+)"/.exec(page.text)?.[1];
    assert.ok(token, "The page has a form with a CSRF token");
    const form = { username, password, csrfmiddlewaretoken: token, next };
    return await this.request("POST", path, { ...AS_BROWSER, form });
  }
}

/** A client that is logged in. */
export async function logIn(
  helpdesk: HelpdeskUnderTest,
  account: Pick<SiteAccount, "username" | "password">,
): Promise<ContractClient> {
  const client = new ContractClient(helpdesk);
  const answer = await client.submitLogin(account.username, account.password);
  assert.equal(answer.status, 302);
  return client;
}
