import assert from "node:assert/strict";
import { CookieJar } from "../../lib/http/cookies/cookie_jar.ts";
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

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

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
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text),
    };
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
    const page = await this.get(path, { headers: { accept: "text/html" } });
    assert.equal(page.status, 200);
    const form = { username, password, csrfmiddlewaretoken: formToken(page.text), next };
    return await this.request("POST", path, { form, headers: { accept: "text/html" } });
  }
}

export function formToken(page: string): string {
  const match = /name="csrfmiddlewaretoken"\s+value="([^"]+)"/.exec(page);
  assert.ok(match?.[1], "The page has a form with a CSRF token");
  return match[1];
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
