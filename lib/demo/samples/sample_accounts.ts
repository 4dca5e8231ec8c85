import type { User } from "../state/model.ts";

/** What logs a sample account in, and who it is; its password is no secret. */
export interface SampleLogin {
  readonly id: number;
  readonly username: string;
  readonly password: string;
  /** Empty for admin. */
  readonly fullName: string;
  readonly email: string;
}

/** 60 characters: the names of its branches are longer than those that can be finished. */
export const LONG_NAME = "archive-robot-whose-user-name-is-too-long-to-finish-branches";

/** Marks what opens nothing but this helpdesk, which lives in memory and ends with the program. */
const FIXTURE = "fixture-password-of";

function account(id: number, username: string, fullName: string, more: Partial<User>): User {
  const [firstName = "", lastName = ""] = fullName.split(" ");
  return {
    id,
    username,
    password: `${FIXTURE}-${username}`,
    email: `${username}@example.com`,
    firstName,
    lastName,
    isStaff: false,
    isSuperuser: false,
    isAgent: false,
    ...more,
  };
}

/**
 * The accounts, named by what they do: nobody of these exists. The administrator has no full name, so
 * that lists fall back to another one.
 */
export const SAMPLE_ACCOUNTS: readonly User[] = [
  account(1, "admin", "", { isStaff: true, isSuperuser: true }),
  account(2, "staff", "Service Desk", { isStaff: true }),
  account(3, "agent", "Helpdesk Agent", { isStaff: true, isAgent: true }),
  account(4, "customer", "Front Office", {}),
  account(5, "network", "Network Team", { isStaff: true }),
  account(6, "facilities", "Facilities Team", { isStaff: true }),
  account(7, LONG_NAME, "Archive Robot", { isStaff: true, isAgent: true }),
];

/** The API token of the account "staff". */
export const SAMPLE_TOKEN = "fixture-token-of-staff";

/** @throws {RangeError} when there is none of that user name */
export function sampleLogin(name: string): SampleLogin {
  const account = SAMPLE_ACCOUNTS.find(({ username }) => username === name);
  if (account === undefined) throw new RangeError(`There is no sample account "${name}"`);
  const { id, username, password, email, firstName, lastName } = account;
  return { id, username, password, email, fullName: `${firstName} ${lastName}`.trim() };
}
