import { CatalogueKeeper } from "../../../lib/helpdesk/catalogue/catalogue_keeper.ts";
import { QueueLimit } from "../../../lib/helpdesk/catalogue/queue_limit.ts";
import { type Answering, fakeSession } from "../fake_session.ts";
import { htmlReply } from "../http_replies.ts";

/** A keeper on a helpdesk that answers so: with a page, or as it likes. */
export function keeperOf(answer: string | Answering, allowed?: readonly number[]) {
  const page: Answering = ({ path }) =>
    path === "api/tickets/" ? htmlReply(200, String(answer)) : htmlReply(404, "");
  const { session, requests } = fakeSession(typeof answer === "string" ? page : answer);
  return { keeper: new CatalogueKeeper(session, new QueueLimit(allowed), 5_000), requests };
}
