import assert from "node:assert/strict";
import { DomUtils, parseDocument } from "htmlparser2";
import { SAMPLE_KNOWLEDGE } from "../../../lib/demo/samples/sample_knowledge.ts";
import type { KnowledgeContent } from "../../../lib/demo/state/knowledge.ts";
import type { HelpdeskUnderTest } from "../helpdesk_under_test.ts";
import { asAgent, asStaff, type HttpCase, test } from "../http_case.ts";
import { ContractClient, logIn } from "../contract_client.ts";

const HIDDEN = "Nobody reads this";

const ODD = {
  question: "Is 1 < 2?",
  answer: 'Yes, `1 < 2 & "so"` is.\nThe second line.\n\n[a page](https://example.com/?a=1&b=2)',
  ...{ votes: 0, recommendations: 0, enabled: true },
};

/** The sample content for queues 1 to 3, which every helpdesk of the cases has, with a title full of markup. */
const KNOWLEDGE: KnowledgeContent = {
  categories: SAMPLE_KNOWLEDGE.categories.map((category, place) => ({
    ...category,
    queue: category.queue === 4 ? null : category.queue,
    articles: [
      ...category.articles,
      { ...ODD, title: `<b>${place}</b> & "more" 'quotes'` },
      { title: HIDDEN, question: "-", answer: "-", votes: 0, recommendations: 0, enabled: false },
    ],
  })),
  replies: SAMPLE_KNOWLEDGE.replies.map((reply) => ({
    ...reply,
    queues: reply.queues.filter((queue) => queue < 4),
  })),
};

/** Articles by id as a page of a category shows them: title, question, answer in HTML, votes. */
function articlesOf(page: string): Record<string, readonly string[]> {
  const document = parseDocument(page);
  const entries = DomUtils.findAll((one) => "aria-controls" in one.attribs, document.children)
    .filter((button) => /^collapse-\d+$/.test(button.attribs["aria-controls"] ?? ""))
    .map((button) => {
      const id = button.attribs["aria-controls"] ?? "";
      const body = DomUtils.getElementById(id, document.children);
      assert.ok(body);
      const answer = DomUtils.findOne((one) => one.attribs.class === "card-answer", body.children);
      assert.ok(answer);
      const question = DomUtils.findOne((one) => one.name === "h5", body.children);
      const votes = /\d+ of \d+ people found this answer useful/.exec(DomUtils.textContent(body));
      return [id.slice("collapse-".length), [
        ...[DomUtils.textContent(button), DomUtils.textContent(question ?? [])],
        ...[DomUtils.getInnerHTML(answer, { encodeEntities: "utf8" }), votes?.[0] ?? ""],
      ]] as const;
    });
  return Object.fromEntries(entries);
}

const AS_WEB = { headers: { accept: "application/json", "x-requested-with": "XMLHttpRequest" } };

async function textOf(client: ContractClient, path: string): Promise<string> {
  const answer = await client.get(path, AS_WEB);
  assert.equal(answer.status, 200, path);
  assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
  return answer.text;
}

function linksTo(page: string): string[] {
  const links = [...page.matchAll(/href="[^"]*\/kb\/([\w-]+)\/"/g)];
  return [...new Set(links.map(([, slug]) => slug ?? ""))];
}

async function filled(helpdesk: HelpdeskUnderTest): Promise<void> {
  await helpdesk.control.fillKnowledge(KNOWLEDGE);
}

/** Knowledge base and canned replies. */
export const KNOWLEDGE_CASES: readonly HttpCase[] = [
  test.helpdesk("kb/ leads to the categories that the account may read, and nothing tells who was not let in", async (helpdesk) => {
    await filled(helpdesk);
    const staff = linksTo(await textOf(await asStaff(helpdesk), "kb/"));
    assert.deepEqual(staff, ["facilities", "it", "lab", "orders"]);
    const customer = await logIn(helpdesk, helpdesk.accounts.customer);
    for (const client of [customer, new ContractClient(helpdesk)]) {
      assert.deepEqual(linksTo(await textOf(client, "kb/")), ["facilities", "it", "lab"]);
      assert.equal((await client.get("kb/orders/", AS_WEB)).status, 404);
    }
    assert.equal((await customer.get("kb/nothing/", AS_WEB)).status, 404);
  }).on(["plain", "mounted", "without_agents"]),
  test.asStaff("the page of a category holds its articles with id, question, answer in HTML and votes", async ({ client, helpdesk }) => {
    await filled(helpdesk);
    assert.deepEqual(articlesOf(await textOf(client, "kb/IT/")), ARTICLES_OF_IT);
    const others = { facilities: "7 8 9 10", orders: "12 13 14 15", lab: "17 18 19" };
    for (const [slug, ids] of Object.entries(others)) {
      const articles = articlesOf(await textOf(client, `kb/${slug}/`));
      assert.deepEqual(Object.keys(articles), ids.split(" "));
    }
  }),
  test.asStaff("raw/preset/ answers staff with the text of a canned reply; the page of a ticket offers those of its queue", async ({ client, helpdesk }) => {
    await filled(helpdesk);
    const answer = await client.get("raw/preset/?id=2", AS_WEB);
    assert.equal(answer.headers.get("content-type"), "text/plain; charset=utf-8");
    assert.equal(answer.text, KNOWLEDGE.replies[1]?.body);
    for (const path of ["?id=99", "?id=x", ""]) {
      assert.equal((await client.get(`raw/preset/${path}`, AS_WEB)).status, 404, path);
    }
    for (const [queue, offered] of OFFERED) {
      const { id } = await client.createTicket({ queue });
      const page = parseDocument(await textOf(client, `tickets/${id}/`));
      const select = DomUtils.getElementById("id_preset", page.children);
      const options = DomUtils.getElementsByTagName("option", select ?? []);
      assert.deepEqual(options.slice(1).map(({ attribs }) => Number(attribs.value)), offered);
    }
  }),
  test.helpdesk("canned replies and pages of tickets are closed to others, and everything to agents", async (helpdesk) => {
    await filled(helpdesk);
    const customer = await logIn(helpdesk, helpdesk.accounts.customer);
    for (const path of ["raw/preset/?id=1", "tickets/1/"]) {
      const answer = await customer.get(path, AS_WEB);
      assert.equal(answer.status, 302);
      assert.match(answer.headers.get("location") ?? "", /\/login\/\?next=/);
    }
    const agent = await asAgent(helpdesk);
    for (const path of ["kb/", "kb/it/", "raw/preset/?id=1", "tickets/1/"]) {
      const answer = await agent.get(path, AS_WEB);
      assert.equal(answer.status, 403);
      assert.equal(answer.json().code, "AGENT_WEB_ACCESS_DENIED");
    }
  }),
];

/** Canned replies by queue, in the order of their names. */
const OFFERED = [[1, [2, 3, 1]], [2, [4, 2, 1]], [3, [2, 5, 1, 6]]] as const;

const ARTICLES_OF_IT = {
  "1": [
    "VPN: stay connected from home",
    "The VPN client asks for my code again after some minutes.",
    "<p>The gateway closes tunnels that are <strong>idle for 600 seconds</strong>.</p>\n" +
    "<ol>\n<li>Open the client and choose <em>Settings</em>.</li>\n" +
    "<li>Switch on <code>Keep the tunnel alive</code>.</li>\n" +
    "<li>Disconnect, wait ten seconds, connect again.</li>\n</ol>\n" +
    "<p>Client 7.2 and newer have this switch. Older ones have to be updated first.</p>",
    "14 of 16 people found this answer useful",
  ],
  "2": [
    "Choose a new password",
    "My password has expired or I have forgotten it.",
    "<p>Passwords last 180 days. After that nothing lets you in but the page for new passwords:</p>\n" +
    '<ul>\n<li>in the office: <a href="https://password.example.com">https://password.example.com</a></li>\n' +
    "<li>from home: come to the desk with your badge, or have your manager call us</li>\n</ul>\n" +
    "<p>Twelve characters at least. The last ten passwords are not taken again.</p>",
    "31 of 40 people found this answer useful",
  ],
  "3": [
    "Paper size of the label and delivery note printers",
    "Delivery notes come out cut off at the bottom.",
    "<p>The printers keep a paper size of their own, which must be the driver's:</p>\n" +
    "<ol>\n<li>On the printer press <em>Menu</em>, <em>Paper</em>, <em>Size</em> and choose <strong>A4</strong>.</li>\n" +
    "<li>On the computer open the printer's properties and choose <strong>A4</strong> there, too.</li>\n" +
    "<li>Print the test page.</li>\n</ol>\n" +
    "<pre><code>lpoptions -p warehouse -o media=A4\n</code></pre>",
    "",
  ],
  "4": [
    "校正ソフトのライセンスを更新する",
    "「ライセンスの有効期限が切れました」と表示されます。",
    "<p>ライセンスは一年ごとに更新します。</p>\n<ol>\n" +
    "<li>校正用パソコンで「ヘルプ」、「ライセンス」を開きます。</li>\n" +
    "<li>更新用のキーを入力します。キーはITサポートが発行します。</li>\n" +
    "<li>ソフトを再起動します。</li>\n</ol>",
    "",
  ],
  "5": [
    "<b>0</b> & \"more\" 'quotes'",
    "Is 1 < 2?",
    '<p>Yes, <code>1 &lt; 2 &amp; "so"</code> is.<br>\nThe second line.</p>\n' +
    '<p><a href="https://example.com/?a=1&amp;b=2">a page</a></p>',
    "",
  ],
};
