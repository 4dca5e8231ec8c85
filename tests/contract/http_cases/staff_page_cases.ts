import assert from "node:assert/strict";
import { parsePage } from "../../../lib/helpdesk/answers/page_parser.ts";
import { assertErrorPage, type HttpCase, test } from "../http_case.ts";
import { AS_BROWSER, type ContractClient, logIn } from "../contract_client.ts";

async function pageOf(client: ContractClient, path: string): Promise<string> {
  const answer = await client.get(path, AS_BROWSER);
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.headers.get("content-type") ?? "", /^text\/html/);
  return answer.text;
}

/** The options of every select of a name: value and label. */
function optionsOf(html: string, name: string): [value: string, label: string][][] {
  const selects: [string, string][][] = [];
  let isInside = false;
  parsePage(html, {
    onopentag(tag, attributes) {
      if (tag === "select") isInside = attributes.name === name;
      if (tag === "select" && isInside) selects.push([]);
      if (tag === "option" && isInside) selects.at(-1)?.push([attributes.value ?? "", ""]);
    },
    ontext(text) {
      const option = isInside ? selects.at(-1)?.at(-1) : undefined;
      if (option !== undefined) option[1] = (option[1] + text).trim();
    },
    onclosetag(tag) {
      if (tag === "select") isInside = false;
    },
  });
  return selects;
}

/** Pages of the staff that tell what the API does not. */
export const STAFF_PAGE_CASES: readonly HttpCase[] = [
  test.asStaff("a ticket's page names who may own it by full name, then by user name", async ({ client, accounts }) => {
    const { staff, admin } = accounts;
    for (const assigned_to of [null, staff.id]) {
      const { id } = await client.createTicket({ assigned_to });
      const [full = [], user = [], ...others] = optionsOf(
        await pageOf(client, `tickets/${id}/`),
        "owner",
      );
      assert.deepEqual(others, []);
      const labels = ({ id }: { id: number }) =>
        [full, user].map((options) => options.find(([value]) => value === String(id))?.[1]);
      assert.deepEqual(labels(staff), [staff.fullName, staff.username]);
      assert.deepEqual(labels(admin), [admin.username, admin.username]);
      assert.deepEqual([full[0], user[0]], [["0", "Unassigned"], ["0", "Unassigned"]]);
    }
    assertErrorPage(await client.get("tickets/999999/", AS_BROWSER), 404);
  }).on(["plain", "mounted"]),
  test.asStaff("the page of feeds tells the slug of every queue, beside its title", async ({ client }) => {
    const html = await pageOf(client, "rss/");
    const { id } = await client.createTicket();
    const [row] = (await client.get(
      `datatables_ticket_list/${
        btoa(JSON.stringify({ sorting: "id", sortreverse: true }))
      }?length=1`,
    )).json<{ data: { ticket: string; queue: { title: string } }[] }>().data;
    const slug = /\[([\w-]+)-\d+\]$/.exec(row?.ticket ?? "")?.[1];
    assert.equal(row?.ticket, `${id} [${slug}-${id}]`);
    const cells = html.replaceAll(/\s+/g, " ").split("<tr>")
      .filter((part) => part.includes(`/rss/queue/${slug}/`));
    assert.equal(cells.length, 1);
    assert.match(cells[0] ?? "", new RegExp(`^ ?<td>${RegExp.escape(row?.queue.title ?? "")}<`));
  }).on(["plain", "mounted"]),
  test.helpdesk("both are for staff alone: others are sent to the login page", async (helpdesk) => {
    const client = await logIn(helpdesk, helpdesk.accounts.customer);
    for (const path of ["tickets/1/", "rss/"]) {
      const answer = await client.get(path, AS_BROWSER);
      assert.equal(answer.status, 302, path);
      assert.match(answer.headers.get("location") ?? "", /\/login\//);
    }
  }),
];
