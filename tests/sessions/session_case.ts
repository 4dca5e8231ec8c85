import type { Stage } from "./stage.ts";

/** A scenario of agent sessions, the same on every helpdesk and session engine. */
export interface SessionCase {
  /** States symbol and criterion. */
  readonly name: string;
  /** Only on the embedded helpdesk: the case needs a clock that the real one cannot share. */
  readonly embeddedOnly?: true;
  /** Where sessions have to be kept for it. */
  readonly onlyWith?: "database" | "signed_cookies";
  /** The accounts have no agent sessions, so that no write stands on a branch. */
  readonly withoutBranches?: true;
  /** What was written is checked after it. */
  run(stage: Stage): Promise<void>;
}

/** Makes cases; `when` says where they hold alone. */
export const test = {
  session(name: string, run: SessionCase["run"]) {
    const when = (where: Omit<SessionCase, "name" | "run">): SessionCase => ({
      name,
      run,
      ...where,
    });
    return { name, run, when };
  },
};
