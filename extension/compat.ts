// Every difference between the browsers stands in this file; nothing else
// asks which browser it is. Chrome and Edge show Deskside in a side panel,
// Firefox in a sidebar. Both answer chrome.* with promises in Manifest V3.

import { type Asked, asked } from "./page/kept";

/** Firefox's own namespace, which the types of Chrome do not have. */
interface FirefoxSidebar {
  toggle(): Promise<void>;
  open(): Promise<void>;
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

/** What the background is woken for. */
export type Alarm = "outbox" | "watch" | "lock";

/** Has the background run at a time, in Unix milliseconds; 0 calls that off. Browsers may be half a minute late. */
export async function wakeAt(at: number, alarm: Alarm = "outbox"): Promise<void> {
  if (at > 0) await chrome.alarms.create(alarm, { when: at });
  else await chrome.alarms.clear(alarm);
}

/** Runs something when it is time, and when the browser or a new version has started: not all keep alarms. To be called as the background starts. */
export function whenWoken(alarm: Alarm, run: () => void): void {
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name === alarm) run();
  });
  chrome.runtime.onStartup.addListener(run);
  chrome.runtime.onInstalled.addListener(run);
}

const LEFT = "left";

/** Tells the background that a panel is being closed. */
export function tellLeft(): void {
  // Where it is not heard, what waits is sent by its alarm.
  void chrome.runtime.sendMessage(LEFT).catch(() => undefined);
}

/** Runs something when a panel is being closed. To be called as the background starts. */
export function whenLeft(run: () => void): void {
  chrome.runtime.onMessage.addListener((message) => {
    if (message === LEFT) run();
  });
}

/** Shows a text on the button in the toolbar, "" for none. */
export async function showBadge(text: string): Promise<void> {
  await chrome.action.setBadgeText({ text });
  if (text === "") return;
  await Promise.all([chrome.action.setBadgeBackgroundColor({ color: "#3f51b5" }), chrome.action.setBadgeTextColor({ color: "#ffffff" })]);
}

/** Notifications, which a person allows when they are first wanted. */
export const notifications = {
  /** Asks the person. Works only as the first thing awaited after a click or key. */
  request(): Promise<boolean> {
    return chrome.permissions.request({ permissions: ["notifications"] });
  },

  granted(): Promise<boolean> {
    return chrome.permissions.contains({ permissions: ["notifications"] });
  },

  /** Shows one, in the place of an earlier one of the same id. */
  async show(id: string, title: string, message: string): Promise<void> {
    await chrome.notifications.create(id, { type: "basic", iconUrl: fileAddress("icons/128.png"), title, message });
  },

  /** Takes all away that are shown. */
  async clear(): Promise<void> {
    // Where they are not allowed there is no such thing.
    if (!chrome.notifications) return;
    for (const id of Object.keys(await chrome.notifications.getAll())) await chrome.notifications.clear(id);
  },

  /** Runs something with the id of one that was clicked. To be called as the background starts. */
  clicked(run: (id: string) => void): void {
    let listens = false;
    const listen = () => {
      // Where they are not allowed there is no such thing.
      if (listens || !chrome.notifications) return;
      listens = true;
      chrome.notifications.onClicked.addListener((id) => {
        // It may be gone by itself.
        chrome.notifications.clear(id).catch(() => undefined);
        run(id);
      });
    };
    listen();
    chrome.permissions.onAdded.addListener(listen);
  },
};

/** Brings the panel to the front, or a page with it where the browser opens none without a click of its own. */
export async function openPanel(): Promise<void> {
  const { id } = await chrome.windows.getLastFocused();
  if (id === undefined) return;
  await chrome.windows.update(id, { focused: true });
  try {
    await (chrome.sidebarAction ? chrome.sidebarAction.open() : chrome.sidePanel.open({ windowId: id }));
  } catch {
    // A click on a notification is none in every browser.
    await chrome.tabs.create({ windowId: id, url: fileAddress("panel.html") });
  }
}

/** Runs something where it is to be woken for and no browser knows of it any more. */
export async function unlessSet(alarm: Alarm, run: () => Promise<void>): Promise<void> {
  if (!(await chrome.alarms.get(alarm))) await run();
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

  /** Gives all access back that was granted. Whether none is left but what an administrator granted. */
  async dropAll(): Promise<boolean> {
    const { origins = [] } = await chrome.permissions.getAll();
    const gone = await Promise.all(origins.map((pattern) => access.drop(pattern)));
    return gone.every(Boolean);
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

/** What was asked of a page, and by what. */
export interface PageClick {
  what: Asked;
  tab: chrome.tabs.Tab | undefined;
  /** What a click in the context menu told. */
  info?: chrome.contextMenus.OnClickData;
}

/** The page that somebody looks at: what is asked of it by the context menu or a key lets it be read, once, and nothing else does. */
export const pages = {
  /** Offers it in the context menu, and runs something when it is asked. To be called as the background starts. */
  asked(run: (click: PageClick) => void): void {
    const menus = chrome.contextMenus;
    chrome.runtime.onInstalled.addListener(() => {
      menus.removeAll(() => {
        menus.create({ id: "take", title: chrome.i18n.getMessage("take"), contexts: ["page", "selection", "link"] });
        menus.create({ id: "people", title: chrome.i18n.getMessage("people"), contexts: ["page"] });
      });
    });
    const hear = (name: string | number, tab: chrome.tabs.Tab | undefined, info?: chrome.contextMenus.OnClickData) => {
      const what = asked.find((a) => a === name);
      if (!what) return;
      // Before anything else is waited for: the browser opens it only while it handles the click or key.
      openBeside(tab);
      run({ what, tab, ...(info && { info }) });
    };
    menus.onClicked.addListener((info, tab) => hear(info.menuItemId, tab, info));
    chrome.commands.onCommand.addListener((name, tab) => hear(name, tab));
  },

  /** Reads what is selected on a page, or its visible text, up to a length. Rejects where the browser lets nobody read it. */
  async read(tab: number, part: "selection" | "text", most: number, frame?: number): Promise<{ text: string; title: string; address: string } | undefined> {
    const [there] = await chrome.scripting.executeScript({
      target: { tabId: tab, ...(frame ? { frameIds: [frame] } : {}) },
      args: [part, most],
      // Runs in the page, and knows nothing of this file.
      func: (of: "selection" | "text", room: number) => ({
        text: ((of === "selection" ? getSelection()?.toString() : document.body?.innerText) ?? "").slice(0, room),
        title: document.title,
        address: location.href,
      }),
    });
    return there?.result;
  },
};

/** Opens the panel beside a tab, or a page with it where the browser does not. */
function openBeside(tab: chrome.tabs.Tab | undefined): void {
  const opened = chrome.sidebarAction ? chrome.sidebarAction.open() : chrome.sidePanel.open({ windowId: tab?.windowId ?? chrome.windows.WINDOW_ID_CURRENT });
  // A key that no browser counts as one leads to a page.
  opened.catch(() => chrome.tabs.create({ url: fileAddress("panel.html") })).catch(noted);
}
