/** The variables that name a proxy to Deno, the one that it asks first in front. */
const PROXIES_OF_ALL = ["ALL_PROXY", "all_proxy"] as const;
const PROXIES_OF_HTTPS = ["HTTPS_PROXY", "https_proxy"] as const;
const PROXIES_OF_HTTP = ["HTTP_PROXY", "http_proxy"] as const;
/** The variables that exempt hosts from it. */
export const exemptionVariables = ["NO_PROXY", "no_proxy"] as const;

/** Names the file to which Deno writes the keys of its TLS connections. */
export const KEY_LOG_VARIABLE = "SSLKEYLOGFILE";

/** Every variable that decides through which proxy Deno sends requests. */
export const proxyVariables: readonly string[] = [
  ...PROXIES_OF_ALL,
  ...PROXIES_OF_HTTPS,
  ...PROXIES_OF_HTTP,
  ...exemptionVariables,
];

/** Deno's own variables that the program reads, and takes away where they must not count. */
export const platformVariables: readonly string[] = [...proxyVariables, KEY_LOG_VARIABLE];

/** The variables that may name the proxy of an address, in the order in which Deno asks them. */
export function proxyVariablesFor(protocol: string): readonly string[] {
  return [...PROXIES_OF_ALL, ...protocol === "https:" ? PROXIES_OF_HTTPS : PROXIES_OF_HTTP];
}
