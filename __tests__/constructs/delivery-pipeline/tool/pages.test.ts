import type { Api } from "../../../../constructs/delivery-pipeline/tool/api";
import { pagesOf } from "../../../../constructs/delivery-pipeline/tool/pages";

/** An API that gives so many pages of a hundred numbers. */
function giving(pages: number) {
  const asked: string[] = [];
  const call = async (_method: string, path: string) => {
    asked.push(path);
    return asked.length <= pages ? Array.from({ length: 100 }, (_, index) => index) : [];
  };
  return { asked, api: { call } as unknown as Api };
}

test("every page is read, by the parameters that both APIs have", async () => {
  const { api, asked } = giving(2);
  expect(await pagesOf<number>(api, "/list?state=open", (body) => body as number[])).toHaveLength(200);
  expect(asked).toEqual([1, 2, 3].map((page) => `/list?state=open&per_page=100&page=${page}`));
});

test("a list without end is told and not cut off: what is missing could be what matters", async () => {
  const { api } = giving(1000);
  await expect(pagesOf<number>(api, "/list", (body) => body as number[])).rejects.toThrow(
    "cannot read all of /list: it has more than 5000 items. Next:",
  );
});
