import { parseDateTime } from "../python/date_text.ts";
import type { ServedHelpdesk } from "../web/exchange.ts";
import type { Ticket } from "../state/model.ts";
import { ServerFault, SuspiciousRequest } from "../python/server_fault.ts";

type Test = (ticket: Ticket) => boolean;
type FilterObject = Readonly<Record<string, unknown>>;

const NULLABLE = ["queue__id", "assigned_to__id", "status", "priority", "kbitem"];
const ALLOWED = new Set([
  ...NULLABLE.flatMap((field) => [`${field}__in`, `${field}__isnull`]),
  "created__gte",
  "created__lte",
]);

/**
 * The test that the filters of a ticket list make together. A null filter beside a value filter of the
 * same field is an alternative to it; otherwise all must hold.
 *
 * @throws {SuspiciousRequest} on a key that is not allowed
 * @throws {ServerFault} on a value of a wrong type
 */
export function filterTest(
  helpdesk: ServedHelpdesk,
  filtering: unknown,
  filteringNull: unknown,
): Test {
  const values = new Map(Object.entries(filterObject(filtering)));
  const nulls = new Map(Object.entries(filterObject(filteringNull)));
  const tests: Test[] = [];
  for (const [key, value] of nulls) {
    const field = key.slice(0, -"__isnull".length);
    const partner = [...values.keys()].find((name) => name.startsWith(field));
    const isNull = filterOn(helpdesk, key, value);
    if (partner === undefined) tests.push(isNull);
    else {
      const hasValue = filterOn(helpdesk, partner, values.get(partner));
      values.delete(partner);
      tests.push((ticket) => hasValue(ticket) || isNull(ticket));
    }
  }
  for (const [key, value] of values) tests.push(filterOn(helpdesk, key, value));
  return (ticket) => tests.every((test) => test(ticket));
}

function filterObject(value: unknown): FilterObject {
  if (value === undefined) return {};
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new ServerFault("A filter must be an object");
  }
  const unknown = Object.keys(value).filter((key) => !ALLOWED.has(key));
  if (unknown.length > 0) {
    throw new SuspiciousRequest(`Disallowed filter field(s): ${unknown.join(", ")}`);
  }
  return value as FilterObject;
}

function filterOn(helpdesk: ServedHelpdesk, key: string, value: unknown): Test {
  if (key.startsWith("created__")) {
    const limit = typeof value === "string"
      ? parseDateTime(value, helpdesk.settings.timeZone)
      : undefined;
    if (limit === undefined) throw new ServerFault("Not a valid date");
    return key === "created__gte"
      ? ({ created }) => created >= limit
      : ({ created }) => created <= limit;
  }
  const field = key.replace(/__(in|isnull)$/, "");
  if (key.endsWith("__isnull")) {
    if (typeof value !== "boolean") throw new ServerFault("An isnull filter must be a boolean");
    return (ticket) => (fieldValue(ticket, field) === null) === value;
  }
  if (!Array.isArray(value)) throw new ServerFault("An in filter must be a list");
  const ids = value.map((id) => {
    if (!/^\s*[-+]?\d+\s*$/.test(String(id))) throw new ServerFault("An id must be a number");
    return Number(id);
  });
  return (ticket) => ids.includes(fieldValue(ticket, field) ?? NaN);
}

function fieldValue(ticket: Ticket, field: string): number | null {
  switch (field) {
    case "queue__id":
      return ticket.queue;
    case "assigned_to__id":
      return ticket.assignedTo;
    case "status":
      return ticket.status;
    case "priority":
      return ticket.priority;
    default:
      return null;
  }
}
