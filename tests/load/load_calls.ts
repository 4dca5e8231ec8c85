import type { LoadHelpdesk } from "./load_helpdesk.ts";
import type { Answer } from "./load_program.ts";
import { blame, countStored, type Part } from "./tally.ts";

/** A ticket that exists everywhere and is open. */
const COMMENTED = 20;
const MOST_READ = 40;

/** A call whose outcome can be checked. */
export interface LoadCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly isWrite: boolean;
  /** What is wrong with an answer that is no error; undefined when nothing is. */
  readonly problemOf: (answer: Answer) => string | undefined;
}

/** Makes calls that can be told apart from all others, and checks what became of them. */
export class LoadCalls {
  readonly #helpdesk: LoadHelpdesk;
  /** In every text that is written, so that no other run's is counted. */
  readonly #run = crypto.randomUUID().slice(0, 8);
  /** The first of the tickets that are changed, each by one call. */
  readonly #changed: number;

  private constructor(helpdesk: LoadHelpdesk, changed: number) {
    this.#helpdesk = helpdesk;
    this.#changed = changed;
  }

  /** @param count how many calls there will be at most */
  static async prepare(helpdesk: LoadHelpdesk, count: number): Promise<LoadCalls> {
    return new LoadCalls(helpdesk, await helpdesk.addTickets(Math.ceil(count / 10) + 1));
  }

  /** The call at a place: of ten, three write. */
  at(place: number): LoadCall {
    const read = { isWrite: false, problemOf: () => undefined };
    switch (place % 10) {
      case 0:
        return this.#followUp(place);
      case 3:
        return this.#change(place);
      case 6:
        return this.#create(place);
      case 1:
        return { ...read, tool: "get_queues", input: {} };
      case 2:
        return { ...read, tool: "get_users", input: {} };
      case 4:
      case 5: {
        const size = 1 + place % 25;
        const problemOf = ({ content }: Answer) =>
          content.page_size === size && content.tickets.length <= size ? undefined : "another page";
        const input = { page_size: size, status: "Open" };
        return { ...read, tool: "list_tickets", input, problemOf };
      }
      default:
        return this.readTicket(place);
    }
  }

  /** Reads one of the tickets that were there before. */
  readTicket(place: number): LoadCall {
    const id = 1 + place % MOST_READ;
    const problemOf = ({ content, text }: Answer) =>
      content.id === id && text.startsWith(`Ticket ${id}: `) ? undefined : `ticket ${content.id}`;
    return { tool: "get_ticket", input: { ticket_id: id }, isWrite: false, problemOf };
  }

  /** Counts an answer: what it is about, and whether a failure says that nothing was done. */
  count(part: Part, call: LoadCall, answer: Answer | undefined): void {
    const what = `${call.tool} ${JSON.stringify(call.input)}`;
    if (answer === undefined) return blame(part, "lost", `${what} was not answered`);
    if (answer.isError) {
      // A read that was sent may be without an answer when its time is over.
      const isKnown = /was not sent/.test(answer.text) ||
        !call.isWrite && /did not answer within/.test(answer.text);
      if (isKnown) part.refused++;
      else blame(part, "wrong", `${what}: ${answer.text}`);
      return;
    }
    const problem = call.problemOf(answer);
    if (problem === undefined) part.done++;
    else blame(part, "wrong", `${what} was answered with ${problem}`);
  }

  /** Counts what is stored of the writes against what was told of them, by their places. */
  async countStored(part: Part, answers: ReadonlyMap<number, Answer | undefined>): Promise<void> {
    const comments = await this.#helpdesk.comments(COMMENTED);
    for (const [place, answer] of answers) {
      const wasDone = answer?.isError === false;
      const { tool, input } = this.at(place);
      if (tool === "add_followup") {
        const stored = comments.filter((comment) => comment === input.comment).length;
        countStored(part, `Comment ${place}`, stored, wasDone);
      } else if (tool === "update_ticket") {
        const title = await this.#helpdesk.title(Number(input.ticket_id));
        countStored(part, `Title ${place}`, title === input.title ? 1 : 0, wasDone);
      } else if (tool === "create_ticket" && wasDone) {
        const title = await this.#helpdesk.title(answer.content.ticket_id);
        if (title !== input.title) blame(part, "wrong", `Ticket ${place} has the title ${title}`);
      }
    }
  }

  /** What stands in the title of every ticket that was opened, and of no other. */
  get createdTitle(): string {
    return `Opened ${this.#run}`;
  }

  #followUp(place: number): LoadCall {
    const comment = `Comment ${this.#run} ${place}: „{{ stays }}“ {% as %} it is`;
    const problemOf = ({ content }: Answer) =>
      content.ticket_id === COMMENTED && content.differences.length === 0
        ? undefined
        : `ticket ${content.ticket_id}, ${content.differences.length} differences`;
    const input = { ticket_id: COMMENTED, comment, public: false };
    return { tool: "add_followup", input, isWrite: true, problemOf };
  }

  #change(place: number): LoadCall {
    const input = {
      ticket_id: this.#changed + Math.floor(place / 10),
      title: `Changed ${this.#run} ${place}`,
    };
    const problemOf = ({ content }: Answer) =>
      content.ticket_id === input.ticket_id && content.differences.length === 0
        ? undefined
        : `ticket ${content.ticket_id}, ${content.differences.length} differences`;
    return { tool: "update_ticket", input, isWrite: true, problemOf };
  }

  #create(place: number): LoadCall {
    const input = {
      queue: 1 + place % 3,
      title: `${this.createdTitle} ${place}`,
      description: `Opened by call ${place}`,
      submitter_email: "someone@example.com",
    };
    const problemOf = ({ content }: Answer) =>
      content.differences.length === 0 ? undefined : `${content.differences.length} differences`;
    return { tool: "create_ticket", input, isWrite: true, problemOf };
  }
}
