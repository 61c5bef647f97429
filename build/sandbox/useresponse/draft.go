package useresponse

import (
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"deskside/build/sandbox/world"
)

// draft is what objects.create and objects.edit read from a request.
type draft struct {
	ownership, kind, title string
	content                sql.NullString
	form                   string
	categoryID             sql.NullInt64
	responsibleID, teamID  sql.NullInt64
	authorID               int64
	isPrivate              bool
	statusID               sql.NullInt64
	priority               string
	expiresAt              sql.NullInt64
	tags                   []string
}

// readDraft reads what create and edit have in common. Absent members leave d as
// it is; create asks for the required ones.
func (c *call) readDraft(d *draft, create bool) error {
	in := c.in
	if title, ok := in.Text("title"); ok || create {
		in.Require("title", title)
		in.Length("title", title, world.MaxTitle)
		d.title = c.api.options.Titles.Store(title)
	}
	if content, ok := in.Text("content"); ok || create {
		if d.ownership != "helpdesk" {
			in.Require("content", content)
		}
		in.Length("content", content, world.MaxContent)
		d.content = sql.NullString{String: content, Valid: content != ""}
		d.form = c.contentForm()
	}
	if private, ok := in.Flag("is_private"); ok {
		if private && d.ownership == "helpdesk" {
			in.Fail("is_private is only for feedback and announcements")
		}
		d.isPrivate = private
	}
	if priority := in.Choice("priority", "low", "normal", "high", "urgent"); priority != "" {
		d.priority = priority
	}
	if expire := in.Choice("expire_select", "never", "on_date"); expire != "" {
		if d.ownership != "announcements" {
			in.Fail("expire_select is only for announcements")
		}
		date, _ := in.Text("expires_at")
		if expire == "on_date" {
			at, err := time.ParseInLocation("02.01.2006", date, time.UTC)
			if err != nil {
				in.Fail("expires_at must be a date such as 31.05.2026")
			}
			d.expiresAt = sql.NullInt64{Int64: at.Unix(), Valid: true}
		}
	}
	d.tags = in.Tags()
	if in.Err != nil {
		return in.Err
	}
	for _, step := range []func(*draft, bool) error{c.readCategory, c.readResponsible, c.readStatus, c.readAuthor} {
		if err := step(d, create); err != nil {
			return err
		}
	}
	return in.Err
}

// contentForm is how the request's content is written.
func (c *call) contentForm() string {
	if asHTML, _ := c.in.Flag("treat_as_html"); asHTML {
		return "html"
	}
	return "bbcode"
}

func (c *call) readCategory(d *draft, _ bool) error {
	id, ok := c.in.Integer("category_id")
	switch {
	case !ok:
		return nil
	case id == 0:
		d.categoryID = sql.NullInt64{}
		return nil
	}
	found, err := c.categoryList("id = ? AND (ownership IS NULL OR ownership = ?) AND (type IS NULL OR type = ?)", id, d.ownership, d.kind)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return badRequest(fmt.Sprintf("category_id %d is not a category for %s %s", id, d.ownership, d.kind))
	}
	d.categoryID = sql.NullInt64{Int64: id, Valid: true}
	return nil
}

// readResponsible reads responsible_id, or the address that the vendor's own
// programs send.
func (c *call) readResponsible(d *draft, _ bool) error {
	id, ok := c.in.Integer("responsible_id")
	if email, _ := c.in.Text("responsible_email"); !ok && email != "" {
		found, known, err := world.One[int64](c, c.tx, `SELECT id FROM ur_user WHERE email = ? AND role <> 'user' AND is_deleted = 0`, strings.TrimSpace(email))
		if err != nil {
			return err
		}
		if !known {
			return badRequest("responsible_email is not that of an agent or administrator")
		}
		id, ok = found, true
	}
	if ok {
		d.responsibleID = sql.NullInt64{Int64: id, Valid: id != 0}
		if id != 0 {
			problem := fmt.Sprintf("responsible_id %d is not an agent or administrator", id)
			p, err := c.user(id, problem)
			if err != nil {
				return err
			}
			if p.role == "user" {
				return badRequest(problem)
			}
		}
	}
	if id, ok := c.in.Integer("team_id"); ok {
		d.teamID = sql.NullInt64{Int64: id, Valid: id != 0}
		team, err := c.team(d.teamID)
		if err != nil {
			return err
		}
		if id != 0 && team == nil {
			return badRequest(fmt.Sprintf("team_id %d is not a team", id))
		}
	}
	if !c.isAgent() && (d.responsibleID.Valid || d.teamID.Valid) {
		return forbidden("only agents can assign objects")
	}
	return nil
}

// readStatus reads status_id, or status with a slug as the vendor's own programs
// send it, or gives a new object the default of its type.
func (c *call) readStatus(d *draft, create bool) error {
	id, ok := c.in.Integer("status_id")
	slug, _ := c.in.Text("status")
	if !ok && slug == "" && !create {
		return nil
	}
	statuses, err := c.statusList("ownership = ? AND type = ?", d.ownership, d.kind)
	if err != nil {
		return err
	}
	for _, status := range statuses {
		if ok && status.ID == id || !ok && slug != "" && status.Slug == slug || !ok && slug == "" && status.IsDefault {
			d.statusID = sql.NullInt64{Int64: status.ID, Valid: true}
			return nil
		}
	}
	if ok {
		return badRequest(fmt.Sprintf("status_id %d is not a status for %s %s", id, d.ownership, d.kind))
	}
	if slug != "" {
		return badRequest(fmt.Sprintf("status %q is not a status for %s %s", slug, d.ownership, d.kind))
	}
	return nil
}

// readAuthor reads force_author: a user id, or an e-mail, for which a user is
// made when there is none.
func (c *call) readAuthor(d *draft, _ bool) error {
	author, _ := c.in.Text("force_author")
	author = strings.TrimSpace(author)
	if author == "" {
		return nil
	}
	if !c.isAgent() {
		return forbidden("force_author needs the privilege of an agent")
	}
	if id, err := strconv.ParseInt(author, 10, 64); err == nil {
		d.authorID = id
		_, err := c.user(id, "force_author is not a user")
		return err
	}
	if !world.ValidEmail(author) {
		return badRequest("force_author must be a user id or an e-mail address")
	}
	id, found, err := world.One[int64](c, c.tx, `SELECT id FROM ur_user WHERE email = ?`, author)
	if err != nil {
		return err
	}
	if !found {
		name, _, _ := strings.Cut(author, "@")
		if given, _ := c.in.Text("notify_name"); given != "" {
			name = given
		}
		if id, err = c.insertUser(name, author); err != nil {
			return err
		}
	}
	d.authorID = id
	return nil
}

// storeExtras stores tags, files and custom fields of a new or changed object.
func (c *call) storeExtras(id int64, d *draft, create bool) error {
	if d.tags != nil {
		if err := replaceTags(c, c.tx, id, d.tags); err != nil {
			return err
		}
	}
	if err := c.storeAttachments("object_id", id); err != nil {
		return err
	}
	return c.setFields("object", d.ownership, id, create)
}
