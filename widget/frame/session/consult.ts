// Whatever the page around the widget makes of what is to be sent.

import type { PostType } from "../../../wasm/core.gen";
import type { Prefill } from "../../protocol";

export type Consult = (draft: Prefill) => Promise<Prefill | string>;

/** What of a draft the page changes before it is sent; why it is not, where the page does not want it. */
export async function consulted(consult: Consult, type: PostType, { title, content }: Pick<Prefill, "title" | "content">): Promise<{ title: string; content: string } | null | string> {
  const answer = await consult({ type, title, content });
  if (typeof answer === "string") return answer;
  return answer.title === title && answer.content === content ? null : { title: answer.title, content: answer.content };
}
