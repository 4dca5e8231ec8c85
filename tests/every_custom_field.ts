import type { NewCustomField } from "../site/site_records.ts";

/** A custom field of every type, none required. */
export const EVERY_FIELD: readonly NewCustomField[] = [
  { name: "note", label: "Long note", dataType: "text" },
  { name: "seats", label: "Seats", dataType: "integer" },
  { name: "cost", label: "Cost in EUR", dataType: "decimal", maxLength: 6, decimalPlaces: 2 },
  { name: "colour", label: "Colour", dataType: "list", choices: ["Red", "Green", "Blue, dark"] },
  { name: "urgent", label: "Urgent?", dataType: "boolean" },
  { name: "day", label: "Day", dataType: "date" },
  { name: "hour", label: "Hour", dataType: "time" },
  { name: "visit", label: "Visit", dataType: "datetime" },
  { name: "contact", label: "Contact", dataType: "email" },
  { name: "page", label: "Page", dataType: "url" },
  { name: "host", label: "Host", dataType: "ipaddress" },
  { name: "tag", label: "Tag", dataType: "slug" },
];
