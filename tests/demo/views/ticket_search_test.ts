import assert from "node:assert/strict";
import { createEmbeddedHelpdesk } from "../../embedded/embedded_helpdesk.ts";

const helpdesk = createEmbeddedHelpdesk();
const HEADERS = { authorization: `Token ${helpdesk.token}` };

/** The titles of a search on the sample content. The list wants a session, so one is made first. */
async function search(text: string, more: Record<string, unknown> = {}): Promise<string[]> {
  const query = new TextEncoder().encode(JSON.stringify({ search_string: text, ...more }));
  const address = `${helpdesk.baseUrl}datatables_ticket_list/${
    encodeURIComponent(query.toBase64())
  }`;
  const response = await helpdesk.fetch(
    new Request(`${address}?length=100`, { headers: { cookie: await session } }),
  );
  const { data } = await response.json() as { data: { title: string }[] };
  return data.map(({ title }) => title);
}

const session = logIn();

async function logIn(): Promise<string> {
  const address = `${helpdesk.baseUrl}login/`;
  const form = await helpdesk.fetch(new Request(address));
  const cookie = form.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const token = /csrfmiddlewaretoken" value="(\w+)"/.exec(await form.text())?.[1] ?? "";
  const { username, password } = helpdesk.accounts.staff;
  const body = new URLSearchParams({ username, password, csrfmiddlewaretoken: token });
  const answer = await helpdesk.fetch(
    new Request(address, { method: "POST", body, headers: { cookie } }),
  );
  return answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}

Deno.test("a search finds other scripts and emoji in the sample content", async () => {
  assert.deepEqual(await search("طابعة"), ["طابعة الطابق الثالث لا تعمل"]);
  assert.deepEqual(await search("校正用"), ["校正ソフトのライセンスが切れています"]);
  assert.deepEqual(await search("प्रोजेक्टर"), ["बैठक कक्ष 2 का प्रोजेक्टर चालू नहीं होता"]);
  assert.equal((await search("🖥️")).length, 1);
});

Deno.test("a search ignores case for A to Z only", async () => {
  assert.equal((await search("vpn DROPS")).length, 1);
  assert.equal((await search("смена адреса")).length, 0);
  assert.equal((await search("Смена адреса")).length, 1);
});

Deno.test("a search for a word with OR in it is cut there", async () => {
  const cut = await search("FORM");
  assert.ok(cut.length > (await search("form")).length);
});

Deno.test("a search is combined with filters and order", async () => {
  const filtering = { queue__id__in: [1], status__in: [1] };
  const titles = await search("the", { filtering, sorting: "title" });
  assert.ok(titles.length > 2);
  assert.deepEqual(titles, titles.toSorted((a, b) => (a < b ? -1 : 1)));
});

Deno.test("an API token opens no web page: the list redirects to the login", async () => {
  const address = `${helpdesk.baseUrl}datatables_ticket_list/e30=`;
  const answer = await helpdesk.fetch(new Request(address, { headers: HEADERS }));
  assert.equal(answer.status, 302);
});
