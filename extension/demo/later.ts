// The demo for the panel: loaded when somebody begins or has it.

import type { Kept } from "../kept";
import { answering, groundOf } from "./place";

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

export function demoIn(storage: Kept): { host: DemoHost; fetch: typeof answered } {
  const ground = groundOf(storage);
  const answered = answering(
    (url, init) => fetch(url, init),
    async (url, init) => (await load()).answer(ground, url, init),
  );
  return {
    host: {
      begin: async (language) => (await load()).begin(ground, (await seeds(language)).seed),
      end: async () => (await load()).end(ground),
    },
    fetch: answered,
  };
}
