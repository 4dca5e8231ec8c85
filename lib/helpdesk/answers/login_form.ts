import { HelpdeskError } from "../../errors.ts";
import { parsePage } from "./page_parser.ts";

/** A login form as Django renders it. */
export interface LoginForm {
  /** Where it is posted, as written in the page; undefined: to the page's own address. */
  readonly action: string | undefined;
  readonly usernameField: string;
  readonly passwordField: string;
  /** Hidden fields with their values, the CSRF token among them. */
  readonly hidden: ReadonlyMap<string, string>;
  /** `csrfmiddlewaretoken`, when the form has one. */
  readonly csrfToken: string | undefined;
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** Whether a page asks for a password; one that is too large or too deep for a page of a helpdesk does not. */
export function hasLoginForm(html: string): boolean {
  try {
    return parseLoginForm(html) !== undefined;
  } catch (error) {
    if (error instanceof HelpdeskError) return false;
    throw error;
  }
}

/**
 * Finds the first form of a page that asks for a password; undefined when there is none.
 *
 * @throws {HelpdeskError} "bad_reply" as `parsePage`
 */
export function parseLoginForm(html: string): LoginForm | undefined {
  let action: string | undefined;
  let fields: Field[] | undefined;
  let found: LoginForm | undefined;

  parsePage(html, {
    onopentag(tag, attributes) {
      if (tag === "form") {
        action = attributes.action;
        fields = [];
      } else if (tag === "input" && attributes.name !== undefined) {
        fields?.push({
          name: attributes.name,
          type: (attributes.type ?? "text").toLowerCase(),
          value: attributes.value ?? "",
        });
      }
    },
    onclosetag(tag) {
      if (tag !== "form" || fields === undefined) return;
      found ??= asLoginForm(action, fields);
      fields = undefined;
    },
  });
  return found;
}

function asLoginForm(action: string | undefined, fields: readonly Field[]): LoginForm | undefined {
  const password = fields.find((field) => field.type === "password");
  const username = fields.find((field) => ["text", "email"].includes(field.type));
  if (password === undefined || username === undefined) return undefined;
  const hidden = new Map(
    fields.filter((field) => field.type === "hidden").map((field) => [field.name, field.value]),
  );
  return {
    action: action || undefined,
    usernameField: username.name,
    passwordField: password.name,
    hidden,
    csrfToken: hidden.get("csrfmiddlewaretoken"),
  };
}
