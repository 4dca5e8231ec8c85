/** Ends sessions on demand, for both session engines: a login up to the given one is void. */
export class Expiry {
  #everybody = 0;
  readonly #byUsername = new Map<string, number>();

  /** Voids the present sessions of one account, or of all. @param logins number of the last login */
  expire(logins: number, username?: string): void {
    if (username === undefined) this.#everybody = logins;
    else this.#byUsername.set(username, logins);
  }

  /** Whether a session of that login is void. */
  isVoid(username: string, login: number): boolean {
    return login <= Math.max(this.#everybody, this.#byUsername.get(username) ?? 0);
  }
}
