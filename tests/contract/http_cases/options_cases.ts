import assert from "node:assert/strict";
import { DomUtils, parseDocument } from "htmlparser2";
import { asAgent, assertRefused, asStaff, type HttpCase, test } from "../http_case.ts";
import { AS_BROWSER, logIn } from "../contract_client.ts";

type Page = ReturnType<typeof parseDocument>;

/** The options of a select inside a form: value, label and whether it is chosen. */
function optionsOf(page: Page, name: string): [string, string, boolean][] {
  const selects = DomUtils.getElementsByTagName("form", page)
    .flatMap((form) => DomUtils.getElementsByTagName("select", form))
    .filter((select) => select.attribs.name === name);
  assert.equal(selects.length, 1, `one select "${name}"`);
  return DomUtils.getElementsByTagName("option", selects).map((option) => [
    option.attribs.value ?? "",
    DomUtils.textContent(option).trim(),
    "selected" in option.attribs,
  ]);
}

interface Metadata {
  name: string;
  description: string;
  renders: string[];
  parses: string[];
  actions: { POST: Record<string, Record<string, unknown>> };
}

const PRIORITIES = ["1. Critical", "2. High", "3. Normal", "4. Low", "5. Very Low"];
const STATUSES = ["Open", "Reopened", "Resolved", "Closed", "Duplicate"];

function choices(labels: readonly string[]): { value: number; display_name: string }[] {
  return labels.map((label, index) => ({ value: index + 1, display_name: label }));
}

/** Fields with their types, in their order. */
const typesOf = (fields: Record<string, Record<string, unknown>>) =>
  Object.entries(fields).map(([name, { type }]) => `${name} ${type}`).join(", ");

/** Choices numbered from 1 as options, of which one may be chosen. */
const listed = (labels: readonly string[], chosen?: number) =>
  labels.map((label, index) => [String(index + 1), label, index + 1 === chosen]);

/** Metadata, the browsable page and the form for new tickets. */
export const OPTIONS_CASES: readonly HttpCase[] = [
  test.asStaff("OPTIONS as JSON describes the fields of a ticket", async ({ client }) => {
    const answer = await client.request("OPTIONS", "api/tickets/");
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "application/json");
    const { actions: { POST: fields }, ...rest } = answer.json<Metadata>();
    assert.equal(rest.name, "Ticket List");
    assert.match(rest.description, /^A viewset that provides the standard actions/);
    const forms = ["application/x-www-form-urlencoded", "multipart/form-data"];
    assert.deepEqual(rest.parses, ["application/json", ...forms]);
    assert.equal(rest.renders[0], "application/json");
    const expected =
      "id integer, queue field, title string, description string, resolution string, " +
      "submitter_email email, assigned_to field, status choice, on_hold boolean, " +
      "priority choice, due_date datetime, merged_to field, attachment file upload, " +
      "followup_set field, custom_room string";
    assert.equal(typesOf(fields), expected);
    assert.deepEqual(fields.priority?.choices, choices(PRIORITIES));
    const { title, custom_room, submitter_email, queue } = fields;
    const text = { type: "string", read_only: false };
    assert.deepEqual(title, { ...text, required: true, label: "Title", max_length: 200 });
    assert.deepEqual(custom_room, { ...text, required: false, label: "Room", max_length: 40 });
    assert.equal(submitter_email?.max_length, 254);
    assert.equal(queue?.choices, undefined);
  }).on(["plain", "custom_statuses", "json_only"]),
  test.asStaff("the statuses of OPTIONS are those of the site", async ({ client }) => {
    const answer = await client.request("OPTIONS", "api/tickets/");
    const { POST } = answer.json<Metadata>().actions;
    const { id } = await client.createTicket();
    const custom = (await client.patch(`api/tickets/${id}/`, { status: 6 })).status === 200;
    const labels = custom ? [...STATUSES, "In Progress", "Waiting for customer"] : STATUSES;
    assert.deepEqual(POST.status?.choices, choices(labels));
  }).on(["plain", "custom_statuses"]),
  test.helpdesk("OPTIONS as JSON describes the fields of a follow-up", async (helpdesk) => {
    const answer = await (await asStaff(helpdesk)).request("OPTIONS", "api/followups/");
    const { name, actions: { POST: fields } } = answer.json<Metadata>();
    assert.equal(name, "Follow Up List");
    const expected = "id integer, ticket field, user field, title string, comment string, " +
      "public boolean, new_status choice, time_spent duration, attachments list, " +
      "followupattachment_set field, date datetime, message_id string, " +
      "email_recipients field";
    assert.equal(typesOf(fields), expected);
    assert.equal(fields.title?.max_length, 200);
    assert.deepEqual(fields.new_status?.choices, choices(STATUSES));
  }),
  test.helpdesk("the browsable page has a form with every queue, account, status and priority", async (helpdesk) => {
    for (const logInAs of [asStaff, asAgent]) {
      const client = await logInAs(helpdesk);
      const answer = await client.request("OPTIONS", "api/tickets/", AS_BROWSER);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
      const page = parseDocument(answer.text);
      assert.deepEqual(optionsOf(page, "priority"), listed(PRIORITIES));
      assert.deepEqual(optionsOf(page, "status"), listed(STATUSES));
      const queues = optionsOf(page, "queue");
      assert.ok(queues.every(([id, label, selected]) => /^\d+$/.test(id) && label && !selected));
      const titles = queues.map(([, label]) => label);
      assert.deepEqual(titles, titles.toSorted((a, b) => (a < b ? -1 : 1)));
      assert.ok(titles.some((title) => title.includes("&")), "an ampersand survives");
      const [empty, ...users] = optionsOf(page, "assigned_to");
      assert.deepEqual(empty, ["", "--------", true]);
      for (const { id, username } of Object.values(helpdesk.accounts)) {
        assert.ok(users.some(([value, label]) => value === String(id) && label === username));
      }
      const ids = users.map(([id]) => Number(id));
      assert.deepEqual(ids, ids.toSorted((a, b) => a - b));
    }
  }).on(["plain", "mounted"]),
  test.asStaff("the browsable page carries its JSON as text and a CSRF token for scripts", async ({ client }) => {
    const answer = await client.request("OPTIONS", "api/tickets/", AS_BROWSER);
    const page = parseDocument(answer.text);
    const texts = DomUtils.getElementsByTagName("pre", page).map(DomUtils.textContent);
    assert.ok(texts.length >= 2);
    const text = texts.find((one) => one.includes('"actions"')) ?? "";
    const shown: Metadata = JSON.parse(text.slice(text.indexOf("{")));
    const json = await client.request("OPTIONS", "api/tickets/");
    assert.deepEqual(shown.actions.POST.status, json.json<Metadata>().actions.POST.status);
    const script = DomUtils.getElementById("drf_csrf", page);
    assert.ok(script);
    const { csrfHeaderName, csrfToken } = JSON.parse(DomUtils.textContent(script));
    assert.equal(csrfHeaderName, "X-CSRFTOKEN");
    assert.match(csrfToken, /^\w{64}$/);
    const write = await client.post("api/tickets/", {}, { headers: { "x-csrftoken": csrfToken } });
    assert.equal(write.status, 400);
  }),
  test.asStaff("without the browsable renderer there is no page, and HTML is not acceptable", async ({ client }) => {
    const refusal = { detail: "Could not satisfy the request Accept header." };
    for (const method of ["OPTIONS", "GET"]) {
      assertRefused(await client.request(method, "api/tickets/", AS_BROWSER), 406, refusal);
    }
    const both = { headers: { accept: "text/html, */*;q=0.1" } };
    const answer = await client.request("OPTIONS", "api/tickets/", both);
    assert.equal(answer.headers.get("content-type"), "application/json");
    assert.deepEqual(answer.json<Metadata>().renders, ["application/json"]);
  }).on(["json_only"]),
  test.asStaff("the web form offers staff queues, accounts and priorities, with 3 chosen", async ({ client, accounts }) => {
    const answer = await client.get("tickets/submit/", AS_BROWSER);
    assert.equal(answer.status, 200);
    const page = parseDocument(answer.text);
    assert.deepEqual(optionsOf(page, "priority"), listed(PRIORITIES, 3));
    const [emptyQueue, ...queues] = optionsOf(page, "queue");
    assert.deepEqual(emptyQueue, ["", "--------", true]);
    assert.ok(queues.length >= 3);
    const [emptyUser, ...users] = optionsOf(page, "assigned_to");
    assert.deepEqual(emptyUser, ["", "--------", true]);
    const names = users.map(([, label]) => label);
    assert.deepEqual(names, names.toSorted((a, b) => (a < b ? -1 : 1)));
    for (const { username } of Object.values(accounts)) assert.ok(names.includes(username));
  }).on(["plain", "mounted", "json_only"]),
  test.helpdesk("an account that is not staff gets the refusal as a page, without the form", async (helpdesk) => {
    const client = await logIn(helpdesk, helpdesk.accounts.customer);
    const answer = await client.request("OPTIONS", "api/tickets/", AS_BROWSER);
    assert.equal(answer.status, 403);
    assert.doesNotMatch(answer.text, /<select[^>]*name="queue"/);
    assert.match(answer.text, /You do not have permission/);
  }),
];
