import assert from "node:assert/strict";
import { dependenciesOnPage } from "../../../lib/helpdesk/answers/ticket_page.ts";

const link = (id: number) => `<a href="/desk/tickets/${id}/">#${id}</a>`;
const drop = (id: number, what = "dependency") =>
  `<a href="/desk/tickets/20/${what}/delete/${id}/"></a>`;

/** Ticket 20 resolves 7 and waits for 5 and 6, as releases write it. */
const PAGES = {
  "2.6.1": `${link(9)}<ul><li>${link(7)}<a href="/desk/tickets/7/resolves/delete/3/"></a></li></ul>
    <ul><li>${link(5)}${drop(1)}</li><li>${link(6)}${drop(2)}</li></ul>${link(8)}`,
  "1.6.2": `<table><tr><th>${link(9)}</th><td>
    <table><tr><td><a href="/desk/tickets/7/resolves/delete/3/"></a></td><td>${
    link(7)
  }</td></tr></table>
    </td></tr><tr><td><a href="/desk/tickets/20/dependency/add/"></a>
    <table><tr><td>${drop(1)}</td><td>Open</td><td>${link(5)}</td></tr>
    <tr><td>${drop(2)}</td><td>Open</td><td>${link(6)}</td></tr></table></td></tr>
    <tr><td>${link(8)}</td></tr></table>`,
  "1.2.0": `${link(9)}<ul><li>${link(5)} (Open) ${drop(1)}</li><li>${link(6)} ${drop(2)}</li></ul>`,
};

for (const [release, html] of Object.entries(PAGES)) {
  Deno.test(`dependenciesOnPage() finds what a ticket waits for on a page of ${release}`, () => {
    assert.deepEqual(dependenciesOnPage(html, 20), [5, 6]);
    assert.deepEqual(dependenciesOnPage(html, 2), []);
  });
}
