import { parsePage } from "./page_parser.ts";
import { parseJson } from "./reply.ts";
import { numberOf } from "./stand_in.ts";

/** Most parts of a page that are looked through for its answer, and for its CSRF token. */
const MOST_PARTS = 50;

/** One option of a form's select: what is sent, and what people read. */
export interface PageOption {
  readonly id: number;
  readonly label: string;
}

/** What can be read from a page with ticket forms. */
export interface OptionsPage {
  /** Choices by field name, of the first select of that name that has any; empty when none has. */
  readonly selects: ReadonlyMap<string, readonly PageOption[]>;
  /** Ids of the choices that are made beforehand, by field name. */
  readonly chosen: ReadonlyMap<string, number>;
  /** Fields whose choices the page cuts off (Django REST framework stops at 1,000). */
  readonly cut: ReadonlySet<string>;
  /** The JSON answer that Django REST framework's browsable page shows; undefined when there is none. */
  readonly json: unknown;
  /** The CSRF token that the browsable page carries. */
  readonly csrfToken: string | undefined;
  /** The header that takes it (CSRF_HEADER_NAME). */
  readonly csrfHeader: string | undefined;
}

/**
 * Reads Django REST framework's browsable page of `OPTIONS api/tickets/`, or django-helpdesk's own form
 * `tickets/submit/`.
 *
 * @throws {HelpdeskError} "bad_reply" as `parsePage`
 */
export function parseOptionsPage(html: string): OptionsPage {
  const selects = new Map<string, PageOption[]>();
  const chosen = new Map<string, number>();
  const cut = new Set<string>();
  const pres: string[] = [];
  const scripts: string[] = [];
  let field: string | undefined;
  let choices: PageOption[] = [];
  let value: string | undefined;
  let disabled = false;
  let selected = false;
  let text = "";

  const closeOption = () => {
    if (field === undefined || value === undefined) return;
    if (disabled) cut.add(field);
    else {
      const id = idIn(value);
      if (id !== undefined) choices.push({ id, label: text.trim() });
      if (id !== undefined && selected) chosen.set(field, id);
    }
    value = undefined;
  };
  parsePage(html, {
    onopentag(tag, attributes) {
      if (tag === "select") {
        field = attributes.name;
        choices = [];
      } else if (tag === "option") {
        closeOption();
        value = attributes.value ?? "";
        disabled = "disabled" in attributes;
        selected = "selected" in attributes;
        text = "";
      } else if (tag === "pre" || tag === "script") text = "";
    },
    ontext(part) {
      text += part;
    },
    onclosetag(tag) {
      if (tag === "option") closeOption();
      else if (tag === "select") {
        closeOption();
        if (field !== undefined && !selects.get(field)?.length) selects.set(field, choices);
        field = undefined;
      } else if (tag === "pre" || tag === "script") {
        const parts = tag === "pre" ? pres : scripts;
        if (parts.length < MOST_PARTS) parts.push(text);
        text = "";
      }
    },
  });
  return { selects, chosen, cut, json: jsonIn(pres), ...csrfIn(scripts) };
}

/** With USE_THOUSAND_SEPARATOR the page has 1,234 where the API has 1234, with the language's separator. */
const GROUPED = /^\d{1,4}(?:[.,'’٬ \u00a0\u202f]\d{2,4})+$/;

function idIn(value: string): number | undefined {
  if (/^-\d+$/.test(value)) return Number(value);
  return numberOf(GROUPED.test(value) ? value.replace(/\D/g, "") : value);
}

/** The page shows status line and headers, an empty line, then the JSON body. */
function jsonIn(pres: readonly string[]): unknown {
  for (const text of pres) {
    // Line by line: what may be any white space would be tried anew at every line of a long empty text.
    const start = text.search(/^[^\S\n]*\{/m);
    const value = start < 0 ? undefined : parseJson(text.slice(start));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A header that stands for nothing else. */
const CSRF_HEADER = /^X-[a-z0-9-]{1,60}$|^[a-z0-9-]{0,30}[cx]srf[a-z0-9-]{0,30}$/i;

function csrfIn(scripts: readonly string[]): Pick<OptionsPage, "csrfToken" | "csrfHeader"> {
  for (const script of scripts) {
    const value = parseJson(script);
    if (
      typeof value === "object" && value !== null && "csrfToken" in value &&
      typeof value.csrfToken === "string" && value.csrfToken !== ""
    ) {
      const name = "csrfHeaderName" in value ? value.csrfHeaderName : undefined;
      const csrfHeader = typeof name === "string" && CSRF_HEADER.test(name) ? name : undefined;
      return { csrfToken: value.csrfToken, csrfHeader };
    }
  }
  return { csrfToken: undefined, csrfHeader: undefined };
}
