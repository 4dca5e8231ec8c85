import assert from "node:assert/strict";
import { runProcess } from "../child_process.ts";
import project from "../../deno.json" with { type: "json" };
import { platformVariables } from "../../lib/settings/platform_variables.ts";
import { settings } from "../../lib/settings/settings.ts";
import { programFlags } from "../../scripts/release/permissions.ts";
import { buildProbe, type BuiltExecutable, executableTest } from "./built_executables.ts";

/** What became of each attempt, in an environment of its own. */
async function outcomes(probe: BuiltExecutable, attempts: readonly string[]): Promise<string[]> {
  const { stdout, stderr } = await runProcess(probe.path, {
    args: [...attempts],
    cwd: probe.folder,
    clearEnv: true,
    env: { HELPDESK_USERNAME: "fixture", FOREIGN_VARIABLE: "secret" },
  });
  assert.equal(stderr, "");
  const lines = stdout.trimEnd().split("\n");
  return lines.map((line) => line.slice(line.lastIndexOf(" ") + 1));
}

/** A server that answers anything; its address names the host as given. */
function startAnswering(host = "127.0.0.1") {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response(),
  );
  return {
    url: `http://${host}:${server.addr.port}/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Attempts that no executable may make, whatever host it was built for. */
const FORBIDDEN = [
  ...["read=program", "read=/etc/hostname", "write=written", `run=${Deno.execPath()}`],
  ...["env=FOREIGN_VARIABLE", "env=PATH", "sys", "ffi=libc.so.6"],
  "read-through-worker=/etc/hostname",
];

Deno.test("programFlags() allows the network and the settings, as `deno task start` does", () => {
  const start = project.tasks.start.split(" ");
  for (const flag of programFlags()) assert(start.includes(flag), flag);
  assert.deepEqual(programFlags("helpdesk.example.com"), [
    "--no-prompt",
    "--allow-net=helpdesk.example.com",
    `--allow-env=${[...settings.map(({ name }) => name), ...platformVariables].join(",")}`,
  ]);
});

executableTest(
  "an executable reads no files, runs nothing and sees its settings only",
  async () => {
    for (const host of [undefined, "127.0.0.1"]) {
      await using probe = await buildProbe(host);
      const found = await outcomes(probe, ["env=HELPDESK_USERNAME", ...FORBIDDEN]);
      assert.deepEqual(found, ["done", ...FORBIDDEN.map(() => "NotCapable")]);
    }
  },
);

executableTest(
  "an executable built for a host reaches no other, itself or by a worker",
  async () => {
    await using named = startAnswering();
    const other = `http://localhost:${new URL(named.url).port}/`;
    await using probe = await buildProbe("127.0.0.1");
    const attempts = [
      ...[`fetch=${named.url}`, `fetch=${other}`, `fetch-through-worker=${other}`],
      // The server's own way, with another address than the executable was built for.
      ...[`confine=${other}`, `fetch-confined=${other}`],
    ];
    const expected = ["done", "NotCapable", "NotCapable", "done", "NotCapable"];
    assert.deepEqual(await outcomes(probe, attempts), expected);
    const [wider] = await outcomes(probe, [`fetch-in-worker-with-all=${other}`]);
    assert.notEqual(wider, "done");
  },
);

executableTest(
  "an executable for any host reaches one origin only, once it is confined",
  async () => {
    await using configured = startAnswering();
    await using other = startAnswering();
    const sameByName = configured.url.replace("127.0.0.1", "localhost");
    await using probe = await buildProbe();
    const allowed = [`fetch=${other.url}`, `confine=${configured.url}`];
    const reached = [...allowed, `fetch-confined=${configured.url}`];
    const refused = [
      ...[`fetch-confined=${other.url}`, `fetch-confined=${sameByName}`, `fetch=${configured.url}`],
      ...[`fetch=${other.url}`, `fetch-through-worker=${other.url}`, "listen"],
    ];
    const expected = [...reached.map(() => "done"), ...refused.map(() => "NotCapable")];
    assert.deepEqual(await outcomes(probe, [...reached, ...refused]), expected);
    const all = `fetch-in-worker-with-all=${other.url}`;
    const [, wider] = await outcomes(probe, [`confine=${configured.url}`, all]);
    assert.notEqual(wider, "done");
  },
);
