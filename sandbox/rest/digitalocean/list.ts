import { type Call, page } from "../call";

const PER_PAGE = 20;

/** A list as DigitalOcean gives it: the page asked for, and how many there are. */
export function list(call: Call, name: string, items: readonly unknown[]): Record<string, unknown> {
  return { [name]: page(call, items, PER_PAGE), links: {}, meta: { total: items.length } };
}

/** Uses up a fault meant for a call that the model has no method for. */
export function checkFaults({ cloud, method, path }: Call): void {
  cloud.faults.check("digitalocean", method, path);
}
