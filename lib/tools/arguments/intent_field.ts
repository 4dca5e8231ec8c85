import * as z from "zod";
import { outgoing } from "./fields.ts";

/** What an agent session is for: the server's commit message, at most 512 characters. */
export function intentField() {
  return outgoing(
    z.string().min(1).max(512)
      .refine((text) => text.trim() !== "", "must not be empty")
      .refine((text) => !text.includes("\0"), "must not hold NUL characters")
      .refine((text) => text.isWellFormed(), "holds half of a surrogate pair")
      .describe("What the work is for; reviewers read it"),
  );
}
