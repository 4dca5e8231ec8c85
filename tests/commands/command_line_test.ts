import assert from "node:assert/strict";
import { type CommandLine, readCommandLine } from "../../lib/commands/command_line.ts";

const DOCTOR = { command: "doctor", account: undefined, isJson: false, mayLogIn: true } as const;

const UNDERSTOOD: readonly (readonly [words: string, line: CommandLine])[] = [
  ["", { command: "serve", account: undefined }],
  ["--demo", { command: "serve", account: "agent" }],
  ["--demo=staff", { command: "serve", account: "staff" }],
  ["doctor", DOCTOR],
  ["doctor --json --demo", { ...DOCTOR, account: "agent", isJson: true }],
  ["--json --demo=staff doctor", { ...DOCTOR, account: "staff", isJson: true }],
  ["--demo doctor --json", { ...DOCTOR, account: "agent", isJson: true }],
  ["doctor --no-login", { ...DOCTOR, mayLogIn: false }],
  ["config cursor", { command: "config", client: "cursor", isDemo: false }],
  ["--demo config vscode", { command: "config", client: "vscode", isDemo: true }],
  ["config --demo claude-code", { command: "config", client: "claude-code", isDemo: true }],
  ...["--help", "-h", "doctor --help", "-h doctor", "config -h", "config --help cursor"]
    .map((words) => [words, { command: "help" }] as const),
  ...["--version", "doctor --version", "--version config"]
    .map((words) => [words, { command: "version" }] as const),
];

const REFUSED: readonly [words: string, problem: RegExp][] = [
  ["--verbose", /^Unknown option "--verbose"; --help/],
  ["-x", /^Unknown option "-x"; --help/],
  ["-hx", /^Unknown option "-x"; --help/],
  ["--no-demo", /^Unknown option "--no-demo"; --help/],
  ["--verbose --help", /^Unknown option "--verbose"; --help/],
  ["--json", /^Unknown option "--json"; --help/],
  ["--no-login", /^Unknown option "--no-login"; --help/],
  ["--demo=other", /^Unknown option "--demo=other"; --help/],
  ["--demo=", /^Unknown option "--demo="; --help/],
  ["--help=demo", /^Unknown option "--help=demo"; --help/],
  ["config cursor --json", /^Unknown option "--json"; --help/],
  ["config cursor --demo=staff", /^Unknown option "--demo=staff"; --help/],
  ["serve", /^There is no command "serve"; --help/],
  ["doktor --demo", /^There is no command "doktor"; --help/],
  ["doctor now", /^doctor takes no "now"; --help/],
  ["config", /^config takes the name of one client: claude-desktop, /],
  ["config emacs", /^config takes the name of one client: claude-desktop, /],
  ["config cursor vscode", /^config takes the name of one client: claude-desktop, /],
  ["-- --demo", /^There is no command "--demo"; --help/],
];

const argumentsOf = (words: string) => words.split(" ").filter(Boolean);

for (const [words, line] of UNDERSTOOD) {
  Deno.test(`readCommandLine() understands "${words}"`, () => {
    assert.deepEqual(readCommandLine(argumentsOf(words)), line);
  });
}

for (const [words, problem] of REFUSED) {
  Deno.test(`readCommandLine() refuses "${words}"`, () => {
    const line = readCommandLine(argumentsOf(words));
    assert.ok("problem" in line, JSON.stringify(line));
    assert.match(line.problem, problem);
  });
}
