import { codeSpan, markdownTable, words } from "./markdown.ts";

/**
 * What each tool did on each release, a line for each thing that was asked.
 *
 * @param outcomes by release and by "TOOL: WHAT WAS ASKED"
 */
export function compatibilityTable(
  outcomes: Readonly<Record<string, Readonly<Record<string, string>>>>,
): string {
  const releases = Object.keys(outcomes);
  const names = Object.keys(Object.values(outcomes)[0] ?? {});
  return markdownTable(
    ["tool", "what is asked", ...releases],
    names.map((name) => {
      const [tool = "", ...asked] = name.split(": ");
      const cells = releases.map((release) => outcomes[release]?.[name] ?? "");
      return [codeSpan(tool), words(asked.join(": ")), ...cells];
    }),
  );
}
