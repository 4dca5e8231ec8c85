import type { Config } from "../../settings/config.ts";
import { HelpdeskError } from "../../errors.ts";
import type { Fetch } from "../../http/client.ts";
import { createLog, type Log } from "../../log/log.ts";
import { Redaction } from "../../log/redaction.ts";
import { checkAccount } from "./account_checks.ts";
import { checkConnection } from "./connection_checks.ts";
import { type CheckOutcome, checks, type Finding, Findings } from "./findings.ts";

/** What is to be diagnosed. */
export interface Subject {
  /** Reads the settings. @throws {HelpdeskError} "config" with every problem, a line each */
  readonly workplace: () => Promise<{ readonly config: Config; readonly fetch: Fetch }>;
  /** Whether the helpdesk lives inside this program. */
  readonly isEmbedded: boolean;
  readonly userAgent: string;
  /** Whether the account may be logged in, which opens a session; true when absent. */
  readonly mayLogIn?: boolean;
  /** Tells the person something that must be known before it happens. */
  readonly announce?: (sentence: string) => void;
  /** Where debug lines go when the settings ask for them; default: stderr. */
  readonly createLog?: (debug: boolean) => Log;
}

/** What is right and what is wrong with a setup. */
export interface Diagnosis {
  /** Whether the program works with this setup, perhaps with less than it could do. */
  readonly works: boolean;
  /** One for each check, in the order of `checks`; messages are one line without credentials. */
  readonly findings: readonly Finding[];
}

/**
 * Checks a setup step by step: settings, network, login, what the account may do.
 *
 * @throws nothing that a setup or a helpdesk can cause
 */
export async function diagnose(subject: Subject): Promise<Diagnosis> {
  const findings = new Findings();
  const redaction = new Redaction();
  const work = await checkSettings(subject, findings);
  if (work !== undefined) {
    const { account, debug } = work.config;
    const secret = account.kind === "session" ? account.password : account.token;
    const log = subject.createLog?.(debug) ?? createLog({ debug });
    redaction.hide(secret);
    log.hide(secret);
    const { isEmbedded, userAgent, mayLogIn = true, announce = () => {} } = subject;
    const visit = { ...work, log, userAgent, isEmbedded, mayLogIn, announce };
    if (await checkConnection(visit, findings)) await checkAccount(visit, findings);
  }
  const list = findings.list().map((finding) => ({
    ...finding,
    message: redaction.clean(finding.message),
  }));
  return { works: list.every(({ outcome }) => outcome !== "failed"), findings: list };
}

async function checkSettings(
  { workplace }: Subject,
  findings: Findings,
): Promise<{ config: Config; fetch: Fetch } | undefined> {
  try {
    const { config, fetch } = await workplace();
    const { account, baseUrl, warnings } = config;
    const who = account.kind === "session" ? `as "${account.username}"` : "with an API token";
    findings.record(
      "settings",
      warnings.length === 0 ? "passed" : "limited",
      [`${baseUrl.href} ${who}`, ...warnings].join(". "),
    );
    return { config, fetch };
  } catch (error) {
    if (!(error instanceof HelpdeskError) || error.kind !== "config") throw error;
    const problems = error.message.split("\n").map((problem) => problem.replace(/^- /, ""));
    findings.record("settings", "failed", problems.join("; "));
    return undefined;
  }
}

const MARKS: Readonly<Record<CheckOutcome, string>> = {
  passed: "✓",
  failed: "✗",
  limited: "!",
  skipped: "–",
};

/** The diagnosis for people: a line for each check, and the upshot. */
export function diagnosisText({ works, findings }: Diagnosis): string {
  const width = Math.max(...Object.values(checks).map((title) => title.length));
  const lines = findings.map(({ check, outcome, message }) =>
    `${MARKS[outcome]} ${checks[check].padEnd(width)}  ${message}\n`
  );
  const upshot = !works
    ? "The program does not work with this setup: repair what is marked ✗"
    : !findings.some(({ check, outcome }) => check === "login" && outcome === "passed")
    ? "What was checked works; whether the account can log in and work was not looked at"
    : findings.some(({ outcome }) => outcome === "limited")
    ? "The program works with this setup; what is marked ! could be better"
    : "The program works with this setup";
  return `${lines.join("")}\n${upshot}\n`;
}

/** The diagnosis for programs. */
export function diagnosisJson({ works, findings }: Diagnosis): string {
  return `${JSON.stringify({ works, checks: findings }, undefined, 2)}\n`;
}
