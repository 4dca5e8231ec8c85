import * as z from "zod";
import type { Call } from "../calls/call.ts";
import { parseJson } from "../answers/reply.ts";
import type { HelpdeskSession } from "../session/session.ts";

/** The answer of `api/`: the addresses of what the API has, by name. */
const root = z.record(z.string(), z.string());

/**
 * What the helpdesk takes for its own origin: it writes whole addresses with it. Behind a proxy that hands
 * on another `Host` it is one that only the proxy can reach.
 *
 * @returns undefined where the helpdesk does not tell
 */
export async function ownOrigin(
  session: HelpdeskSession,
  call: Call,
): Promise<string | undefined> {
  const reply = await session.request({ turn: "read", method: "GET", path: "api/" }, call);
  const addresses = root.safeParse(reply.status === 200 ? parseJson(reply.text) : undefined);
  const origins = Object.values(addresses.data ?? {}).map((address) => URL.parse(address)?.origin);
  return origins.every((origin) => origin === origins[0]) ? origins[0] : undefined;
}
