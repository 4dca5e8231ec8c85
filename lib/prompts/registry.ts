import { draftAnswer } from "./draft_answer.ts";
import type { Prompt } from "./prompt.ts";
import { reportSession } from "./report_session.ts";
import { triageQueue } from "./triage_queue.ts";

/** The prompts, in the order in which clients list them. */
export const prompts: readonly Prompt[] = [triageQueue, draftAnswer, reportSession];
