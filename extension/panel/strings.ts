// Every word that Deskside's sidebar says of its own accord, by where it is
// said. The words themselves are in the catalogues; what went wrong with a
// helpdesk is said by the core.

import type { Aspect, State, System } from "../../wasm/core.gen";
import type { DrawWords } from "../../shared/ui/prose/draw";
import { span } from "../../shared/ui/time";
import type { Speaker } from "../../shared/ui/words/words";
import type { Added } from "./accounts/account";
import type { Grouping } from "./tickets/groups/grouping";
import { alertTexts } from "./alerts/words";
import { bulkTexts } from "./tickets/bulk/words";
import { viewTexts } from "./tickets/views/words";
import { enclosureTexts } from "./compose/files/words";
import { composeTexts } from "./compose/words";
import { createdTexts } from "./new/words";
import { settingsTexts } from "./settings/words";
import * as speech from "./speech";
import { binTexts, commentTexts } from "./ticket/comments/words";
import type { Messages } from "./words/messages.gen";

/** The helpdesks' names, which are the same in every language. */
export const systems: Record<System, string> = { useresponse: "UseResponse", usedesk: "Usedesk", demo: "Demo" };

/** What a person knows a helpdesk's kind by; one that this version does not know, by its own name. */
export function systemName(system: string): string {
  return Object.hasOwn(systems, system) ? systems[system as System] : system;
}

const properties = ["status", "assignee", "group", "priority", "type", "tags", "category", "locked", "subscribed", "voted"] as const;
const flags = ["locked", "subscribed", "voted"] as const;
const reviews = ["published", "declined"] as const;
const types = ["ticket", "idea", "problem", "question", "task", "incident"] as const;

/** A word that there is a text for, or "other". */
function among<T extends string>(known: readonly T[], word: string): T | "other" {
  return known.find((k) => k === word) ?? "other";
}

/** All texts as a speaker says them now; locale is what Intl is told. */
export function textsOf(say: Speaker<Messages>, locale: string) {
  return {
    /** Names of states where a helpdesk gives none. */
    states: {
      new: say("panel.state.new"),
      open: say("panel.state.open"),
      pending: say("panel.state.pending"),
      hold: say("panel.state.hold"),
      solved: say("panel.state.solved"),
      closed: say("panel.state.closed"),
      merged: say("panel.state.merged"),
      mailing: say("panel.state.mailing"),
      spam: say("panel.state.spam"),
      deleted: say("panel.state.deleted"),
      unknown: say("panel.state.unknown"),
      "": "",
    } satisfies Record<State, string>,

    draw: {
      earlier: say("ui.draw.earlier"),
      signature: say("ui.draw.signature"),
      spoiler: say("ui.draw.spoiler"),
      showImage: (alt) => (alt ? say("ui.draw.image_of", { alt }) : say("ui.draw.image")),
      leadsTo: (host) => say("ui.draw.leads_to", { host }),
    } satisfies DrawWords,

    views: viewTexts(say),
    alerts: alertTexts(say),

    query: {
      label: say("panel.query.label"),
      placeholder: say("panel.query.placeholder"),
      clear: say("panel.query.clear"),
      remove: (term: string) => say("panel.query.remove", { term }),
      offers: say("panel.query.offers"),
      history: say("panel.query.history"),
      by: (term: string) => say("panel.query.by", { term }),
    },

    list: {
      label: say("panel.list.label"),
      loading: say("panel.list.loading"),
      announce: (count: number, at: string) => say("panel.list.announce", { count, at }),
      more: say("panel.list.more"),
      note: (source: string, sentence: string) => say("panel.list.note", { source, sentence }),
      asOf: (at: string) => say("panel.list.as_of", { at }),
      news: (count: number) => say("panel.list.news", { count }),
      older: (at: string) => say("panel.list.older", { at }),
      show: say("panel.list.show"),
    },

    empty: {
      active: [say("panel.empty.active"), say("panel.empty.active_hint")],
      new: [say("panel.empty.new"), say("panel.empty.new_hint")],
      mine: [say("panel.empty.mine"), say("panel.empty.mine_hint")],
      unassigned: [say("panel.empty.unassigned"), say("panel.empty.unassigned_hint")],
      overdue: [say("panel.empty.overdue"), say("panel.empty.overdue_hint")],
      open: [say("panel.empty.open"), say("panel.empty.open_hint")],
      pending: [say("panel.empty.pending"), say("panel.empty.pending_hint")],
      hold: [say("panel.empty.hold"), say("panel.empty.hold_hint")],
      solved: [say("panel.empty.solved"), say("panel.empty.solved_hint")],
      closed: [say("panel.empty.closed"), say("panel.empty.closed_hint")],
      query: [say("panel.empty.query"), say("panel.empty.query_hint")],
    },
    emptyAction: say("panel.empty.action"),

    status: {
      refresh: say("panel.status.refresh"),
      refreshing: say("panel.status.refreshing"),
      loading: say("panel.status.loading"),
      waiting: (names: string, seconds: number) => say("panel.status.waiting", { names, seconds: `${seconds}` }),
      starting: say("panel.status.starting"),
      updated: (at: string) => say("panel.status.updated", { at }),
      saved: (at: string) => say("panel.status.saved", { at }),
      never: say("panel.status.never"),
      count: (count: number) => say("panel.status.count", { count }),
      of: (count: number, total: number) => say("panel.status.of", { count: `${count}`, total }),
      least: (count: number) => say("panel.status.least", { count: `${count}` }),
      help: say("panel.status.help"),
      lock: say("panel.status.lock"),
      portal: say("panel.status.portal"),
      settings: say("panel.status.settings"),
      offline: say("panel.status.offline"),
    },

    problem: {
      partial: (answered: number, all: number) => say("panel.problem.partial", { answered: `${answered}`, all: `${all}` }),
      none: say("panel.problem.none"),
      kept: (at: string) => say("panel.problem.kept", { at }),
      noAccess: (host: string) => say("panel.problem.no_access", { host }),
      allow: (host: string) => say("panel.problem.allow", { host }),
      editKey: say("panel.problem.edit_key"),
      editKeyOf: (host: string) => say("panel.problem.edit_key_of", { host }),
      retry: say("panel.problem.retry"),
      offline: (at: string) => say("panel.problem.offline", { at }),
      offlineEmpty: say("panel.problem.offline_empty"),
      core: say("panel.problem.core"),
      coreHint: say("panel.problem.core_hint"),
      reload: say("panel.problem.reload"),
      unexpected: say("panel.problem.unexpected"),
      keyMissing: say("panel.problem.key_missing"),
      keyGone: (host: string) => say("panel.problem.key_gone", { host }),
      enterKey: say("panel.problem.enter_key"),
      enterKeyOf: (host: string) => say("panel.problem.enter_key_of", { host }),
      known: say("panel.problem.known"),
      accessRefused: (host: string) => say("panel.problem.access_refused", { host }),
    },

    unkept: {
      heading: say("panel.unkept.heading"),
      list: say("panel.unkept.list"),
      account: say("panel.unkept.account"),
      key: say("panel.unkept.key"),
      removal: (host: string) => say("panel.unkept.removal", { host }),
      undo: (host: string) => say("panel.unkept.undo", { host }),
      theme: say("panel.unkept.theme"),
      language: say("panel.unkept.language"),
      looks: say("panel.unkept.looks"),
      after: say("panel.unkept.after"),
      me: say("panel.unkept.me"),
      keys: say("panel.unkept.keys"),
    },

    unread: {
      heading: say("panel.unread.heading"),
      hint: say("panel.unread.hint"),
    },

    stopped: {
      heading: say("panel.stopped.heading"),
      view: say("panel.stopped.view"),
      row: (id: number) => say("panel.stopped.row", { id: `${id}` }),
      back: say("panel.stopped.back"),
    },

    welcome: {
      heading: say("panel.welcome.heading"),
      what: say("panel.welcome.what"),
      add: say("panel.add.heading"),
      privacy: say("panel.welcome.privacy"),
    },

    /** Looking around without an account. */
    demo: {
      begin: say("panel.demo.begin"),
      hint: say("panel.demo.hint"),
      label: say("panel.demo.label"),
      invented: say("panel.demo.invented"),
      add: say("panel.demo.add"),
      end: say("panel.demo.end"),
      unkept: say("panel.demo.unkept"),
      unended: say("panel.demo.unended"),
    },

    add: {
      with: say("panel.add.with"),
      withKey: say("panel.add.with_key"),
      withPassword: say("panel.add.with_password"),
      email: say("panel.add.email"),
      password: say("panel.add.password"),
      passwordHint: (host: string) => say("panel.add.password_hint", { host }),
      passwordHintNowhere: say("panel.add.password_hint_nowhere"),
      emailMissing: say("panel.add.email_missing"),
      passwordMissing: say("panel.add.password_missing"),
      heading: say("panel.add.heading"),
      system: say("panel.add.system"),
      address: say("panel.add.address"),
      addressHint: {
        "": say("panel.add.address_hint"),
        useresponse: say("panel.add.address_hint_useresponse"),
        usedesk: say("panel.add.address_hint_usedesk"),
      } satisfies Record<Added | "", string>,
      goesTo: (host: string) => say("panel.add.goes_to", { host }),
      key: { "": say("panel.add.key"), useresponse: say("panel.add.key"), usedesk: say("panel.add.token") } satisfies Record<Added | "", string>,
      keyHint: {
        "": say("panel.add.key_hint"),
        useresponse: say("panel.add.key_hint_useresponse"),
        usedesk: say("panel.add.key_hint_usedesk"),
      } satisfies Record<Added | "", string>,
      submit: say("panel.add.submit"),
      asking: (host: string) => say("panel.add.asking", { host }),
      checking: (host: string) => say("panel.add.checking", { host }),
      cancel: say("panel.add.cancel"),
    },

    groups: {
      options: say("panel.groups.options"),
      by: {
        "": say("panel.groups.by_none"),
        status: say("panel.groups.by_status"),
        assignee: say("panel.groups.by_assignee"),
        sla: say("panel.groups.by_sla"),
        source: say("panel.groups.by_source"),
      } satisfies Record<Grouping, string>,
      excerpts: say("panel.groups.excerpts"),
      dense: say("panel.groups.dense"),
      sla: { overdue: say("panel.groups.overdue"), soon: say("panel.groups.soon"), day: say("panel.groups.day"), later: say("panel.groups.later") },
      none: say("panel.groups.none"),
      rest: say("panel.groups.rest"),
    },

    marks: {
      done: say("panel.marks.done"),
      mine: say("panel.marks.mine"),
      unread: say("panel.marks.unread"),
      read: say("panel.marks.read"),
      snooze: say("panel.marks.snooze"),
      wake: say("panel.marks.wake"),
      more: say("panel.marks.more"),
      isUnread: say("panel.marks.is_unread"),
      asleep: say("panel.marks.asleep"),
      own: say("panel.marks.own"),
      times: {
        later: say("panel.marks.later"),
        tomorrow: say("panel.marks.tomorrow"),
        monday: say("panel.marks.monday"),
        week: say("panel.marks.week"),
        answer: say("panel.marks.answer"),
      },
      pick: say("panel.marks.pick"),
      pickHeading: say("panel.marks.pick_heading"),
      until: say("panel.marks.until"),
      past: say("panel.marks.past"),
      snoozedUntil: (at: string) => say("panel.marks.snoozed_until", { at }),
      snoozedAnswer: say("panel.marks.snoozed_answer"),
    },

    bulk: bulkTexts(say),

    ticket: {
      draft: say("panel.ticket.draft"),
      label: say("panel.ticket.label"),
      back: say("panel.ticket.back"),
      close: say("panel.ticket.close"),
      number: (id: number) => say("panel.ticket.number", { id: `${id}` }),
      unnamed: (id: number) => say("panel.ticket.unnamed", { id: `${id}` }),
      open: say("panel.ticket.open"),
      openIn: (system: string) => say("panel.ticket.open_in", { system }),
      loading: say("panel.ticket.loading"),
      conversation: say("panel.ticket.conversation"),
      private: say("panel.ticket.private"),
      none: say("panel.ticket.none"),
      noText: say("panel.ticket.no_text"),
      attachments: say("panel.ticket.attachments"),
      client: say("panel.ticket.client"),
      assignee: say("panel.ticket.assignee"),
      nobody: say("panel.ticket.nobody"),
      category: say("panel.ticket.category"),
      created: say("panel.ticket.created"),
      tags: say("panel.ticket.tags"),
      /** What is left of an agreed time, or how long ago it passed, in seconds. */
      due: (left: number) => (left < 0 ? say("panel.ticket.overdue", { span: span(left, locale) }) : say("panel.ticket.due", { span: span(left, locale) })),
      priority: {
        low: say("panel.priority.low"),
        medium: say("panel.priority.medium"),
        normal: say("panel.priority.normal"),
        high: say("panel.priority.high"),
        urgent: say("panel.priority.urgent"),
        extreme: say("panel.priority.extreme"),
      },
      choose: say("panel.ticket.choose"),
      chooseHint: say("panel.ticket.choose_hint"),
      failed: say("panel.ticket.failed"),
      kept: (at: string) => say("panel.ticket.kept", { at }),
      commentsFailed: say("panel.ticket.comments_failed"),
      refresh: say("panel.ticket.refresh"),
      new: say("panel.ticket.new"),
      come: (count: number) => say("panel.ticket.come", { count }),
    },

    acts: {
      label: say("panel.acts.label"),
      property: (property: string) => say("panel.acts.property", { property: among(properties, property) }),
      type: (type: string) => say("panel.acts.type", { type: among(types, type) }),
      named: (name: string, value: string) => say("panel.acts.named", { name, value }),
      /** What a button is called, with the key that presses it, where one does. */
      hint: (name: string, key: string) => (key ? say("panel.acts.hint", { name, key }) : name),
      is: (property: string) => say("panel.acts.is", { property: among(flags, property) }),
      make: (property: string) => say("panel.acts.make", { property: among(flags, property) }),
      yes: say("panel.acts.yes"),
      no: say("panel.acts.no"),
      none: say("panel.acts.none"),
      filter: say("panel.acts.filter"),
      filterOrAdd: say("panel.acts.filter_or_add"),
      add: (word: string) => say("panel.acts.add", { word }),
      give: (word: string) => say("panel.acts.give", { word }),
      empty: say("panel.acts.empty"),
      nothing: say("panel.acts.nothing"),
      unread: say("panel.acts.unread"),
    },

    outbox: {
      heading: say("panel.outbox.heading"),
      count: (count: number) => say("panel.outbox.count", { count }),
      needs: (count: number) => say("panel.outbox.needs", { count }),
      empty: say("panel.outbox.empty"),
      emptyHint: say("panel.outbox.empty_hint"),
      saw: say("panel.outbox.saw"),
      now: say("panel.outbox.now"),
      yours: say("panel.outbox.yours"),
      news: say("panel.outbox.news"),
      messages: (count: number) => say("panel.outbox.messages", { count }),
      sending: say("panel.outbox.sending"),
      byItself: say("panel.outbox.by_itself"),
      keepOpen: say("panel.outbox.keep_open"),
      sendNow: say("panel.outbox.send_now"),
      anyway: say("panel.outbox.anyway"),
      takeBack: say("panel.outbox.take_back"),
      apart: (count: number) => say("panel.outbox.apart", { count }),
    },
    enclosures: enclosureTexts(say, locale),
    compose: composeTexts(say),
    comments: commentTexts(say),
    bins: binTexts(say),
    /** What somebody has decided of what waited for approval. */
    review: (review: string) => say("panel.review.made", { review: among(reviews, review) }),
    created: createdTexts(say),

    settings: settingsTexts(say),

    /** What was changed about a ticket. */
    history: {
      parts: {
        status: say("panel.history.status"),
        assignee: say("panel.history.assignee"),
        group: say("panel.history.group"),
        priority: say("panel.history.priority"),
        type: say("panel.history.type"),
        category: say("panel.history.category"),
        channel: say("panel.history.channel"),
        subject: say("panel.history.subject"),
        client: say("panel.history.client"),
        place: say("panel.history.place"),
      } satisfies Record<Exclude<Aspect, "text" | "private" | "other">, string>,
      places: { archive: say("panel.history.archived"), trash: say("panel.history.trashed"), normal: say("panel.history.restored") } as Readonly<Record<string, string>>,
      changed: (part: string, before: string, after: string) => say("panel.history.changed", { part, before, after }),
      set: (part: string, after: string) => say("panel.history.set", { part, after }),
      cleared: (part: string, before: string) => say("panel.history.cleared", { part, before }),
      edited: say("panel.history.edited"),
      hidden: say("panel.history.hidden"),
      shown: say("panel.history.shown"),
    },

    person: {
      label: say("panel.person.label"),
      open: (name: string) => say("panel.person.open", { name }),
      close: say("panel.person.close"),
      unnamed: say("panel.person.unnamed"),
      loading: (name: string) => say("panel.person.loading", { name }),
      company: say("panel.person.company"),
      position: say("panel.person.position"),
      team: say("panel.person.team"),
      page: say("panel.person.page"),
      work: say("panel.person.work"),
      noWork: say("panel.person.no_work"),
      more: say("panel.person.more"),
      asking: (source: string) => say("panel.person.asking", { source }),
      unknown: (source: string) => say("panel.person.unknown", { source }),
      unaddressed: say("panel.person.unaddressed"),
      workRefused: (source: string) => say("panel.person.work_refused", { source }),
      notes: say("panel.person.notes"),
      notesIn: (source: string) => say("panel.person.notes_in", { source }),
      addNote: say("panel.person.add_note"),
      note: say("panel.person.note"),
      remind: say("panel.person.remind"),
      remindAt: (at: string) => say("panel.person.remind_at", { at }),
      remindLate: say("panel.person.remind_late"),
      noteMissing: say("panel.person.note_missing"),
      noteUncertain: (sentence: string) => say("panel.person.note_uncertain", { sentence }),
      saveNote: say("panel.person.save_note"),
      saving: say("panel.person.saving"),
      cancel: say("panel.person.cancel"),
      edit: say("panel.person.edit"),
      delete: say("panel.person.delete"),
      deleteAsk: say("panel.person.delete_ask"),
      keep: say("panel.person.keep"),
    },

    files: {
      unnamed: say("panel.files.unnamed"),
      save: (name: string) => say("panel.files.save", { name }),
      show: say("panel.files.show"),
      showFrom: (name: string, host: string) => say("panel.files.show_from", { name, host }),
      enlarge: (name: string) => say("panel.files.enlarge", { name }),
      close: say("panel.files.close"),
      loading: (name: string) => say("panel.files.loading", { name }),
      failed: (name: string) => say("panel.files.failed", { name }),
      tooLarge: (name: string) => say("panel.files.too_large", { name }),
    },

    help: {
      heading: say("panel.help.heading"),
      close: say("panel.help.close"),
    },

    link: {
      copy: say("panel.link.copy"),
      copied: say("panel.link.copied"),
      failed: say("panel.link.failed"),
    },
    print: say("panel.print"),

    separator: "·",
  };
}

/** The texts in the language that is spoken now. Read them when they are drawn: speaking another makes them anew. */
export let text = textsOf(speech.say, speech.locale());

/** Speaks the first of some languages that there are words for, and English where there is none. */
export async function speak(wanted: readonly string[]): Promise<void> {
  await speech.speak(wanted);
  text = textsOf(speech.say, speech.locale());
}
