// A line to an edge that can be cut, or be struck at one request.

import { createServer, request as ask, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** When a request is struck: before the edge has heard it, while the edge is at it, or after it has answered; nobody hears the answer. */
export type When = "before" | "amid" | "after";

export interface Strike {
  /** How many requests that change something are let through before. */
  left: number;
  readonly when: When;
  /** What happens besides. */
  readonly by: () => void;
}

export interface Line {
  readonly address: string;
  /** Paths that find nobody. */
  cut: RegExp | null;
  /** What becomes of one of the next requests that change something. */
  strike: Strike | null;
  end(): void;
}

/** Opens a line to an address. */
export async function openLine(address: string): Promise<Line> {
  const to = new URL(address);
  const state: { cut: RegExp | null; strike: Strike | null } = { cut: null, strike: null };
  const server: Server = createServer((request, response) => {
    const path = request.url ?? "/";
    const end = () => request.socket.destroy();
    if (state.cut?.test(path)) return void end();
    let struck: Strike | null = null;
    if (request.method !== "GET" && path.includes("/api/") && state.strike && state.strike.left-- === 0) {
      struck = state.strike;
      state.strike = null;
    }
    const hit = (when: When) => {
      if (struck?.when !== when) return false;
      struck.by();
      end();
      return true;
    };
    if (hit("before")) return;
    const on = ask({ host: to.hostname, port: to.port, path, method: request.method, headers: { ...request.headers, host: to.host } }, (answer) => {
      if (hit("after")) return void answer.destroy();
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.on("error", end);
    });
    on.on("error", end);
    on.on("finish", () => hit("amid"));
    request.pipe(on);
  });
  await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
  return Object.assign(state, {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    end() {
      server.closeAllConnections();
      server.close();
    },
  });
}
