import { type Setting, settings, table } from "./settings.ts";

/** What the helpdesk inside the program brings with it: its address, its accounts, and no way there. */
const BROUGHT: ReadonlySet<Setting> = new Set<Setting>([
  table.baseUrl,
  table.username,
  table.password,
  table.loginUrl,
  table.proxy,
  table.token,
]);

/** Names of the settings that hold with `--demo` too: people try the limits there first. */
export const demoSettings: readonly string[] = settings
  .filter((setting) => !BROUGHT.has(setting))
  .map(({ name }) => name);
