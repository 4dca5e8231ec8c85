/** Longest name of a problem. */
const LONGEST = 100;

/**
 * What the log may tell of a message that the protocol could not use: the kind of problem. The SDK quotes the
 * message itself, with all that stands in it, behind a colon.
 */
export function protocolProblem(error: Error): string {
  const [kind = ""] = error.message.split(":", 1);
  return kind.slice(0, LONGEST);
}
