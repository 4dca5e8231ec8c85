import { HelpdeskError } from "../../errors.ts";
import type { HttpReply } from "../../http/message.ts";
import { retryAfterMilliseconds } from "../../http/retry.ts";

/** A password that was refused is not sent again for this long, so that the account is not locked. */
export const LEAST_HOLD_MILLISECONDS = 60_000;

/** Statuses with which sites lock accounts and addresses out; 429 is the one of django-axes. */
const LOCKED: ReadonlySet<number> = new Set([401, 403, 423, 429]);

/** Whether an answer to a login may be a lockout; Django's refusal of a CSRF token is none. */
export function isLockout({ status, text }: HttpReply): boolean {
  return LOCKED.has(status) && !/csrf/i.test(text);
}

/** How long a login is not tried again after an answer: as long as it says, and at least a minute. */
export function holdAfter(reply: HttpReply): number {
  const asked = retryAfterMilliseconds(reply.headers.get("retry-after"), Date.now());
  return Math.max(LEAST_HOLD_MILLISECONDS, asked ?? 0);
}

/** The helpdesk takes no login for now. */
export function lockedOut(reply: HttpReply, page: URL): HelpdeskError {
  const holdMilliseconds = holdAfter(reply);
  const until = new Date(Date.now() + holdMilliseconds).toISOString().slice(0, -".000Z".length);
  const { status } = reply;
  const proxy = status === 403
    ? ". Where nobody mistyped it, a firewall or the CSRF check may be at fault (CSRF_TRUSTED_ORIGINS)"
    : "";
  return new HelpdeskError(
    "auth",
    `The helpdesk takes no login for now (status ${status} at ${page.href}): as a rule a lockout after ` +
      "wrong passwords, such as that of django-axes, or a limit on requests. The password is not sent " +
      `again before ${until}Z. Wait, or have its administrator lift the lockout, and check ` +
      `HELPDESK_PASSWORD meanwhile${proxy}`,
    { status, holdMilliseconds },
  );
}
