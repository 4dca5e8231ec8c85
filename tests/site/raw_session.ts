import type { SiteAccount } from "../../site/site_fixture.ts";
import type { Site } from "../../site/site.ts";

/** Names and places that a variant of the site can change. */
export interface RawSessionOptions {
  /** Relative to the mount, or from the root with a slash; default "login/". */
  loginPath?: string;
  csrfCookieName?: string;
}

/** One request of a RawSession. */
export interface RawRequest {
  method?: string;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as multipart form. */
  form?: FormData;
  headers?: Record<string, string>;
}

/**
 * A client with as little as a browser has: cookies by name, and the CSRF token. Tests use it to see
 * what a server does, apart from the client that is under test.
 */
export class RawSession {
  /** Values by name; a deleted cookie is not there. */
  readonly cookies = new Map<string, string>();
  readonly #site: Site;
  readonly #options: RawSessionOptions;

  constructor(site: Site, options: RawSessionOptions = {}) {
    this.#site = site;
    this.#options = options;
  }

  /** Logs in; the answer is a 302 with a new session, or a 200 with the form again. */
  async login(
    { username, password }: Pick<SiteAccount, "username" | "password">,
  ): Promise<Response> {
    const path = this.#options.loginPath ?? "login/";
    const form = await (await this.request(path)).text();
    const token = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(form)?.[1] ?? "";
    const body = new URLSearchParams({ username, password, csrfmiddlewaretoken: token });
    return await this.#send(path, { method: "POST", body });
  }

  /** Sends a request to a path below the mount, or from the root when it starts with a slash. */
  request(
    path: string,
    { method = "GET", json, form, headers }: RawRequest = {},
  ): Promise<Response> {
    const token = this.cookies.get(this.#options.csrfCookieName ?? "csrftoken");
    const all = new Headers({ accept: "application/json", ...headers });
    if (method !== "GET" && token !== undefined && !all.has("x-csrftoken")) {
      all.set("x-csrftoken", token);
    }
    if (json !== undefined) all.set("content-type", "application/json");
    // Not a string: Deno's fetch repeats a request by itself when a kept-alive connection ends without
    // an answer, unless the body is one that it cannot send again (denoland/deno#32566).
    const body = json === undefined ? form : new Blob([JSON.stringify(json)]);
    return this.#send(path, { method, body, headers: all });
  }

  /** The status and the JSON of the answer to request(). */
  async json<T>(path: string, request?: RawRequest): Promise<{ status: number; body: T }> {
    const response = await this.request(path, request);
    return { status: response.status, body: await response.json() };
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const url = new URL(path, this.#site.baseUrl);
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return response;
  }

  #keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split("; ");
    const [name = "", ...value] = pair.split("=");
    if (attributes.some((attribute) => attribute.toLowerCase() === "max-age=0")) {
      this.cookies.delete(name);
    } else {
      this.cookies.set(name, value.join("="));
    }
  }
}

/** A RawSession that has logged in. */
export async function rawLogin(
  site: Site,
  account: Pick<SiteAccount, "username" | "password">,
  options: RawSessionOptions = {},
): Promise<RawSession> {
  const session = new RawSession(site, options);
  const response = await session.login(account);
  await response.body?.cancel();
  if (response.status !== 302) throw new Error(`Login answered ${response.status}`);
  return session;
}
