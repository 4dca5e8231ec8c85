import type { RestAnswer, RestCall } from "./rest_view.ts";
import { RestError } from "./rest_error.ts";

const PAGE_SIZE = 25;

/**
 * One page of a list, with the addresses of its neighbours.
 *
 * @throws {RestError} 404 past the end, and for what is no page number
 */
export function paginate<T>(
  call: RestCall,
  items: readonly T[],
  toJson: (item: T) => unknown,
): RestAnswer {
  const { searchParams } = call.exchange.url;
  const asked = searchParams.get("page_size") ?? "";
  const size = /^\d+$/.test(asked) && Number(asked) > 0 ? Number(asked) : PAGE_SIZE;
  const pages = Math.max(Math.ceil(items.length / size), 1);
  const given = searchParams.get("page") || "1";
  const page = given === "last" ? pages : /^\d+$/.test(given) ? Number(given) : 0;
  if (page < 1 || page > pages) throw new RestError(404, { detail: "Invalid page." });
  const data = {
    count: items.length,
    next: page < pages ? pageAddress(call.exchange.url, page + 1) : null,
    previous: page > 1 ? pageAddress(call.exchange.url, page - 1) : null,
    results: items.slice((page - 1) * size, page * size).map(toJson),
  };
  return { status: 200, data };
}

/** The address of a page: parameters in the order of their names, page 1 without a number. */
function pageAddress(url: URL, page: number): string {
  const address = new URL(url);
  address.searchParams.delete("page");
  if (page > 1) address.searchParams.set("page", String(page));
  address.searchParams.sort();
  return address.href;
}
