// What locks the sidebar, and what is said of keys and passphrases: loaded when it is wanted. See lock/later.tsx.

import "./lock/lock.css";
import { Ask } from "./lock/ask";
import { KeyChoice } from "./lock/choice";
import { Told } from "./lock/told";
import { LockSettings } from "./lock/settings";

export { sealerOf } from "../lock/sealer";
export { goOn } from "./lock/going";
export { showLocked } from "./lock/locked";

export const parts = { Ask, KeyChoice, LockSettings, Told };
