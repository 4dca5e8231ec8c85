import type { Stage } from "./stage.ts";

/** A scenario of agent sessions, the same on every helpdesk and session engine. */
export interface SessionCase {
  /** States symbol and criterion. */
  readonly name: string;
  /** Only on the embedded helpdesk: the case needs a clock that the real one cannot share. */
  readonly embeddedOnly?: true;
  run(stage: Stage): Promise<void>;
}
