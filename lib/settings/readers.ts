import { HelpdeskError } from "../errors.ts";

/**
 * Makes a value of a setting's text, which is neither empty nor has white space around it.
 *
 * @param name the setting's, for messages
 * @throws {HelpdeskError} "config", with one sentence, when the text cannot be used
 */
export type Reader<Value> = (text: string, name: string) => Value;

/** Takes every text. */
export const takeText: Reader<string> = (text) => text;

/** The address of a helpdesk, without credentials, query or fragment; it ends in `/`. */
export const readBaseUrl: Reader<URL> = (text) => {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw problem(
      'HELPDESK_BASE_URL must be an http or https address such as "https://helpdesk.example.com/helpdesk/"',
    );
  }
  if (holdsCredentials(url)) throw problem(credentialsIn("HELPDESK_BASE_URL"));
  // A lone "?" or "#" shows in the address alone.
  if (/[?#]/.test(url.href)) {
    throw problem(
      'HELPDESK_BASE_URL must not hold "?" or "#": name only the place of the helpdesk',
    );
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
};

/** A login page: an address, or a path below `baseUrl`, on the origin of that. */
export function readLoginUrl(baseUrl: URL): Reader<URL> {
  return (text) => {
    const url = URL.parse(text, baseUrl);
    if (url !== null && holdsCredentials(url)) throw problem(credentialsIn("HELPDESK_LOGIN_URL"));
    if (url !== null && url.origin === baseUrl.origin) return url;
    throw problem(
      `HELPDESK_LOGIN_URL must be a page of ${baseUrl.origin}: the password is sent nowhere else`,
    );
  };
}

/**
 * The address of a proxy; one with credentials is taken, for which it is never quoted. SOCKS is not: Deno asks
 * for the right to reach such a proxy itself, which a program for one host does not have.
 */
export const readProxy: Reader<URL> = (text, name) => {
  const url = URL.parse(text);
  const isProxy = url !== null && ["http:", "https:"].includes(url.protocol) &&
    url.pathname === "/" && !/[?#]/.test(url.href);
  if (isProxy) return url;
  throw problem(
    `${name} must be the http or https address of a proxy, such as "http://proxy.example.com:3128"`,
  );
};

/** Seconds, as milliseconds. */
export function readSeconds(least: number, most: number): Reader<number> {
  return (text, name) => {
    const seconds = Number(text);
    if (/^\d+(?:\.\d+)?$/.test(text) && seconds >= least && seconds <= most) return seconds * 1000;
    throw problem(
      `${name} must be a number of seconds from ${least} to ${most}, not ${quote(text)}`,
    );
  };
}

/** One of several words, in any case. */
export function readChoice<Choice extends string>(...choices: readonly Choice[]): Reader<Choice> {
  return (text, name) => {
    const chosen = choices.find((choice) => choice === text.toLowerCase());
    if (chosen !== undefined) return chosen;
    throw problem(`${name} must be ${choices.join(" or ")}, not ${quote(text)}`);
  };
}

/** A switch: 1 or 0. */
export const readFlag: Reader<boolean> = (text, name) => {
  if (/^(?:1|true)$/i.test(text)) return true;
  if (/^(?:0|false)$/i.test(text)) return false;
  throw problem(`${name} must be 1 or 0, not ${quote(text)}`);
};

/** Ids between commas. */
export const readQueues: Reader<readonly number[]> = (text, name) => {
  const parts = partsOf(text);
  if (parts.every((part) => /^[1-9]\d{0,14}$/.test(part))) return parts.map(Number);
  throw problem(`${name} must be queue ids such as 1,4, not ${quote(text)}`);
};

/** A choice among the tools, by their names. */
export interface ToolChoice {
  /** The only ones; none: all. */
  readonly only: readonly string[];
  readonly without: readonly string[];
}

/** Names between commas; those behind a hyphen are left out. */
export const readTools: Reader<ToolChoice> = (text, name) => {
  const parts = partsOf(text);
  if (!parts.every((part) => /^-?[a-z_]{1,60}$/.test(part))) {
    throw problem(
      `${name} must be names of tools such as list_tickets,get_ticket or -create_ticket, not ${
        quote(text)
      }`,
    );
  }
  const [without, only] = [true, false].map((isLeft) =>
    parts.filter((part) => part.startsWith("-") === isLeft).map((part) => part.replace("-", ""))
  );
  return { only: only ?? [], without: without ?? [] };
};

/** A short name for people, on one line. */
export const readProfile: Reader<string> = (text, name) => {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._&/-]{0,39}$/u.test(text)) return text;
  throw problem(
    `${name} must be a name of at most 40 letters, digits and spaces, not ${quote(text)}`,
  );
};

/** Extensions of files between commas, in lower case with their dots. */
export const readExtensions: Reader<readonly string[]> = (text, name) => {
  const parts = partsOf(text.toLowerCase());
  if (parts.every((part) => /^\.?[a-z0-9_+-]{1,20}$/.test(part))) {
    return parts.map((part) => part.startsWith(".") ? part : `.${part}`);
  }
  throw problem(`${name} must be extensions such as .txt,.zip, not ${quote(text)}`);
};

/** A token as a header can carry it; it is never quoted. */
export const readToken: Reader<string> = (text, name) => {
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw problem(`${name} holds characters that no token has: copy it again`);
};

function partsOf(text: string): string[] {
  return text.split(",").map((part) => part.trim());
}

function holdsCredentials(url: URL): boolean {
  return url.username !== "" || url.password !== "";
}

function credentialsIn(name: string): string {
  return `${name} must not hold a user name or password: use HELPDESK_USERNAME and HELPDESK_PASSWORD`;
}

function problem(sentence: string): HelpdeskError {
  return new HelpdeskError("config", sentence);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
