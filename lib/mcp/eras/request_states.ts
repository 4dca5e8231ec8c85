import type { Members } from "./message.ts";

/** How long a person has to answer a question, in milliseconds. */
export const ANSWER_MILLISECONDS = 3_600_000;

/** A question that was put to a person in the course of a call. */
export interface PutQuestion {
  /** Digest of the call: method and parameters. */
  readonly call: string;
  /** Digest of the question. */
  readonly question: string;
  /** What the client answered to earlier questions of the call, by their digests. */
  readonly answered: Readonly<Record<string, Members>>;
}

/** A question as a client brings it back. */
export interface BroughtQuestion extends PutQuestion {
  /** When it was put, in milliseconds since 1970. */
  readonly asked: number;
}

interface Sealed extends BroughtQuestion {
  /** Names the state, which counts once. */
  readonly once: string;
}

/**
 * The `requestState` of questions (MCP 2026-07-28, "Multi Round-Trip Requests"): nothing is kept of a call that
 * waits for a person, so what is needed to go on travels with the client, under a seal that only this
 * process can make. A state counts once, for an hour, for the call that it was made for.
 */
export class RequestStates {
  #key: Promise<CryptoKey> | undefined;
  /** The states that came back, and when they would have ended. */
  readonly #used = new Map<string, number>();

  /** Makes the state of a question. */
  async seal(question: PutQuestion): Promise<string> {
    const sealed: Sealed = { ...question, asked: Date.now(), once: crypto.randomUUID() };
    const payload = toBase64(new TextEncoder().encode(JSON.stringify(sealed)));
    const seal = await crypto.subtle.sign("HMAC", await this.#sealingKey(), bytesOf(payload));
    return `${payload}.${toBase64(new Uint8Array(seal))}`;
  }

  /**
   * Reads a state that came back.
   *
   * @param call digest of the call that it came with
   * @returns "foreign" when it was not made here, or for another call; "spent" when it is too old or came before
   */
  async open(state: string, call: string): Promise<BroughtQuestion | "foreign" | "spent"> {
    const [payload = "", seal = "", ...more] = state.split(".");
    const bytes = fromBase64(seal);
    const key = await this.#sealingKey();
    if (more.length > 0 || bytes === undefined) return "foreign";
    const isOurs = await crypto.subtle.verify("HMAC", key, bytes, bytesOf(payload));
    const text = isOurs ? fromBase64(payload) : undefined;
    if (text === undefined) return "foreign";
    const { once, ...question }: Sealed = JSON.parse(new TextDecoder().decode(text));
    if (question.call !== call) return "foreign";
    const now = Date.now();
    const end = question.asked + ANSWER_MILLISECONDS;
    if (now >= end || this.#used.has(once)) return "spent";
    for (const [used, usedEnd] of this.#used) if (now >= usedEnd) this.#used.delete(used);
    this.#used.set(once, end);
    return question;
  }

  #sealingKey(): Promise<CryptoKey> {
    const algorithm: HmacKeyGenParams = { name: "HMAC", hash: "SHA-256" };
    return this.#key ??= crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  }
}

/** A digest of any JSON, the same whatever the order of its members. */
export async function digestOf(value: unknown): Promise<string> {
  const text = JSON.stringify(
    value,
    (_, member) =>
      typeof member === "object" && member !== null && !Array.isArray(member)
        ? Object.fromEntries(
          Object.entries(member).toSorted(([one], [other]) => one < other ? -1 : 1),
        )
        : member,
  );
  return toBase64(new Uint8Array(await crypto.subtle.digest("SHA-256", bytesOf(text))));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toBase64(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.fromBase64(text, { alphabet: "base64url" });
  } catch {
    return undefined;
  }
}
