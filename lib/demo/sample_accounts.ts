import type { Account } from "./model.ts";

/** Marks what opens nothing but this helpdesk, which lives in memory and ends with the program. */
const FIXTURE = "fixture-password-of";

function account(id: number, username: string, fullName: string, more: Partial<Account>): Account {
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
export const SAMPLE_ACCOUNTS: readonly Account[] = [
  account(1, "admin", "", { isStaff: true, isSuperuser: true }),
  account(2, "staff", "Service Desk", { isStaff: true }),
  account(3, "agent", "Helpdesk Agent", { isStaff: true, isAgent: true }),
  account(4, "customer", "Front Office", {}),
  account(5, "network", "Network Team", { isStaff: true }),
  account(6, "facilities", "Facilities Team", { isStaff: true }),
];

/** The API token of the account "staff". */
export const SAMPLE_TOKEN = "fixture-token-of-staff";
