import type { Exchange } from "../web/exchange.ts";
import { escapeHtml } from "../python/html_text.ts";
import { errorReply, htmlReply, type Reply } from "../web/reply.ts";
import { page } from "../web/web_pages.ts";

/** `pullrequests/BRANCH/`: what staff are asked to review. */
export function answerPullRequest(
  { helpdesk }: Exchange,
  [name = ""]: readonly string[],
): Reply {
  const { branches } = helpdesk;
  const request = branches.pullRequests().find(({ branch }) => branch === name);
  const branch = branches.find(name);
  if (request === undefined || branch === undefined) return errorReply(404);
  const content = `    <h2>${escapeHtml(request.title)}</h2>
    <p>Branch: ${escapeHtml(name)}</p>
    <p>State: ${branch.state}</p>`;
  return htmlReply(page("Pull Request", content));
}
