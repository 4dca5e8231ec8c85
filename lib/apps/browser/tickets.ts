import { contentOf } from "./base/host.ts";
import { Stage } from "./base/stage.ts";
import { type TicketsAnswer, ticketsPage } from "./tickets_page.ts";

new Stage("tickets", (answer, stage, given) => {
  return ticketsPage(contentOf<TicketsAnswer>(answer), stage, given);
});
