import { HelpdeskError } from "../../errors.ts";
import { shownLine } from "../../text/shown_text.ts";

/** What the person at the other end can do about two clients on one account. */
export const ONE_CLIENT =
  "Give each client an agent account of its own; where the helpdesk is served by several processes, its " +
  "administrator should give them one shared cache";

/** Ends a session whose branch may not be written on any more. */
const WAY_OUT =
  "Nothing more is written in this session: finish_agent_session hands over what is on its branch, and the " +
  "next call opens a new session with a new branch";

/** A change that an agent sent, in words: "updated ticket 7". */
export interface SentChange {
  readonly what: string;
  readonly branch: string;
}

/** The helpdesk made a change, but not on the branch of the session that sent it. */
export function notOnBranch({ what, branch }: SentChange): HelpdeskError {
  return new HelpdeskError(
    "not_on_branch",
    `The helpdesk made the change (${what}), but it is not on this session's branch ${
      showBranch(branch)
    }, ` +
      "where it was read back. Very likely it went to main, without review: tell people the ticket and what " +
      `was changed, and do not repeat it before they have looked. ${CAUSE}. ${WAY_OUT}. ${ONE_CLIENT}`,
  );
}

/** The helpdesk made a change, and reading it back does not tell where. */
export function perhapsNotOnBranch({ what, branch }: SentChange): HelpdeskError {
  return new HelpdeskError(
    "not_on_branch",
    `The helpdesk made the change (${what}), but it cannot be told whether on this session's branch ` +
      `${
        showBranch(branch)
      } or elsewhere, such as main, without review: reading it several times gave no clear answer. ` +
      `Tell people the ticket and what was changed, and do not repeat it. ${CAUSE}. ${WAY_OUT}. ` +
      ONE_CLIENT,
  );
}

/** The helpdesk answered that a change was made, and it could not be read back. */
export function notReadBack(
  { what, branch }: SentChange,
  why: string,
  next: readonly string[],
  cause?: unknown,
): HelpdeskError {
  return new HelpdeskError(
    "outcome_unknown",
    `The helpdesk answered that the change was made (${what}), but the outcome is unknown: whether it is ` +
      `on this session's branch ${showBranch(branch)} could not be read back (${why}). ${
        next.join(". ")
      }`,
    { cause },
  );
}

/** Changes of a session that are not where they belong, in words. */
export interface MisplacedChanges {
  readonly elsewhere: readonly string[];
  /** On the branch or elsewhere. */
  readonly inDoubt: readonly string[];
}

/** Nothing was sent, because earlier changes of the session are not where they belong, or may not be. */
export function branchInDoubt(
  branch: string,
  { elsewhere, inDoubt }: MisplacedChanges,
): HelpdeskError {
  const places = [
    ...(elsewhere.length === 0
      ? []
      : [`${elsewhere.join(", ")} went elsewhere, very likely to main, without review`]),
    ...(inDoubt.length === 0
      ? []
      : [`${inDoubt.join(", ")} may be on that branch or elsewhere, such as main, without review`]),
  ];
  return new HelpdeskError(
    "not_on_branch",
    `Nothing was sent: in this session on branch ${showBranch(branch)} ${places.join("; ")}. ` +
      `Tell people. ${CAUSE}. ${WAY_OUT}. ${ONE_CLIENT}`,
  );
}

/** What is told of changes that were said to be on a branch, and are not, or may not be: a sentence each. */
export function foundMissing(
  branch: string,
  { elsewhere, inDoubt }: MisplacedChanges,
): readonly string[] {
  const place = `on branch ${showBranch(branch)}, although it was said of them`;
  return [
    ...(elsewhere.length === 0 ? [] : [
      `Not ${place}: ${
        elsewhere.join(", ")
      }. Very likely they went to main, without review: tell people.`,
    ]),
    ...(inDoubt.length === 0 ? [] : [
      `Perhaps not ${place}: ${
        inDoubt.join(", ")
      }. Another client came in between, so it cannot be told ` +
      "whether they are there or elsewhere, such as main, without review: ask people to look.",
    ]),
  ];
}

/** What is told of a session whose branch may be under review already. */
export function handedOverNotice(link: string): string {
  return "The answer to finishing this session was lost, and its branch may be under review, so nothing is " +
    "written in it: call finish_agent_session again, which finishes what is left and does no harm when all " +
    `was done. People see at ${link} whether its pull request is there.`;
}

/** Nothing was sent, because the branch may be under review already. */
export function branchHandedOver(branch: string, link: string): HelpdeskError {
  return new HelpdeskError(
    "not_on_branch",
    `Nothing was sent: the answer to finishing branch ${
      showBranch(branch)
    } was lost, and what is written now ` +
      `could be added to a branch under review. Call finish_agent_session again: it finishes what is left, ` +
      `and does no harm when all was done. People see at ${link} whether its pull request is there`,
  );
}

/** The helpdesk cannot finish a branch whose name is too long, and says that it did. */
export function branchNameTooLong(branch: string, most: number): HelpdeskError {
  return new HelpdeskError(
    "not_on_branch",
    `Nothing was sent: this helpdesk names the account's branches ${
      showBranch(branch)
    }, which is longer than ` +
      `the ${most} characters that it can finish, so no work on it would reach a review. Its administrator ` +
      `has to give this account a user name of at most ${most - 9} characters`,
  );
}

const CAUSE =
  "The usual cause is another client on the same account: a request after one of its requests " +
  "runs outside this session's branch";

function showBranch(branch: string): string {
  return shownLine(branch, 100);
}
