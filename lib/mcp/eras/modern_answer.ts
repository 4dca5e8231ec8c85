import { viewsFor } from "../../apps/tool_views.ts";
import { cacheHintOf } from "./cache_hints.ts";
import { readEnvelope } from "./envelope.ts";
import type { ErrorObject, Members, RequestMessage } from "./message.ts";
import { META } from "./revision.ts";

const INVALID_PARAMS = -32602;
/** The code of earlier revisions for a resource that is not there, which this one does not have. */
const RESOURCE_NOT_FOUND = -32002;

/**
 * What a request is answered with, in the form of the revision.
 *
 * @param result as the earlier revisions have it
 */
export function modernResult(request: RequestMessage, result: Members): Members {
  // What the client can do stands in this revision's requests, which the protocol does not see.
  const { capabilities } = readEnvelope(request.params?._meta) ?? {};
  const answer = viewsFor(capabilities, forEverybody(result));
  return { resultType: "complete", ...answer, ...cacheHintOf(request) };
}

/** A list of tools without what a client that introduced itself in the same conversation is told of views. */
function forEverybody(result: Members): Members {
  const { tools } = result;
  if (!Array.isArray(tools)) return result;
  return { ...result, tools: tools.map(({ _meta: _, ...tool }) => tool) };
}

/** A failure, in the form of the revision. */
export function modernError(error: ErrorObject): ErrorObject {
  return error.code === RESOURCE_NOT_FOUND ? { ...error, code: INVALID_PARAMS } : error;
}

/** The refusal of a request that does not fit its method. */
export function notAnswered(method: string, problem: string): ErrorObject {
  return { code: INVALID_PARAMS, message: `${method} was not answered: ${problem}` };
}

/** A result that says who answers. */
export function signed(result: Members, serverInfo: Members): Members {
  const _meta = { [META.serverInfo]: serverInfo, ...result._meta as Members | undefined };
  return { ...result, _meta };
}
