// Serves the demo over HTTP as the extension answers it, with storage in memory,
// and prints where. It ends with what reads its output.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { answer, begin } from "../../extension/demo/demo";
import { seed } from "../../extension/demo/seed.en";
import { keptIn } from "../../extension/kept";
import { areaDouble } from "../../extension/kept.double";

const area = areaDouble();
let last: Promise<unknown> = Promise.resolve();
const ground = {
  storage: keptIn(() => area),
  now: () => Date.now(),
  // One after the other, as a lock has it.
  async alone(work: () => Promise<void>) {
    const turn = last.then(work);
    // The next waits for its end; its failure is for who asked.
    last = turn.catch(() => undefined);
    await turn;
  },
};
await begin(ground, seed);

const server = createServer((request, response) => {
  void text(request)
    .then((body) => answer(ground, `https://demo.invalid${request.url}`, { method: request.method ?? "GET", body: body === "" ? null : body }))
    .then(async (answered) => {
      response.writeHead(answered.status, { "Content-Type": answered.headers.get("Content-Type") ?? "" });
      response.end(await answered.text());
    })
    .catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))));
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.stdin.on("end", () => process.exit()).resume();
