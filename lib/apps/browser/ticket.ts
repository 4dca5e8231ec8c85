import { contentOf } from "./base/host.ts";
import { Stage } from "./base/stage.ts";
import { pageOfTicket, type TicketAnswer } from "./ticket/ticket_page.ts";

new Stage("ticket", (answer, stage) => {
  const show = (ticket: TicketAnswer) =>
    pageOfTicket(ticket, stage, (more) => stage.put(show(more)));
  return show(contentOf<TicketAnswer>(answer));
});
