import * as z from "zod";
import { type UserChoice, wholeName } from "../helpdesk/catalogue/choice.ts";
import { writeNamed } from "./named.ts";

/** Somebody whom tickets can be assigned to; `username` stands where it is another name than `name`. */
export const userView = z.object({
  id: z.int(),
  name: z.string(),
  username: z.string().optional(),
});

/** Users as tools show them. */
export function viewUsers(users: readonly UserChoice[]): z.infer<typeof userView>[] {
  return users.map(({ id, label, username }) => ({
    id,
    name: label,
    username: username === label ? undefined : username,
  }));
}

/** Users as text, one a line. */
export function renderUsers(users: readonly z.infer<typeof userView>[]): string | undefined {
  if (users.length === 0) return undefined;
  const lines = users.map(({ id, name, username }) =>
    writeNamed(id, wholeName({ id, label: name, username }))
  );
  return lines.join("\n");
}
