import type { Message } from "../eras/message.ts";
import type { ProgramVersion } from "../introduction/identity.ts";
import { discover, introduce, wholeOffer } from "../introduction/introduction.ts";
import { storedLists } from "./stored_lists.ts";

import type { ToolLimits } from "./tool_refusal.ts";
import { askedVersion, readPlainRequest } from "./well_formed.ts";

/** What a request is answered with. */
export type Result = Readonly<Record<string, unknown>>;

/** What is known without the protocol. */
export interface EarlyAnswers {
  /**
   * Answers a message, as the protocol would, at once or when what it takes is loaded; undefined when it takes
   * more than is known here.
   */
  answer(message: Message): Result | Promise<Result> | undefined;
  /** Makes ready what a client asks for next; after an answer, so that this one waits for nothing. */
  prepare(): void;
}

/**
 * Answers what a client asks as it connects, from what is known without the SDK, the tools and their
 * schemas: who this is, and what it offers.
 */
export function earlyAnswers(program: ProgramVersion, limits: ToolLimits = {}): EarlyAnswers {
  const isLimited = limits.readOnly === true || limits.tools !== undefined;
  let capabilities: unknown;
  let isExtended = false;
  const answer = (message: Message) => {
    const request = readPlainRequest(message);
    if (request === undefined) return undefined;
    const { method, params } = request;
    if (method === "initialize") {
      const asked = askedVersion(params);
      if (asked === undefined) return undefined;
      capabilities = params.capabilities;
      isExtended = Object.hasOwn(params.capabilities as Result, "extensions");
      return introduce(asked, program, wholeOffer);
    }
    if (Object.keys(params).length > 0) return undefined;
    if (method === "ping") return {};
    if (method === "server/discover") return discover(program, wholeOffer);
    if (method === "tools/list" && (isLimited || isExtended)) {
      return chosenTools(limits, capabilities);
    }
    const answers = storedLists();
    return Object.hasOwn(answers, method) ? answers[method] : undefined;
  };
  return { answer, prepare: storedLists };
}

async function chosenTools(limits: ToolLimits, capabilities: unknown): Promise<Result> {
  const { earlyTools } = await import("./early_tools.ts");
  return earlyTools(limits, capabilities);
}
