package useresponse

import (
	"database/sql"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"

	"deskside/build/sandbox/world"
)

// ObjectAnswer is an object of any ownership and type.
type ObjectAnswer struct {
	ID                  int64              `json:"id"`
	Title               string             `json:"title"`
	Slug                string             `json:"slug"`
	URL                 string             `json:"url"`
	Ownership           string             `json:"ownership"`
	Language            string             `json:"language"`
	Content             *string            `json:"content"`
	Source              sourceAnswer       `json:"source"`
	State               StateAnswer        `json:"state"`
	Status              *StatusAnswer      `json:"status"`
	Type                *typeAnswer        `json:"type"`
	Category            *CategoryAnswer    `json:"category"`
	Forum               *forumAnswer       `json:"forum"`
	Author              *authorAnswer      `json:"author"`
	Responsible         *authorAnswer      `json:"responsible"`
	Team                *teamAnswer        `json:"team"`
	Attachments         []attachmentAnswer `json:"attachments"`
	Tags                []string           `json:"tags"`
	Links               []linkAnswer       `json:"links"`
	Recipients          []string           `json:"recipients"`
	ParentObject        *linkAnswer        `json:"parentObject"`
	BestComment         *CommentAnswer     `json:"bestComment"`
	Votes               VotesAnswer        `json:"votes"`
	Views               int                `json:"views"`
	CommentsNum         int                `json:"commentsNum"`
	CanBeCommented      bool               `json:"canBeCommented"`
	IsPrivate           bool               `json:"isPrivate"`
	IsFeatured          bool               `json:"isFeatured"`
	IsAbused            bool               `json:"isAbused"`
	IsSubscribed        int                `json:"isSubscribed"`
	Score               *int64             `json:"score"`
	ScoreReason         *string            `json:"scoreReason"`
	ScoreComment        *string            `json:"scoreComment"`
	CompletedBy         *authorAnswer      `json:"completedBy"`
	CompletedOn         *string            `json:"completedOn"`
	CommentedAt         *string            `json:"commentedAt"`
	CreatedAt           string             `json:"createdAt"`
	CreatedAtPosix      int64              `json:"createdAtPosix"`
	LatestActivityPosix *int64             `json:"latestActivityPosix"`
	SLADatePosix        *int64             `json:"slaDatePosix"`
	CustomFields        []fieldValueAnswer `json:"custom_fields"`
}

type sourceAnswer struct {
	Identifier string `json:"identifier"`
	Name       string `json:"name"`
}

// StateAnswer is where an object is: in use, archived, in the trash, declined.
type StateAnswer struct {
	Identifier int    `json:"identifier"`
	Name       string `json:"name"`
}

// VotesAnswer are the votes of an object; All is those for it without those against.
type VotesAnswer struct {
	All      int    `json:"all"`
	Positive int    `json:"positive"`
	Negative int    `json:"negative"`
	Plural   string `json:"plural"`
	CanVote  bool   `json:"canVote"`
	IsVoted  bool   `json:"isVoted"`
}

type linkAnswer struct {
	ObjectID string `json:"object_id"`
	Title    string `json:"title"`
	Type     string `json:"type"`
	URL      string `json:"url"`
}

type attachmentAnswer struct {
	ID        int64          `json:"id"`
	Name      FileNameAnswer `json:"name"`
	URL       string         `json:"url"`
	DirectURL string         `json:"directUrl"`
	Icon      *string        `json:"icon"`
}

// FileNameAnswer is a file's name with and without its extension.
type FileNameAnswer struct {
	Full  string `json:"full"`
	Short string `json:"short"`
	Ext   string `json:"ext"`
}

// object is a row of ur_object with the counts that answers show.
type object struct {
	id, forumID, createdAt                                              int64
	ownership, kind, title, slug, form, language, source, state, review string
	content, scoreReason, scoreComment                                  sql.NullString
	statusID, categoryID, authorID, responsibleID, teamID               sql.NullInt64
	score, completedBy, completedAt, commentedAt, activityAt, slaAt     sql.NullInt64
	isPrivate, isFeatured, isAbused, canBeCommented, voted, subscribed  bool
	views, positive, negative, comments                                 int
}

const objectColumns = `o.id, o.forum_id, o.created_at, o.ownership, o.type, o.title, o.slug, o.form, o.language,
	o.source, o.state, o.moderation, o.content, o.score_reason, o.score_comment, o.status_id, o.category_id,
	o.author_id, o.responsible_id, o.team_id, o.score, o.completed_by, o.completed_at, o.commented_at,
	o.activity_at, o.sla_at, o.is_private, o.is_featured, o.is_abused, o.can_be_commented, o.views,
	(SELECT count(*) FROM ur_vote v WHERE v.object_id = o.id AND v.value > 0),
	(SELECT count(*) FROM ur_vote v WHERE v.object_id = o.id AND v.value < 0),
	EXISTS (SELECT 1 FROM ur_vote v WHERE v.object_id = o.id AND v.user_id = ?1),
	EXISTS (SELECT 1 FROM ur_subscription s WHERE s.object_id = o.id AND s.user_id = ?1),
	(SELECT count(*) FROM ur_comment c WHERE c.object_id = o.id AND c.is_private = 0 AND c.is_trashed = 0
		AND c.moderation = 'approved')`

func (o *object) scan() []any {
	return []any{&o.id, &o.forumID, &o.createdAt, &o.ownership, &o.kind, &o.title, &o.slug, &o.form, &o.language,
		&o.source, &o.state, &o.review, &o.content, &o.scoreReason, &o.scoreComment, &o.statusID, &o.categoryID,
		&o.authorID, &o.responsibleID, &o.teamID, &o.score, &o.completedBy, &o.completedAt, &o.commentedAt,
		&o.activityAt, &o.slaAt, &o.isPrivate, &o.isFeatured, &o.isAbused, &o.canBeCommented, &o.views,
		&o.positive, &o.negative, &o.voted, &o.subscribed, &o.comments}
}

// visible is the SQL condition on ur_object o that the caller may see it at all;
// it refers to the caller as ?1.
func (c *call) visible() string { return c.published() + " AND " + c.seen() }

// published is visible to whoever has the caller's role, whatever the team.
func (c *call) published() string {
	switch {
	case c.isAgent():
		return "1"
	case c.caller != nil:
		return `(o.author_id = ?1 AND o.state <> 'trash'
			OR o.is_private = 0 AND o.ownership <> 'helpdesk' AND o.moderation = 'approved' AND o.state = 'normal')`
	}
	return `o.is_private = 0 AND o.ownership <> 'helpdesk' AND o.moderation = 'approved' AND o.state = 'normal' AND ?1 = 0`
}

// object reads one object that the caller may see.
func (c *call) object(id int64) (*object, error) {
	found, err := world.Rows(c, c.tx, (*object).scan,
		`SELECT `+objectColumns+` FROM ur_object o WHERE o.id = ?2 AND `+c.visible(), c.callerID(), id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, c.mayNotSee(id)
	}
	return &found[0], nil
}

// ObjectAnswer reads one object and gives its answer.
func (c *call) objectAnswer(id int64) (*ObjectAnswer, error) {
	o, err := c.object(id)
	if err != nil {
		return nil, err
	}
	return c.answerObject(o)
}

// answerObject gives the answer of an object that was read.
func (c *call) answerObject(o *object) (*ObjectAnswer, error) {
	state := o.state
	if state == "normal" && o.review == "pending" {
		state = moderated
	}
	answer := &ObjectAnswer{
		ID: o.id, Title: o.title, Slug: o.slug, URL: c.objectURL(o.ownership, o.id), Ownership: o.ownership,
		Language: o.language, Content: c.content(o.content, o.form), Source: sourceAnswer{o.source, sourceNames[o.source]},
		State: StateAnswer{states[state], state}, ParentObject: nil, Views: o.views, CommentsNum: o.comments,
		CanBeCommented: o.canBeCommented, IsPrivate: o.isPrivate || o.ownership == "helpdesk", IsFeatured: o.isFeatured,
		IsAbused: o.isAbused, Score: world.IntOrNil(o.score), ScoreReason: world.TextOrNil(o.scoreReason),
		ScoreComment: world.TextOrNil(o.scoreComment), CompletedOn: world.StampOrNil(o.completedAt),
		CommentedAt: world.StampOrNil(o.commentedAt), CreatedAt: world.Stamp(o.createdAt), CreatedAtPosix: o.createdAt,
		LatestActivityPosix: world.IntOrNil(o.activityAt), SLADatePosix: world.IntOrNil(o.slaAt),
	}
	if o.subscribed {
		answer.IsSubscribed = 1
	}
	return answer, c.complete(answer, o)
}

// complete adds what stands in other tables.
func (c *call) complete(answer *ObjectAnswer, o *object) (err error) {
	step := func(work func() error) {
		if err == nil {
			err = work()
		}
	}
	step(func() (err error) { answer.Status, err = c.status(o.statusID); return })
	step(func() (err error) { answer.Type, err = c.objectType(o.kind); return })
	step(func() (err error) { answer.Category, err = c.category(o.categoryID); return })
	step(func() (err error) { answer.Forum, err = c.forum(o.forumID); return })
	step(func() (err error) { answer.Author, err = c.author(o.authorID); return })
	step(func() (err error) { answer.Responsible, err = c.author(o.responsibleID); return })
	step(func() (err error) { answer.CompletedBy, err = c.author(o.completedBy); return })
	step(func() (err error) { answer.Team, err = c.team(o.teamID); return })
	step(func() (err error) { answer.Attachments, err = c.attachments("object_id", o.id); return })
	step(func() (err error) {
		answer.Tags, err = world.Column[string](c, c.tx, `SELECT tag FROM ur_object_tag WHERE object_id = ? ORDER BY position`, o.id)
		return
	})
	step(func() (err error) {
		answer.Recipients, err = world.Column[string](c, c.tx, `SELECT email FROM ur_recipient WHERE object_id = ? ORDER BY email`, o.id)
		return
	})
	step(func() (err error) { answer.Links, err = c.links(o.id); return })
	step(func() (err error) { answer.BestComment, err = c.bestComment(o.id); return })
	step(func() (err error) { answer.CustomFields, err = c.fieldValues("object", o.id); return })
	if err != nil {
		return err
	}
	answer.Votes = VotesAnswer{
		All: o.positive - o.negative, Positive: o.positive, Negative: o.negative,
		Plural: plural(o.positive-o.negative, "vote"), CanVote: c.canVote(o, answer.Type), IsVoted: o.voted,
	}
	return nil
}

// canVote reports whether the caller's vote would be taken now.
func (c *call) canVote(o *object, kind *typeAnswer) bool {
	return c.caller != nil && kind.Supports.Votes && o.state == "normal" && o.review == "approved"
}

func (c *call) objectURL(ownership string, id int64) string {
	section := "topic"
	switch ownership {
	case "helpdesk":
		section = "tickets"
	case "knowledge-base":
		section = "knowledge-base"
	case "announcements":
		section = "announcements"
	}
	return fmt.Sprintf("%s/%s/%d", c.base, section, id)
}

var sourceNames = map[string]string{"api": "API", "web": "Web", "email": "Email", "widget": "Widget", "phone": "Phone"}

// content gives content in the form the request asked for.
func (c *call) content(content sql.NullString, form string) *string {
	if !content.Valid {
		return nil
	}
	asBBCode, _ := c.in.Flag("bbcode")
	text := world.RenderContent(content.String, form, asBBCode)
	return &text
}

func (c *call) links(id int64) ([]linkAnswer, error) {
	type row struct {
		linkAnswer
		id        int64
		ownership string
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any { return []any{&r.id, &r.Title, &r.Type, &r.ownership} },
		`SELECT o.id, o.title, o.type, o.ownership FROM ur_link l JOIN ur_object o ON o.id = l.linked_id
			WHERE l.object_id = ?2 AND `+c.visible()+` ORDER BY o.id`, c.callerID(), id)
	answers := make([]linkAnswer, len(found))
	for i, r := range found {
		r.ObjectID, r.URL = strconv.FormatInt(r.id, 10), c.objectURL(r.ownership, r.id)
		answers[i] = r.linkAnswer
	}
	return answers, err
}

// attachments gives the files of an object or a comment; owner is the column
// that names it.
func (c *call) attachments(owner string, id int64) ([]attachmentAnswer, error) {
	type row struct {
		id   int64
		name string
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any { return []any{&r.id, &r.name} },
		`SELECT id, name FROM ur_attachment WHERE `+owner+` = ? ORDER BY id`, id)
	answers := make([]attachmentAnswer, len(found))
	for i, r := range found {
		ext := strings.ToLower(strings.TrimPrefix(path.Ext(r.name), "."))
		icon := fmt.Sprintf("%s/img/ext/%s.png", c.base, ext)
		answers[i] = attachmentAnswer{
			ID:        r.id,
			Name:      FileNameAnswer{r.name, strings.TrimSuffix(r.name, path.Ext(r.name)), ext},
			URL:       fmt.Sprintf("%s/attachment/%d", c.base, r.id),
			DirectURL: c.fileURL(r.id, r.name),
			Icon:      &icon,
		}
	}
	return answers, err
}

func (c *call) fileURL(id int64, name string) string {
	return fmt.Sprintf("%s/files/%d/%s", c.base, id, url.PathEscape(name))
}

func plural(number int, word string) string {
	if number == 1 {
		return word
	}
	return word + "s"
}
