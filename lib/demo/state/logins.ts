/** The logins so far, and which of their sessions are void, for both session engines. */
export class Logins {
  readonly #intents = new Map<number, string>();
  readonly #voidFor = new Map<string, number>();
  #last = 0;
  #voidForAll = 0;

  /** The number of a new login. */
  begin(): number {
    return ++this.#last;
  }

  /** Notes what the session of a login is for. */
  noteIntent(login: number, intent: string): void {
    this.#intents.set(login, intent);
  }

  /** What the session of a login is for, as far as is known; empty when nothing was said. */
  intent(login: number): string {
    return this.#intents.get(login) ?? "";
  }

  /** Voids the present sessions of one account, or of all, as sessions that have run out. */
  expire(username?: string): void {
    if (username === undefined) this.#voidForAll = this.#last;
    else this.#voidFor.set(username, this.#last);
  }

  /** Whether a session of that login is void. */
  isVoid(username: string, login: number): boolean {
    return login <= Math.max(this.#voidForAll, this.#voidFor.get(username) ?? 0);
  }
}
