import { codeSpan, markdownTable } from "./markdown.ts";

/** What each flag of `deno run` is for; a flag that the program gets must be here. */
const PURPOSES: Readonly<Record<string, (value: string) => string>> = {
  "--no-prompt": () => "Whatever is not permitted is refused, without a question",
  "--allow-net": () => "Requests to the helpdesk; with `=HOST` or `=HOST:PORT` to no other host",
  "--allow-env": (names) =>
    `The values of the [settings](settings.md), and Deno's own variables for proxies and TLS keys, which are ` +
    `[watched](../SECURITY.md#the-network): ${names.split(",").map(codeSpan).join(", ")}`,
};

/** Deno's permissions in words, by their flags. */
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ["--allow-read", "reading files"],
  ["--allow-write", "writing files"],
  ["--allow-net", "using the network"],
  ["--allow-env", "reading environment variables"],
  ["--allow-run", "starting programs"],
  ["--allow-ffi", "loading native libraries"],
  ["--allow-sys", "asking the system about itself"],
]);

/**
 * What the program is permitted, with the purpose of each flag, and what is refused.
 *
 * @param flags as on the command line of `deno run`
 * @throws {Error} when it is not known what a flag is for
 */
export function permissionList(flags: readonly string[]): string {
  const given = flags.map((flag) => {
    const [name = "", value = ""] = flag.split("=", 2);
    return { name, value };
  });
  const rows = given.map(({ name, value }) => {
    const purpose = PURPOSES[name];
    if (purpose === undefined) {
      throw new Error(`scripts/docs/permission_list.ts lacks a purpose of ${name}`);
    }
    return [codeSpan(value === "" ? name : `${name}=…`), purpose(value)];
  });
  const refused = [...ACTIONS].filter(([flag]) => given.every(({ name }) => name !== flag));
  const all = refused.map(([flag, action]) => `${action} (${codeSpan(flag)})`);
  return `${markdownTable(["flag", "what it is for"], rows)}\n\nRefused: ${all.join(", ")}.`;
}
