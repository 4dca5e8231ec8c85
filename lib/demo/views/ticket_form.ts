import type { ServedHelpdesk } from "../web/exchange.ts";
import {
  EMPTY_OPTION,
  type FormOption,
  pageInput,
  pageSelect,
  pageTextArea,
} from "../web/page_form.ts";

/** The fields of the browsable page of `api/tickets/`: every queue, account, status and priority. */
export function ticketForm({ settings, store }: ServedHelpdesk): string {
  const options = (choices: ServedHelpdesk["settings"]["statuses"]): FormOption[] => [...choices];
  return [
    pageSelect(
      "Queue",
      "queue",
      store.queuesByTitle().map(({ id, title }) => ({ value: id, label: title })),
    ),
    pageInput("Title", "title", "text"),
    pageTextArea("Description", "description"),
    pageTextArea("Resolution", "resolution"),
    pageInput("Submitter E-Mail", "submitter_email", "email"),
    pageSelect("Assigned to", "assigned_to", [
      EMPTY_OPTION,
      ...store.accounts.map(({ id, username }) => ({ value: id, label: username })),
    ]),
    pageSelect("Status", "status", options(settings.statuses)),
    pageInput("On Hold", "on_hold", "checkbox"),
    pageSelect("Priority", "priority", options(settings.priorities)),
    pageInput("Due on", "due_date", "datetime-local"),
    pageSelect("Merged to", "merged_to", [
      EMPTY_OPTION,
      ...[...store.tickets.values()].map(({ id, title }) => ({
        value: id,
        label: `${id} ${title}`,
      })),
    ]),
    pageInput("Attachment", "attachment", "file"),
    ...settings.customFields.map(({ name, label }) => pageInput(label, `custom_${name}`, "text")),
  ].join("\n");
}
