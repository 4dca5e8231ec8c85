import assert from "node:assert/strict";
import { appAddress, appNames, readAppPage } from "../../lib/apps/app_page.ts";
import { viewOfTool } from "../../lib/apps/tool_views.ts";
import { listTools } from "../../lib/mcp/listings.ts";
import { tools } from "../../lib/tools/registry.ts";
import { Program } from "../e2e/program.ts";

const SHOWING = {
  extensions: { "io.modelcontextprotocol/ui": { mimeTypes: ["text/html;profile=mcp-app"] } },
};
/** Clients that do not show this kind of view. */
const OTHERS = [
  {},
  { extensions: {} },
  { extensions: { "io.modelcontextprotocol/ui": {} } },
  { extensions: { "io.modelcontextprotocol/ui": { mimeTypes: ["text/html"] } } },
  { extensions: { "io.example/ui": { mimeTypes: ["text/html;profile=mcp-app"] } } },
];
/** Who opened ticket 31 of the demo. */
const SUBMITTER = "sales-inside@example.com";
/** How much longer the list may be for a client that shows views. */
const MOST_ADDED = 0.05;

interface Listed {
  readonly name: string;
  readonly annotations: { readonly readOnlyHint: boolean };
  readonly _meta?: {
    readonly ui: { readonly resourceUri?: string; readonly visibility?: string[] };
  };
}

/** What a client is told of the tools, at once and once more when the protocol is loaded. */
async function listsFor(capabilities: object): Promise<Listed[][]> {
  await using program = new Program({}, { program: ["--demo"] });
  await program.initialize(capabilities);
  const early = await program.request("tools/list");
  await program.request("completion/complete", {
    ref: { type: "ref/resource", uri: "helpdesk://ticket/{id}" },
    argument: { name: "id", value: "1" },
  });
  return [early.result.tools, (await program.request("tools/list")).result.tools];
}

/** The same by the revision whose requests say by themselves what the client can do. */
async function modernListFor(capabilities: object): Promise<Listed[]> {
  await using program = new Program({}, { program: ["--demo"] });
  const _meta = modernMeta(capabilities);
  return (await program.request("tools/list", { _meta })).result.tools;
}

function modernMeta(capabilities: object) {
  return {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": capabilities,
  };
}

Deno.test("a client that shows views is told which tool has which, in both eras", async () => {
  for (const listed of [...await listsFor(SHOWING), await modernListFor(SHOWING)]) {
    for (const { name, annotations, _meta } of listed) {
      const view = viewOfTool[name];
      assert.equal(_meta?.ui.resourceUri, view && appAddress(view), name);
      const visibility = annotations.readOnlyHint ? undefined : ["model"];
      assert.deepEqual(_meta?.ui.visibility, visibility, name);
    }
    const without = JSON.stringify(listTools(tools).tools).length;
    const added = JSON.stringify(listed).length / without - 1;
    assert(added > 0 && added < MOST_ADDED, `${(100 * added).toFixed(1)} % longer`);
  }
});

Deno.test("any other client is told what it was told before", async () => {
  const before = JSON.parse(JSON.stringify(listTools(tools).tools));
  for (const capabilities of OTHERS) {
    assert.deepEqual(await modernListFor(capabilities), before, JSON.stringify(capabilities));
  }
  for (const listed of await listsFor({})) assert.deepEqual(listed, before);
});

Deno.test("only a client that shows views is sent what is for views alone", async () => {
  for (const [capabilities, isSent] of [[SHOWING, true], [{}, false]] as const) {
    await using program = new Program({}, { program: ["--demo=staff"] });
    const call = { name: "get_ticket", arguments: { ticket_id: 31 } };
    await program.initialize(capabilities);
    for (const params of [call, { ...call, _meta: modernMeta(capabilities) }]) {
      const { _meta = {} } = (await program.request("tools/call", params)).result;
      assert.equal("helpdesk-mcp/view" in _meta, isSent);
      if (isSent) {
        assert.deepEqual(_meta["helpdesk-mcp/view"], { mailed: [[SUBMITTER], [SUBMITTER], []] });
      }
    }
  }
});

Deno.test("every view belongs to a tool, and every tool with one exists", () => {
  const names = tools.map(({ name }) => name);
  assert.deepEqual(Object.keys(viewOfTool).filter((name) => !names.includes(name)), []);
  assert.deepEqual([...new Set(Object.values(viewOfTool))].toSorted(), appNames.toSorted());
});

Deno.test("readAppPage() gives documents that forbid every network and any other script", async () => {
  for (const name of appNames) {
    const page = await readAppPage(appAddress(name)) ?? "";
    assert(page.startsWith("<!DOCTYPE html>"), name);
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    assert.match(
      policy ?? "",
      /^default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'$/,
    );
    assert.doesNotMatch(
      page,
      /\b(?:inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\(|https?:\/\/(?!\?)/,
    );
  }
  const others = [
    "ui://helpdesk/",
    "ui://helpdesk/toString",
    "ui://other/ticket",
    "helpdesk://queues",
  ];
  for (const other of others) assert.equal(await readAppPage(other), undefined);
});
