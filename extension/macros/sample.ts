// A ticket that nobody wrote, for whoever makes a macro while none is open.

import type { About } from "../../wasm/core.gen";
import type { Account } from "../panel/accounts/account";
import { say } from "./say";

export function sampleOf(account: Pick<Account, "id" | "system"> | undefined): About {
  return {
    account: account?.id ?? "",
    system: account?.system ?? "useresponse",
    id: 1042,
    type: account?.system === "usedesk" ? "question" : "ticket",
    subject: say("macros.sample_subject"),
    status: { id: 0, slug: "open", title: "", state: "open" },
    priority: "high",
    tags: ["vip"],
    assignee: "",
    group: "",
    category: "",
    channel: say("macros.sample_channel"),
    url: "https://help.example.com/1042",
    client: { id: 1, name: say("macros.sample_name"), email: "anna@example.com" },
    words: say("macros.sample_words"),
  };
}
