package useresponse

import (
	"database/sql"
	"fmt"
	"strings"

	"deskside/build/sandbox/world"
)

// ChatAnswer is a conversation in the chat window.
type ChatAnswer struct {
	ID               int64          `json:"id"`
	ExternalID       int64          `json:"externalId"`
	Title            *string        `json:"title"`
	Token            string         `json:"token"`
	Source           string         `json:"source"`
	Score            *int64         `json:"score"`
	Author           *authorAnswer  `json:"author"`
	Responsible      *authorAnswer  `json:"responsible"`
	LastMessage      *MessageAnswer `json:"lastMessage"`
	SeenByClient     bool           `json:"seenByClient"`
	CreatedAt        string         `json:"createdAt"`
	CreatedAtPosix   int64          `json:"createdAtPosix"`
	UpdatedAt        *string        `json:"updatedAt"`
	UpdatedAtPosix   *int64         `json:"updatedAtPosix"`
	CompletedAt      *string        `json:"completedAt"`
	CompletedAtPosix *int64         `json:"completedAtPosix"`
}

// MessageAnswer is a chat message; its content is as it was written.
type MessageAnswer struct {
	ID             int64         `json:"id"`
	Type           string        `json:"type"`
	Content        string        `json:"content"`
	Author         *authorAnswer `json:"author"`
	IsSystem       bool          `json:"isSystem"`
	Token          string        `json:"token"`
	FileName       *string       `json:"fileName"`
	ParentID       *int64        `json:"parentId"`
	CreatedAtPosix int64         `json:"createdAtPosix"`
}

// ownChats is the condition on ur_chat h that the caller (?1) may see it.
func (c *call) ownChats() string {
	if c.isAgent() {
		return "?1 = ?1"
	}
	return "h.author_id = ?1"
}

func (c *call) chats(tail string, args ...any) ([]ChatAnswer, error) {
	type row struct {
		ChatAnswer
		title                                                sql.NullString
		score, author, responsible, updated, completed, last sql.NullInt64
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any {
		return []any{&r.ID, &r.ExternalID, &r.title, &r.Token, &r.Source, &r.score, &r.author, &r.responsible, &r.SeenByClient,
			&r.CreatedAtPosix, &r.updated, &r.completed, &r.last}
	}, `SELECT h.id, h.external_id, h.title, h.token, h.source, h.score, h.author_id, h.responsible_id, h.seen_by_client, h.created_at,
		h.updated_at, h.completed_at, (SELECT max(m.id) FROM ur_chat_message m WHERE m.chat_id = h.id)
		FROM ur_chat h WHERE `+c.ownChats()+tail, append([]any{c.callerID()}, args...)...)
	if err != nil {
		return nil, err
	}
	answers := make([]ChatAnswer, len(found))
	for i, r := range found {
		r.Title, r.Score, r.CreatedAt = world.TextOrNil(r.title), world.IntOrNil(r.score), world.Stamp(r.CreatedAtPosix)
		r.UpdatedAt, r.UpdatedAtPosix = world.StampOrNil(r.updated), world.IntOrNil(r.updated)
		r.CompletedAt, r.CompletedAtPosix = world.StampOrNil(r.completed), world.IntOrNil(r.completed)
		if r.Author, err = c.author(r.author); err != nil {
			return nil, err
		}
		if r.Responsible, err = c.author(r.responsible); err != nil {
			return nil, err
		}
		if r.last.Valid {
			messages, err := c.messages("m.id = ?", r.last.Int64)
			if err != nil {
				return nil, err
			}
			r.LastMessage = &messages[0]
		}
		answers[i] = r.ChatAnswer
	}
	return answers, nil
}

// listChats answers chats.json, the latest first.
func (c *call) listChats() (any, error) {
	page, perPage := c.in.Page("", chatsPerPage, chatsPerPage)
	author, byAuthor := c.in.Integer("authorId")
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	if !byAuthor {
		author = 0
	}
	const wanted = ` AND (?2 = 0 OR h.author_id = ?2)`
	total, _, err := world.One[int](c, c.tx, `SELECT count(*) FROM ur_chat h WHERE `+c.ownChats()+wanted, c.callerID(), author)
	if err != nil {
		return nil, err
	}
	found, err := c.chats(wanted+fmt.Sprintf(` ORDER BY coalesce(h.updated_at, h.created_at) DESC, h.id DESC LIMIT %d OFFSET %d`,
		perPage, (page-1)*perPage), author)
	return paginate(total, page, perPage, found), err
}

// chat reads the chat of the path, named by externalId as the vendor's SDKs do,
// or by id.
func (c *call) chat() (*ChatAnswer, error) {
	found, err := c.chats(` AND (h.external_id = ?2 OR h.id = ?2) ORDER BY h.external_id = ?2 DESC`, c.id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errNotFound
	}
	return &found[0], nil
}

func (c *call) getChat() (any, error) { return c.chat() }

// chatMessages answers chats/{id}/messages.json, oldest first: all as an array,
// or one page when page is given. top_id leaves out messages after that one.
func (c *call) chatMessages() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	_, paged := c.in.Integer("page")
	page, perPage := c.in.Page("", messagesPerPage, messagesPerPage)
	top, bounded := c.in.Integer("top_id")
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	const wanted = `m.chat_id = ?1 AND (?2 = 0 OR m.id <= ?3)`
	if !paged {
		return c.messages(wanted+` ORDER BY m.id`, chat.ID, bounded, top)
	}
	total, _, err := world.One[int](c, c.tx, `SELECT count(*) FROM ur_chat_message m WHERE `+wanted, chat.ID, bounded, top)
	if err != nil {
		return nil, err
	}
	found, err := c.messages(fmt.Sprintf(wanted+` ORDER BY m.id LIMIT %d OFFSET %d`, perPage, (page-1)*perPage), chat.ID, bounded, top)
	return paginate(total, page, perPage, found), err
}

func (c *call) messages(where string, args ...any) ([]MessageAnswer, error) {
	type row struct {
		MessageAnswer
		author, parent sql.NullInt64
		file           sql.NullString
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any {
		return []any{&r.ID, &r.Type, &r.Content, &r.author, &r.IsSystem, &r.Token, &r.file, &r.parent, &r.CreatedAtPosix}
	}, `SELECT m.id, m.type, m.content, m.author_id, m.is_system, m.token, m.file_name, m.parent_id, m.created_at
		FROM ur_chat_message m WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	answers := make([]MessageAnswer, len(found))
	for i, r := range found {
		r.FileName, r.ParentID = world.TextOrNil(r.file), world.IntOrNil(r.parent)
		if r.Type != "text" {
			// Links are stored without the server's address, which each request names.
			r.Content = strings.ReplaceAll(r.Content, world.BaseMark, c.base)
		}
		if r.Author, err = c.author(r.author); err != nil {
			return nil, err
		}
		answers[i] = r.MessageAnswer
	}
	return answers, nil
}
