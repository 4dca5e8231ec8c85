import { shownLine } from "../../text/shown_text.ts";
import { type ClientLogLevel, isLogLevel, LOG_LEVELS } from "./log_levels.ts";
import { type ErrorObject, isMembers, type Members, type RequestMessage } from "./message.ts";
import { META, REVISION } from "./revision.ts";

/** In `_meta` of an answer to a question: the milliseconds since it was put, which the server cannot measure. */
export const THOUGHT_MILLISECONDS = "helpdesk-mcp/thoughtMilliseconds";

/** Why a call ends whose question goes to a client that brings the answer with the call anew. */
export const ASKED_REASON = "helpdesk-mcp/asked";

const INVALID_PARAMS = -32602;
const UNSUPPORTED_VERSION = -32022;

/** What a request of the revision says about its client. */
export interface Envelope {
  readonly capabilities: Members;
  /** Down to this level the client wants the log of the request; absent: none of it. */
  readonly logLevel?: ClientLogLevel;
}

/** Reads the `_meta` of a request; undefined when the request is of an earlier revision. */
export function readEnvelope(meta: unknown): Envelope | undefined {
  if (!isMembers(meta) || meta[META.version] !== REVISION) return undefined;
  const { [META.capabilities]: capabilities, [META.logLevel]: logLevel } = meta;
  return {
    capabilities: isMembers(capabilities) ? capabilities : {},
    ...isLogLevel(logLevel) ? { logLevel } : {},
  };
}

/**
 * Says why a request cannot be answered by the revision; undefined when it can.
 *
 * @param earlier versions of the protocol that begin with `initialize`, for a client that knows no other
 */
export function envelopeProblem(
  { method, params }: RequestMessage,
  earlier: readonly string[],
): ErrorObject | undefined {
  const meta = isMembers(params?._meta) ? params._meta : {};
  const refuse = (problem: string): ErrorObject => ({
    code: INVALID_PARAMS,
    message: `${shownLine(method, 60)} was not answered: ${problem}`,
  });
  const { [META.version]: version, [META.capabilities]: capabilities } = meta;
  if (typeof version !== "string") return refuse(`_meta does not name ${META.version}`);
  if (version !== REVISION) {
    return {
      code: UNSUPPORTED_VERSION,
      message: `Revision ${JSON.stringify(shownLine(version, 30))} of the protocol is not spoken`,
      data: { supported: [REVISION, ...earlier], requested: version },
    };
  }
  if (!isMembers(capabilities)) return refuse(`_meta does not name ${META.capabilities}`);
  const { [META.logLevel]: level } = meta;
  if (level === undefined || level === null || isLogLevel(level)) return undefined;
  const named = JSON.stringify(shownLine(String(level), 60));
  return refuse(`${META.logLevel} is ${named}; there are ${LOG_LEVELS.join(", ")}`);
}

/** Whether a client can show a person a question to accept or decline (MCP, "Elicitation"). */
export function canAsk(capabilities: Members | undefined): boolean {
  const elicitation = capabilities?.elicitation;
  if (!isMembers(elicitation)) return false;
  // One that names no way is from before there were two.
  return isMembers(elicitation.form) || Object.keys(elicitation).length === 0;
}
