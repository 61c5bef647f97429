// Every word that Deskside's sidebar says of its own accord. What went wrong
// with a helpdesk is said by the core.

import type { State, System } from "../../wasm/core.gen";
import type { DrawWords } from "../../shared/ui/draw";

export const systems: Record<System, string> = { useresponse: "UseResponse", usedesk: "Usedesk" };

/** Names of states where a helpdesk gives none. */
export const states: Record<State, string> = {
  new: "New",
  open: "Open",
  pending: "Pending",
  hold: "On hold",
  solved: "Solved",
  closed: "Closed",
  merged: "Merged",
  mailing: "Mailing",
  spam: "Spam",
  deleted: "Deleted",
  unknown: "Other",
  "": "",
};

export const drawWords: DrawWords = {
  earlier: "Earlier messages",
  signature: "Signature",
  spoiler: "Spoiler",
  showImage: (alt) => (alt ? `Show image: ${alt}` : "Show image"),
  leadsTo: (host) => `Leads to ${host}`,
};

const tickets = (n: number) => (n === 1 ? "1 ticket" : `${n} tickets`);
const helpdesks = (n: number) => (n === 1 ? "1 helpdesk" : `${n} helpdesks`);

export const text = {
  name: "Deskside",

  views: {
    label: "Views",
    active: "Active",
    new: "New",
    mine: "Mine",
    unassigned: "Unassigned",
    overdue: "Overdue",
    open: "Open",
    pending: "Pending",
    hold: "On hold",
    solved: "Solved",
    closed: "Closed",
    more: "More",
    moreViews: "More views",
    count: (name: string, count: string) => `${name}, ${count}`,
  },

  query: {
    label: "Filter tickets",
    placeholder: "Filter, such as status:open invoice",
    clear: "Back to the view",
  },

  list: {
    label: "Tickets",
    heading: "Tickets",
    loading: "Tickets are loading",
    announce: (n: number, at: string) => `${tickets(n)}, updated ${at}`,
    more: "Show more tickets",
    note: (source: string, sentence: string) => `${source}: ${sentence}`,
    asOf: (at: string) => `as of ${at}`,
    changed: "The list has changed.",
    show: "Show",
  },

  empty: {
    active: ["Nothing waits", "New, open, pending and held tickets of all your helpdesks appear here."],
    new: ["Nothing new", "Tickets that nobody has answered yet appear here."],
    mine: ["Nothing of yours waits", "Tickets that are assigned to you and wait appear here."],
    unassigned: ["Nothing unassigned", "Tickets that nobody has taken yet appear here."],
    overdue: ["Nothing overdue", "Tickets of which an agreed moment has passed appear here."],
    open: ["Nothing open", "Tickets that wait for an agent appear here."],
    pending: ["Nothing pending", "Tickets that wait for a client appear here."],
    hold: ["Nothing on hold", "Tickets that wait for somebody else appear here."],
    solved: ["Nothing solved", "Tickets that were solved appear here."],
    closed: ["Nothing closed", "Tickets that were closed appear here."],
    query: ["No ticket matches", "Try fewer words or another status."],
  },
  emptyAction: "Show active tickets",

  status: {
    refresh: "Refresh",
    refreshing: "Refreshing…",
    loading: "Loading…",
    waiting: (n: number, s: number) => `Waiting for ${helpdesks(n)}, ${s} s`,
    starting: "Starting…",
    updated: (at: string) => `Updated ${at}`,
    saved: (at: string) => `List of ${at}`,
    never: "Not loaded yet",
    count: tickets,
    help: "Keyboard and filter help",
    settings: "Settings",
    offline: "Offline",
  },

  problem: {
    partial: (answered: number, all: number) => `${answered} of ${all} accounts answered`,
    none: "The tickets could not be loaded",
    kept: (at: string) => `This is the list of ${at}.`,
    noAccess: (host: string) => `This browser no longer lets Deskside reach ${host}.`,
    allow: (host: string) => `Allow access to ${host} again`,
    editKey: "Edit key",
    editKeyOf: (host: string) => `Edit key of ${host}`,
    retry: "Try again",
    offline: (at: string) => `You are offline. This is the list of ${at}.`,
    offlineEmpty: "You are offline. The list loads as soon as there is a connection.",
    core: "Deskside could not start",
    coreHint: "A part of the extension did not load. Your accounts are kept.",
    reload: "Reload",
    unexpected: "Something unexpected happened. Try again.",
    keyMissing: "Enter the API key.",
    known: "This helpdesk is already added with this key.",
    accessRefused: (host: string) => `Deskside may not reach ${host} yet. Press the button again and choose Allow.`,
  },

  unkept: {
    heading: "This browser keeps nothing more for Deskside",
    list: "Its storage is full or cannot be written. What you see is up to date; the next time the panel opens it may begin empty.",
    account: "This browser could not keep the helpdesk: its storage is full or cannot be written. Nothing was added. Free some space, then press the button again.",
    key: "This browser could not keep the new key: its storage is full or cannot be written. The old key is still in use. Free some space, then save again.",
    removal: (host: string) => `${host} was not removed: this browser's storage cannot be written. Free some space, then try again.`,
    undo: (host: string) => `${host} could not be put back: this browser's storage is full or cannot be written. Free some space, then press Undo again.`,
    theme: "The appearance is changed until the panel is closed: this browser's storage is full or cannot be written.",
  },

  unread: {
    heading: "Deskside cannot read what it keeps",
    hint: "This browser's storage does not answer. Nothing was changed. Reload, or restart the browser.",
  },

  stopped: {
    heading: "This cannot be shown",
    view: "Something in it is of a kind that Deskside does not know. Everything else keeps working.",
    row: (id: number) => `Ticket #${id} cannot be shown here`,
    back: "Back to tickets",
  },

  welcome: {
    heading: "Tickets beside any page",
    what: "Deskside lists the tickets of your UseResponse and Usedesk accounts here and keeps them at hand while you work on other pages.",
    add: "Add a helpdesk",
    privacy: "Deskside reaches only the helpdesks that you add. Keys stay in this browser.",
  },

  add: {
    heading: "Add a helpdesk",
    system: "System",
    address: "Address",
    addressHint: {
      "": "The address at which you open your helpdesk.",
      useresponse: "The address at which you open UseResponse, such as support.example.com.",
      usedesk: "api.usedesk.ru, or the address of your own installation.",
    } satisfies Record<System | "", string>,
    goesTo: (host: string) => `Requests go to ${host}.`,
    key: { "": "API key", useresponse: "API key", usedesk: "API token" } satisfies Record<System | "", string>,
    keyHint: {
      "": "Kept in this browser only and sent to this helpdesk only.",
      useresponse: "The key of your own UseResponse user. Kept in this browser only.",
      usedesk: "The secret key of an API channel. Kept in this browser only.",
    } satisfies Record<System | "", string>,
    submit: "Add helpdesk",
    asking: (host: string) => `The browser asks whether Deskside may reach ${host}.`,
    checking: (host: string) => `Checking the key at ${host}…`,
    cancel: "Cancel",
  },

  ticket: {
    label: "Ticket",
    back: "Back to the list",
    close: "Close ticket",
    number: (id: number) => `#${id}`,
    unnamed: (id: number) => `Ticket ${id}`,
    openIn: (system: string) => ["Open", ` in ${system}`] as const,
    loading: "The conversation is loading",
    conversation: "Conversation",
    private: "Private",
    none: "This ticket has no messages.",
    noText: "No text",
    attachments: "Attachments",
    attachment: "Attachment",
    client: "Client",
    assignee: "Assignee",
    nobody: "Nobody",
    category: "Category",
    created: "Created",
    tags: "Tags",
    priority: { low: "Low", medium: "Medium", normal: "Normal", high: "High", urgent: "Urgent", extreme: "Extreme" },
    choose: "Choose a ticket",
    chooseHint: "It opens here, beside the list.",
    failed: "The ticket could not be loaded",
    commentsFailed: "The answers could not be loaded",
    refresh: "Refresh ticket",
  },

  settings: {
    heading: "Settings",
    back: "Back to tickets",
    accounts: "Helpdesks",
    add: "Add a helpdesk",
    none: "No helpdesk has been added.",
    signedInAs: (name: string) => `as ${name}`,
    editKey: "Edit key",
    remove: "Remove",
    editKeyOf: (host: string) => `Edit key of ${host}`,
    removeOf: (host: string) => `Remove ${host}`,
    removed: (host: string) => `${host} was removed.`,
    newKey: "New key",
    save: "Save key",
    cancel: "Cancel",
    undo: "Undo",
    dismiss: "Dismiss",
    theme: "Appearance",
    themes: { system: "System", light: "Light", dark: "Dark" },
    kept: "What is kept",
    keptText: "Accounts with their keys and the last list of each view are kept in this browser's profile. Removing a helpdesk deletes both and gives its access back.",
    version: (v: string) => `Deskside ${v}`,
  },

  help: {
    heading: "Help",
    close: "Close",
    keyboard: "Keyboard",
    keys: [
      [["↑", "↓", "j", "k"], "Move in the list"],
      [["Enter"], "Open the ticket"],
      [["Esc"], "Back, or close what is on top"],
      [["r"], "Refresh"],
      [["/"], "Go to the filter"],
      [["?"], "This help"],
    ] as const,
    filter: "Filter",
    terms: [
      ["status:open,pending", "Tickets in one of these states"],
      ["assignee:me", "Yours; none for those of nobody"],
      ["-tag:spam", "Everything but these"],
      ["priority>=urgent", "This priority or a higher one"],
      ["updated:>-7d", "Changed within the last seven days"],
      ["sla<2h", "Due within two hours"],
      ["in:usedesk", "One helpdesk system"],
      ['"exact words"', "Words that stand together, or hold a colon"],
      ["(tag:vip or group:billing)", "One of several conditions"],
      ["sort:created-desc", "The order of the list"],
    ] as const,
  },

  separator: "·",
};
