import { Cloud } from "../cloud/cloud";
import { type Command, EXIT, parseWords } from "../command";
import { inventory } from "../status/inventory";
import { inventoryReport } from "../status/report";

/** `sandbox status`: what the two clouds hold now. */
export const status: Command = {
  usage: "status",
  summary: "show what the two clouds hold now",
  run: async (args, home) => {
    parseWords(args, {}, 0);
    const cloud = Cloud.open(home.cloudFile);
    // Looking is not an API call that a fault could meet; this copy is never saved.
    cloud.faults.clear();
    console.log(inventoryReport(inventory(cloud), process.stdout.columns));
    return EXIT.done;
  },
};
