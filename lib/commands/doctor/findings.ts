/** What is checked, in the order of the report: a check can only be made when those before it passed. */
export const checks = {
  settings: "Settings",
  name_resolution: "Name resolution",
  connection: "Connection",
  tls: "TLS",
  api: "API",
  login_page: "Login page",
  login: "Login",
  agent_endpoints: "Agent endpoints",
  agent_rights: "Agent rights",
  staff_rights: "Staff rights",
  browsable_page: "Browsable page",
  list_endpoint: "List endpoint",
  writing: "Writing",
  ids: "Ids",
  dates: "Dates",
  priorities: "Priorities",
  custom_fields: "Custom fields",
  own_address: "Own address",
  version: "Version",
  clock: "Clock",
} as const;

export type CheckName = keyof typeof checks;

/**
 * How a check ended:
 * - "passed"
 * - "failed": the program would not work
 * - "limited": the program works, with less than it could do
 * - "skipped": it does not apply here, or could not be made
 */
export type CheckOutcome = "passed" | "failed" | "limited" | "skipped";

/** The result of one check. */
export interface Finding {
  readonly check: CheckName;
  readonly outcome: CheckOutcome;
  /** What was found and, unless it passed, what it means and what to change. */
  readonly message: string;
}

/** Collects what the checks find. */
export class Findings {
  readonly #found = new Map<CheckName, Finding>();

  /** Records a result; a later one for the same check takes its place. */
  record(check: CheckName, outcome: CheckOutcome, message: string): void {
    this.#found.set(check, { check, outcome, message });
  }

  /** One finding for each check, in their order; those that were not made say what stands before them. */
  list(): Finding[] {
    const failed = [...this.#found.values()].find(({ outcome }) => outcome === "failed");
    const why = failed === undefined ? "" : `: "${checks[failed.check]}" has to be fixed first`;
    return Object.keys(checks).filter(isCheckName).map((check) =>
      this.#found.get(check) ?? { check, outcome: "skipped", message: `Not checked${why}` }
    );
  }
}

function isCheckName(name: string): name is CheckName {
  return name in checks;
}
