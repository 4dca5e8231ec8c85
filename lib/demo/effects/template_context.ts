import type { Exchange } from "../web/exchange.ts";
import type { Ticket } from "../state/model.ts";
import type { TemplateContext } from "../template/template_expression.ts";
import { printedName, statusLabel, statusName } from "../rest/ticket_json.ts";

/** What a comment can look up: the ticket and its queue, without what is secret about the queue. */
export function templateContext(exchange: Exchange, ticket: Ticket): TemplateContext {
  const { helpdesk } = exchange;
  const { settings, store } = helpdesk;
  const queue = store.queue(ticket.queue);
  const base = `${exchange.url.origin}${settings.mount}`;
  const name = printedName(helpdesk, ticket);
  const queueValues = {
    title: queue?.title ?? null,
    slug: queue?.slug ?? null,
    email_address: queue?.emailAddress ?? null,
    from_address: `${queue?.title} <${queue?.emailAddress}>`,
    locale: null,
  };
  return {
    queue: queueValues,
    ticket: {
      title: ticket.title,
      created: ticket.created,
      modified: ticket.modified,
      submitter_email: ticket.submitterEmail,
      status: ticket.status,
      get_status_display: statusName(helpdesk, ticket.status),
      on_hold: ticket.onHold,
      description: ticket.description,
      resolution: ticket.resolution,
      priority: ticket.priority,
      get_priority_display:
        settings.priorities.find(({ value }) => value === ticket.priority)?.label ?? null,
      last_escalation: null,
      ticket: `[${name}]`,
      ticket_for_url: name,
      merged_to: ticket.mergedTo,
      get_status: statusLabel(helpdesk, ticket),
      ticket_url:
        `${base}view/?ticket=${name}&email=${ticket.submitterEmail}&key=${ticket.secretKey}`,
      staff_url: `${base}tickets/${ticket.id}/`,
      assigned_to: null,
      queue: queueValues,
    },
  };
}
