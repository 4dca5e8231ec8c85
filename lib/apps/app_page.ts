/** What a view's page is (MCP Apps 2026-01-26, "UI Resource Format"). */
export const APP_PAGE_TYPE = "text/html;profile=mcp-app";

/** The views; each page is loaded when it is asked for, and never at the start. */
const pages = {
  tickets: () => import("./tickets.html", { with: { type: "text" } }),
  ticket: () => import("./ticket.html", { with: { type: "text" } }),
  receipt: () => import("./receipt.html", { with: { type: "text" } }),
  session: () => import("./session.html", { with: { type: "text" } }),
} as const;

/** The name of a view. */
export type AppName = keyof typeof pages;

/** The names of all views. */
export const appNames = Object.keys(pages) as readonly AppName[];

/** Where a client reads a view's page. */
export function appAddress(name: AppName): string {
  return `ui://helpdesk/${name}`;
}

/** Whether a view's page is read there. */
export function isAppAddress(address: unknown): boolean {
  return appNames.some((name) => appAddress(name) === address);
}

/** The page of an address, as HTML; undefined when there is none. */
export async function readAppPage(address: string): Promise<string | undefined> {
  const name = appNames.find((known) => appAddress(known) === address);
  return name === undefined ? undefined : (await pages[name]()).default;
}
