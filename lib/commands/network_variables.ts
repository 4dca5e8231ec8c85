import { HelpdeskError } from "../errors.ts";
import { isLoopback } from "../settings/loopback.ts";
import {
  exemptionVariables,
  KEY_LOG_VARIABLE,
  proxyVariables,
  proxyVariablesFor,
} from "../settings/platform_variables.ts";
import type { PlatformVariables } from "./running_program.ts";

/** What decides which of Deno's own variables may count. */
interface Destination {
  readonly baseUrl: URL;
  /** The proxy that the settings name. */
  readonly proxy: URL | undefined;
  /** Whether the program may reach one host only. */
  readonly isConfined: boolean;
}

/**
 * Sees to it that requests take no proxy that was not chosen for this program, before the first of them: Deno
 * takes what HTTP_PROXY and the like name, asks nobody, and reads them when it first sends something.
 *
 * - A helpdesk on this machine is asked without a proxy.
 * - The proxy of the settings takes the place of every other one.
 * - A program that may reach one host only takes no other. TLS keys it cannot be kept from writing: Deno opens
 *   the file before the program starts.
 * - Any other program takes what the environment names, and says so.
 *
 * @returns sentences for the person who runs the program
 * @throws {HelpdeskError} "config" when a variable may not be read, or counts although it must not: then
 * nothing may be sent
 */
export function settleNetworkVariables(
  { baseUrl, proxy, isConfined }: Destination,
  variables: PlatformVariables,
): string[] {
  const isSet = (name: string) => (variables.read(name) ?? "") !== "";
  if (isConfined && isSet(KEY_LOG_VARIABLE)) {
    throw unstoppable(KEY_LOG_VARIABLE, "Deno writes the keys of TLS connections to that file");
  }
  const isLocal = isLoopback(baseUrl.hostname);
  const mustNotCount = isConfined || isLocal || proxy !== undefined;
  const unwanted = mustNotCount ? proxyVariables.filter(isSet) : [];
  for (const name of unwanted) {
    variables.remove(name);
    if (isSet(name)) throw unstoppable(name, "it cannot be taken away here");
  }
  if (!isLocal && proxy !== undefined) variables.set("ALL_PROXY", proxy.href);
  return [
    ...isConfined && unwanted.length > 0 ? [tellIgnored(unwanted)] : [],
    ...isLocal && proxy !== undefined
      ? [`HELPDESK_PROXY is not used: the helpdesk at ${baseUrl.host} is on this machine`]
      : [],
    ...mustNotCount ? [] : tellProxied(baseUrl, variables),
    ...isSet(KEY_LOG_VARIABLE) ? [keysWritten(baseUrl)] : [],
  ];
}

function unstoppable(name: string, why: string): HelpdeskError {
  return new HelpdeskError(
    "config",
    `- ${name} is set, and ${why}: others than the helpdesk could read the password. Start the program ` +
      "without that variable",
  );
}

function tellIgnored(names: readonly string[]): string {
  const verb = names.length === 1 ? "is" : "are";
  return `${
    names.join(", ")
  } ${verb} ignored: this program may reach one host only; HELPDESK_PROXY names ` +
    "a proxy for it";
}

/** What is said of a proxy that requests will take: its name, and never its credentials. */
function tellProxied(baseUrl: URL, variables: PlatformVariables): string[] {
  const name = proxyVariablesFor(baseUrl.protocol).find((one) => variables.read(one));
  if (name === undefined) return [];
  const seen = baseUrl.protocol === "https:"
    ? "it sees where they go, and what they say only when its certificates are trusted here"
    : "it reads them, the password included";
  const isExempted = exemptionVariables.some((one) => variables.read(one));
  return [
    `Requests go through the proxy ${hostOf(variables.read(name) ?? "")} of ${name}: ${seen}` +
    (isExempted ? "; hosts of NO_PROXY are asked without it" : ""),
  ];
}

function hostOf(proxy: string): string {
  const url = URL.parse(proxy.includes("://") ? proxy : `http://${proxy}`);
  return url === null || url.host === "" ? "(with a name that cannot be read)" : url.host;
}

function keysWritten(baseUrl: URL): string {
  return `${KEY_LOG_VARIABLE} is set: Deno writes the keys of TLS connections to that file, and whoever ` +
    `reads it can read what is sent to ${baseUrl.host}, the password included`;
}
