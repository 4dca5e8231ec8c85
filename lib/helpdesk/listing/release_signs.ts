import * as z from "zod";
import { parseJson } from "../answers/reply.ts";
import type { Call } from "../calls/call.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { encodeQuery, queryParameters } from "./table_query.ts";

/** What tells releases apart, each as far as it could be looked at; no release says what it is. */
export interface ReleaseSigns {
  /** The fields of follow-ups, and whether each may only be read. */
  readonly followUpFields?: ReadonlyMap<string, boolean>;
  /** A row of the staff list. */
  readonly row?: Readonly<Record<string, unknown>>;
}

const NEWEST_TICKET = { sort: "id", descending: true, offset: 0, limit: 1 } as const;

const followUpMetadata = z.object({
  actions: z.object({ POST: z.record(z.string(), z.object({ read_only: z.boolean() })) }),
});
const ticketTable = z.object({ data: z.array(z.record(z.string(), z.unknown())) });

/**
 * Asks for what tells releases apart.
 *
 * @param isListOpen whether the account may use the staff list
 * @throws {HelpdeskError} what requests throw
 */
export async function readReleaseSigns(
  session: HelpdeskSession,
  isListOpen: boolean,
  call: Call,
): Promise<ReleaseSigns> {
  const options = await session.request(
    { turn: "read", method: "OPTIONS", path: "api/followups/" },
    call,
  );
  const metadata = followUpMetadata.safeParse(parseJson(options.text));
  const fields = Object.entries(metadata.data?.actions.POST ?? {})
    .map(([name, field]) => [name, field.read_only] as const);
  return {
    followUpFields: metadata.success ? new Map(fields) : undefined,
    row: isListOpen ? await readRow(session, call) : undefined,
  };
}

async function readRow(session: HelpdeskSession, call: Call): Promise<ReleaseSigns["row"]> {
  const reply = await session.request({
    turn: "read",
    method: "GET",
    path: `datatables_ticket_list/${encodeQuery(NEWEST_TICKET)}`,
    query: queryParameters(NEWEST_TICKET),
  }, call);
  return ticketTable.safeParse(parseJson(reply.text)).data?.data[0];
}
