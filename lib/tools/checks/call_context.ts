import type { Call } from "../../helpdesk/calls/call.ts";
import type { Helpdesk } from "../../helpdesk/helpdesk.ts";

/** What a check works with: the part of a tool's context that it takes. */
export interface CallContext {
  readonly helpdesk: Helpdesk;
  readonly call: Call;
}
