import type { Fetch } from "../http/client.ts";
import type { Config, Environment } from "../settings/config.ts";

/** The variables of this process that Deno itself acts on. */
export interface PlatformVariables {
  /** @throws {HelpdeskError} "config" when the variable may not be read */
  read(name: string): string | undefined;
  set(name: string, value: string): void;
  remove(name: string): void;
}

/** The program as it runs, as far as its commands need to know of it. */
export interface RunningProgram {
  readonly name: string;
  readonly version: string;
  /** Address of main.ts, or of what was made of it. */
  readonly address: string;
  /** Path of that, where it is a file. */
  readonly path: string;
  /** @throws {HelpdeskError} "config" when the variable may not be read */
  readonly environment: Environment;
  readonly variables: PlatformVariables;
}

/** Whose account the helpdesk inside the program is worked with; undefined: no such helpdesk. */
export type DemoAccount = "agent" | "staff" | undefined;

/** Where the tools work. */
export interface Workplace {
  readonly config: Config;
  readonly fetch: Fetch;
}
