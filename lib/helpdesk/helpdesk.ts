import type { Config, Limits } from "../settings/config.ts";
import { type Fetch, HttpClient } from "../http/client.ts";
import { CookieJar } from "../http/cookies/cookie_jar.ts";
import type { Log } from "../log/log.ts";
import { AgentSession } from "./agent/agent_session.ts";
import { DEFAULT_ATTACHMENT_EXTENSIONS } from "./tickets/attachment_names.ts";
import { type Attachment, readAttachment } from "./tickets/attachments.ts";
import type { DocumentKind, DocumentText } from "../documents/document_messages.ts";
import type { Call } from "./calls/call.ts";
import { CatalogueKeeper } from "./catalogue/catalogue_keeper.ts";
import { CannedReplies } from "./knowledge/canned_replies.ts";
import { Knowledge } from "./knowledge/knowledge.ts";
import { Listing } from "./listing/listing.ts";
import { QueueLimit } from "./catalogue/queue_limit.ts";
import { HelpdeskSession } from "./session/session.ts";
import { Tickets } from "./tickets/tickets.ts";
import { Writes } from "./writes/writes.ts";

/** One helpdesk, worked by one account. */
export interface Helpdesk {
  readonly session: HelpdeskSession;
  readonly catalogue: CatalogueKeeper;
  readonly tickets: Tickets;
  readonly listing: Listing;
  readonly agentSession: AgentSession;
  readonly writes: Writes;
  readonly knowledge: Knowledge;
  readonly cannedReplies: CannedReplies;
  /** @throws {HelpdeskError} as `readAttachment` */
  readAttachment(id: number, call: Call): Promise<Attachment>;
  /** Reads the text of a document; the bytes are given away. */
  readDocument(
    kind: DocumentKind,
    bytes: Uint8Array<ArrayBuffer>,
    call: Call,
  ): Promise<DocumentText>;
  /** Whether follow-ups may be public. */
  readonly publicFollowUps: Limits["publicFollowUps"];
  /** Of files that may be attached, in lower case with their dots. */
  readonly attachmentExtensions: readonly string[];
}

/**
 * Puts a helpdesk together; nothing is sent until its first use.
 *
 * @param options `fetch` carries the requests: the network's, or an embedded helpdesk's; `documentWorker`: the
 * address of `document_worker.ts`, where the program was built to have it elsewhere
 */
export function createHelpdesk(
  options: { config: Config; fetch: Fetch; log: Log; userAgent: string; documentWorker?: URL },
): Helpdesk {
  const { config, fetch, log, userAgent } = options;
  const worker = options.documentWorker ??
    new URL("../documents/document_worker.ts", import.meta.url);
  const jar = new CookieJar();
  const http = new HttpClient({ origin: config.baseUrl.origin, fetch, jar, log, userAgent });
  const session = new HelpdeskSession({
    http,
    jar,
    baseUrl: config.baseUrl,
    loginUrl: config.loginUrl,
    account: config.account,
    timeoutMilliseconds: config.timeoutMilliseconds,
  });
  const { timeoutMilliseconds } = config;
  const { queues, publicFollowUps, attachmentExtensions } = config.limits;
  const queueLimit = new QueueLimit(queues);
  const tickets = new Tickets(session, queueLimit);
  const catalogue = new CatalogueKeeper(session, queueLimit, config.timeoutMilliseconds);
  const listing = new Listing(session, queueLimit, (id, status) => tickets.remember(id, status));
  return {
    session,
    catalogue,
    tickets,
    listing,
    writes: new Writes({ session, tickets, listing }),
    knowledge: new Knowledge({ session, catalogue, queueLimit, timeoutMilliseconds }),
    cannedReplies: new CannedReplies({ session, catalogue, listing, timeoutMilliseconds }),
    readAttachment: (id, call) => readAttachment(id, { session, tickets }, call),
    async readDocument(kind, bytes, { deadline }) {
      const { readDocument } = await import("../documents/read_document.ts");
      return await readDocument(kind, bytes, worker, deadline.signal);
    },
    agentSession: new AgentSession(session, () => catalogue.clear()),
    publicFollowUps,
    attachmentExtensions: attachmentExtensions ?? DEFAULT_ATTACHMENT_EXTENSIONS,
  };
}
