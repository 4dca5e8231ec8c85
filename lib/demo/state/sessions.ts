import { SuspiciousRequest } from "../python/server_fault.ts";
import { randomText } from "../python/random_text.ts";

/** What a session remembers. */
export interface SessionValues {
  user?: number;
  /** Number of the login that made it, counted over all logins. */
  login?: number;
  agentBranch?: string;
  agentIntent?: string;
}

/** The session of one request: a copy, written back when the request ends. */
export class Session {
  modified = false;

  constructor(
    /** Null until it is saved for the first time, and after flush(). */
    public key: string | null,
    public values: SessionValues,
  ) {}

  /** Sets values; undefined removes one. */
  set(values: SessionValues): void {
    Object.assign(this.values, values);
    this.modified = true;
  }

  /** Forgets everything, as a logout does. */
  flush(): void {
    this.values = {};
    this.key = null;
    this.modified = true;
  }

  /** Nothing that would be worth a cookie. */
  get empty(): boolean {
    return this.key === null && Object.values(this.values).every((value) => value === undefined);
  }
}

/** Where sessions live. */
export interface SessionEngine {
  /** The session that a cookie names; a new one when there is no such session. */
  load(cookie: string | undefined): Promise<Session>;
  /** Keeps the session and returns the cookie's value. */
  save(session: Session): Promise<string>;
  /** Ends what the key names, before a flush or a change of the key. */
  remove(session: Session): void;
  /** Whether each response renews the cookie. */
  readonly savesAlways: boolean;
}

const KEY_LENGTH = 32;

/** Sessions as rows: the cookie is their key. */
export class DatabaseSessions implements SessionEngine {
  readonly savesAlways = false;
  readonly #rows = new Map<string, SessionValues>();

  load(cookie: string | undefined): Promise<Session> {
    const values = cookie === undefined ? undefined : this.#rows.get(cookie);
    const session = values === undefined || cookie === undefined
      ? new Session(null, {})
      : new Session(cookie, { ...values });
    return Promise.resolve(session);
  }

  /** @throws {SuspiciousRequest} when the session was ended while the request was under way */
  save(session: Session): Promise<string> {
    if (session.key === null) session.key = randomText(KEY_LENGTH);
    else if (!this.#rows.has(session.key)) {
      return Promise.reject(new SuspiciousRequest("The session was deleted meanwhile"));
    }
    this.#rows.set(session.key, { ...session.values });
    return Promise.resolve(session.key);
  }

  remove(session: Session): void {
    if (session.key !== null) this.#rows.delete(session.key);
  }
}

/** Sessions that live in their cookie: each response sets a new one, and a copy of an old one works. */
export class SignedCookieSessions implements SessionEngine {
  readonly savesAlways = true;
  readonly #now: () => Date;
  readonly #secret = crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
    "verify",
  ]);

  constructor(now: () => Date) {
    this.#now = now;
  }

  async load(cookie: string | undefined): Promise<Session> {
    const cut = cookie?.lastIndexOf(":") ?? -1;
    if (cookie === undefined || cut < 0) return new Session(null, {});
    const signed = cookie.slice(0, cut);
    const valid = await crypto.subtle.verify(
      "HMAC",
      await this.#secret as CryptoKey,
      signatureBytes(cookie.slice(cut + 1)),
      new TextEncoder().encode(signed),
    );
    if (!valid) return new Session(null, {});
    const packed = Uint8Array.fromBase64(signed.split(":")[0] ?? "", { alphabet: "base64url" });
    const json = new Response(packed).body?.pipeThrough(new DecompressionStream("deflate"));
    return new Session(cookie, await new Response(json).json());
  }

  async save(session: Session): Promise<string> {
    const json = new Response(JSON.stringify(session.values)).body;
    // Packed as Django does it, so that a long intent still fits into a cookie.
    const packed = await new Response(json?.pipeThrough(new CompressionStream("deflate"))).bytes();
    const stamp = `${this.#now().getTime().toString(36)}.${randomText(6)}`;
    const payload = packed.toBase64({ alphabet: "base64url", omitPadding: true });
    const signed = `${payload}:${stamp}`;
    const signature = await crypto.subtle.sign(
      "HMAC",
      await this.#secret as CryptoKey,
      new TextEncoder().encode(signed),
    );
    session.key = `${signed}:${new Uint8Array(signature).toHex()}`;
    return session.key;
  }

  /** A cookie cannot be called back. */
  remove(): void {}
}

/** The bytes of a signature, none when it is no hexadecimal text. */
function signatureBytes(hex: string): Uint8Array<ArrayBuffer> {
  return /^(?:[0-9a-f]{2})*$/.test(hex) ? Uint8Array.fromHex(hex) : new Uint8Array();
}
