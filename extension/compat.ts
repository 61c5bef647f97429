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
    chrome.action.onClicked.addListener(() => void sidebar.toggle());
    return;
  }
  void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
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
      return false;
    }
  },

  /** Calls changed when access was granted or taken away, also outside Deskside. */
  watch(changed: () => void): void {
    chrome.permissions.onAdded.addListener(changed);
    chrome.permissions.onRemoved.addListener(changed);
  },
};

/** What the extension keeps in this browser's profile. */
export const storage = {
  async read(keys: readonly string[]): Promise<Record<string, unknown>> {
    return chrome.storage.local.get([...keys]);
  },

  write(values: Record<string, unknown>): Promise<void> {
    return chrome.storage.local.set(values);
  },

  /** Calls changed with the names of what another page of the extension, or this one, has written. */
  watch(changed: (keys: readonly string[]) => void): void {
    chrome.storage.onChanged.addListener((changes, area) => {
      if (area === "local") changed(Object.keys(changes));
    });
  },
};

/** What the extension keeps until the browser is closed, shared by all of its pages. */
export const session = {
  async read(key: string): Promise<unknown> {
    return (await chrome.storage.session.get(key))[key];
  },

  write(key: string, value: unknown): Promise<void> {
    return chrome.storage.session.set({ [key]: value });
  },

  /** Calls changed with what a page of the extension has written. */
  watch(key: string, changed: (value: unknown) => void): void {
    chrome.storage.session.onChanged.addListener((changes) => {
      const change = changes[key];
      if (change) changed(change.newValue);
    });
  },
};

/** The extension's version, as its manifest says. */
export function version(): string {
  return chrome.runtime.getManifest().version;
}
