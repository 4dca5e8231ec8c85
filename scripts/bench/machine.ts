import { cpus, release } from "node:os";
import { prepareSite } from "../../site/prepare_site.ts";
import type { Machine } from "./result.ts";

const VERSIONS = `
from importlib.metadata import version
from platform import python_version
names = {"django-helpdesk": "django-helpdesk", "Django": "Django", "Django REST framework": "djangorestframework"}
print(f"Python {python_version()}", *(f"{name} {version(package)}" for name, package in names.items()), sep=", ")
`;

/** What the figures depend on besides the code. */
export async function describeMachine(): Promise<Machine> {
  return {
    processor: cpus()[0]?.model.trim() || "unknown processor",
    cores: navigator.hardwareConcurrency,
    system: `${Deno.build.os} ${release()}, ${Deno.build.arch}`,
    deno: Deno.version.deno,
    helpdesk: await helpdeskVersions(),
  };
}

async function helpdeskVersions(): Promise<string> {
  const preparation = await prepareSite();
  if (preparation.kind === "missing") throw new Error(`The helpdesk ${preparation.reason}`);
  const { success, stdout, stderr } = await new Deno.Command(preparation.python, {
    args: ["-c", VERSIONS],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim();
}
