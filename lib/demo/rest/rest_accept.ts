import type { Exchange } from "../web/exchange.ts";
import type { Settings } from "../state/settings.ts";

/** A format that the REST framework can answer in. */
export interface Renderer {
  readonly mediaType: string;
  /** As `?format=` names it. */
  readonly format: "json" | "api";
}

const JSON_RENDERER: Renderer = { mediaType: "application/json", format: "json" };
const PAGE_RENDERER: Renderer = { mediaType: "text/html", format: "api" };

/** The formats of a site; without the browsable page there is JSON only. */
export function renderersOf(settings: Settings): readonly Renderer[] {
  return settings.browsablePage ? [JSON_RENDERER, PAGE_RENDERER] : [JSON_RENDERER];
}

/**
 * The format for a request: the most exact media range counts, the order of renderers decides between
 * equals, and quality values mean nothing.
 *
 * @returns undefined when no renderer fits, which is answered with 406
 */
export function selectRenderer(
  exchange: Exchange,
  renderers: readonly Renderer[],
): Renderer | undefined {
  const format = exchange.url.searchParams.get("format");
  if (format !== null) return renderers.find((renderer) => renderer.format === format);
  const ranges = (exchange.headers.get("accept") ?? "*/*").split(",").map((range) => {
    const [mediaType = "", ...parameters] = range.split(";").map((part) => part.trim());
    const extra = parameters.some((parameter) => !parameter.startsWith("q="));
    const precedence = mediaType.startsWith("*") ? 0 : mediaType.endsWith("/*") ? 1 : extra ? 3 : 2;
    return { mediaType, precedence };
  });
  for (const precedence of [3, 2, 1, 0]) {
    const wanted = ranges.filter((range) => range.precedence === precedence);
    const found = renderers.find((renderer) =>
      wanted.some(({ mediaType }) => matches(mediaType, renderer.mediaType))
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function matches(range: string, mediaType: string): boolean {
  return range === "*/*" || range === mediaType ||
    (range.endsWith("/*") && mediaType.startsWith(range.slice(0, -1)));
}
