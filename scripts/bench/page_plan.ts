/**
 * The smallest page size whose last page has at least so many rows: with it a client that knows the
 * count gets the newest rows in one request, and hardly more than them.
 *
 * @param count rows of the whole list
 * @param wanted rows to be had from its end
 */
export function smallestLastPage(count: number, wanted: number): number {
  for (let pageSize = wanted; pageSize < count; pageSize++) {
    if ((count % pageSize || pageSize) >= wanted) return pageSize;
  }
  return Math.max(1, count);
}

/**
 * The page size that divides a list into as few pages as `largest` would, all about equally full: the
 * last page never holds but a few rows.
 */
export function evenPageSize(count: number, largest: number): number {
  const pages = Math.max(1, Math.ceil(count / largest));
  return Math.max(1, Math.ceil(count / pages));
}
