import type { Account } from "../../settings/config.ts";
import type { HttpClient } from "../../http/client.ts";
import type { CookieJar } from "../../http/cookies/cookie_jar.ts";
import type { Deadline } from "../../http/deadline.ts";
import type { HttpReply, HttpRequest } from "../../http/message.ts";
import { isSameCsrfSecret } from "./csrf_token.ts";
import { parseOptionsPage } from "../answers/options_page.ts";

/** A request as the account sends it. */
export interface WireRequest {
  readonly method: HttpRequest["method"];
  /** Relative to the helpdesk's mount, made of constants and validated integers only. */
  readonly path: string;
  /**
   * An address on the helpdesk's origin to ask in place of `path`, which then is only what it is called
   * where others see it. A successful answer has `bytes`.
   */
  readonly file?: URL;
  /** What the log and messages call it in place of `path`, when that tells what was asked. */
  readonly shownAs?: string;
  readonly query?: URLSearchParams;
  /** Sent as JSON; a Blob as it is. */
  readonly body?: unknown;
  /** "json" when absent. "html" is for the API's browsable page only. */
  readonly accept?: "json" | "html";
  /** Most decoded bytes of the answer; 10 MiB when absent. */
  readonly maximumBytes?: number;
  readonly outcomeCheck?: string;
}

/** Puts the account's credentials and the CSRF token on requests. Knows nothing of their order. */
export class SessionWire {
  readonly #http: HttpClient;
  readonly #jar: CookieJar;
  readonly #baseUrl: URL;
  readonly #account: Account;
  #csrfCookie = "csrftoken";
  #csrfToken: string | undefined;
  #csrfHeader: string | undefined;

  constructor(options: { http: HttpClient; jar: CookieJar; baseUrl: URL; account: Account }) {
    this.#http = options.http;
    this.#jar = options.jar;
    this.#baseUrl = options.baseUrl;
    this.#account = options.account;
  }

  /** Takes over what a login found out: the cookie's name may be the site's own. */
  useCsrfCookie(name: string | undefined): void {
    this.#csrfCookie = name ?? "csrftoken";
    this.#csrfToken = undefined;
  }

  /** Sends a request as it is, without renewing anything. @throws {HelpdeskError} as HttpClient.send */
  send(request: WireRequest, deadline: Deadline): Promise<HttpReply> {
    const { method, path, file, maximumBytes, outcomeCheck } = request;
    const headers = this.#headers(request);
    if (file !== undefined) {
      const asked = { method, url: file, headers, read: "bytes", shownAs: path } as const;
      return this.#http.send({ ...asked, maximumBytes }, deadline);
    }
    const url = new URL(path, this.#baseUrl);
    url.search = request.query?.toString() ?? "";
    const body = request.body instanceof Blob || request.body === undefined
      ? request.body
      : JSON.stringify(request.body);
    if (typeof body === "string") headers["Content-Type"] = "application/json";
    const shownAs = request.shownAs && new URL(request.shownAs, this.#baseUrl).pathname;
    return this.#http.send(
      { method, url, shownAs, headers, body, maximumBytes, outcomeCheck },
      deadline,
    );
  }

  /** Gets a fresh CSRF token: the browsable page carries one, sets its cookie, and is open to agents. */
  async refreshToken(deadline: Deadline): Promise<void> {
    const page = { method: "OPTIONS", path: "api/tickets/", accept: "html" } as const;
    const { csrfToken: token, csrfHeader } = parseOptionsPage(
      (await this.send(page, deadline)).text,
    );
    if (token === undefined) return;
    this.#csrfToken = token;
    this.#csrfHeader = csrfHeader;
    const cookie = this.#jar.list(this.#baseUrl)
      .find(({ value }) => isSameCsrfSecret(value, token));
    this.#csrfCookie = cookie?.name ?? this.#csrfCookie;
  }

  #headers({ method, accept, file }: WireRequest): Record<string, string> {
    // Outside api/ the Dolt edition logs an agent out unless a request carries these two.
    const headers: Record<string, string> = accept === "html" ? { "Accept": "text/html" } : {
      "Accept": file === undefined ? "application/json" : "application/json, */*",
      "X-Requested-With": "XMLHttpRequest",
    };
    if (this.#account.kind === "token") headers["Authorization"] = `Token ${this.#account.token}`;
    if (method === "POST" || method === "PATCH") {
      const token = this.#jar.get(this.#baseUrl, this.#csrfCookie) ?? this.#csrfToken;
      if (token !== undefined) headers[this.#csrfHeader ?? "X-CSRFToken"] = token;
      headers["Referer"] = this.#baseUrl.href;
    }
    return headers;
  }
}
