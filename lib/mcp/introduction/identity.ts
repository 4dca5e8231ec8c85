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
  /** What people call the helpdesk that it works; absent: nothing in particular. */
  readonly profile?: string;
  /** Whether nothing may be changed. */
  readonly readOnly?: boolean;
  /** Names of the tools that its settings leave; absent: all. */
  readonly tools?: readonly string[] | undefined;
}

/** Who answers a client (Model Context Protocol 2025-11-25, "Implementation"). */
export interface Implementation extends Pick<ProgramVersion, "name" | "version"> {
  readonly title: string;
  readonly description: string;
  readonly websiteUrl: string;
  readonly icons: Icon[];
}

/** What a client shows people of the program. */
export function describe({ name, version, profile }: ProgramVersion): Implementation {
  return {
    name,
    title: profile === undefined ? TITLE : `${TITLE}: ${profile}`,
    version,
    description: DESCRIPTION,
    websiteUrl: `https://github.com/${REPOSITORY}`,
    icons,
  };
}
