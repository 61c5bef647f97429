// What is said of several tickets at once, as a part of the panel's texts.

import type { Speaker } from "../../../../shared/ui/words/words";
import type { Messages } from "../../words/messages.gen";

export function bulkTexts(say: Speaker<Messages>) {
  return {
    label: say("panel.bulk.label"),
    count: (count: number) => say("panel.bulk.count", { count }),
    select: (subject: string) => say("panel.bulk.select", { subject }),
    clear: say("panel.bulk.clear"),
    all: say("panel.bulk.all"),
    loading: say("panel.bulk.loading"),
    works: (count: number, all: number) => say("panel.bulk.works", { count: `${count}`, all: `${all}` }),
    tag: say("panel.bulk.tag"),
    untag: say("panel.bulk.untag"),
    tagged: (tag: string) => say("panel.bulk.tagged", { tag }),
    untagged: (tag: string) => say("panel.bulk.untagged", { tag }),
    made: (count: number, what: string) => say("panel.bulk.made", { count, what }),
    ask: (count: number) => say("panel.bulk.ask", { count }),
    permanent: say("panel.bulk.permanent"),
    do: (count: number) => say("panel.bulk.do", { count }),
    sent: (count: number, all: number) => say("panel.bulk.sent", { count: `${count}`, all: `${all}` }),
    stopped: (count: number, all: number) => say("panel.bulk.stopped", { count: `${count}`, all: `${all}` }),
    waits: (count: number) => say("panel.bulk.waits", { count }),
    stop: say("panel.bulk.stop"),
    again: say("panel.bulk.again"),
    show: say("panel.bulk.show"),
    together: say("panel.bulk.together"),
    seen: say("panel.bulk.seen"),
    unseen: say("panel.bulk.unseen"),
  };
}
