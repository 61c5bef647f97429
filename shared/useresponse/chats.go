package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
)

// Chat is a conversation in the chat of a site.
type Chat struct {
	ID int64
	// External is the id by which chats are asked for.
	External    int64
	Title       string
	Token       string
	Source      string
	Score       int64 // 0 when nobody rated
	Author      User
	Responsible User     // id 0 for nobody
	Last        *Message // nil while nothing is written
	// Seen reports whether the client has seen the last message.
	Seen bool
	// Created, Updated and Completed are Unix seconds, 0 for never; the others
	// are the same moments as the server displays them.
	Created, Updated, Completed       int64
	CreatedAt, UpdatedAt, CompletedAt string
}

// Message is one message of a chat.
type Message struct {
	ID int64
	// Type is "text", "image", "document", "article", or one not known here.
	Type string
	// Content is BBCode, the URL of a file, or of an article JSON; see Article.
	Content  string
	Author   User
	System   bool
	Token    string
	FileName string
	Parent   int64
	Created  int64 // Unix seconds
}

// Article returns title and link of a message that points to an article.
func (m Message) Article() (title, link string, ok bool) {
	if m.Type != "article" {
		return "", "", false
	}
	document, err := jsontext.Parse(m.Content)
	if err != nil {
		return "", "", false
	}
	title, link = loose.String(document.Root().Get("title")), loose.String(document.Root().Get("link"))
	return title, link, title != "" || link != ""
}

// Chats lists chats, of one author unless author is 0; page counts from 1.
//
// API reference 7.0: Chats, Get list of all chats.
func (c Client) Chats(author, page int64) api.Call[Page[Chat]] {
	in := &input{}
	in.query.AddInt("authorId", author)
	in.query.AddInt("page", page)
	in.reference("authorId", author)
	in.paging(page, "", 0, 0)
	return call(c, &opChats, in, paged(chat))
}

// Chat gets a chat by Chat.External.
//
// API reference 7.0: Chats, Get chat.
func (c Client) Chat(external int64) api.Call[Chat] {
	return call(c, &opChat, &input{id: external}, one(chat))
}

// Messages selects messages of a chat.
type Messages struct {
	// Page counts from 1; 0 lists all messages.
	Page int64
	// Top is the highest id to list, which keeps pages still while people write; 0 for no bound.
	Top int64
}

// ChatMessages lists messages of a chat, given by Chat.External.
//
// API reference 7.0: Chats, Get chat messages.
func (c Client) ChatMessages(external int64, m Messages) api.Call[Page[Message]] {
	in := &input{id: external}
	in.query.AddInt("page", m.Page)
	in.query.AddInt("top_id", m.Top)
	in.paging(m.Page, "", 0, 0)
	in.reference("top_id", m.Top)
	return call(c, &opChatMessages, in, paged(message))
}

func chat(v jsontext.Value) Chat {
	chat := Chat{
		ID: loose.Int(v.Get("id")), External: loose.Int(v.Get("externalId")), Title: loose.String(v.Get("title")),
		Token: loose.String(v.Get("token")), Source: loose.String(v.Get("source")), Score: loose.Int(v.Get("score")),
		Author: user(v.Get("author")), Responsible: user(v.Get("responsible")), Seen: loose.Bool(v.Get("seenByClient")),
		Created: loose.Int(v.Get("createdAtPosix")), Updated: loose.Int(v.Get("updatedAtPosix")), Completed: loose.Int(v.Get("completedAtPosix")),
		CreatedAt: moment(v.Get("createdAt")), UpdatedAt: moment(v.Get("updatedAt")), CompletedAt: moment(v.Get("completedAt")),
	}
	if last := v.Get("lastMessage"); present(last) {
		m := message(last)
		chat.Last = &m
	}
	return chat
}

func message(v jsontext.Value) Message {
	return Message{
		ID: loose.Int(v.Get("id")), Type: loose.String(v.Get("type")), Content: loose.String(v.Get("content")),
		Author: user(v.Get("author")), System: loose.Bool(v.Get("isSystem")), Token: loose.String(v.Get("token")),
		FileName: loose.String(v.Get("fileName")), Parent: loose.Int(v.Get("parentId")), Created: loose.Int(v.Get("createdAtPosix")),
	}
}
