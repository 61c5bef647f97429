import type { Acting } from "../../../wasm/core.gen";
import type { Desk } from "../desk";
import { text } from "../strings";
import { isOfMessage, type OfMessage } from "../ticket/comments/words";
import { valueName } from "../ticket/values";

/** What an act makes of a property, or what is written, in words. */
export function sentenceOf(desk: Desk, { property, want, act, reply, creation }: Acting): string {
  if (creation) return text.created.entry(creation.type, creation.given.find((g) => g.property === "subject")?.value ?? "");
  if (reply) return text.compose.entry(reply.private, reply.source.slice(0, 120));
  return changeOf(desk, property, want, act);
}

/** What a change makes of a property, in words. */
export function changeOf(desk: Desk, property: string, want: string, act: Acting["act"]): string {
  const [ofMessage = ""] = property.split("@");
  if (isOfMessage(ofMessage)) return madeOf(ofMessage, want);
  if (property === "bin") return text.bins.made(want);
  if (ofMessage === "review") return text.review(decisionIn(want));
  const title = act && controlOf(desk, property, act)?.title;
  return text.acts.named(title || text.acts.property(property), nameOf(desk, property, want, act));
}

function controlOf(desk: Desk, property: string, { account, system, type }: NonNullable<Acting["act"]>) {
  return desk.acts.controls({ account, system, type }).find((c) => c.property === property);
}

/** A value of the property that an act changes, as its account calls it. */
export function nameOf(desk: Desk, property: string, value: string, act: Acting["act"]): string {
  const [ofMessage = ""] = property.split("@");
  if (ofMessage === "body") return value;
  if (isOfMessage(ofMessage)) return madeOf(ofMessage, value);
  if (ofMessage === "review") return text.review(decisionIn(value));
  if (property === "bin") return text.bins.made(value);
  return valueName(property, value, (act && controlOf(desk, property, act)?.choices) ?? []);
}

function madeOf(property: OfMessage, value: string): string {
  return value === "" ? text.comments.unmade(property) : text.comments.made(property);
}

/** What was decided of something that was held back; its reason stands on the lines below. */
function decisionIn(value: string): string {
  return value.split("\n", 1)[0] ?? "";
}
