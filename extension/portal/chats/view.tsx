import { useEffect, useRef, useState } from "preact/hooks";
import { Ago } from "../../../shared/ui/ago";
import { Attachments } from "../../../shared/ui/attachments";
import { ArrowLeft, MessageSquare } from "../../../shared/ui/icons";
import { Body } from "../../../shared/ui/prose/body";
import { draw } from "../../../shared/ui/prose/draw";
import { Standing } from "../../../shared/ui/standing";
import type { Chat, ChatPage, ChatTold, Failure } from "../../../wasm/core.gen";
import { useDesk } from "../../panel/context";
import type { Desk } from "../../panel/desk";
import { failureOf } from "../../panel/session";
import { locale } from "../../panel/speech";
import type { State } from "../../panel/state";
import { text } from "../../panel/strings";
import { Asking, askPortal } from "../asking";
import { Broken, Coming, Listed, Silent, useSource } from "../parts";
import { say } from "../say";

const drawn = (program: Uint8Array) => draw(program, text.draw);

/** Chats as far as they were read, and how many pages that is. */
export interface Read extends ChatPage {
  pages: number;
}

export function chatting(desk: Desk): Asking<Read> {
  return new Asking(desk, (o) => o.chats);
}

interface Opened {
  account: string;
  chat: Chat;
  told: ChatTold | null;
  failure: Failure | null;
}

/** Chats to read: nobody answers them from here. */
export function ChatsView({ state, asking }: { state: State; asking: Asking<Read> }) {
  const desk = useDesk();
  const source = useSource();
  const [opened, setOpened] = useState<Opened | null>(null);
  const wanted = useRef(0);
  const load = () => asking.ask(() => ({ of: "chats" }), (r) => ({ chats: r.chats?.chats ?? [], more: r.chats?.more ?? false, pages: 1 }));
  const further = (account: string) =>
    asking.ask((b) => ({ of: "chats", page: b?.pages ?? 0 }), (r, b) => ({ chats: [...(b?.chats ?? []), ...(r.chats?.chats ?? [])], more: r.chats?.more ?? false, pages: (b?.pages ?? 0) + 1 }), account);
  useEffect(() => void load(), [state.accounts.length]);
  const open = async (account: string, chat: Chat) => {
    const mine = ++wanted.current;
    setOpened({ account, chat, told: null, failure: null });
    const of = state.accounts.find((a) => a.id === account);
    if (!of) return;
    try {
      const { chat: told } = await askPortal(desk, of, { of: "chat", id: chat.id });
      if (mine === wanted.current) setOpened({ account, chat: told?.chat ?? chat, told, failure: null });
    } catch (error) {
      if (mine === wanted.current) setOpened({ account, chat, told: null, failure: failureOf(error) });
    }
  };
  if (opened) return <ChatView state={state} opened={opened} again={() => void open(opened.account, opened.chat)} back={() => setOpened(null)} />;
  const parts = asking.parts.value;
  return (
    <>
      <p class="quiet">{say("portal.chats.hint")}</p>
      <Silent parts={parts} again={() => void load()} />
      {parts.map((p) => (
        <section key={p.account} aria-label={[say("portal.chats.title"), source(p.account)].filter(Boolean).join(" ")}>
          {source(p.account) && <h2>{source(p.account)}</h2>}
          <ul class="portal-list" aria-busy={p.busy}>
            {p.value?.chats.map((chat) => (
              <Listed key={chat.id} open={() => void open(p.account, chat)}>
                <span class="listed-name" dir="auto">
                  {chat.title || chat.client || text.ticket.number(chat.id)}
                </span>
                <span class="listed-facts quiet">
                  {chat.title && chat.client && <bdi>{chat.client}</bdi>}
                  {chat.completed !== 0 && say("portal.chats.over")}
                  <Ago at={chat.updated} now={state.now} locale={locale()} />
                </span>
                {chat.last && (
                  <span class="listed-more quiet" dir="auto">
                    {chat.last}
                  </span>
                )}
              </Listed>
            ))}
          </ul>
          {p.busy && !p.value && <Coming />}
          {p.value?.chats.length === 0 && (
            <Standing icon={<MessageSquare size={20} />} heading={say("portal.chats.empty")}>
              <p>{say("portal.chats.empty_hint")}</p>
            </Standing>
          )}
          {p.value?.more && (
            <button type="button" class="ds-button" onClick={() => void further(p.account)}>
              {say("portal.more")}
            </button>
          )}
        </section>
      ))}
    </>
  );
}

function ChatView({ state, opened: { chat, told, failure }, again, back }: { state: State; opened: Opened; again: () => void; back: () => void }) {
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => top.current?.focus(), [chat.id]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      back();
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  });
  return (
    <section aria-label={chat.title || chat.client}>
      <p class="portal-bar">
        <button type="button" class="ds-button" data-kind="quiet" onClick={back}>
          <ArrowLeft />
          {say("portal.chats.back")}
        </button>
      </p>
      <h2 tabIndex={-1} ref={top} dir="auto">
        {chat.title || chat.client}
      </h2>
      <p class="quiet">{[chat.client, chat.assignee && say("portal.chats.with", { name: chat.assignee }), chat.completed ? say("portal.chats.over") : ""].filter(Boolean).join(` ${text.separator} `)}</p>
      {failure && <Broken failure={failure} again={again} />}
      {!told && !failure && <Coming />}
      {told?.messages.length === 0 && <p class="quiet">{say("portal.chats.silent")}</p>}
      <ol class="chat">
        {told?.messages.map((m, i) => (
          <li key={i} class="chat-message" data-side={m.side === "system" ? "system" : m.author === chat.client ? "client" : "agent"}>
            <p class="quiet">
              <bdi>{m.author}</bdi> <Ago at={m.at} now={state.now} locale={locale()} />
            </p>
            {m.file.url ? <Attachments files={[m.file]} label={say("portal.held.files")} /> : <Body program={m.body} draw={drawn} none={say("portal.held.no_text")} />}
          </li>
        ))}
      </ol>
    </section>
  );
}
