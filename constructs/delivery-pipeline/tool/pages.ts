import type { Api } from "./api";
import { Failure } from "./failure";

const PER_PAGE = 100;
const MOST_PAGES = 50;

/**
 * All items of a list that the API gives in pages (`page`, `per_page`: both APIs have the same two parameters).
 * Throws Failure rather than leave some out.
 */
export async function pagesOf<T>(
  api: Api,
  path: string,
  itemsOf: (body: unknown) => readonly T[],
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const separator = path.includes("?") ? "&" : "?";
    const items = itemsOf(await api.call("GET", `${path}${separator}per_page=${PER_PAGE}&page=${page}`));
    found.push(...items);
    if (items.length < PER_PAGE) return found;
  }
  throw new Failure({
    intent: `read all of ${path}`,
    fault: `it has more than ${PER_PAGE * MOST_PAGES} items`,
    next: "look at who makes so many; what is missing could be what matters",
  });
}
