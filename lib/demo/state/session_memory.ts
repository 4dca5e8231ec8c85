/** An agent session as a server process saw it last. */
export interface RememberedSession {
  readonly key: string;
  readonly branch: string;
  readonly intent: string | null;
}

/** The latest session of each agent account, by the account's id. */
export type SessionMemory = Map<number, RememberedSession>;

/** Which server processes share a memory; "off": nothing is remembered. */
export type MemoryKind = "process" | "shared" | "off";

/** What the server processes remember; requests go to them in turn. */
export class SessionMemories {
  #memories: SessionMemory[];
  #turn = 0;

  /** @param processes how many there are */
  constructor(readonly kind: MemoryKind, processes: number) {
    const count = kind === "off" ? 0 : kind === "shared" ? 1 : processes;
    this.#memories = Array.from({ length: count }, () => new Map());
  }

  /** The memory of the process that serves the next request, undefined when memories are off. */
  next(): SessionMemory | undefined {
    return this.#memories[this.#turn++ % this.#memories.length];
  }

  /** Forgets everything, as a restart does. */
  forget(): void {
    this.#memories = this.#memories.map(() => new Map());
  }
}
