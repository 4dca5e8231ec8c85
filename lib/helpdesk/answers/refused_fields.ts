/** What the helpdesk's lists of ids are listed by. */
const LISTED_BY: Readonly<Record<string, string>> = {
  queue: "get_queues lists the queues",
  status: "get_queues lists the statuses",
  new_status: "get_queues lists the statuses",
  priority: "get_queues lists the priorities",
  assigned_to: "get_users lists the users",
  ticket: "list_tickets finds tickets",
};
/** Fields of the API whose name is another one among the tools' arguments. */
const ARGUMENTS: Readonly<Record<string, string>> = { ticket: "ticket_id" };
const OTHER_ARGUMENTS: ReadonlySet<string> = new Set([
  ...["title", "description", "submitter_email", "due_date", "resolution", "on_hold"],
  ...["comment", "public", "time_spent", "attachments", "attachment", "intent"],
]);
const CUSTOM_FIELD = /^custom_/;

/**
 * What fixes values that the helpdesk refused, in one or two sentences that name the tools' arguments.
 *
 * @param body the answer with status 400: Django REST framework's messages by the field's name
 * @returns empty when it names no field
 */
export function remedyFor(body: unknown): string {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return "";
  const fields = Object.keys(body);
  const corrections = fields.filter((field) =>
    Object.hasOwn(LISTED_BY, field) || OTHER_ARGUMENTS.has(field)
  )
    .map((field) => {
      const listedBy = LISTED_BY[field];
      return `${ARGUMENTS[field] ?? field}${listedBy === undefined ? "" : ` (${listedBy})`}`;
    });
  const sentences = corrections.length === 0 ? [] : [`Correct ${corrections.join(", ")}`];
  if (fields.some((field) => CUSTOM_FIELD.test(field))) {
    sentences.push("Correct custom_fields");
  }
  return sentences.join(". ");
}
