import type { SiteAccount } from "../../site/site_fixture.ts";
import type { Site } from "../../site/site.ts";
import { createToolCaller, type ToolCaller } from "../../tests/tool_caller.ts";

/** A request without anything around it. */
export interface RawRequest {
  readonly method?: "GET" | "OPTIONS";
  /** Relative to the helpdesk's mount. */
  readonly path: string;
  readonly accept?: "text/html";
}

/** A change without anything around it. */
export interface BareWrite {
  readonly method: "POST" | "PATCH";
  /** Relative to the helpdesk's mount. */
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/**
 * The program for one account, and bare requests in the same session: another session of an agent would
 * be finished for the first one's next request.
 */
export class BenchClient {
  readonly program: ToolCaller;
  readonly #baseUrl: string;
  #cookies = "";

  private constructor(baseUrl: string, settings: Record<string, string>) {
    this.#baseUrl = baseUrl;
    this.program = createToolCaller(settings, (request) => {
      this.#cookies = request.headers.get("cookie") ?? this.#cookies;
      return fetch(request);
    });
  }

  /** A client that is logged in and has loaded the catalogue, as after the first call of a session. */
  static async open(site: Site, account: SiteAccount): Promise<BenchClient> {
    const client = new BenchClient(site.baseUrl, settingsFor(site, account));
    await client.program.succeed("get_queues");
    return client;
  }

  /**
   * The whole body of the answer, unread.
   * @throws Error when the answer is no success
   */
  async raw({ method = "GET", path, accept }: RawRequest): Promise<string> {
    const response = await fetch(new URL(path, this.#baseUrl), {
      method,
      headers: {
        accept: accept ?? "application/json",
        cookie: this.#cookies,
        "x-requested-with": "XMLHttpRequest",
      },
      redirect: "manual",
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${method} ${path} answered ${response.status}`);
    return text;
  }

  /** Changes something. @throws Error when the answer is no success */
  async write({ method, path, body }: BareWrite): Promise<void> {
    const token = /\bcsrftoken=([^;]+)/.exec(this.#cookies)?.[1] ?? "";
    const response = await fetch(new URL(path, this.#baseUrl), {
      method,
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        cookie: this.#cookies,
        "x-csrftoken": token,
        referer: this.#baseUrl,
      },
      body: JSON.stringify(body),
      redirect: "manual",
    });
    await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
  }
}

/** The program's settings for an account of a site; a scan of a large helpdesk takes its time. */
export function settingsFor(site: Site, account: SiteAccount): Record<string, string> {
  return {
    HELPDESK_BASE_URL: site.baseUrl,
    HELPDESK_USERNAME: account.username,
    HELPDESK_PASSWORD: account.password,
    HELPDESK_TIMEOUT: "600",
  };
}
