// Every text of the widget, in English. Another language is another object of
// this type.

import type { DrawWords } from "../../shared/ui/draw";
import type { Choice } from "./session/state";

const plural = new Intl.PluralRules("en");

function many(count: number, one: string, other: string): string {
  return plural.select(count) === "one" ? one : other;
}

export const text = {
  title: "Share feedback",
  close: "Close feedback",
  back: "Back",
  retry: "Try again",
  dismiss: "Dismiss",
  loading: "Loading…",
  stillLoading: "Still loading. This takes longer than usual.",

  search: "Search ideas…",
  searchLabel: "Search ideas, problems and questions",
  clear: "Clear the search",
  popular: "Popular",
  results: "Results",
  found: (count: number) => many(count, "1 post found", `${count} posts found`),
  foundNone: (query: string) => `Nothing found for “${query}”`,
  foundNoneNext: "Be the first to write about it: choose above what it is.",
  empty: "Nothing here yet",
  emptyNext: "Choose above what you would like to share. What others write will appear here, and you can vote for it.",

  choices: "What would you like to share?",
  choice: { idea: "Idea", problem: "Problem", question: "Question" } satisfies Record<Choice, string>,
  newPost: { idea: "New idea", problem: "New problem", question: "New question" } satisfies Record<Choice, string>,

  about: {
    idea: "What is your idea about?",
    problem: "What is not working?",
    question: "What would you like to know?",
  } satisfies Record<Choice, string>,
  aboutHint: "One sentence is enough.",
  similar: {
    idea: "Similar ideas",
    problem: "Similar problems",
    question: "Similar questions",
  } satisfies Record<Choice, string>,
  similarHint: "If one of these is yours, vote for it instead.",
  similarFound: (count: number) => many(count, "1 similar post found", `${count} similar posts found`),
  similarCount: {
    idea: (count: number) => many(count, "1 similar idea", `${count} similar ideas`),
    problem: (count: number) => many(count, "1 similar problem", `${count} similar problems`),
    question: (count: number) => many(count, "1 similar question", `${count} similar questions`),
  } satisfies Record<Choice, (count: number) => string>,
  similarNone: {
    idea: "No similar ideas found",
    problem: "No similar problems found",
    question: "No similar questions found",
  } satisfies Record<Choice, string>,
  category: "Category",
  noCategory: "None",
  optional: "optional",
  content: {
    idea: "How would it help you?",
    problem: "What happened, and what did you expect?",
    question: "What have you tried so far?",
  } satisfies Record<Choice, string>,
  left: (count: number) => many(count, "1 character left", `${count} characters left`),
  over: (count: number) => many(count, "1 character too many", `${count} characters too many`),
  kept: "Draft kept on this device",
  keptShortly: "Draft kept while this page is open",
  proceed: "Continue",
  send: { idea: "Send idea", problem: "Send problem", question: "Send question" } satisfies Record<Choice, string>,
  sending: "Sending…",
  notSent: "Not sent. Everything you wrote is still here.",
  sendNow: "Send now",
  change: "Change it",
  takeBack: "Take it back",
  formTaken: "Something else is in the form. Send or clear that first.",
  tooLate: "It is on its way already, so it cannot be changed any more.",
  outboxFull: "Too much is waiting to be sent. When some of it has gone out, send this again.",
  sentByItself: "It is kept on this device and will be sent by itself, also when you close this.",
  keepOpen: "This browser keeps it only while this page is open. Leave it open until it is sent.",
  mayBeThere: "It may have arrived all the same: look for it before you send it again.",
  waits: {
    idea: "Your idea is waiting to be sent",
    problem: "Your problem is waiting to be sent",
    question: "Your question is waiting to be sent",
  } satisfies Record<Choice, string>,
  waiting: (count: number) => many(count, "1 waiting to be sent", `${count} waiting to be sent`),
  waitingTitle: "Waiting to be sent",
  nothingWaits: "Everything is sent",
  nothingWaitsNext: "What cannot be sent at once waits here and is sent by itself.",
  oneVote: "Vote",
  oneVoteBack: "Vote taken back",
  voteWaits: "Your vote is kept and will be sent by itself.",

  sentTitle: "Thank you",
  sent: {
    idea: "Your idea is posted",
    problem: "Your problem is posted",
    question: "Your question is posted",
  } satisfies Record<Choice, string>,
  sentNext: {
    idea: "Others can vote for it from now on, and the team answers on its page.",
    problem: "The team answers on its page, and others who have it can vote for it.",
    question: "The answer will appear on its page, from the team or from others.",
  } satisfies Record<Choice, string>,
  openPage: "Open its page",
  newTab: "opens in a new tab",
  done: "Done",

  by: (author: string) => `by ${author}`,
  comments: "Comments",
  commentCount: (count: number) => many(count, "1 comment", `${count} comments`),
  noComments: "No comments yet.",
  noDescription: "No description.",
  author: "Author",
  customer: "A customer",
  attachment: "Attachment",
  attachments: "Attachments",
  words: {
    earlier: "Earlier message",
    signature: "Signature",
    spoiler: "Spoiler",
    showImage: (alt: string) => (alt ? `Show image: ${alt}` : "Show image"),
    leadsTo: (host: string) => `Leads to ${host}`,
  } satisfies DrawWords,

  /** shown is the count as it is written, such as "12K". */
  votes: (count: number, shown: string) => many(count, `${shown} vote`, `${shown} votes`),
  voteUp: (title: string, count: string) => `${count}, vote for ${title}`,
  voteDown: (title: string) => `Vote against ${title}`,
  voteClosed: (count: string) => `${count}, voting is closed`,
  voted: (count: string) => `Vote counted, ${count}.`,
  unvoted: (count: string) => `Vote taken back, ${count}.`,
  voteFailed: (sentence: string) => `Your vote was not counted. ${sentence}`,

  offline: "You are offline. What you send is kept and goes out later.",
  listFailed: "The posts could not be loaded",
  postFailed: "This post could not be loaded",
  commentsFailed: "The comments could not be loaded",
  stillWrite: "You can still write: your text is kept until it can be sent.",
  refused: "Feedback cannot run here, because this browser does not allow WebAssembly.",
  refusedNext: "Open this page in another browser to share feedback.",
} as const;
