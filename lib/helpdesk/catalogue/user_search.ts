import { comparableName } from "../../text/same_name.ts";
import { type UserChoice, wholeName } from "./choice.ts";

/**
 * The users in whose names, or in whose address where it is known, every word of a text stands, in any case.
 *
 * @param search empty: all
 */
export function usersLike(search: string, users: readonly UserChoice[]): readonly UserChoice[] {
  const words = search.split(/\s+/).filter(Boolean).map(comparableName);
  return users.filter((user) => {
    const names = comparableName(`${wholeName(user)} ${user.address ?? ""}`);
    return words.every((word) => names.includes(word));
  });
}
