import { APP_PAGE_TYPE, appAddress, type AppName } from "./app_page.ts";

/** Under this name a client says that it shows views (MCP Apps 2026-01-26, "Capability Negotiation"). */
const EXTENSION = "io.modelcontextprotocol/ui";

/** Under this name the `_meta` of an answer holds what is for the tool's view alone. */
export const VIEW_META = "helpdesk-mcp/view";

/** The view that shows what a tool answers with. */
export const viewOfTool: Readonly<Record<string, AppName>> = {
  list_tickets: "tickets",
  get_ticket: "ticket",
  create_ticket: "receipt",
  add_followup: "receipt",
  edit_followup: "receipt",
  update_ticket: "receipt",
  update_tickets: "receipt",
  get_agent_session_info: "session",
  finish_agent_session: "session",
};

type Members = Readonly<Record<string, unknown>>;

/**
 * An answer for a client that may show views: to one that does, each tool of a list is named with its
 * view, where it has one. What changes something is for the model alone, so that a client refuses it to a
 * view, whatever ran there (MCP Apps, "Resource Discovery"). To any other goes nothing of views.
 *
 * @param capabilities of the client, as it told them
 */
export function viewsFor<Answer extends object>(capabilities: unknown, answer: Answer): Answer {
  const { tools, _meta } = answer as Members;
  if (showsViews(capabilities)) {
    return Array.isArray(tools) ? { ...answer, tools: tools.map(withView) } : answer;
  }
  if (member(_meta, VIEW_META) === undefined) return answer;
  return { ...answer, _meta: { ..._meta as Members, [VIEW_META]: undefined } };
}

function showsViews(capabilities: unknown): boolean {
  const types = member(member(member(capabilities, "extensions"), EXTENSION), "mimeTypes");
  return Array.isArray(types) && types.includes(APP_PAGE_TYPE);
}

function withView(tool: Members): Members {
  const view = viewOfTool[String(tool.name)];
  const resourceUri = view === undefined ? undefined : appAddress(view);
  const isReading = member(tool.annotations, "readOnlyHint") === true;
  const ui = {
    ...resourceUri === undefined ? {} : { resourceUri },
    ...isReading ? {} : { visibility: ["model"] },
  };
  return Object.keys(ui).length === 0 ? tool : { ...tool, _meta: { ui } };
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Members)[name] : undefined;
}
