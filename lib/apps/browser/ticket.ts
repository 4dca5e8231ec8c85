import { Stage } from "./base/stage.ts";
import { type TicketAnswer, ticketPage } from "./ticket/ticket_page.ts";

new Stage("ticket", (answer, stage) => {
  const show = (ticket: TicketAnswer) => ticketPage(ticket, stage, (more) => stage.put(show(more)));
  return show(answer as unknown as TicketAnswer);
});
