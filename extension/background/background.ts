// The background of the extension, which the browser starts and stops at will. It
// opens the panel, sends what is due when no panel is there that would, and looks
// after the views that a person wants to hear of.

import { notifications, openOnClick, unlessSet, whenLeft, whenWoken } from "../compat";
import { watchSession, watchStorage } from "../kept";
import { hide, lockInTime } from "./locking";
import { forgetRunning, noted, sendApart, sendAtOnce } from "./sending";
import { locked, watchLock } from "./stores";
import { clicked } from "./telling";
import { hearPages } from "./pages";
import { recount, watch } from "./watching";

openOnClick();
hearPages();
whenWoken("outbox", () => void sendApart());
/** A look for which the background was started, which may come to know of it twice: by its alarm, and by its lack. */
let woken: Promise<void> | undefined;
const wake = () => (woken ??= watch().finally(() => (woken = undefined)));
whenWoken("watch", () => void wake());
// Whatever it was started for.
unlessSet("watch", wake).catch(noted);
whenLeft(() => void sendAtOnce().catch(noted));
notifications.clicked((id) => void clicked(id));
whenWoken("lock", () => void lockInTime());
watchLock(() => {
  forgetRunning();
  locked().then((is) => (is ? hide() : goOn())).catch(noted);
});
/** Does what has waited: somebody has unlocked, or entered a key. */
async function goOn(): Promise<void> {
  await Promise.all([lockInTime(), watch(), sendApart()]);
}
watchSession("keys", () => void goOn().catch(noted));
watchStorage((keys) => {
  if (keys.includes("lockAfter")) lockInTime().catch(noted);
  if (keys.includes("keys")) goOn().catch(noted);
  if (keys.some((key) => key === "accounts" || key === "views" || key === "alerts")) watch().catch(noted);
  else if (keys.includes("marks")) recount().catch(noted);
});
