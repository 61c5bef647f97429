// Pages and bars that nobody sees at first: they are loaded when one of them is wanted, with what locks the panel. See late.tsx.

export { New } from "../new/new";
export { OutboxView } from "../outbox/view";
export { Settings } from "../settings/settings";
export { BulkAsk } from "../tickets/bulk/ask";
export { BulkBar } from "../tickets/bulk/bar";
export { BulkProgress } from "../tickets/bulk/progress";
export { ArrangeViews } from "../tickets/views/arrange";
export { SaveView } from "../tickets/views/save";
export { TakeViews } from "../tickets/views/take";
