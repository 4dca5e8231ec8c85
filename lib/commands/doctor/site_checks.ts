import { HelpdeskError } from "../../errors.ts";
import { errorOf, readReply } from "../../helpdesk/answers/reply.ts";
import { isStandIn } from "../../helpdesk/answers/stand_in.ts";
import { wholeTicketPage, type WireTicket } from "../../helpdesk/answers/wire.ts";
import type { Catalogue } from "../../helpdesk/catalogue/catalogue.ts";
import { describeCustomField } from "../../helpdesk/catalogue/custom_field.ts";
import { choiceList } from "../../helpdesk/catalogue/choice.ts";
import { defaultPriority } from "../../helpdesk/catalogue/default_priority.ts";
import type { Helpdesk } from "../../helpdesk/helpdesk.ts";
import { ownOrigin } from "../../helpdesk/tickets/own_origin.ts";
import { shownLine } from "../../text/shown_text.ts";
import type { Attempt } from "./attempt.ts";
import type { Findings } from "./findings.ts";

/** How many tickets are looked at. */
const SAMPLE = 25;
/** No ticket has it: what is asked of it changes nothing. */
const NO_TICKET = "api/tickets/0/";
/** As Django REST framework writes a moment unless DATETIME_FORMAT says otherwise (ISO 8601). */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** What is looked at, and where the findings go. */
interface SiteVisit {
  readonly helpdesk: Helpdesk;
  readonly catalogue: Catalogue;
  /** Whether the settings keep this program from changing anything. */
  readonly isReadOnly: boolean;
  readonly attempt: Attempt;
  readonly findings: Findings;
}

/**
 * Checks what a site's own settings make of the tools: whether a change would be taken, and whether ids,
 * dates and choices are what they are taken for. Changes nothing.
 */
export async function checkSite(visit: SiteVisit): Promise<void> {
  await checkWriting(visit);
  const { helpdesk, catalogue, attempt, findings } = visit;
  const sample = await attempt(async (call) => {
    const query = new URLSearchParams({ page_size: String(SAMPLE) });
    const request = { turn: "read", method: "GET", path: "api/tickets/", query } as const;
    return readReply(await helpdesk.session.request(request, call), wholeTicketPage, {
      name: "list tickets",
    });
  });
  if (sample instanceof HelpdeskError) {
    findings.record("ids", "failed", sample.message);
  } else {
    recordIds(sample.results, catalogue, findings);
    recordDates(sample.results, findings);
  }
  await checkPriorities(visit);
  recordCustomFields(catalogue, findings);
  await checkOwnAddress(visit);
}

async function checkWriting({ helpdesk, isReadOnly, attempt, findings }: SiteVisit): Promise<void> {
  if (isReadOnly) {
    findings.record(
      "writing",
      "skipped",
      "HELPDESK_READ_ONLY keeps this program from changing anything",
    );
    return;
  }
  const request = { turn: "alone", method: "PATCH", path: NO_TICKET, body: {} } as const;
  const reply = await attempt((call) => helpdesk.session.request(request, call));
  if (reply instanceof HelpdeskError) findings.record("writing", "failed", reply.message);
  else if (reply.status === 404) {
    findings.record("writing", "passed", "The helpdesk would take a change; none was made");
  } else {
    findings.record("writing", "failed", errorOf(reply, { name: "change tickets" }).message);
  }
}

function recordIds(
  tickets: readonly WireTicket[],
  { queues, users, incomplete }: Catalogue,
  findings: Findings,
): void {
  const lists = [
    { list: "queues", choices: queues, ids: tickets.map(({ queue }) => queue) },
    { list: "users", choices: users, ids: tickets.map(({ assigned_to }) => assigned_to) },
  ] as const;
  const unknown = lists.filter(({ list }) => !incomplete.has(list)).flatMap(
    ({ list, choices, ids }) => {
      const missing = new Set(
        ids.filter((id) => id !== undefined && !choices.some((one) => one.id === id)),
      );
      return missing.size === 0 ? [] : [`${list} ${[...missing].slice(0, 5).join(", ")}`];
    },
  );
  if (tickets.length === 0) {
    findings.record("ids", "skipped", "There is no ticket to compare them with");
  } else if (unknown.length > 0) {
    findings.record(
      "ids",
      "limited",
      `Tickets have ${
        unknown.join(" and ")
      }, which the helpdesk's own lists lack: they are shown without a ` +
        "name and cannot be chosen. Its administrator can say why, such as rights on single queues",
    );
  } else if ([...queues, ...users].some(({ id }) => isStandIn(id))) {
    findings.record(
      "ids",
      "passed",
      "Users or queues have keys that are no numbers, such as UUIDs: ids of 13 digits stand for them",
    );
  } else findings.record("ids", "passed", "Those of tickets and of the helpdesk's lists agree");
}

function recordDates(tickets: readonly WireTicket[], findings: Findings): void {
  const dates = tickets.flatMap(({ due_date, followup_set }) => [
    due_date,
    ...followup_set.map(({ date }) => date),
  ]).filter((date) => date !== undefined);
  const strange = dates.find((date) => !MOMENT.test(date) || Number.isNaN(Date.parse(date)));
  if (strange !== undefined) {
    findings.record(
      "dates",
      "limited",
      `The helpdesk writes dates as ${
        JSON.stringify(shownLine(strange, 60))
      }: they are shown so, and cannot ` +
        "be compared. Its administrator can take DATETIME_FORMAT out of REST_FRAMEWORK",
    );
  } else if (dates.length === 0) findings.record("dates", "skipped", "No ticket has one");
  else findings.record("dates", "passed", "They are read right");
}

async function checkPriorities(
  { helpdesk, catalogue, attempt, findings }: SiteVisit,
): Promise<void> {
  const { statuses, priorities } = catalogue;
  const usual = await attempt((call) => defaultPriority(catalogue, helpdesk.session, call));
  if (usual instanceof HelpdeskError) {
    findings.record(
      "priorities",
      "limited",
      `create_ticket needs a priority each time: the helpdesk has no 3 and proposes none. It has ${
        shownLine(choiceList(priorities), 300)
      }. Its administrator can set HELPDESK_PUBLIC_TICKET_PRIORITY`,
    );
    return;
  }
  findings.record(
    "priorities",
    "passed",
    `${statuses.length} statuses and ${priorities.length} priorities; a new ticket gets ${
      shownLine(choiceList(priorities.filter(({ id }) => id === usual)), 100) || usual
    }`,
  );
}

function recordCustomFields({ customFields }: Catalogue, findings: Findings): void {
  const required = [...customFields.values()].filter(({ required }) => required);
  findings.record(
    "custom_fields",
    "passed",
    required.length === 0
      ? "No ticket needs one"
      : `Each new ticket needs ${
        shownLine(required.map(describeCustomField).join("; "), 500)
      }, given to create_ticket in custom_fields`,
  );
}

async function checkOwnAddress({ helpdesk, attempt, findings }: SiteVisit): Promise<void> {
  const { origin } = helpdesk.session.baseUrl;
  const own = await attempt((call) => ownOrigin(helpdesk.session, call));
  if (own instanceof HelpdeskError || own === undefined) {
    findings.record(
      "own_address",
      "skipped",
      "The helpdesk does not tell what it takes for its address",
    );
  } else if (own === origin) {
    findings.record("own_address", "passed", "The helpdesk knows it");
  } else {
    findings.record(
      "own_address",
      "limited",
      `The helpdesk takes itself for ${
        shownLine(own, 100)
      }: its proxy hands on another Host or scheme. The ` +
        "tools work; its administrator can have the proxy set Host and X-Forwarded-Proto",
    );
  }
}
