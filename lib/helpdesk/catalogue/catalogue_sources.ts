import { HelpdeskError } from "../../errors.ts";
import type { HttpReply } from "../../http/message.ts";
import type { Call } from "../calls/call.ts";
import type { Catalogue, CatalogueList } from "./catalogue.ts";
import { type OptionsPage, parseOptionsPage } from "../answers/options_page.ts";
import { errorOf, isHtml, parseJson, readReply } from "../answers/reply.ts";
import type { HelpdeskSession } from "../session/session.ts";
import { fieldMetadata, ticketPage, type WireFieldMetadata } from "../answers/wire.ts";
import { type Choice, inOrderOfNames, type UserChoice } from "./choice.ts";
import type { CustomField } from "./custom_field.ts";
import { CUT_NOTE, formNote, type PageFault, ticketsNote } from "./incomplete_lists.ts";

/**
 * Reads the catalogue from the best source that the helpdesk offers: Django REST framework's browsable
 * page, one request with everything; where that is switched off the field metadata with the form for new
 * tickets; where that form is closed (to agents on the Dolt edition) the ids seen in tickets. Users stand in
 * the order of their names, queues in the helpdesk's own.
 *
 * @throws {HelpdeskError} "forbidden" without staff rights, "not_found" where there is no API
 */
export async function readCatalogue(session: HelpdeskSession, call: Call): Promise<Catalogue> {
  const catalogue = await readInItsOrder(session, call);
  return { ...catalogue, users: inOrderOfNames(catalogue.users) };
}

async function readInItsOrder(session: HelpdeskSession, call: Call): Promise<Catalogue> {
  const reply = await session.request(
    { turn: "read", method: "OPTIONS", path: "api/tickets/", accept: "html" },
    call,
  );
  const isPage = reply.status === 200 && isHtml(reply);
  if (isPage) {
    const page = parseOptionsPage(reply.text);
    if (page.selects.has("queue")) return await fromBrowsablePage(page, session, call);
  } else if (reply.status !== 406 && reply.status !== 200) {
    throw catalogueError(reply);
  }
  return await withoutBrowsablePage(isPage ? "without_form" : "switched_off", session, call);
}

async function fromBrowsablePage(
  page: OptionsPage,
  session: HelpdeskSession,
  call: Call,
): Promise<Catalogue> {
  const embedded = fieldMetadata.safeParse(page.json);
  const metadata = embedded.success ? embedded.data : await readMetadata(session, call);
  const incomplete = new Map<CatalogueList, string>();
  if (page.cut.has("queue")) incomplete.set("queues", CUT_NOTE);
  if (page.cut.has("assigned_to")) incomplete.set("users", CUT_NOTE);
  return {
    ...fromMetadata(metadata),
    queues: page.selects.get("queue") ?? [],
    users: usersOf(page.selects.get("assigned_to")),
    incomplete,
  };
}

async function withoutBrowsablePage(
  fault: PageFault,
  session: HelpdeskSession,
  call: Call,
): Promise<Catalogue> {
  const metadata = fromMetadata(await readMetadata(session, call));
  const form = await session.request(
    { turn: "read", method: "GET", path: "tickets/submit/" },
    call,
  );
  const page = form.status === 200 && isHtml(form) ? parseOptionsPage(form.text) : undefined;
  const queues = page?.selects.get("queue");
  const users = page?.selects.get("assigned_to");
  if (queues !== undefined && users !== undefined) {
    return {
      ...metadata,
      queues,
      users: usersOf(users),
      incomplete: bothIncomplete(formNote(fault)),
    };
  }
  const seen = await seenInTickets(session, call);
  return { ...metadata, ...seen, incomplete: bothIncomplete(ticketsNote(fault)) };
}

function bothIncomplete(note: string): Catalogue["incomplete"] {
  return new Map([["queues", note], ["users", note]]);
}

function usersOf(options: readonly Choice[] = []): UserChoice[] {
  return options.map(({ id, label }) => ({ id, label, username: label }));
}

async function readMetadata(session: HelpdeskSession, call: Call): Promise<WireFieldMetadata> {
  const reply = await session.request(
    { turn: "read", method: "OPTIONS", path: "api/tickets/" },
    call,
  );
  if (reply.status !== 200) throw catalogueError(reply);
  const parsed = fieldMetadata.safeParse(parseJson(reply.text));
  if (parsed.success) return parsed.data;
  throw new HelpdeskError(
    "bad_reply",
    `${reply.url.href} does not describe the fields of tickets. Check that HELPDESK_BASE_URL names a ` +
      "django-helpdesk and that this account may create tickets",
  );
}

function fromMetadata(metadata: WireFieldMetadata) {
  const fields = Object.entries(metadata.actions.POST);
  const maximumLengths = new Map<string, number>();
  const customFields = new Map<string, CustomField>();
  for (const [name, field] of fields) {
    if (field === undefined) continue;
    if ("max_length" in field && field.max_length !== undefined) {
      maximumLengths.set(name, field.max_length);
    }
    if (name.startsWith("custom_") && "label" in field) {
      customFields.set(name, {
        wireName: name,
        label: field.label ?? name.slice("custom_".length),
        type: field.type ?? "",
        required: field.required === true,
        longest: field.max_length ?? field.max_digits,
        decimalPlaces: field.decimal_places,
        choices: field.choices.map(({ value, display_name }) => ({ value, label: display_name })),
      });
    }
  }
  const { status, priority } = metadata.actions.POST;
  return {
    statuses: choicesOf(status),
    priorities: choicesOf(priority),
    maximumLengths,
    customFields,
  };
}

function choicesOf(
  field: WireFieldMetadata["actions"]["POST"]["status"],
): Choice[] {
  return (field?.choices ?? []).map(({ value, display_name }) => ({
    id: value,
    label: display_name,
  }));
}

async function seenInTickets(
  session: HelpdeskSession,
  call: Call,
): Promise<{ queues: Choice[]; users: Choice[] }> {
  const reply = await session.request({
    turn: "read",
    method: "GET",
    path: "api/tickets/",
    query: new URLSearchParams({ page_size: "500" }),
    maximumBytes: 64 * 1024 * 1024,
  }, call);
  const { results } = readReply(reply, ticketPage, { name: "list tickets" });
  const unnamed = (ids: readonly (number | undefined)[], word: string) =>
    [...new Set(ids)].filter((id) => id !== undefined)
      .sort((left, right) => left - right)
      .map((id) => ({ id, label: `${word} ${id}` }));
  return {
    queues: unnamed(results.map((row) => row.queue), "Queue"),
    users: unnamed(results.map((row) => row.assigned_to), "User"),
  };
}

function catalogueError(reply: HttpReply): HelpdeskError {
  return errorOf(reply, { name: "read its queues, users and statuses" });
}
