import { HelpdeskError } from "../../errors.ts";
import type { HttpReply } from "../../http/message.ts";

/**
 * Whether an answer is not the helpdesk's but of a service before it that wants to see a browser: Cloudflare
 * says so in `cf-mitigated`, AWS WAF in `x-amzn-waf-action`; an older Cloudflare by the status alone.
 */
export function isChallenge({ status, headers }: Pick<HttpReply, "status" | "headers">): boolean {
  if (headers.has("cf-mitigated") || headers.has("x-amzn-waf-action")) return true;
  const isPage = /^text\/html/i.test(headers.get("content-type") ?? "");
  const isCloudflare = /^cloudflare/i.test(headers.get("server") ?? "");
  return isCloudflare && isPage && (status === 403 || status === 503);
}

/** A service before the helpdesk wants to see a browser. */
export function challenged({ status, url }: HttpReply, name: string): HelpdeskError {
  return new HelpdeskError(
    "unavailable",
    `A protection against robots before ${url.origin}, such as Cloudflare's, did not let through the request ` +
      `to ${name} (status ${status}): it wants to see a browser. The account is not the reason. Its ` +
      "administrator has to exempt this program there, as by its user agent (helpdesk-mcp) or this " +
      "computer's address",
  );
}
