import assert from "node:assert/strict";
import { readMainOptions, SITE_USAGE } from "../../site/main_options.ts";

Deno.test("readMainOptions() without arguments serves on 8080 without control pages", () => {
  assert.deepEqual(readMainOptions([]), {
    site: { port: 8080, statuses: "default", control: false },
    fresh: false,
    help: false,
  });
});

Deno.test("readMainOptions() takes every argument that --help lists", () => {
  const all = [
    ...[
      ...["--release", "2.3.3", "--port", "0", "--fresh", "--mount", "/it/helpdesk/"],
      ...["--signed-cookies", "--database", "postgresql"],
    ],
    ...["--custom-statuses", "--no-browsable-page", "--no-agents", "--help"],
  ];
  assert.deepEqual(readMainOptions(all), {
    site: {
      ...{ release: "2.3.3", database: "postgresql", port: 0, statuses: "custom", control: false },
      ...{ mount: "/it/helpdesk/", sessions: "signed_cookies", browsablePage: false },
      agents: false,
    },
    fresh: true,
    help: true,
  });
  const listed = [...SITE_USAGE.matchAll(/^ +(--[\w-]+)/gm)].map(([, name]) => name);
  assert.deepEqual(listed.sort(), all.filter((argument) => argument.startsWith("--")).sort());
});

Deno.test("readMainOptions() names what it cannot use", () => {
  const bad = [
    ["--portt"],
    ["--port"],
    ["--port", "99999"],
    ["--port", "1x"],
    ["--mount", "desk"],
    ["--release", "2.3"],
    ["--database", "mysql"],
  ];
  for (const args of bad) {
    assert.throws(() => readMainOptions(args), new RegExp(`"${args.at(-1)}"|""`));
  }
});
