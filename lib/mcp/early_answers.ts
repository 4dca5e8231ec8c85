import { viewsFor } from "../apps/tool_views.ts";
import { discover, introduce, wholeOffer } from "./introduction/introduction.ts";
import listed from "./listed.json" with { type: "json" };
import { unavailable } from "./listings.ts";
import type { ProtocolMessage } from "./sdk.ts";
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
  { name, version, readOnly }: { name: string; version: string; readOnly: boolean },
): EarlyAnswerer {
  const tools = readOnly ? readOnlyTools() : listed["tools/list"];
  const lists: ReadonlyMap<string, Result> = new Map(
    Object.entries({
      ...listed,
      "tools/list": tools,
      "server/discover": discover({ name, version }, wholeOffer),
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
      return asked === undefined ? undefined : introduce(asked, { name, version }, wholeOffer);
    }
    if (Object.keys(params).length > 0) return undefined;
    if (method === "ping") return {};
    if (method === "tools/list") return { ...viewsFor(capabilities, tools) };
    return lists.get(method);
  };
}

/** The list of the tools where nothing may be changed. */
function readOnlyTools(): typeof listed["tools/list"] {
  const { tools } = listed["tools/list"];
  return {
    tools: tools.map((tool) =>
      tool.annotations.readOnlyHint ? tool : { ...tool, description: unavailable(tool.description) }
    ),
  };
}
