import { appNames } from "../../lib/apps/app_page.ts";

/** Where the views' pages lie, below the project's folder. */
export const APP_FOLDER = "lib/apps/";
/** Their ending; beside them lies what reads them. */
export const APP_ENDING = ".html";

/** Most bytes of a page: it is loaded in the middle of a conversation, and checked by people. */
const LONGEST_PAGE = 30_000;

/**
 * The pages of the views, by their paths below the project's folder: script and style in one document
 * that needs no network, and runs no other script.
 *
 * @param folder the project's, ending in `/`
 * @throws {Error} with what Deno said when a view cannot be bundled, and when a page is too long
 */
export async function appPages(folder: string): Promise<ReadonlyMap<string, string>> {
  const style = await bundled("style.css", folder);
  const pages = await Promise.all(
    appNames.map(async (name) => {
      const page = await pageOf(name, await bundled(`${name}.ts`, folder), style);
      const { length } = new TextEncoder().encode(page);
      if (length > LONGEST_PAGE) throw new Error(`The view ${name} has ${length} bytes`);
      return [`${APP_FOLDER}${name}${APP_ENDING}`, page] as const;
    }),
  );
  return new Map(pages);
}

/** A document whose policy allows this script and this style by what they hold, and nothing else. */
async function pageOf(name: string, script: string, style: string): Promise<string> {
  for (const part of [script, style]) {
    if (/<\/(?:script|style)|<!--/i.test(part)) {
      throw new Error(`The view ${name} would end too early`);
    }
  }
  const policy = [
    "default-src 'none'",
    `script-src '${await hashOf(script)}'`,
    `style-src '${await hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Helpdesk: ${name}</title>
<style>${style}</style>
<script type="module">${script}</script>
</head>
<body></body>
</html>
`;
}

/** A source of Content Security Policy Level 3, "hash-source". */
async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `sha256-${new Uint8Array(digest).toBase64()}`;
}

async function bundled(entry: string, folder: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--minify", "--platform=browser", `lib/apps/browser/${entry}`],
    cwd: folder,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (!success) throw new Error(`deno bundle failed:\n${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout).trim();
}
