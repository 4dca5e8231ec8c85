import type { Exchange } from "../web/exchange.ts";
import { escapeHtml } from "../python/html_text.ts";
import { compareValues } from "../state/store.ts";
import { htmlReply, type Reply } from "../web/reply.ts";
import { page, tokenField } from "../web/web_pages.ts";

/** An option of a select: value, label, and whether it is chosen. */
type Option = readonly [value: number | "", label: string, selected?: boolean];

/** `tickets/submit/`: the form for new tickets; only staff may choose who is to work on it. */
export function answerSubmitPage(exchange: Exchange): Reply {
  const { settings, store } = exchange.helpdesk;
  const isStaff = exchange.user?.isStaff === true;
  const empty: Option = ["", "--------", true];
  const queues: Option[] = store.queuesByTitle().map(({ id, title }) => [id, title]);
  const priorities: Option[] = settings.priorities
    .map(({ value, label }) => [value, label, value === settings.formPriority]);
  const accounts: Option[] = [...store.accounts]
    .sort((a, b) => compareValues(a.username, b.username))
    .map(({ id, username }) => [id, username]);
  const email = isStaff ? exchange.user?.email ?? "" : "";
  return htmlReply(page(
    "Create Ticket",
    `    <form method='post' enctype='multipart/form-data'>
      ${tokenField(exchange)}
${select("Queue", "queue", [empty, ...queues])}
${input("Summary of the problem", "title", "text")}
      <label for='id_body'>Description of your issue</label>
      <textarea name="body" cols="40" rows="10" class="form-control" required id="id_body"></textarea>
${select("Priority", "priority", priorities)}
${input("Due on", "due_date", "text")}
${input("Attach File", "attachment", "file")}
${input("Submitter E-Mail Address", "submitter_email", "email", email)}
${isStaff ? select("Case owner", "assigned_to", [empty, ...accounts]) : ""}
${settings.customFields.map(({ name, label }) => input(label, `custom_${name}`, "text")).join("\n")}
      <button type="submit" class="btn btn-primary">Submit Ticket</button>
    </form>`,
  ));
}

function select(label: string, name: string, options: readonly Option[]): string {
  const rows = options.map(([value, text, selected]) =>
    `  <option value="${value}"${selected ? " selected" : ""}>${escapeHtml(text)}</option>`
  );
  return `      <label for='id_${name}'>${label}</label>
      <select name="${name}" class="form-control" id="id_${name}">
${rows.join("\n")}
</select>`;
}

function input(label: string, name: string, type: string, value = ""): string {
  return `      <label for='id_${name}'>${escapeHtml(label)}</label>
      <input type="${type}" name="${name}" value="${
    escapeHtml(value)
  }" class="form-control" id="id_${name}">`;
}
