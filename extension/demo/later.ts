// The demo for the panel: loaded when somebody begins or has it.

import type { Kept } from "../kept";
import { answering, type Fetch, groundOf } from "./place";

/** What the panel takes of it. */
export interface DemoHost {
  /** Begins anew, with what is said in a language. The tickets that nobody has looked at; undefined where it cannot be kept. */
  begin(language: string): Promise<readonly { id: number; updated: number }[] | undefined>;
  /** Forgets all of it. Whether that is kept. */
  end(): Promise<boolean>;
}

// The bundler leaves these files alone.
const load = () => import("./demo.js");
const seeds = (language: string) => (language.split("-", 1)[0] === "ru" ? import("./seed.ru.js") : import("./seed.en.js"));

/** send asks whoever is not of the demo. */
export function demoIn(storage: Kept, send: Fetch): { host: DemoHost; fetch: Fetch } {
  const ground = groundOf(storage);
  return {
    host: {
      begin: async (language) => (await load()).begin(ground, (await seeds(language)).seed),
      end: async () => (await load()).end(ground),
    },
    fetch: answering(send, async (url, init) => (await load()).answer(ground, url, init)),
  };
}
