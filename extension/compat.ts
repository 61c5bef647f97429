// Every difference between the browsers stands in this file; nothing else
// asks which browser it is. Chrome and Edge show Deskside in a side panel,
// Firefox in a sidebar. Both answer chrome.* with promises in Manifest V3.

/** Firefox's own namespace, which the types of Chrome do not have. */
interface FirefoxSidebar {
  toggle(): Promise<void>;
}

declare global {
  namespace chrome {
    var sidebarAction: FirefoxSidebar | undefined;
  }
}

/** Opens Deskside when the button in the toolbar is clicked. To be called as the background starts. */
export function openOnClick(): void {
  const sidebar = chrome.sidebarAction;
  if (sidebar) {
    // Firefox opens a sidebar only while it handles the click.
    chrome.action.onClicked.addListener(() => void sidebar.toggle().catch(noted));
    return;
  }
  void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true }).catch(noted);
}

/** Without a page to say it on, the browser's own log is where a person who looks for the reason finds it. */
function noted(error: unknown): void {
  console.error("Deskside cannot be opened by the button in the toolbar.", error);
}

/** The name of the alarm by which the background is woken. */
const ALARM = "outbox";

/** Has the background run at a time, in Unix milliseconds; 0 calls that off. Browsers may be half a minute late. */
export async function wakeAt(at: number): Promise<void> {
  if (at > 0) await chrome.alarms.create(ALARM, { when: at });
  else await chrome.alarms.clear(ALARM);
}

/** Runs something when it is time, and when the browser has started: not all keep alarms. To be called as the background starts. */
export function whenWoken(run: () => void): void {
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) run();
  });
  chrome.runtime.onStartup.addListener(run);
}

/** The address of a file of the extension. */
export function fileAddress(path: string): string {
  return chrome.runtime.getURL(path);
}

export function openSettingsTab(): Promise<void> {
  return chrome.runtime.openOptionsPage();
}

/** Access to hosts, each granted by the person when an account is added. */
export const access = {
  /** Asks the person. Works only as the first thing awaited after a click or key. */
  request(pattern: string): Promise<boolean> {
    return chrome.permissions.request({ origins: [pattern] });
  },

  granted(pattern: string): Promise<boolean> {
    return chrome.permissions.contains({ origins: [pattern] });
  },

  /** Gives access back. False where it cannot be given back, for example because an administrator granted it. */
  async drop(pattern: string): Promise<boolean> {
    try {
      return await chrome.permissions.remove({ origins: [pattern] });
    } catch {
      // Nobody can change it here; who asks says so.
      return false;
    }
  },

  /** Calls changed when access was granted or taken away, also outside Deskside. */
  watch(changed: () => void): void {
    chrome.permissions.onAdded.addListener(changed);
    chrome.permissions.onRemoved.addListener(changed);
  },
};

/** The extension's version, as its manifest says. */
export function version(): string {
  return chrome.runtime.getManifest().version;
}

/** The tags of the languages that a person reads, the browser's own first. */
export function readerLanguages(): string[] {
  return [chrome.i18n.getUILanguage(), ...navigator.languages];
}
