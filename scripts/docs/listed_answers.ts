import {
  listPrompts,
  listResources,
  listResourceTemplates,
  listTools,
} from "../../lib/mcp/listings.ts";
import { prompts } from "../../lib/prompts/registry.ts";
import { resources, resourceTemplates } from "../../lib/resources/registry.ts";
import { tools } from "../../lib/tools/registry.ts";

/** Where the program finds what it answers to a list before its tools are loaded. */
export const LISTED_PATH = "lib/mcp/early/listed.ts";

/**
 * The content of that file: what each list is answered with, by its method; an item a line. It is text, which a
 * program takes in at once, where it would build a value of the same size piece by piece.
 */
export function listedAnswers(): string {
  const answers = {
    "tools/list": listTools(tools),
    "resources/list": listResources(resources),
    "resources/templates/list": listResourceTemplates(resourceTemplates),
    "prompts/list": listPrompts(prompts),
  };
  const lists = Object.entries(answers).map(([method, answer]) => {
    const [[key, items = []] = []] = Object.entries<readonly unknown[]>({ ...answer });
    const lines = items.map((item) => JSON.stringify(item)).join(",\n");
    return `${JSON.stringify(method)}:{${JSON.stringify(key)}:[\n${lines}\n]}`;
  });
  const text = lists.join(",\n").replaceAll("`", "\\u0060").replaceAll("${", "\\u0024{");
  const about = "/** What lists are answered with, as JSON; made by deno task docs. */";
  return `${about}\nexport const LISTED = String.raw\`{\n${text}\n}\`;\n`;
}
