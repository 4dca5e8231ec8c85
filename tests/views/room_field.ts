import type { CustomField } from "../../lib/helpdesk/catalogue/custom_field.ts";

/** A custom field for texts. */
export function roomField(label: string): CustomField {
  return {
    ...{ wireName: "custom_room", label, type: "string", required: false },
    ...{ longest: 40, decimalPlaces: undefined, choices: [] },
  };
}
