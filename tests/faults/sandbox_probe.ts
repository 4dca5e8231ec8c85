// Tries what the program must not be able to do, and prints what came of it.

const attempts: Readonly<Record<string, () => unknown>> = {
  "read a file": () => Deno.readTextFileSync("/etc/hosts"),
  "read a file of its own": () => Deno.readTextFileSync("deno.json"),
  "list a folder": () => [...Deno.readDirSync(".")],
  "write a file": () => Deno.writeTextFileSync("probe.txt", "probe"),
  "make a temporary file": () => Deno.makeTempFileSync(),
  "remove a file": () => Deno.removeSync("probe.txt"),
  "start a process": () => new Deno.Command(Deno.execPath()).outputSync(),
  "start a shell": () => new Deno.Command("sh", { args: ["-c", "true"] }).outputSync(),
  "load a library": () => Deno.dlopen("libc.so.6", {}),
  "ask for the name of the machine": () => Deno.hostname(),
  "list the environment": () => Deno.env.toObject(),
  "read HOME": () => Deno.env.get("HOME"),
  "read a secret of another program": () => Deno.env.get("AWS_SECRET_ACCESS_KEY"),
  "set a variable": () => Deno.env.set("HOME", "/"),
  "read one of its settings": () => Deno.env.get("HELPDESK_BASE_URL"),
  "import a file": () => import(new URL("hostile_text.ts", import.meta.url).href),
};

const outcomes: Record<string, string> = {};
for (const [what, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    outcomes[what] = "done";
  } catch (error) {
    outcomes[what] = error instanceof Error ? error.name : String(error);
  }
}
for (const address of Deno.args) {
  try {
    await (await fetch(address)).body?.cancel();
    outcomes[address] = "done";
  } catch (error) {
    outcomes[address] = error instanceof Error ? error.name : String(error);
  }
}
console.log(JSON.stringify(outcomes));
