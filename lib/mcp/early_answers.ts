import { viewsFor } from "../apps/tool_views.ts";
import type { ProgramVersion } from "./introduction/identity.ts";
import { discover, introduce, wholeOffer } from "./introduction/introduction.ts";
import listed from "./listed.json" with { type: "json" };
import type { ProtocolMessage } from "./sdk.ts";
import { type ToolLimits, toolRefusal } from "./tool_choice.ts";
import { askedVersion, readPlainRequest } from "./well_formed.ts";

/** What a request is answered with. */
export type Result = Readonly<Record<string, unknown>>;

/** Answers a message, as the protocol would; undefined when it takes more than is known here. */
export type EarlyAnswerer = (message: ProtocolMessage) => Result | undefined;

/**
 * Answers what a client asks as it connects, from what is known without the SDK, the tools and their
 * schemas: who this is, and what it offers.
 */
export function earlyAnswers(
  program: ProgramVersion,
  limits: ToolLimits = {},
): EarlyAnswerer {
  const tools = {
    tools: listed["tools/list"].tools.filter(({ name, annotations }) =>
      toolRefusal(name, annotations.readOnlyHint, limits) === undefined
    ),
  };
  const lists: ReadonlyMap<string, Result> = new Map(
    Object.entries({
      ...listed,
      "tools/list": tools,
      "server/discover": discover(program, wholeOffer),
    }),
  );
  let capabilities: unknown;
  return (message) => {
    const request = readPlainRequest(message);
    if (request === undefined) return undefined;
    const { method, params } = request;
    if (method === "initialize") {
      const asked = askedVersion(params);
      capabilities = params.capabilities;
      return asked === undefined ? undefined : introduce(asked, program, wholeOffer);
    }
    if (Object.keys(params).length > 0) return undefined;
    if (method === "ping") return {};
    if (method === "tools/list") return { ...viewsFor(capabilities, tools) };
    return lists.get(method);
  };
}
