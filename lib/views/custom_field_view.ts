import * as z from "zod";
import {
  type CustomField,
  customNameOf,
  describeCustomField,
} from "../helpdesk/catalogue/custom_field.ts";
import { shownLine } from "../text/shown_text.ts";

/** Most characters of what a field takes: lists may be long, and an error tells the rest. */
const LONGEST = 400;

/** A custom field that tickets have; `takes` says what it is called and takes. */
export const customFieldView = z.object({
  name: z.string(),
  type: z.string(),
  required: z.boolean(),
  choices: z.array(z.string()).optional(),
  takes: z.string(),
});

/** Custom fields as tools show them; undefined where there are none. */
export function viewCustomFields(
  fields: Iterable<CustomField>,
): z.infer<typeof customFieldView>[] | undefined {
  const shown = [...fields].map((field) => ({
    name: customNameOf(field),
    type: field.type,
    required: field.required,
    choices: field.choices.length === 0 ? undefined : field.choices.map(({ value }) => value),
    takes: shownLine(describeCustomField(field), LONGEST),
  }));
  return shown.length === 0 ? undefined : shown;
}
