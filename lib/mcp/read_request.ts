import type * as z from "zod";
import { shownLine } from "../text/shown_text.ts";
import { ProtocolError } from "./protocol_error.ts";

/** Longest description of what is wrong with a request, in characters. */
const LONGEST_PROBLEMS = 600;

/** The schema of a request of the Model Context Protocol. */
export type RequestSchema = z.ZodObject<{ method: z.ZodLiteral<string> }>;

/**
 * Reads a request of a known method.
 *
 * @throws {ProtocolError} "invalidParams", naming the method and each parameter that does not fit
 */
export function readRequest<Schema extends RequestSchema>(
  schema: Schema,
  request: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(request, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => problemOf(issue)).join("; ");
  throw new ProtocolError(
    "invalidParams",
    `${schema.shape.method.value} was not answered: ${shownLine(problems, LONGEST_PROBLEMS)}`,
  );
}

/** "uri is missing", "arguments.queue: Invalid input: expected string, received number". */
function problemOf(issue: z.core.$ZodIssue): string {
  const [first, ...rest] = issue.path.map(String);
  const name = (first === "params" && rest.length > 0 ? rest : [first ?? "request", ...rest]).join(
    ".",
  );
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const forms = issue.errors.map((issues) => issues.map(problemOf).join(", "));
    return `${name} has none of its forms (${forms.join("; or ")})`;
  }
  return issue.input === undefined ? `${name} is missing` : `${name}: ${issue.message}`;
}
