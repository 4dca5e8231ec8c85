import { escapeHtml } from "../python/html_text.ts";
import { ENDED, type Ticket } from "../state/model.ts";
import type { ServedHelpdesk } from "../web/exchange.ts";

/** The tickets that a ticket waits for, the open ones first, each with the link that drops it. */
export function dependencyList({ settings, store }: ServedHelpdesk, ticket: Ticket): string {
  const path = `${settings.mount}tickets/`;
  const isOpen = (id: number) => !ENDED.includes(store.tickets.get(id)?.status ?? 0);
  const waitsFor = ticket.dependsOn.toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
  const items = waitsFor.map((id, place) => {
    const title = escapeHtml(store.tickets.get(id)?.title ?? "");
    const drop = `${path}${ticket.id}/dependency/delete/${place + 1}/`;
    return `<li><a href="${path}${id}/">#${id} ${title}</a><a class="link-secondary" href="${drop}"></a></li>`;
  });
  return `    <a href="${path}${ticket.id}/dependency/add/"></a>
    <ul class="list-unstyled">${items.join("")}</ul>`;
}
