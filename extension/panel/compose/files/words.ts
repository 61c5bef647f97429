// What the files of a message say, as a part of the panel's texts.

import { bytesOf } from "../../../../shared/ui/formats";
import type { Speaker } from "../../../../shared/ui/words/words";
import type { Messages } from "../../words/messages.gen";

export function enclosureTexts(say: Speaker<Messages>, locale: string) {
  const bytes = (size: number) => bytesOf(size, locale);
  return {
    label: say("panel.enclosures.label"),
    add: say("panel.enclosures.add"),
    drop: say("panel.enclosures.drop"),
    room: (size: number) => say("panel.enclosures.room", { size: bytes(size) }),
    remove: (name: string) => say("panel.enclosures.remove", { name }),
    reading: say("panel.enclosures.reading"),
    words: say("panel.enclosures.words"),
    size: bytes,
    unreadable: (name: string) => say("panel.enclosures.unreadable", { name }),
    unkept: (name: string) => say("panel.enclosures.unkept", { name }),
    sending: (count: number, size: number) => say("panel.enclosures.sending", { count, size: bytes(size) }),
  };
}
