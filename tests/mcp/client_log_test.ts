import assert from "node:assert/strict";
import { createLog, type Log } from "../../lib/log/log.ts";
import { ClientLog, readLogLevel } from "../../lib/mcp/client_log.ts";

function logs(debug = false): { log: Log; clientLog: ClientLog; sent: string[]; lines: string[] } {
  const lines: string[] = [];
  const sent: string[] = [];
  const log = createLog({ debug, write: (line) => lines.push(line) });
  const clientLog = new ClientLog(log, (level, line) => sent.push(`${level}: ${line}`));
  return { log, clientLog, sent, lines };
}

function write(log: Log): void {
  log.warn("A warning");
  log.debug("A request");
}

const LEVELS: readonly (readonly [level: string, sent: readonly string[]])[] = [
  ["debug", ["warning: A warning", "debug: A request"]],
  ...["info", "notice", "warning"].map((level) => [level, ["warning: A warning"]] as const),
  ...["error", "critical", "alert", "emergency"].map((level) => [level, []] as const),
];

for (const [level, expected] of LEVELS) {
  for (const debug of [false, true]) {
    const stderr = debug ? "with debugging on stderr" : "without";
    Deno.test(`ClientLog sends what reaches the level ${level}, ${stderr}`, () => {
      const { log, clientLog, sent, lines } = logs(debug);
      clientLog.open();
      clientLog.setLevel(readLogLevel(level));
      write(log);
      assert.deepEqual(sent, expected);
      assert.equal(lines.length, debug ? 2 : 1);
    });
  }
}

Deno.test("ClientLog sends nothing until the client sets a level", () => {
  const { log, clientLog, sent } = logs(true);
  clientLog.open();
  write(log);
  assert.deepEqual(sent, []);
});

Deno.test("ClientLog sends nothing before it is opened, nor after it is closed", () => {
  const { log, clientLog, sent } = logs();
  clientLog.setLevel("debug");
  write(log);
  clientLog.open();
  clientLog.close();
  write(log);
  assert.deepEqual(sent, []);
});

Deno.test("Log.follow() gives the lines of stderr: hidden secrets, one line, cut", () => {
  const { log, clientLog, sent, lines } = logs();
  log.hide("canary-secret");
  clientLog.open();
  clientLog.setLevel("warning");
  log.warn(`The password canary-secret\r\n\x1b[2Jand ${btoa("canary-secret").replaceAll("=", "")}`);
  log.warn("x".repeat(5_000));
  assert.deepEqual(sent.map((line) => line.replace("warning:", "helpdesk-mcp:")), lines);
  assert.equal(sent[0], "warning: The password [hidden] and [hidden]");
  assert.equal(sent[1]?.length, "warning: ".length + 2_000);
});

Deno.test("readLogLevel() refuses what is no level, by name", () => {
  for (const name of ["", "WARNING", "verbose", "constructor"]) {
    assert.throws(() => readLogLevel(name), (error: Error & { code?: number }) => {
      assert.equal(error.code, -32602);
      assert(error.message.startsWith(`There is no log level "${name}"; there are debug, `));
      return true;
    });
  }
});
