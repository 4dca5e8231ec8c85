import assert from "node:assert/strict";
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";
import { readDocuments } from "./documents.ts";
import { anchors, brokenLinks, linkTargets } from "./links.ts";

const nothing = () => Promise.resolve(false);

Deno.test("every link of the documents leads to a file and a heading that are there", async () => {
  const documents = await readDocuments();
  const exists = async (path: string) => {
    const found = await Deno.stat(`${PROJECT_FOLDER}${path}`).catch(() => undefined);
    return found !== undefined;
  };
  assert.deepEqual(await brokenLinks(documents, exists), []);
  const links = documents.flatMap(({ text }) => linkTargets(text));
  assert(links.length > 50, `Only ${links.length} links were found`);
});

Deno.test("every document in docs/ is linked from README.md", async () => {
  const [readme, ...others] = await readDocuments();
  const linked = linkTargets(readme?.text ?? "").map((target) => target.split("#")[0]);
  for (const { path } of others) assert(linked.includes(path), `README.md has no link to ${path}`);
});

Deno.test("brokenLinks() finds a file that is not there", async () => {
  const text = "[a](docs/no.md), [b](lib/there.ts)\n\n[c]: ../outside.md\n";
  const exists = (path: string) => Promise.resolve(path === "lib/there.ts");
  assert.deepEqual(await brokenLinks([{ path: "README.md", text }], exists), [
    { path: "README.md", target: "docs/no.md", problem: "no such file" },
    { path: "README.md", target: "../outside.md", problem: "no such file" },
  ]);
});

Deno.test("brokenLinks() finds a heading that is not there, in this page and another", async () => {
  const readme = "# Title\n\n[a](#title) [b](#titel) [c](docs/a.md#one) [d](docs/a.md#two)";
  const page = "## One\n\n[e](../README.md#title) [f](../README.md#two) [g](b.md)";
  const documents = [{ path: "README.md", text: readme }, { path: "docs/a.md", text: page }];
  assert.deepEqual(await brokenLinks(documents, nothing), [
    { path: "README.md", target: "#titel", problem: "no such heading" },
    { path: "README.md", target: "docs/a.md#two", problem: "no such heading" },
    { path: "docs/a.md", target: "../README.md#two", problem: "no such heading" },
    { path: "docs/a.md", target: "b.md", problem: "no such file" },
  ]);
});

Deno.test("brokenLinks() leaves other sites and code alone", async () => {
  const text =
    "[a](https://example.com/#no) `[b](no.md)`\n\n```md\n[c](no.md)\n# Not a heading\n```\n";
  assert.deepEqual(await brokenLinks([{ path: "README.md", text }], nothing), []);
  assert.deepEqual(anchors(text), []);
});

Deno.test("linkTargets() finds links whose text is code, or stands on two lines", () => {
  const text = '[`list_tickets`](#list_tickets) [what is\nnewer](a.md) [b](c.md "Title")';
  assert.deepEqual(linkTargets(text), ["#list_tickets", "a.md", "c.md"]);
});

Deno.test("anchors() makes them as GitHub does", () => {
  const text =
    "# What it can do, and what holds it\n## `get_ticket`\n## Same\n### Same\n## A – b [c](d)\n";
  const same = ["get_ticket", "same", "same-1", "a--b-c"];
  assert.deepEqual(anchors(text), ["what-it-can-do-and-what-holds-it", ...same]);
});
