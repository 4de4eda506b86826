import type { Api } from "./api";

const PER_PAGE = 100;
const MOST_PAGES = 50;

/** All items of a list that the API gives in pages (`page`, `per_page`: both APIs have the same two parameters). */
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
    if (items.length < PER_PAGE) break;
  }
  return found;
}
