import type { Message } from "../eras/message.ts";

/** A request, as far as it is read without the schemas of the protocol. */
export interface PlainRequest {
  readonly id: string | number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

type Check = (value: unknown) => boolean;

/**
 * Reads a request whose form is beyond doubt. Whatever is not, the schemas of the protocol have to judge;
 * nothing passes here that they would refuse.
 */
export function readPlainRequest(message: Message): PlainRequest | undefined {
  const isRequest = hasOnly(message, {
    jsonrpc: (value) => value === "2.0",
    id: (value) => isText(value) || Number.isSafeInteger(value),
    method: isText,
  }, { params: isObject });
  if (!isRequest || !("id" in message && "method" in message)) return undefined;
  const { id, method, params = {} } = message;
  return { id, method, params };
}

/** Whether a notification's form is beyond doubt, and it says no more than its name. */
export function isPlainNotification(message: Message, method: string): boolean {
  return hasOnly(message, {
    jsonrpc: (value) => value === "2.0",
    method: (value) => value === method,
  });
}

/** The version that an `initialize` asks for; undefined when its form is not beyond doubt. */
export function askedVersion(params: PlainRequest["params"]): string | undefined {
  const isPlain = hasOnly(params, {
    protocolVersion: isText,
    capabilities: areCapabilities,
    clientInfo: isClientInfo,
  });
  return isPlain && typeof params.protocolVersion === "string" ? params.protocolVersion : undefined;
}

const areCapabilities: Check = (value) =>
  hasOnly(value, {}, {
    experimental: isObjectOfObjects,
    extensions: isObjectOfObjects,
    roots: (roots) => hasOnly(roots, {}, { listChanged: (flag) => typeof flag === "boolean" }),
    sampling: (sampling) => hasOnly(sampling, {}, { context: isObject, tools: isObject }),
    elicitation: (elicitation) => hasOnly(elicitation, {}, { form: isEmpty, url: isEmpty }),
    tasks: isTree,
  });

const isClientInfo: Check = (value) =>
  hasOnly(value, { name: isText, version: isText }, {
    ...{ title: isText, description: isText, websiteUrl: isText },
  });

const isText: Check = (value) => typeof value === "string";
const isEmpty: Check = (value) => isObject(value) && Object.keys(value).length === 0;
const isObjectOfObjects: Check = (value) =>
  isObject(value) && Object.values(value).every((item) => isObject(item));
/** Objects in objects, and nothing else in them. */
const isTree: Check = (value) => isObject(value) && Object.values(value).every(isTree);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is an object with all the required properties, and no others but the optional ones. */
function hasOnly(
  value: unknown,
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): boolean {
  if (!isObject(value)) return false;
  const checks = new Map([...Object.entries(required), ...Object.entries(optional)]);
  return Object.keys(required).every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, item]) => checks.get(name)?.(item) === true);
}
