import type * as z from "zod";
import { HelpdeskError } from "../../errors.ts";
import { retryAfterMilliseconds } from "../../http/retry.ts";
import type { HttpReply } from "../../http/message.ts";
import { shownLine } from "../../text/shown_text.ts";
import { challenged, isChallenge } from "./challenge.ts";
import { isRedirection, redirectionIn } from "./redirection.ts";
import { remedyFor } from "./refused_fields.ts";

/** Most characters of server text that enter an error message. */
const QUOTED_LENGTH = 300;
/** How deep in an answer its words are looked for; DRF nests a message two or three deep. */
const DEEPEST_WORDS = 6;

/** What helps against a refusal by its status alone. */
const REMEDIES: Readonly<Record<number, string>> = {
  413: "Send less text",
  415:
    "Its administrator has to allow that form of request (DEFAULT_PARSER_CLASSES of the REST framework " +
    "needs JSONParser, and MultiPartParser for attachments)",
};

/** What was being done, for messages, and how to find out whether it happened. */
export interface Action {
  /** Completes "The helpdesk refused to …": "create the ticket". */
  readonly name: string;
  /** For a change: how the caller can check whether it was made, a sentence. */
  readonly outcomeCheck?: string;
  /** What a 404 means here, a sentence with the next step. */
  readonly notFound?: string;
  /** What a failure of the helpdesk (status 500) may be about, a sentence. */
  readonly failureHint?: string;
}

/**
 * Makes sure that an answer is about what was asked.
 *
 * @param is whether it is
 * @throws {HelpdeskError} "bad_reply" when it is not, "outcome_unknown" when the action was a change
 */
export function requireAbout(is: boolean, { name, outcomeCheck }: Action): void {
  if (is) return;
  const problem = `The helpdesk answered the request to ${name} with something else`;
  if (outcomeCheck !== undefined) {
    throw new HelpdeskError(
      "outcome_unknown",
      `${problem}, so the outcome is unknown. It was not repeated. ${outcomeCheck}`,
    );
  }
  throw new HelpdeskError("bad_reply", `${problem}, which is not shown`);
}

/**
 * The body of a successful answer, checked against a schema.
 *
 * @throws {HelpdeskError} what `errorOf` makes of any other answer; "bad_reply" for a body of another
 * form, "outcome_unknown" when the action was a change
 */
export function readReply<Schema extends z.ZodType>(
  reply: HttpReply,
  schema: Schema,
  action: Action,
): z.infer<Schema> {
  if (reply.status < 200 || reply.status >= 300) throw errorOf(reply, action);
  // RFC 9110 section 15.3.7: a part of it, which was not asked for.
  requireAbout(reply.status !== 206, action);
  const parsed = schema.safeParse(parseJson(reply.text));
  if (parsed.success) return parsed.data;
  const problem =
    `The helpdesk answered the request to ${action.name} with something else than expected` +
    (isHtml(reply) ? " (an HTML page)" : "");
  if (action.outcomeCheck !== undefined) {
    throw new HelpdeskError("outcome_unknown", `${problem}. ${action.outcomeCheck}`);
  }
  throw new HelpdeskError(
    "bad_reply",
    `${problem}. Check that HELPDESK_BASE_URL names a django-helpdesk with its API enabled`,
    { cause: parsed.error },
  );
}

/** The body as JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the answer says that it is an HTML page. */
export function isHtml(reply: HttpReply): boolean {
  return /^text\/html\s*(?:;|$)/i.test(reply.headers.get("content-type") ?? "");
}

/** What an answer that is no success means to the caller. */
export function errorOf(reply: HttpReply, action: Action): HelpdeskError {
  const { status } = reply;
  const detail = detailOf(reply);
  if (isChallenge(reply)) return challenged(reply, action.name);
  if (status === 404) {
    return new HelpdeskError(
      "not_found",
      action.notFound ??
        `The helpdesk at ${reply.url.origin} has no ${reply.url.pathname}. HELPDESK_BASE_URL must name ` +
          'django-helpdesk itself, with the path it is mounted at, such as "/helpdesk/"',
    );
  }
  if (status === 429) return busy(reply, action, "asks to be called less often");
  // A proxy says 503 too, and may have handed a change on before.
  const isRead = action.outcomeCheck === undefined;
  if (status === 503 && isRead) return busy(reply, action, "is not available");
  if (status >= 500) return failureOf(reply, action);
  if (status === 401 || status === 403) {
    return new HelpdeskError(
      "forbidden",
      `The helpdesk does not let this account ${action.name}${detail}. ` +
        "Its administrator can give the account staff rights",
      { status },
    );
  }
  if (status === 304) return notModified(action);
  if (isRedirection(reply)) return redirectionOf(reply, action);
  const remedy = REMEDIES[status] ?? remedyFor(parseJson(reply.text));
  return new HelpdeskError(
    "invalid",
    `The helpdesk refused to ${action.name}${detail || ` (status ${status})`}` +
      (remedy === "" ? "" : `. ${remedy}`),
  );
}

/** RFC 6585 section 4: 429 is said in place of carrying the request out. */
function busy(reply: HttpReply, action: Action, why: string): HelpdeskError {
  const wait = retryAfterMilliseconds(reply.headers.get("retry-after"), Date.now());
  const when = wait === undefined ? "later" : `in ${Math.ceil(wait / 1000)} s`;
  return new HelpdeskError(
    "unavailable",
    `The helpdesk ${why} (status ${reply.status}) and did not ${action.name}. Try again ${when}`,
  );
}

function failureOf(reply: HttpReply, action: Action): HelpdeskError {
  const { status } = reply;
  const problem = `The helpdesk failed to ${action.name} (status ${status}`;
  const hint = status === 500 && action.failureHint ? `. ${action.failureHint}` : "";
  if (action.outcomeCheck !== undefined) {
    return new HelpdeskError(
      "outcome_unknown",
      `${problem}), so the outcome is unknown: it may have been done before the failure. ` +
        `It was not repeated. ${action.outcomeCheck}${hint}`,
      { status },
    );
  }
  const remedy = hint || ". Try again; if it stays, tell its administrator";
  return new HelpdeskError("unavailable", `${problem}; its own log says why)${remedy}`, { status });
}

function redirectionOf(reply: HttpReply, action: Action): HelpdeskError {
  const { isElsewhere, target, baseUrl } = redirectionIn(reply);
  const problem = `The helpdesk redirected the request to ${action.name} to ${target}`;
  return new HelpdeskError(
    "bad_reply",
    baseUrl !== undefined
      ? `${problem}, which was not followed. Set HELPDESK_BASE_URL to ${baseUrl}`
      : isElsewhere
      ? `${problem}, which was not followed: only ${reply.url.origin} is asked. Set HELPDESK_BASE_URL to the ` +
        "helpdesk's final address"
      : `${problem} instead of answering it. Its administrator can say why`,
  );
}

/** Nothing is kept here that could be unmodified, and so nothing was asked that this answers. */
function notModified({ name }: Action): HelpdeskError {
  return new HelpdeskError(
    "bad_reply",
    `The helpdesk, or a cache on the way to it, answered the request to ${name} with "not modified" ` +
      "(status 304), which answers no request of this program. Try again; if it stays, its administrator " +
      "has to keep caches away from api/",
  );
}

/** The server's own words, bounded and labelled: DRF's `detail`, or its messages field by field. */
function detailOf(reply: HttpReply): string {
  const words = isHtml(reply) ? "" : wordsIn(parseJson(reply.text), "");
  return words === "" ? "" : ` (it says: ${shownLine(words, QUOTED_LENGTH)})`;
}

function wordsIn(value: unknown, label: string, depth = 0): string {
  if (typeof value === "string") return label === "" ? value : `${label}: ${value}`;
  // What is nested deeper is no message, and might be nested deeper than the stack is.
  if (typeof value !== "object" || value === null || depth === DEEPEST_WORDS) return "";
  const parts = Array.isArray(value)
    ? value.slice(0, 5).map((item) => wordsIn(item, label, depth + 1))
    : Object.entries(value).slice(0, 10).map(([key, item]) =>
      wordsIn(item, ["detail", "error", "message"].includes(key) ? label : key, depth + 1)
    );
  return parts.filter(Boolean).join("; ");
}
