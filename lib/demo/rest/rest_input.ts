import { type Exchange, readForm } from "../web/exchange.ts";
import { pythonType } from "../python/python_text.ts";
import { RestError } from "./rest_error.ts";

/** What a client sent to a REST view: an object of JSON, or a form. */
export interface RestInput {
  readonly isForm: boolean;
  has(name: string): boolean;
  /** A JSON value, or the last text or file of that name. */
  get(name: string): unknown;
  /** All values of that name; a JSON list as it is. */
  all(name: string): unknown[];
}

/**
 * Reads the body by its content type.
 *
 * @throws {RestError} 400 for what cannot be parsed, 415 for another content type
 */
export async function readRestInput(exchange: Exchange): Promise<RestInput> {
  const type = exchange.headers.get("content-type") ?? "";
  if (exchange.body.length === 0) return jsonInput({});
  if (type.startsWith("application/json")) return jsonInput(parseJson(exchange.body));
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    throw new RestError(415, { detail: `Unsupported media type "${type}" in request.` });
  }
  try {
    return formInput(await readForm(exchange));
  } catch {
    throw new RestError(400, { detail: "Multipart form parse error - Invalid boundary" });
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unreadable";
    throw new RestError(400, { detail: `JSON parse error - ${reason}` });
  }
}

function jsonInput(data: unknown): RestInput {
  if (data === null || typeof data !== "object" || Array.isArray(data)) {
    throw new RestError(400, {
      non_field_errors: [`Invalid data. Expected a dictionary, but got ${pythonType(data)}.`],
    });
  }
  const values = new Map<string, unknown>(Object.entries(data));
  return {
    isForm: false,
    has: (name) => values.has(name),
    get: (name) => values.get(name),
    all: (name) => {
      const value = values.get(name);
      return Array.isArray(value) ? value : value === undefined ? [] : [value];
    },
  };
}

function formInput(form: FormData): RestInput {
  return {
    isForm: true,
    has: (name) => form.has(name),
    get: (name) => form.getAll(name).at(-1),
    all: (name) => form.getAll(name),
  };
}
