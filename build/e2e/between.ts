// A server between the panel and a helpdesk, which tests make slow, deaf or
// full: what it is not told to do itself it passes on.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer in the place of the helpdesk's; null passes the request on. */
export type Instead = (path: string, query: URLSearchParams) => { status?: number; headers?: Record<string, string>; body: unknown } | null;

export interface Between {
  /** Where the panel finds the helpdesk, with the path of the other address. */
  address: string;
  /** How long each answer of lists of tickets is held back, milliseconds. */
  slow: number;
  /** The status with which lists of tickets are refused; 0 for none. */
  refuse: number;
  instead: Instead;
  /** The lists of tickets that were asked for: path and query. */
  asked: string[];
  close(): Promise<void>;
}

/** Starts such a server before the helpdesk at an address. */
export async function between(helpdesk: string): Promise<Between> {
  const to = new URL(helpdesk);
  const waits = new Set<NodeJS.Timeout>();
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", to.origin);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*");
    if (request.method === "OPTIONS") return void response.writeHead(204).end();
    const isList = /\/tickets(\.json)?$/.test(url.pathname);
    if (isList) {
      it.asked.push(url.pathname + url.search);
      if (it.slow > 0) {
        await new Promise<void>((next) => {
          const wait = setTimeout(() => {
            waits.delete(wait);
            next();
          }, it.slow);
          waits.add(wait);
        });
      }
      if (it.refuse > 0) return void response.writeHead(it.refuse).end();
    }
    const own = it.instead(url.pathname, url.searchParams);
    if (own) {
      response.writeHead(own.status ?? 200, { "content-type": "application/json", ...own.headers });
      return void response.end(JSON.stringify(own.body));
    }
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] => (typeof value === "string" && !/^(host|connection|content-length|transfer-encoding|origin)$/.test(name) ? [[name, value]] : []));
    const body = Buffer.concat(chunks);
    const answer = await fetch(url, { method: request.method ?? "GET", headers, ...(body.length > 0 ? { body } : {}) });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const it: Between = {
    address: `http://127.0.0.1:${port}${to.pathname.replace(/\/$/, "")}`,
    slow: 0,
    refuse: 0,
    instead: () => null,
    asked: [],
    async close() {
      for (const wait of waits) clearTimeout(wait);
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return it;
}
