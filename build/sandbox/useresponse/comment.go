package useresponse

import (
	"database/sql"
	"fmt"
	"time"

	"deskside/build/sandbox/world"
)

// CommentAnswer is a comment, a reply or a private note of an object.
type CommentAnswer struct {
	ID             int64              `json:"id"`
	ObjectID       int64              `json:"objectId"`
	Ownership      string             `json:"ownership"`
	Content        *string            `json:"content"`
	Author         *authorAnswer      `json:"author"`
	Attachments    []attachmentAnswer `json:"attachments"`
	CreatedAgo     string             `json:"createdAgo"`
	CreatedAt      string             `json:"createdAt"`
	CreatedAtPosix int64              `json:"createdAtPosix"`
	UpdatedAt      *string            `json:"updatedAt"`
	IsBest         int                `json:"is_best"`
	IsPrivate      int                `json:"is_private"`
	ReplyToID      *int64             `json:"replyToId"`
	// State is told of a comment that waits for moderation, as that of objects is [assumed].
	State *StateAnswer       `json:"state,omitempty"`
	Votes CommentVotesAnswer `json:"votes"`
}

// CommentVotesAnswer are the votes of a comment.
type CommentVotesAnswer struct {
	Amount  int    `json:"amount"`
	Plural  string `json:"plural"`
	CanVote bool   `json:"canVote"`
	IsVoted bool   `json:"isVoted"`
}

// comment is a row of ur_comment with what answers show of its object.
type comment struct {
	id, objectID, createdAt          int64
	ownership, form, review, content string
	authorID, updatedAt, replyTo     sql.NullInt64
	isPrivate, isBest, isTrashed     bool
	objectState                      string
	votes                            int
	voted                            bool
}

const commentColumns = `c.id, c.object_id, c.created_at, o.ownership, c.form, c.moderation, c.content, c.author_id,
	c.updated_at, c.reply_to, c.is_private, c.is_best, c.is_trashed, o.state,
	(SELECT count(*) FROM ur_comment_vote v WHERE v.comment_id = c.id),
	EXISTS (SELECT 1 FROM ur_comment_vote v WHERE v.comment_id = c.id AND v.user_id = ?1)
	FROM ur_comment c JOIN ur_object o ON o.id = c.object_id`

func (m *comment) scan() []any {
	return []any{&m.id, &m.objectID, &m.createdAt, &m.ownership, &m.form, &m.review, &m.content, &m.authorID,
		&m.updatedAt, &m.replyTo, &m.isPrivate, &m.isBest, &m.isTrashed, &m.objectState, &m.votes, &m.voted}
}

// comments reads the comments a condition selects among those the caller may
// see; the condition may use ?2 and on.
func (c *call) comments(where string, args ...any) ([]comment, error) {
	if !c.isAgent() {
		where = `c.is_private = 0 AND c.is_trashed = 0 AND (c.moderation = 'approved' OR c.author_id = ?1) AND ` + where
	}
	return world.Rows(c, c.tx, (*comment).scan,
		`SELECT `+commentColumns+` WHERE `+c.visible()+` AND `+where, append([]any{c.callerID()}, args...)...)
}

// comment reads one comment that the caller may see.
func (c *call) comment(id int64) (*comment, error) {
	found, err := c.comments("c.id = ?2", id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errNotFound
	}
	return &found[0], nil
}

func (c *call) commentAnswer(id int64) (*CommentAnswer, error) {
	m, err := c.comment(id)
	if err != nil {
		return nil, err
	}
	return c.answerComment(m)
}

func (c *call) answerComments(found []comment) ([]*CommentAnswer, error) {
	answers := make([]*CommentAnswer, len(found))
	for i := range found {
		var err error
		if answers[i], err = c.answerComment(&found[i]); err != nil {
			return nil, err
		}
	}
	return answers, nil
}

func (c *call) answerComment(m *comment) (*CommentAnswer, error) {
	author, err := c.author(m.authorID)
	if err != nil {
		return nil, err
	}
	files, err := c.attachments("comment_id", m.id)
	if err != nil {
		return nil, err
	}
	return &CommentAnswer{
		ID: m.id, ObjectID: m.objectID, Ownership: m.ownership,
		Content: c.content(sql.NullString{String: m.content, Valid: true}, m.form),
		Author:  author, Attachments: files, CreatedAgo: c.ago(m.createdAt),
		CreatedAt: world.Stamp(m.createdAt), CreatedAtPosix: m.createdAt, UpdatedAt: world.StampOrNil(m.updatedAt),
		IsBest: world.Number(m.isBest), IsPrivate: world.Number(m.isPrivate), ReplyToID: world.IntOrNil(m.replyTo),
		State: m.place(),
		Votes: CommentVotesAnswer{m.votes, plural(m.votes, "vote"), c.canVoteComment(m), m.voted},
	}, nil
}

func (m *comment) place() *StateAnswer {
	if m.review != "pending" {
		return nil
	}
	return &StateAnswer{states[moderated], moderated}
}

func (c *call) canVoteComment(m *comment) bool {
	return c.caller != nil && !m.isTrashed && m.review == "approved" && m.objectState == "normal"
}

// bestComment gives the comment marked as best; nil when there is none.
func (c *call) bestComment(object int64) (*CommentAnswer, error) {
	found, err := c.comments("c.object_id = ?2 AND c.is_best = 1 AND c.is_trashed = 0", object)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return c.answerComment(&found[0])
}

func (c *call) ago(instant int64) string { return ago(c.now.Sub(time.Unix(instant, 0))) }

// ago says how old something is, in the words of the helpdesk's display texts.
func ago(age time.Duration) string {
	count := func(number int, unit string) string { return fmt.Sprintf("%d %s ago", number, plural(number, unit)) }
	switch hours := int(age.Hours()); {
	case age < time.Minute:
		return "just now"
	case hours < 1:
		return count(int(age.Minutes()), "minute")
	case hours < 24:
		return count(hours, "hour")
	case hours < 48:
		return "yesterday"
	case hours < 24*60:
		return count(hours/24, "day")
	case hours < 24*365*2:
		return count(hours/(24*30), "month")
	default:
		return count(hours/(24*365), "year")
	}
}
