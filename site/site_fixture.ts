import type { Database } from "./releases.ts";

/**
 * The accounts every site has: superuser, staff, agent (staff, in the group "agent"), non-staff, and an
 * agent with a user name of 60 characters, whose branches cannot be finished.
 */
export type AccountName = "admin" | "staff" | "agent" | "customer" | "longAgent";

/** One account of the fixture. */
export interface SiteAccount {
  id: number;
  username: string;
  /** Made anew with the fixture. */
  password: string;
  /** Empty for admin. */
  fullName: string;
  email: string;
}

/** What the fixture made, as far as tests need to know it; written by `fixture/build.py`. */
export interface Fixture {
  /** Of django-helpdesk, as it is installed. */
  release: string;
  database: Database;
  accounts: Record<AccountName, SiteAccount>;
  /** API token of the staff account. */
  token: string;
  queues: { id: number; title: string; slug: string }[];
  statuses: { id: number; name: string }[];
  priorities: { id: number; name: string }[];
  /** Name of the custom field; tickets with an even id have a value. */
  customField: string;
  ticketCount: number;
  /** Ids of tickets that are hard to show, each in its own way. */
  tickets: Record<
    | "emoji"
    | "arabic"
    | "cjk"
    | "longText"
    | "markup"
    | "held"
    | "merged"
    | "mergedInto"
    | "textAttachment"
    | "imageAttachment"
    | "longHistory"
    | "noDescription"
    | "orders"
    | "combining"
    | "longTitle",
    number
  >;
}
