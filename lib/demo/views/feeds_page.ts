import type { Exchange } from "../web/exchange.ts";
import { escapeHtml } from "../python/html_text.ts";
import { htmlReply, type Reply } from "../web/reply.ts";
import { page } from "../web/web_pages.ts";

/** `rss/`, whose caller is known to be staff: the feeds, those of each queue by its slug. */
export function answerFeedsPage({ helpdesk, user }: Exchange): Reply {
  const { settings: { mount }, store } = helpdesk;
  const name = encodeURIComponent(user?.username ?? "");
  const rows = store.queuesByTitle().map(({ title, slug }) =>
    `      <tr>
        <td>${escapeHtml(title)}</td>
        <td align='center'><a href='${mount}rss/queue/${slug}/'><i class="fa fa-rss-square"></i></a></td>
        <td align='center'><a href='${mount}rss/user/${name}/${slug}/'><i class="fa fa-rss-square"></i></a></td>
      </tr>`
  );
  return htmlReply(page(
    "RSS Feeds",
    `    <table>
      <thead><tr><th>Queue</th><th>All Open Tickets</th><th>My Open Tickets</th></tr></thead>
      <tbody>
${rows.join("\n")}
      </tbody>
    </table>`,
  ));
}
