// Whatever the page around the widget makes of what is to be sent.

import type { PostType } from "../../../wasm/core.gen";
import type { Prefill } from "../../protocol";
import type { Surroundings } from "./around";

/** How long the page may look at what is to be sent, in milliseconds. */
const PATIENCE = 5000;

/** What of a draft the page changes before it is sent; why it is not, where the page does not want it. */
export type Consult = (type: PostType, draft: Pick<Prefill, "title" | "content">) => Promise<{ title: string; content: string } | null | string>;

export interface Consulting {
  readonly consult: Consult;
  /** The page has looked at a draft, by its number. */
  answer(number: number, answer: Prefill | string): void;
}

export function openConsulting({ tell, submits, after }: Surroundings): Consulting {
  /** Drafts that the page looks at, by number. */
  const looked = new Map<number, (answer: Prefill | string) => void>();
  return {
    async consult(type, { title, content }) {
      if (!submits()) return null;
      const draft = { type, title, content };
      const answer = await new Promise<Prefill | string>((done) => {
        const number = looked.size;
        looked.set(number, done);
        tell({ type: "submits", number, draft });
        // A page that does not answer holds nobody up.
        after(PATIENCE, () => done(draft));
      });
      if (typeof answer === "string") return answer;
      return answer.title === title && answer.content === content ? null : { title: answer.title, content: answer.content };
    },
    answer: (number, answer) => looked.get(number)?.(answer),
  };
}
