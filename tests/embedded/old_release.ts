import type { Incoming } from "../../lib/demo/serve.ts";
import { decodedPath } from "../../lib/demo/web/exchange.ts";
import { naturalTime } from "./natural_time.ts";

/** What a helpdesk does that is not of the newest release, or whose list is not as it should be. */
export interface OldWays {
  /** N.N.N; the newest when absent. */
  readonly release?: string;
  /** Parts of a question to the staff list that it passes over. */
  readonly listIgnores?: readonly ListPart[];
}

/** What a question to the staff list is made of: keys of its JSON, and the order beside it. */
export type ListPart = "filtering" | "filtering_null" | "sorting" | "search_string" | "order";

const LIST = /\/datatables_ticket_list\/([^/]+)$/;
const PAGE_OF_TICKET = /\/tickets\/\d+\/$/;

/**
 * Makes of a helpdesk of the newest release one of an older release, as the sources of those have it, by
 * changing what it is asked and what it answers.
 */
export class OldRelease {
  readonly #release: string | undefined;
  readonly #ignores: readonly ListPart[];
  readonly #now: () => Date;

  constructor({ release, listIgnores = [] }: OldWays, now: () => Date) {
    this.#release = release;
    this.#now = now;
    // It knows no order but that which stands beside the question.
    this.#ignores = this.#isBefore("1.4") ? [...listIgnores, "sorting"] : listIgnores;
  }

  /** The request as this helpdesk understands it; what it fails with becomes no question at all. */
  understand(incoming: Incoming): Incoming {
    const url = new URL(incoming.url);
    const [path, encoded] = LIST.exec(url.pathname) ?? [];
    const isNew = this.#release === undefined && this.#ignores.length === 0;
    if (isNew || path === undefined || encoded === undefined) return incoming;
    const query: Record<string, unknown> = JSON.parse(atob(decodeURIComponent(encoded)));
    const fails = this.#failsWith(query, url.searchParams);
    for (const part of this.#ignores) delete query[part];
    if (this.#ignores.includes("order")) {
      for (const name of ["column", "dir"]) url.searchParams.delete(`order[0][${name}]`);
    }
    const json = JSON.stringify(query).replace(
      /[^\x20-\x7e]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    const asked = fails ? "-" : encodeURIComponent(btoa(json));
    url.pathname = url.pathname.replace(path, `/datatables_ticket_list/${asked}`);
    return { ...incoming, url, path: decodedPath(url) };
  }

  /** 1.3 fails with every search; up to 1.4 the list knows no follow-ups, up to 2.3.2 not by that name. */
  #failsWith(query: Readonly<Record<string, unknown>>, parameters: URLSearchParams): boolean {
    if (this.#isBefore("1.4")) {
      return !!query["search_string"] || parameters.get("order[0][column]") === "9" ||
        query["sorting"] === "last_followup";
    }
    return query["sorting"] === "last_followup" && this.#isBefore("2.3.3");
  }

  /** What this helpdesk answers where one of the newest release answers so. */
  async answer({ url: { pathname } }: Incoming, response: Response): Promise<Response> {
    const type = response.headers.get("content-type") ?? "";
    if (this.#release === undefined || response.status >= 300) return response;
    const isJson = type.startsWith("application/json");
    const isPage = type.startsWith("text/html") && PAGE_OF_TICKET.test(pathname);
    if (!isJson && !isPage) return response;
    const text = await response.text();
    const old = isPage
      ? this.#pageOfTicket(text)
      : JSON.stringify(JSON.parse(text, LIST.test(pathname) ? this.#inList : this.#inApi));
    return new Response(old, response);
  }

  readonly #inList = (key: string, value: unknown): unknown => {
    if (["created", "due_date"].includes(key) && typeof value === "string") {
      return this.#isBefore("2.6") ? naturalTime(new Date(value), this.#now()) : value;
    }
    if (key === "status_badge_class" && this.#isBefore("2.3")) return undefined;
    return key === "last_followup" && this.#isBefore("1.4") ? undefined : value;
  };

  readonly #inApi = (key: string, value: unknown): unknown =>
    key === "email_recipients" && this.#isBefore("2.4") ? undefined : value;

  /** Only from 1.8 on there are full names, and only since 2.3 a dependency's link stands before what drops it. */
  #pageOfTicket(html: string): string {
    const named = this.#isBefore("1.8")
      ? html.replace(/<select name="owner">.*?<\/select>/s, "")
      : html;
    if (!this.#isBefore("2.3")) return named;
    return named.replace(
      /<li>(<a href="[^"]*\/tickets\/\d+\/">.*?<\/a>)(<a [^>]*\/dependency\/delete\/.*?<\/a>)<\/li>/g,
      "<table><tr><td>$2</td><td>$1</td></tr></table>",
    );
  }

  #isBefore(release: string): boolean {
    return this.#release !== undefined &&
      this.#release.localeCompare(release, "en", { numeric: true }) < 0;
  }
}
