import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import {
  billOfMaterials,
  componentsOf,
  type LockFile,
} from "../../scripts/release/bill_of_materials.ts";
import { bundledSources, program, PROJECT_FOLDER } from "../../scripts/release/executable.ts";
import { WORKING_FOLDER } from "../../site/site_folder.ts";

Deno.test("componentsOf() finds packages, scoped ones too, on either kind of path", () => {
  const integrity = "sha512-AAAA";
  const zod = "../../cache/npm/registry.example.com/zod/4.6.7/v4";
  const scoped = "..\\cache\\npm\\registry.example.com\\@scope\\name\\1.0.0\\index.js";
  const sources = ["../main.ts", `${zod}/index.js`, `${zod}/core.js`, scoped];
  const npm = { "zod@4.6.7": { integrity }, "@scope/name@1.0.0_zod@4.6.7": { integrity } };
  assert.deepEqual(componentsOf(sources, { npm }), [
    { name: "@scope/name", version: "1.0.0", integrity },
    { name: "zod", version: "4.6.7", integrity },
  ]);
  assert.throws(() => componentsOf(sources, { npm: {} }), /deno\.lock has no zod@4\.6\.7/);
});

Deno.test("the bill of materials names what the program imports, with the lock file's checksums", async () => {
  const sources = await bundledSources({ ...program, output: `${WORKING_FOLDER}bill/` });
  const lock: LockFile = JSON.parse(await Deno.readTextFile(`${PROJECT_FOLDER}deno.lock`));
  const components = componentsOf(sources, lock);
  const names = components.map(({ name }) => name);
  for (const name of ["@modelcontextprotocol/sdk", "htmlparser2", "zod"]) {
    assert(names.includes(name), `${name} is not among ${names.join(", ")}`);
  }
  assert(!names.includes("fast-check"), "A package of the tests is in the program");
  const bill = billOfMaterials(project, components, "2031-01-01T00:00:00Z");
  assert.equal(bill.metadata.component.version, project.version);
  const zod = bill.components.find(({ name }) => name === "zod");
  assert.match(zod?.purl ?? "", /^pkg:npm\/zod@\d/);
  assert.match(zod?.hashes[0]?.content ?? "", /^[0-9a-f]{128}$/);
  const scoped = bill.components.find(({ name }) => name.startsWith("@"));
  assert.match(scoped?.purl ?? "", /^pkg:npm\/%40/);
});
