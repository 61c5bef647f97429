package sandbox

import (
	"database/sql"
	"fmt"
	"strings"
)

// chatAnswer is a conversation in the chat window.
type chatAnswer struct {
	ID               int64          `json:"id"`
	ExternalID       int64          `json:"externalId"`
	Title            *string        `json:"title"`
	Token            string         `json:"token"`
	Source           string         `json:"source"`
	Score            *int64         `json:"score"`
	Author           *authorAnswer  `json:"author"`
	Responsible      *authorAnswer  `json:"responsible"`
	LastMessage      *messageAnswer `json:"lastMessage"`
	SeenByClient     bool           `json:"seenByClient"`
	CreatedAt        string         `json:"createdAt"`
	CreatedAtPosix   int64          `json:"createdAtPosix"`
	UpdatedAt        *string        `json:"updatedAt"`
	UpdatedAtPosix   *int64         `json:"updatedAtPosix"`
	CompletedAt      *string        `json:"completedAt"`
	CompletedAtPosix *int64         `json:"completedAtPosix"`
}

// messageAnswer is a chat message; its content is as it was written.
type messageAnswer struct {
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

// baseMark stands for the server's address in stored links.
const baseMark = "{base}"

// ownChats is the condition on ur_chat h that the caller (?1) may see it.
func (c *urCall) ownChats() string {
	if c.isAgent() {
		return "?1 = ?1"
	}
	return "h.author_id = ?1"
}

func (c *urCall) chats(tail string, args ...any) ([]chatAnswer, error) {
	type row struct {
		chatAnswer
		title                                                sql.NullString
		score, author, responsible, updated, completed, last sql.NullInt64
	}
	found, err := rows(c, c.tx, func(r *row) []any {
		return []any{&r.ID, &r.ExternalID, &r.title, &r.Token, &r.Source, &r.score, &r.author, &r.responsible, &r.SeenByClient,
			&r.CreatedAtPosix, &r.updated, &r.completed, &r.last}
	}, `SELECT h.id, h.external_id, h.title, h.token, h.source, h.score, h.author_id, h.responsible_id, h.seen_by_client, h.created_at,
		h.updated_at, h.completed_at, (SELECT max(m.id) FROM ur_chat_message m WHERE m.chat_id = h.id)
		FROM ur_chat h WHERE `+c.ownChats()+tail, append([]any{c.callerID()}, args...)...)
	if err != nil {
		return nil, err
	}
	answers := make([]chatAnswer, len(found))
	for i, r := range found {
		r.Title, r.Score, r.CreatedAt = textOrNil(r.title), intOrNil(r.score), stamp(r.CreatedAtPosix)
		r.UpdatedAt, r.UpdatedAtPosix = stampOrNil(r.updated), intOrNil(r.updated)
		r.CompletedAt, r.CompletedAtPosix = stampOrNil(r.completed), intOrNil(r.completed)
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
		answers[i] = r.chatAnswer
	}
	return answers, nil
}

// listChats answers chats.json, the latest first.
func (c *urCall) listChats() (any, error) {
	page, perPage := c.in.page("", chatsPerPage, chatsPerPage)
	author, byAuthor := c.in.integer("authorId")
	if c.in.err != nil {
		return nil, c.in.err
	}
	if !byAuthor {
		author = 0
	}
	const wanted = ` AND (?2 = 0 OR h.author_id = ?2)`
	total, _, err := one[int](c, c.tx, `SELECT count(*) FROM ur_chat h WHERE `+c.ownChats()+wanted, c.callerID(), author)
	if err != nil {
		return nil, err
	}
	found, err := c.chats(wanted+fmt.Sprintf(` ORDER BY coalesce(h.updated_at, h.created_at) DESC, h.id DESC LIMIT %d OFFSET %d`,
		perPage, (page-1)*perPage), author)
	return paginate(total, page, perPage, found), err
}

// chat reads the chat of the path, named by externalId as the vendor's SDKs do,
// or by id.
func (c *urCall) chat() (*chatAnswer, error) {
	found, err := c.chats(` AND (h.external_id = ?2 OR h.id = ?2) ORDER BY h.external_id = ?2 DESC`, c.id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errNotFound
	}
	return &found[0], nil
}

func (c *urCall) getChat() (any, error) { return c.chat() }

// chatMessages answers chats/{id}/messages.json, oldest first: all as an array,
// or one page when page is given. top_id leaves out messages after that one.
func (c *urCall) chatMessages() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	_, paged := c.in.integer("page")
	page, perPage := c.in.page("", messagesPerPage, messagesPerPage)
	top, bounded := c.in.integer("top_id")
	if c.in.err != nil {
		return nil, c.in.err
	}
	const wanted = `m.chat_id = ?1 AND (?2 = 0 OR m.id <= ?3)`
	if !paged {
		return c.messages(wanted+` ORDER BY m.id`, chat.ID, bounded, top)
	}
	total, _, err := one[int](c, c.tx, `SELECT count(*) FROM ur_chat_message m WHERE `+wanted, chat.ID, bounded, top)
	if err != nil {
		return nil, err
	}
	found, err := c.messages(fmt.Sprintf(wanted+` ORDER BY m.id LIMIT %d OFFSET %d`, perPage, (page-1)*perPage), chat.ID, bounded, top)
	return paginate(total, page, perPage, found), err
}

func (c *urCall) messages(where string, args ...any) ([]messageAnswer, error) {
	type row struct {
		messageAnswer
		author, parent sql.NullInt64
		file           sql.NullString
	}
	found, err := rows(c, c.tx, func(r *row) []any {
		return []any{&r.ID, &r.Type, &r.Content, &r.author, &r.IsSystem, &r.Token, &r.file, &r.parent, &r.CreatedAtPosix}
	}, `SELECT m.id, m.type, m.content, m.author_id, m.is_system, m.token, m.file_name, m.parent_id, m.created_at
		FROM ur_chat_message m WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	answers := make([]messageAnswer, len(found))
	for i, r := range found {
		r.FileName, r.ParentID = textOrNil(r.file), intOrNil(r.parent)
		if r.Type != "text" {
			// Links are stored without the server's address, which each request names.
			r.Content = strings.ReplaceAll(r.Content, baseMark, c.base)
		}
		if r.Author, err = c.author(r.author); err != nil {
			return nil, err
		}
		answers[i] = r.messageAnswer
	}
	return answers, nil
}
