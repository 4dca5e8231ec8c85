/** What may happen to a request that changes something. */
export type WriteFault = "lost_answer" | "lost_request" | "error_after" | "error_before";

const MINUTES_OF_LOSSES = 10;
const MOST_LOSSES = 3;

/** What must have become of a write. */
export type Outcome = "done" | "unknown" | "refused";

/** What is expected of a call: whether the helpdesk was reached, and how many lost branches it is told. */
export interface Expectation {
  readonly isRefused: boolean;
  readonly notices: number;
}

/** One client with its program, as far as agent sessions go. */
export interface SeatModel {
  /** "ended": by the server, which the program finds out by its next request. */
  session: "none" | "open" | "ended";
  hasIntent: boolean;
  /** Changes, made or perhaps made, on the branch that the program believes to be open. */
  changes: number;
  /** Branches that this program must list as closed before it saw them finished. */
  closed: number;
  /** Minutes at which sessions were found to be lost. */
  losses: number[];
  /** Losses that no call was told of yet. */
  untold: number;
  /** Whether queues and users are known without asking. */
  hasCatalogue: boolean;
}

/** A plain account of what agent sessions are, without requests, cookies or branches. */
export class SessionModel {
  readonly seats: readonly SeatModel[] = [newSeat(), newSeat()];
  minutes = 0;

  seat(place: number): SeatModel {
    const seat = this.seats[place];
    if (seat === undefined) throw new RangeError(`There is no seat ${place}`);
    return seat;
  }

  /** A new program sits down. */
  replace(place: number): void {
    Object.assign(this.seat(place), newSeat());
  }

  /** The server ends all sessions. */
  expire(): void {
    for (const seat of this.seats) if (seat.session === "open") seat.session = "ended";
  }

  /** Time goes by; what is known of queues and users gets too old. */
  wait(minutes: number): void {
    this.minutes += minutes;
    for (const seat of this.seats) seat.hasCatalogue = false;
  }

  /** The program makes requests that are answered properly. */
  reach(place: number): Expectation {
    const seat = this.seat(place);
    if (seat.session === "ended") {
      seat.losses.push(this.minutes);
      seat.untold++;
      seat.closed++;
      seat.changes = 0;
      seat.session = "none";
    }
    if (seat.session === "none") {
      const recent = seat.losses.filter((at) => this.minutes - at < MINUTES_OF_LOSSES);
      if (recent.length >= MOST_LOSSES) return { isRefused: true, notices: 0 };
      // A login ends what any other client of the account has open.
      this.expire();
      seat.session = "open";
    }
    const notices = seat.untold;
    seat.untold = 0;
    return { isRefused: false, notices };
  }

  /** A program adds a follow-up; what comes before it is answered properly. */
  write(place: number, fault: WriteFault | undefined): Expectation & { outcome: Outcome } {
    const seat = this.seat(place);
    // Whether the session has ended comes out with the first answer that is one.
    const isFirstRequest = seat.hasCatalogue && seat.session !== "none";
    if (fault !== undefined && isFirstRequest) {
      seat.changes++;
      return { isRefused: false, notices: this.#noticesOnTheWay(seat), outcome: "unknown" };
    }
    const expectation = this.reach(place);
    if (expectation.isRefused) return { ...expectation, outcome: "refused" };
    seat.hasCatalogue = true;
    seat.changes++;
    return { ...expectation, outcome: fault === undefined ? "done" : "unknown" };
  }

  /** A program finishes its session. @returns also whether the caller is told of success */
  finish(place: number, fault: WriteFault | undefined): Expectation & { succeeds: boolean } {
    const seat = this.seat(place);
    const expectation = this.reach(place);
    if (expectation.isRefused || !seat.hasIntent) return { ...expectation, succeeds: false };
    if (fault === "lost_request" || fault === "error_before") {
      return { ...expectation, succeeds: false };
    }
    const succeeds = fault === undefined;
    if (succeeds) seat.hasCatalogue = false;
    seat.closed = succeeds ? 0 : seat.closed + 1;
    Object.assign(seat, { session: "none", hasIntent: false, changes: 0 });
    return { ...expectation, succeeds };
  }

  /** A loss that was found while the program could not go on is told by any later call. */
  #noticesOnTheWay(seat: SeatModel): number {
    const notices = seat.untold;
    seat.untold = 0;
    return notices;
  }
}

function newSeat(): SeatModel {
  return {
    session: "none",
    hasIntent: false,
    changes: 0,
    closed: 0,
    losses: [],
    untold: 0,
    hasCatalogue: false,
  };
}
