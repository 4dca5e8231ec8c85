import type { Account } from "../../settings/config.ts";
import { HelpdeskError } from "../../errors.ts";
import type { Deadline } from "../../http/deadline.ts";
import { logIn, type LoginContext } from "./login.ts";
import { LEAST_HOLD_MILLISECONDS } from "./lockout.ts";
import { type OpenedSession, openSession } from "./session_opening.ts";
import type { SessionWire } from "./session_wire.ts";

/** Where and as whom an account logs in. */
export interface LoginSettings extends Omit<LoginContext, "username" | "password"> {
  readonly account: Account;
}

/** Logs an account in and opens its session; remembers a refusal for a minute, or as long as it says. */
export class SessionLogin {
  /** Paths of login pages that were seen: a redirect to one means that there is no session. */
  readonly pages = new Set<string>();
  readonly #settings: LoginSettings;
  readonly #wire: SessionWire;
  #refused: { readonly error: HelpdeskError; readonly until: number } | undefined;

  constructor(settings: LoginSettings, wire: SessionWire) {
    this.#settings = settings;
    this.#wire = wire;
  }

  /** @throws {HelpdeskError} the same for a minute and more after a login was refused */
  throwIfRefused(): void {
    if (this.#refused !== undefined && Date.now() < this.#refused.until) throw this.#refused.error;
  }

  /**
   * Logs in.
   *
   * @param opened is told as soon as the login is made, whatever comes of what follows
   * @throws {HelpdeskError} what `logIn` and `openSession` throw
   */
  async open(
    intent: string | undefined,
    opened: () => void,
    deadline: Deadline,
  ): Promise<OpenedSession> {
    const { account, ...where } = this.#settings;
    if (account.kind !== "session") throw new TypeError("An API token needs no login");
    const { username, password } = account;
    try {
      const { page, csrfCookie } = await logIn({ ...where, username, password }, deadline);
      this.pages.add(page.pathname);
      this.#wire.useCsrfCookie(csrfCookie);
      opened();
      return await openSession(this.#wire, this.pages, intent, deadline);
    } catch (error) {
      if (error instanceof HelpdeskError) {
        const usual = error.kind === "auth" ? LEAST_HOLD_MILLISECONDS : 0;
        this.#refused = { error, until: Date.now() + (error.holdMilliseconds ?? usual) };
      }
      throw error;
    }
  }
}
