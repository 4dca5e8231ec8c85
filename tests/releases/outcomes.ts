import { NEWEST_RELEASE } from "../../site/releases.ts";
import recorded from "./outcomes.json" with { type: "json" };
import type { Outcome } from "./release_case.ts";

/** What was found of each case, by what the helpdesk was: a release, and its database unless SQLite. */
export type Outcomes = Readonly<Record<string, Readonly<Record<string, Outcome>>>>;

/** What the last run of `deno task test:releases` found. */
export const outcomes = recorded as Outcomes;

/** What the newest release is called on PostgreSQL. */
export const ON_POSTGRESQL = `${NEWEST_RELEASE} on PostgreSQL`;

/** Where they are kept, below the project's folder. */
export const OUTCOMES_PATH = "tests/releases/outcomes.json";
