import assert from "node:assert/strict";
import type { AccountName, EmbeddedHelpdesk } from "../embedded/embedded_helpdesk.ts";

/** A session of an agent on the embedded helpdesk, down to its cookies; each call is one request. */
export class RawAgent {
  readonly #cookies = new Map<string, string>();

  private constructor(readonly helpdesk: EmbeddedHelpdesk) {}

  /** Logs in, with two requests. */
  static async logIn(helpdesk: EmbeddedHelpdesk, name: AccountName = "agent"): Promise<RawAgent> {
    const agent = new RawAgent(helpdesk);
    const { username, password } = helpdesk.accounts[name];
    await agent.send("GET", "login/");
    const body = new URLSearchParams({ username, password });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    assert.equal((await agent.send("POST", "login/", body.toString(), headers)).status, 302);
    return agent;
  }

  /** A session with the same cookies. */
  copy(): RawAgent {
    const copy = new RawAgent(this.helpdesk);
    for (const [name, value] of this.#cookies) copy.#cookies.set(name, value);
    return copy;
  }

  /** Sends one request, follows nothing. */
  async send(
    method: string,
    path: string,
    body?: string,
    more: Record<string, string> = { "content-type": "application/json" },
  ): Promise<Response> {
    const headers = {
      accept: "application/json",
      cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      "x-csrftoken": this.#cookies.get("csrftoken") ?? "",
      ...more,
    };
    const request = new Request(`${this.helpdesk.baseUrl}${path}`, {
      method,
      headers,
      body: body ?? null,
    });
    const response = await this.helpdesk.fetch(request);
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }

  /** The branch of the session. */
  async branch(): Promise<string> {
    return (await (await this.send("GET", "api/agent-session-info/")).json()).branch_name;
  }

  /** Says what the session is for. */
  async intend(intent: string): Promise<void> {
    const response = await this.send("POST", "api/set-agent-intent/", JSON.stringify({ intent }));
    assert.equal(response.status, 200);
  }

  /** Finishes the session. */
  async finish(): Promise<void> {
    assert.equal((await this.send("POST", "api/finish-agent-session/", "{}")).status, 200);
  }

  /** Creates a ticket and tells its id. */
  async write(): Promise<number> {
    const ticket = { queue: 1, title: "Written", description: "By an agent.", priority: 3 };
    const response = await this.send("POST", "api/tickets/", JSON.stringify(ticket));
    assert.equal(response.status, 201);
    return (await response.json()).id;
  }
}
