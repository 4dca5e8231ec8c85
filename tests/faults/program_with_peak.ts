// Runs the program in this process and says at its end how much memory it had at most.

globalThis.addEventListener("unload", () => {
  const status = Deno.readTextFileSync("/proc/self/status");
  const kibibytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
  console.error(`peak: ${kibibytes / 1024} MiB`);
});
await import("../../main.ts");
