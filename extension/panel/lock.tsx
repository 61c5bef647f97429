// What locks the sidebar, what is said of keys and passphrases, and pages that are opened: loaded when it is wanted. See lock/later.tsx.

import "./lock/lock.css";
import { Ask } from "./lock/ask";
import { KeyChoice } from "./lock/choice";
import { Told } from "./lock/told";
import { LockSettings } from "./lock/settings";

export { sealerOf } from "../lock/sealer";
export { goOn } from "./lock/going";
export { showLocked } from "./lock/locked";
export * as pages from "./late/pages";

export const parts = { Ask, KeyChoice, LockSettings, Told };
