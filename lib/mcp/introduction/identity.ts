import { type Icon, icons } from "./icons.ts";

/** The program's name for people. */
export const TITLE = "Helpdesk";

/** What the program does, in at most the 100 characters that the MCP registry takes. */
export const DESCRIPTION =
  "Lets an AI agent work a django-helpdesk: list, read, open, answer and update its tickets";

/** Owner and name on GitHub; the owner is not known here. */
export const REPOSITORY = "OWNER/helpdesk-mcp";

/** The program as its code knows it. */
export interface ProgramVersion {
  readonly name: string;
  readonly version: string;
}

/** Who answers a client (Model Context Protocol 2025-11-25, "Implementation"). */
export interface Implementation extends ProgramVersion {
  readonly title: string;
  readonly description: string;
  readonly websiteUrl: string;
  readonly icons: Icon[];
}

/** What a client shows people of the program. */
export function describe({ name, version }: ProgramVersion): Implementation {
  return {
    name,
    title: TITLE,
    version,
    description: DESCRIPTION,
    websiteUrl: `https://github.com/${REPOSITORY}`,
    icons,
  };
}
