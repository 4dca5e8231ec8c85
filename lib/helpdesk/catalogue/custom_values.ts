import { HelpdeskError } from "../../errors.ts";
import { comparableName } from "../../text/same_name.ts";
import { shownLine } from "../../text/shown_text.ts";
import { type CustomField, customNameOf, describeCustomField } from "./custom_field.ts";
import { customValue } from "./custom_value.ts";

/** A value for a custom field, as the caller gives both. */
export interface GivenCustomValue {
  readonly name: string;
  readonly value: string;
}

/** Values of custom fields as they are sent, by what the API calls the fields. */
export type CustomValues = Readonly<Record<string, string | number | boolean>>;

/**
 * Finds the custom fields that are meant, by name or label, and checks their values against what the helpdesk
 * tells of them.
 *
 * @throws {HelpdeskError} "invalid", naming each field that there is not or is given twice, and each value that
 * does not fit, with what does
 */
export function readCustomValues(
  given: readonly GivenCustomValue[],
  fields: readonly CustomField[],
): CustomValues {
  const problems: string[] = [];
  const values: Record<string, string | number | boolean> = {};
  for (const { name, value } of given) {
    const found = fieldsNamed(name, fields);
    const [field] = found;
    if (field === undefined || found.length > 1) {
      problems.push(notOneField(name, found, fields));
    } else if (Object.hasOwn(values, field.wireName)) {
      problems.push(`${customNameOf(field)} is given twice`);
    } else {
      const taken = customValue(value, field);
      if (taken === undefined) problems.push(unfit(value, field));
      else values[field.wireName] = taken;
    }
  }
  if (problems.length > 0) throw refused(problems);
  return values;
}

/**
 * Makes sure that a new ticket has what this helpdesk requires.
 *
 * @throws {HelpdeskError} "invalid", with the type and the choices of each field that is missing
 */
export function requireCustomValues(values: CustomValues, fields: readonly CustomField[]): void {
  const missing = fields.filter(({ required, type, wireName }) =>
    // The form behind the API takes a box that has to be ticked for missing when it is not.
    required && (type === "boolean" ? values[wireName] !== true : !Object.hasOwn(values, wireName))
  );
  if (missing.length === 0) return;
  throw refused([
    `this helpdesk requires ${missing.map(describeCustomField).join("; ")}. Give ` +
    `${missing.length === 1 ? "it" : "them"} in custom_fields`,
  ]);
}

function fieldsNamed(name: string, fields: readonly CustomField[]): readonly CustomField[] {
  const asked = name.trim();
  const exact = fields.filter((field) => [customNameOf(field), field.wireName].includes(asked));
  if (exact.length > 0) return exact;
  const same = comparableName(asked);
  return fields.filter((field) =>
    [field.label, customNameOf(field)].some((known) => comparableName(known) === same)
  );
}

function notOneField(
  name: string,
  found: readonly CustomField[],
  fields: readonly CustomField[],
): string {
  const quoted = JSON.stringify(shownLine(name, 60));
  if (found.length > 1) return `${quoted} is the label of ${found.map(customNameOf).join(" and ")}`;
  const known = fields.length === 0
    ? "has none"
    : `has ${fields.map(describeCustomField).join("; ")}`;
  return `there is no custom field ${quoted}; this helpdesk ${known}`;
}

function unfit(value: string, field: CustomField): string {
  if (value.trim() === "") {
    return `${
      customNameOf(field)
    } cannot be emptied: django-helpdesk's API takes no empty value for a ` +
      "custom field, a person can empty it on the ticket's web page";
  }
  return `${JSON.stringify(shownLine(value, 60))} does not fit ${describeCustomField(field)}`;
}

function refused(problems: readonly string[]): HelpdeskError {
  return new HelpdeskError(
    "invalid",
    `Nothing was sent: ${shownLine(problems.join("; "), 3_000)}`,
  );
}
