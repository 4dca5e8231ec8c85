import type { Config } from "../../settings/config.ts";
import { HelpdeskError } from "../../errors.ts";
import { isChallenge } from "../../helpdesk/answers/challenge.ts";
import { errorOf, isHtml } from "../../helpdesk/answers/reply.ts";
import { isRedirection, redirectionIn } from "../../helpdesk/answers/redirection.ts";
import { type Fetch, HttpClient } from "../../http/client.ts";
import { CookieJar } from "../../http/cookies/cookie_jar.ts";
import { connectFault, isCertificateSetting } from "../../http/failure.ts";
import type { HttpReply } from "../../http/message.ts";
import type { Log } from "../../log/log.ts";
import { attempt } from "./attempt.ts";
import type { Findings } from "./findings.ts";

/** Clocks may differ by this much: a `Date` header counts whole seconds, and answers take their time. */
const CLOCK_TOLERANCE_MILLISECONDS = 60_000;

/** What a visit to a helpdesk needs. */
export interface Visit {
  readonly config: Config;
  readonly fetch: Fetch;
  readonly log: Log;
  readonly userAgent: string;
  /** Whether the helpdesk lives inside this program, where there is no network to check. */
  readonly isEmbedded: boolean;
  /** Whether the account may be logged in, which opens a session. */
  readonly mayLogIn: boolean;
  /** Tells the person something that must be known before it happens. */
  announce(sentence: string): void;
}

/**
 * Asks the helpdesk for `api/` once, without a session, and records what that tells: name resolution,
 * connection, TLS, API and clock.
 *
 * @returns whether there is a helpdesk that further checks can be made on
 */
export async function checkConnection(visit: Visit, findings: Findings): Promise<boolean> {
  const { config: { baseUrl, timeoutMilliseconds }, fetch, log, userAgent } = visit;
  const { origin } = baseUrl;
  const http = new HttpClient({ origin, fetch, jar: new CookieJar(), log, userAgent });
  const asked = Date.now();
  const reply = await attempt(timeoutMilliseconds, new Set(), ({ deadline }) =>
    http.send({
      method: "GET",
      url: new URL("api/", baseUrl),
      headers: { "Accept": "application/json", "X-Requested-With": "XMLHttpRequest" },
    }, deadline));
  recordNetwork(visit, reply, findings);
  if (reply instanceof HelpdeskError) {
    if (reply.kind === "bad_reply") findings.record("api", "failed", reply.message);
    return false;
  }
  recordClock(visit, reply, asked, findings);
  return recordApi(reply, findings);
}

function recordNetwork(visit: Visit, reply: HttpReply | HelpdeskError, findings: Findings): void {
  if (visit.isEmbedded) {
    for (const check of ["name_resolution", "connection", "tls"] as const) {
      findings.record(
        check,
        "skipped",
        "The helpdesk lives inside this program: no network is used",
      );
    }
    return;
  }
  const { host, hostname, protocol } = visit.config.baseUrl;
  const fault = reply instanceof HelpdeskError ? connectFault(reply.cause) : undefined;
  if (fault === "name") {
    findings.record(
      "name_resolution",
      "failed",
      `The name ${hostname} was not found. Correct HELPDESK_BASE_URL, or look into this computer's ` +
        "network: the helpdesk may need a VPN",
    );
    return;
  }
  // Without a fault of the connection it is open whether there was time, or the permission, to look.
  const isAnswered = !(reply instanceof HelpdeskError) || reply.kind === "bad_reply";
  if (isAddress(hostname)) {
    findings.record("name_resolution", "skipped", `${hostname} is an address, not a name`);
  } else if (
    isAnswered || fault !== undefined && fault !== "port" && !isCertificateSetting(fault)
  ) {
    findings.record("name_resolution", "passed", `${hostname} was found`);
  }
  const isConnected = isAnswered || fault === "certificate" || fault === "no_tls";
  if (!isConnected) {
    findings.record("connection", "failed", reply.message);
    return;
  }
  findings.record("connection", "passed", `${host} takes connections`);
  if (protocol === "http:") {
    findings.record("tls", "skipped", "HELPDESK_BASE_URL is an http address: nothing is encrypted");
  } else if (isAnswered) {
    findings.record("tls", "passed", `The certificate of ${host} is accepted`);
  } else {
    findings.record("tls", "failed", tlsProblem(host, fault === "certificate"));
  }
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith("[") || /^\d+(?:\.\d+){3}$/.test(hostname);
}

function tlsProblem(host: string, isCertificate: boolean): string {
  return isCertificate
    ? `The certificate of ${host} was not accepted: it is of an authority that this computer does not ` +
      "know, out of date, or made for another name. For a private authority set " +
      "DENO_CERT=/path/to/ca.pem or DENO_TLS_CA_STORE=system; else its administrator has to renew it"
    : `${host} does not speak https. Use the port that does, or an http address, in HELPDESK_BASE_URL`;
}

function recordApi(reply: HttpReply, findings: Findings): boolean {
  const { pathname } = reply.url;
  const isRedirect = isRedirection(reply);
  const { isElsewhere, baseUrl } = redirectionIn(reply);
  if (isChallenge(reply)) {
    findings.record("api", "failed", errorOf(reply, { name: "list what its API offers" }).message);
    return false;
  }
  if (reply.status === 401 || reply.status === 403) {
    findings.record("api", "passed", `${pathname} answers, to accounts only`);
    return true;
  }
  if (isRedirect && !isElsewhere && baseUrl === undefined) {
    findings.record(
      "api",
      "skipped",
      `${pathname} is shown to accounts only, so it is looked at below`,
    );
    return true;
  }
  if (reply.status !== 200) {
    findings.record("api", "failed", errorOf(reply, { name: "list what its API offers" }).message);
    return false;
  }
  if (isHtml(reply)) {
    findings.record(
      "api",
      "failed",
      `${pathname} is a web page, not the API of django-helpdesk. HELPDESK_BASE_URL must name ` +
        'django-helpdesk itself, with the path it is mounted at, such as "/helpdesk/"',
    );
    return false;
  }
  findings.record("api", "passed", `${pathname} answers`);
  return true;
}

function recordClock(visit: Visit, reply: HttpReply, asked: number, findings: Findings): void {
  const there = Date.parse(reply.headers.get("date") ?? "");
  if (Number.isNaN(there)) {
    const why = visit.isEmbedded ? "The helpdesk uses this computer's clock" : "No Date was sent";
    findings.record("clock", "skipped", why);
    return;
  }
  // While the request was under way the two clocks may have agreed at any moment.
  const answered = Date.now();
  const ahead = there < asked ? asked - there : Math.min(0, answered - there);
  if (Math.abs(ahead) <= CLOCK_TOLERANCE_MILLISECONDS) {
    findings.record("clock", "passed", "This computer's clock and the helpdesk's agree");
    return;
  }
  findings.record(
    "clock",
    "limited",
    `This computer's clock is ${duration(Math.abs(ahead))} ${
      ahead > 0 ? "ahead of" : "behind"
    } the ` +
      "helpdesk's: days such as created_after may be another day there, and a login may end early. Set " +
      "the clock that is wrong",
  );
}

function duration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
